"""Reads of notes and questions, viewer first. Who may only add reads back what they wrote themselves, and nothing else."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.intelligence.models import Note, Question
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.policies.queries import read_policy
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.rules.intelligence import OPEN, TAKEN_UP, IntelligencePolicy
from headway.rules.permissions import may, opens_restricted, roles_that_may
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

KIND = "intelligence"
CATEGORIES = "categories"


def notes_visible_to(viewer: Viewer) -> QuerySet[Note]:
    """Every note the viewer may read, newest first: one's own, those one is named on, and those of schools within reach;
    restricted ones among these last only for the roles that open them."""
    rows = Note.objects.select_related("school", "written_by", "policy", "corrected_by")
    rows = rows.defer("policy__body").order_by("-on", "-pk")
    if not viewer.knows(KIND):
        return rows.none()
    return rows.filter(_mine(viewer) | _within(viewer))


def notes_of(viewer: Viewer, school: School) -> QuerySet[Note]:
    """The notes of one school that the viewer may read, newest first."""
    return notes_visible_to(viewer).filter(school=school)


def _mine(viewer: Viewer) -> Q:
    named = Note.named.through.objects.filter(person=viewer.person).values("note")
    return Q(written_by=viewer.person) | Q(restricted=True, pk__in=named)


def _within(viewer: Viewer) -> Q:
    reach = viewer.reach(KIND)
    if reach == "none":
        return Q(pk__in=())
    held = Q(pk__isnull=False) if reach == "all" else Q(school__in=schools_visible_to(viewer, KIND))
    opens = opens_restricted(viewer.access, roles=viewer.roles, kind=KIND)
    return held if opens else held & Q(restricted=False)


def may_add(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may note something about this school."""
    return viewer.may(KIND, "change", relations_to(viewer, school))


def may_read(viewer: Viewer, note: Note) -> Verdict:
    """Whether the viewer may read this note; the same answer as the lists give."""
    if not viewer.knows(KIND):
        return viewer.may(KIND)
    named = note.restricted and note.named.filter(pk=viewer.person.pk).exists()
    if named or note.written_by_id == viewer.person.pk:
        return ALLOWED
    return may(
        viewer.access,
        roles=viewer.roles,
        act="see",
        kind=KIND,
        relations=relations_to(viewer, note.school),
        restricted=note.restricted,
    )


def may_amend(viewer: Viewer, note: Note) -> Verdict:
    """Whether the viewer may correct or withdraw this note: who wrote it, or who reads it and may add notes on the school."""
    if note.written_by_id == viewer.person.pk:
        return viewer.may_ever(KIND, "change")
    return first_refusal(may_read(viewer, note), may_add(viewer, note.school))


def may_name_readers(viewer: Viewer, note: Note) -> Verdict:
    """Whether the viewer may say who else reads a restricted note: its author, and the roles that open such notes."""
    if not note.restricted:
        return refuse("This note is not restricted; nobody is named on it.")
    if note.written_by_id == viewer.person.pk:
        return viewer.may_ever(KIND, "change")
    if opens_restricted(viewer.access, roles=viewer.roles, kind=KIND):
        return may_read(viewer, note)
    return refuse("Only the author, or who opens restricted notes, says who else may read this one.")


def people_to_name(viewer: Viewer) -> QuerySet[Person]:
    """Whom a restricted note may name: everybody whose role knows of notes at all."""
    return holders(roles_that_may(viewer.access, act="change", kind=KIND), on=viewer.on)


def may_see_questions(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may know of a question on this school: it counts notes, so who may read them."""
    return viewer.may(KIND, "see", relations_to(viewer, school))


def may_answer(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may answer a question on this school: who knows of it and may judge the category."""
    relations = relations_to(viewer, school)
    return first_refusal(viewer.may(KIND, "see", relations), viewer.may(CATEGORIES, "change", relations))


def questions_visible_to(viewer: Viewer) -> QuerySet[Question]:
    """Questions on schools whose notes the viewer may read, those that wait first."""
    rows = Question.objects.select_related("school", "answered_by").order_by(
        F("answered_at").desc(nulls_first=True), "-raised_at", "-pk"
    )
    if viewer.reach(KIND) == "all":
        return rows
    return rows.filter(school__in=schools_visible_to(viewer, KIND))


def questions_that_ask(viewer: Viewer, urns: Iterable[int] | None = None) -> dict[int, Question]:
    """URN to the question that waits, or was taken up last, of the schools whose notes the viewer may read; one query."""
    rows = questions_visible_to(viewer).filter(state__in=(OPEN, TAKEN_UP)).order_by("raised_at", "pk")
    if urns is not None:
        rows = rows.filter(school__in=urns)
    return {row.school_id: row for row in rows}


def with_asked(schools: QuerySet[School]) -> QuerySet[School]:
    """Schools with `asked`: whether a question waits or was taken up. For lists that tell it to `may_see_all_asked` alone."""
    asking = Question.objects.filter(school=OuterRef("pk"), state__in=(OPEN, TAKEN_UP))
    return schools.annotate(asked=Exists(asking))


def may_see_all_asked(viewer: Viewer, act: str = "see") -> bool:
    """Whether the viewer may know of a question on every school whose category they may see (or approve)."""
    reach = viewer.reach(KIND)
    return reach == "all" or (reach == "own" and viewer.reach(CATEGORIES, act) == "own")


def policy_of(note: Note | Question) -> IntelligencePolicy:
    """The policy whose words a note is written in."""
    return read_policy(note.policy)
