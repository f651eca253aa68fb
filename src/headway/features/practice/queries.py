"""Reads of good practice, the viewer first. Who writes none finds what is approved, and what names their own school."""

from django.db.models import Count, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.practice.models import Asking, Brokerage, PracticeExample, State
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools, relations_to, schools_visible_to, tied_to
from headway.rules.permissions import reach
from headway.rules.verdict import Verdict

KIND = "practice"
ALL, OWN, PUBLISHED = frozenset(), frozenset({"own"}), frozenset({"published"})
CONSENT = frozenset({"part"})


def may_do(viewer: Viewer, act: str, school: School) -> Verdict:
    """Whether the viewer may change or approve an example of this school."""
    return viewer.may(KIND, act, relations_to(viewer, school))


def may_agree_for_school(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may record the school's consent: who writes of it, and its own head or chair."""
    return viewer.may(KIND, "change", relations_to(viewer, school) | CONSENT)


def examples_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[PracticeExample]:
    """The examples within the viewer's reach, by title: all, those of one's own schools, those approved."""
    rows = PracticeExample.objects.select_related("school", "written_by").order_by("title", "pk")
    ways = reach(viewer.access, roles=viewer.roles, act=act, kind=KIND)
    if ALL in ways:
        return rows
    shown = Q(pk=None)
    if OWN in ways:
        shown |= Q(school__in=own_schools().filter(tied_to(viewer)))
    if PUBLISHED in ways:
        shown |= Q(state=State.APPROVED)
    return rows.filter(shown)


def with_asked(rows: QuerySet[PracticeExample]) -> QuerySet[PracticeExample]:
    """The same rows with how often contact was asked for."""
    return rows.annotate(asked=Count("brokerages"))


def found_by(rows: QuerySet[PracticeExample], words: str) -> QuerySet[PracticeExample]:
    """Those in which each of the words stands somewhere: title, what is done, evidence, school."""
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(words__icontains=word)
            | Q(evidence__icontains=word)
            | Q(school__name__icontains=word)
        )
    return rows


def brokerages_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Brokerage]:
    """Requests for contact: one's own, and those that concern schools of whose examples the viewer may write or which they
    may approve. `act` "change": those the viewer may broker."""
    rows = Brokerage.objects.select_related("example__school", "asked_by", "school", "brokered_by")
    if "all" in (viewer.reach(KIND, "change"), viewer.reach(KIND, "approve")):
        return rows
    within = Q(pk=None)
    for way in ("change", "approve"):
        ours = schools_visible_to(viewer, KIND, way)
        within |= Q(example__school__in=ours) | Q(school__in=ours)
    return rows.filter(within | Q(asked_by=viewer.person) if act == "see" else within)


def asked_already(viewer: Viewer, example: PracticeExample) -> bool:
    """Whether the viewer waits for an answer about this example."""
    rows = Brokerage.objects.filter(example=example, asked_by=viewer.person)
    return rows.exclude(state=Asking.CLOSED).exists()


def school_of_viewer(viewer: Viewer) -> School | None:
    """The one school a head or chair acts for; None for officers and for who has several."""
    if viewer.is_staff:
        return None
    found = list(own_schools().filter(tied_to(viewer)).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
