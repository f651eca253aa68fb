"""Views of notes: every one the viewer may read, those of a school, and one."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localtime

from headway.features.appointments.viewer import Viewer
from headway.features.intelligence.actions import read_note
from headway.features.intelligence.models import Note
from headway.features.intelligence.queries import (
    KIND,
    may_amend,
    may_name_readers,
    notes_of,
    notes_visible_to,
    questions_that_ask,
)
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Column, Table
from headway.kit.words import count_words, day_words, list_words, moment_words
from headway.pages.exports import with_export
from headway.pages.intelligence.finding import crumbs_of, found_note, found_school
from headway.pages.intelligence.questions import asked_words
from headway.pages.intelligence.words import (
    COLUMNS,
    HOME,
    QUESTIONS,
    is_corrected,
    kind_words,
    log_href,
    note_href,
    note_row,
    source_words,
    weight_words,
)
from headway.pages.lists.answer import answer_list
from headway.rules.intelligence import IntelligencePolicy

FILTERS = ("q", "kind", "source", "show")
ORDERS = {"on": "on", "school": "school__name"}
STANDING, GONE = "standing", "gone"
SHOWN = ((STANDING, "Those that stand"), (GONE, "Withdrawn or corrected"))
NONE_YET = "No note that you may read is here yet. Open a school and choose “Add intelligence”."


@dataclass(frozen=True, slots=True)
class NotesPage:
    """The list of notes."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: str
    questions_href: str
    table: Table


@dataclass(frozen=True, slots=True)
class SchoolLogPage:
    """A school's log: the question that waits, and the notes the viewer may read."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    add_href: str
    question_words: str
    question_href: str
    table: Table


@dataclass(frozen=True, slots=True)
class NotePage:
    """One note."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: str
    restricted: bool
    facts: tuple[SummaryRow, ...]
    correct_href: str
    withdraw_href: str
    readers_href: str


def list_notes(request: HttpRequest) -> HttpResponse:
    """Every note the viewer may read, or the same as a file."""
    viewer = request.viewer
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=tuple(ORDERS), default_sort="-on")
    policy: IntelligencePolicy = typed(KIND, viewer.on)
    found = notes_visible_to(viewer)
    if words := query.text("q"):
        found = found.filter(school__name__icontains=words)
    for name in ("kind", "source"):
        if wanted := query.text(name):
            found = found.filter(**{name: wanted})
    if (shown := query.text("show")) in (STANDING, GONE):
        stands = {"withdrawn_at": None, "corrected_by": None}
        found = found.filter(**stands) if shown == STANDING else found.exclude(**stands)
    total = found.count()

    def build(asked: ListQuery) -> NotesPage:
        rows = found.order_by(*asked.order_by(ORDERS))[asked.bounds(total)]
        table = asked.table(
            caption="Notes",
            columns=COLUMNS,
            rows=[note_row(one) for one in rows],
            total=total,
            noun=("note", "notes"),
            empty_words=NONE_YET,
            hide_caption=True,
            filters=(
                query.text_filter("q", "School", "Part of a name"),
                query.choice_filter(
                    "kind", "About", [(one.slug, one.label) for one in policy.kinds.values()]
                ),
                query.choice_filter("source", "From", list(policy.sources.items())),
                query.choice_filter("show", "Show", SHOWN),
            ),
        )
        return NotesPage(
            heading="Intelligence",
            breadcrumbs=(Link("Schools", "/schools/"),),
            words=_whose_words(viewer),
            questions_href=QUESTIONS if viewer.may_ever(KIND) else "",
            table=with_export(table, asked),
        )

    return answer_list(request, query, build, "intelligence/notes.html")


def show_school(request: HttpRequest, urn: int) -> HttpResponse:
    """The log of one school."""
    school = found_school(request, urn)
    viewer = request.viewer
    rows = [note_row(one, school=False) for one in notes_of(viewer, school)]
    question = questions_that_ask(viewer, [urn]).get(urn)
    page = SchoolLogPage(
        heading=f"Intelligence on {school.name}",
        caption=f"URN {urn}",
        breadcrumbs=crumbs_of(school)[:-1] + (Link(school.name, f"/schools/{urn}/"),),
        add_href=f"{log_href(urn)}add/",
        question_words=asked_words(question) if question else "",
        question_href=f"{QUESTIONS}{question.public_id}/" if question else "",
        table=Table(
            caption="Notes",
            columns=(Column("On"), *COLUMNS[2:]),
            rows=tuple(rows),
            count_words=count_words(len(rows), "note"),
            empty_words=NONE_YET,
        ),
    )
    return render(request, "intelligence/school.html", {"page": page})


def show_note(request: HttpRequest, urn: int, key: str) -> HttpResponse:
    """One note; reading a restricted one goes into the audit."""
    viewer = request.viewer
    note = read_note(note=found_note(request, urn, key), by=viewer, at=timezone.now())
    here, stands = note_href(note), note.withdrawn_at is None
    amends = stands and may_amend(viewer, note)
    page = NotePage(
        heading=kind_words(note),
        caption=f"{note.school.name}, {day_words(note.on)}",
        breadcrumbs=crumbs_of(note.school)
        if _opens_log(viewer, note.school)
        else crumbs_of(note.school)[:-1],
        words=note.words,
        restricted=note.restricted,
        facts=_facts(note),
        correct_href=f"{here}correct/" if amends and not is_corrected(note) else "",
        withdraw_href=f"{here}withdraw/" if amends else "",
        readers_href=f"{here}readers/" if may_name_readers(viewer, note) else "",
    )
    return render(request, "intelligence/note.html", {"page": page})


def _opens_log(viewer: Viewer, school: School) -> bool:
    """Whoever is named on one note, or wrote it when the school was theirs, need not open the school's log."""
    return viewer.reach(KIND, "change") == "all" or str(school.urn) in viewer.tied_to("school")


def _facts(note: Note) -> tuple[SummaryRow, ...]:
    rows = [
        SummaryRow("Where it comes from", source_words(note)),
        SummaryRow("Weight", weight_words(note)),
        SummaryRow("Written by", f"{note.written_by.name}, {moment_words(localtime(note.written_at))}"),
    ]
    if note.restricted:
        named = list(note.named.order_by("name", "pk").values_list("name", flat=True))
        rows.append(SummaryRow("Named to read it", list_words(named) if named else "nobody"))
    if note.corrects_id:
        former = Note.objects.get(pk=note.corrects_id)
        rows.append(SummaryRow("Corrects", f"the note of {day_words(former.on)}", href=note_href(former)))
    if is_corrected(note):
        later = note.corrected_by
        rows.append(SummaryRow("Corrected by", f"the note of {day_words(later.on)}", href=note_href(later)))
    if note.withdrawn_at:
        when = moment_words(localtime(note.withdrawn_at))
        rows.append(SummaryRow("Withdrawn", f"{note.withdrawn_by}, {when}: {note.withdrawn_reason}"))
    return tuple(rows)


def _whose_words(viewer: Viewer) -> str:
    """What of the log is here, so that nobody takes a part for the whole."""
    reach = viewer.reach(KIND)
    if reach == "all":
        return "Notes of every team. Restricted ones are here only where you wrote them, are named on them or may open them."
    if reach == "own":
        return "Notes on your own schools, and those you wrote or are named on."
    return "The notes you wrote yourself, and those you are named on."
