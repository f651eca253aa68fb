"""Reads of support, the viewer first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.evidence.models import Observation
from headway.features.impact.models import Support
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import tied_partnerships
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools, schools_visible_to, tied_to
from headway.rules.calendars import academic_year_of
from headway.rules.impact import AWAITING, PLANNED, RUNNING, STOPPED
from headway.rules.matching import BESIDE, OTHER, SUPPORTED, Candidate
from headway.rules.verdict import Verdict

KIND = "impact"
GIVING = ("adviser", "quadrant-lead", "chief-adviser")  # besides who is appointed to a school as its adviser


@dataclass(frozen=True, slots=True)
class Held:
    """A published figure as it stood: value, year and source."""

    value: Decimal
    period: str
    source: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a comparison looks at: a measure in some phases, and support that began in [begun_from, begun_until)."""

    measure: str
    phases: frozenset[str]
    begun_from: date
    begun_until: date
    theme: str = ""
    programme: str = ""

    def is_at(self, support: Support) -> bool:
        """Whether this support is looked at: of the theme and programme, begun in the span, not stopped."""
        fits = self.theme in ("", support.theme) and self.programme in ("", support.programme)
        begun = self.begun_from <= support.begun_on < self.begun_until
        return fits and begun and support.state not in (PLANNED, STOPPED)

    def is_beside(self, support: Support) -> bool:
        """Whether any part of this support fell into the span, so that its school is no school without support."""
        until = support.stopped_on or support.due_on
        begun = support.state != PLANNED and support.begun_on < self.begun_until
        return begun and until > self.begun_from


def supports_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Support]:
    """The supports for which the viewer may do the act, newest first."""
    rows = Support.objects.select_related("school", "partnership", "adviser", "followed_by")
    rows = rows.order_by("-begun_on", "-pk")
    reach = viewer.reach(KIND, act)
    if reach == "all":
        return rows
    return rows.filter(_own(viewer)) if reach == "own" else rows.none()


def may_do(viewer: Viewer, act: str, support: Support) -> Verdict:
    """Whether the viewer may change or judge this support."""
    own = Support.objects.filter(_own(viewer), pk=support.pk).exists()
    return viewer.may(KIND, act, frozenset({"own"} if own else ()))


def may_support(viewer: Viewer, school: School | None, partnership: Partnership | None) -> Verdict:
    """Whether the viewer may enter a support of this school, or of this partnership."""
    if school is not None:
        own = School.objects.filter(tied_to(viewer), pk=school.pk).exists()
    else:
        own = partnership is not None and supported_partnerships(viewer).filter(pk=partnership.pk).exists()
    return viewer.may(KIND, "change", frozenset({"own"} if own else ()))


def supported_schools(viewer: Viewer) -> QuerySet[School]:
    """The schools a support of which the viewer may enter."""
    return schools_visible_to(viewer, KIND, "change")


def supported_partnerships(viewer: Viewer) -> QuerySet[Partnership]:
    """The partnerships a support of which the viewer may enter."""
    rows = Partnership.objects.order_by("name", "pk")
    reach = viewer.reach(KIND, "change")
    if reach == "all":
        return rows
    return rows.filter(tied_partnerships(viewer)) if reach == "own" else rows.none()


def givers(on: date, already: Person | None = None) -> QuerySet[Person]:
    """Who can give support: whoever advises on the day and has not left, and who gives it `already`."""
    advising = Appointment.objects.as_at(on).filter(subject_kind=Subject.SCHOOL, role="adviser")
    here = Q(pk__in=holders(GIVING, on=on).values("pk")) | Q(is_active=True, pk__in=advising.values("person"))
    kept = here | Q(pk=already.pk) if already else here
    return Person.objects.filter(kept).order_by("name", "pk")


def due_for(viewer: Viewer, soon_days: int) -> QuerySet[Support]:
    """What waits for the viewer: what they gave and should soon have shown, and what they may judge; the soonest first."""
    soon = viewer.on + timedelta(days=soon_days)
    mine = Q(adviser=viewer.person, state__in=(PLANNED, RUNNING), due_on__lte=soon)
    rows = Support.objects.select_related("school", "partnership", "adviser").order_by("due_on", "pk")
    reach = viewer.reach(KIND, "approve")
    waits = Q(state=AWAITING) & ~Q(adviser=viewer.person)
    if reach == "none":
        return rows.filter(mine)
    return rows.filter(mine | (waits if reach == "all" else waits & _own(viewer)))


def due_follow_ups(viewer: Viewer, soon_days: int) -> QuerySet[Support]:
    """All follow-ups that are due, and all that wait to be judged, as far as the viewer may see them."""
    soon = viewer.on + timedelta(days=soon_days)
    due = Q(state__in=(PLANNED, RUNNING), due_on__lte=soon) | Q(state=AWAITING)
    return supports_visible_to(viewer).filter(due).order_by("due_on", "pk")


def figure_before(school: School, measure: str, on: date) -> Held | None:
    """The newest published figure of a measure of a school, of a year that had ended by the day."""
    return _newest(school, measure, period__lt=f"{academic_year_of(on).first_on.year}/")


def figure_after(school: School, measure: str, baseline: str, on: date) -> Held | None:
    """The newest published figure of a later year than the baseline's; without one, of the year of the day or later."""
    later = {"period__gt": baseline} if baseline else {"period__gte": str(academic_year_of(on).first_on.year)}
    return _newest(school, measure, **later)


def _newest(school: School, measure: str, **narrowed: str) -> Held | None:
    rows = Observation.objects.filter(school=school, measure=measure, group="all", value__isnull=False)
    found = rows.filter(**narrowed).select_related("release").order_by("-period").first()
    if found is None or found.value is None:
        return None
    return Held(found.value, found.period, f"{found.release.title}, {found.release.source}"[:300])


def partnership_on(school: School, on: date) -> Partnership | None:
    """The recognised partnership of the school on a day."""
    rows = Membership.objects.as_at(on).filter(school=school, recognised=True).select_related("partnership")
    found = rows.first()
    return found.partnership if found else None


def programmes(viewer: Viewer) -> list[str]:
    """The names of programmes that the viewer may see, by name."""
    rows = supports_visible_to(viewer).exclude(programme="").order_by("programme")
    return list(rows.values_list("programme", flat=True).distinct())


def years_held(measures: Iterable[str]) -> dict[str, list[str]]:
    """Measure to the years for which schools of the authority have figures, the oldest first."""
    rows = Observation.objects.filter(
        school__in=own_schools(), measure__in=list(measures), group="all", value__isnull=False
    )
    found: dict[str, list[str]] = {}
    for measure, period in rows.values_list("measure", "period").distinct().order_by("period"):
        found.setdefault(measure, []).append(period)
    return found


def all_supports(viewer: Viewer) -> list[Support]:
    """Every support, for whoever may see all of it; else nothing."""
    return list(supports_visible_to(viewer)) if viewer.reach(KIND) == "all" else []


def candidates_for(supports: Iterable[Support], looked: Looked) -> tuple[list[Candidate], str]:
    """The authority's open schools of the phases as they can be compared, and where the figures come from. Three queries.

    A school is supported where a support of the theme and programme began in [begun_from, begun_until), supported in another
    way where any other ran then, else beside. What was given to a partnership counts for its members on the day it began.
    """
    standing = _standing(list(supports), looked)
    rows = own_schools().filter(status__startswith="Open", phase__in=looked.phases)
    schools = list(rows.order_by("name", "pk"))
    values, sources = _values([one.pk for one in schools], looked.measure)
    found = [
        Candidate(
            urn=one.pk,
            name=one.name,
            phase=one.phase,
            standing=standing.get(one.pk, BESIDE),
            pupils=one.pupils,
            fsm_percent=None if one.fsm_percent is None else float(one.fsm_percent),
            values=values.get(one.pk, {}),
        )
        for one in schools
    ]
    return found, "; ".join(sources)


def _standing(supports: list[Support], looked: Looked) -> dict[int, str]:
    """URN to how the school was supported; a school without any support is absent."""
    members = _members_of([one for one in supports if one.school_id is None])
    found: dict[int, str] = {}
    for one in supports:
        for urn in [one.school_id] if one.school_id else members.get(one.pk, []):
            if looked.is_at(one):
                found[urn] = SUPPORTED
            elif looked.is_beside(one):
                found.setdefault(urn, OTHER)
    return found


def _members_of(supports: list[Support]) -> dict[int, list[int]]:
    """Support to the schools that were members of its partnership on the day it began."""
    rows = list(Membership.objects.filter(partnership__in={one.partnership_id for one in supports}))
    return {
        one.pk: [
            row.school_id
            for row in rows
            if row.partnership_id == one.partnership_id
            and row.valid_from <= one.begun_on
            and (row.valid_until is None or row.valid_until > one.begun_on)
        ]
        for one in supports
    }


def _values(urns: list[int], measure: str) -> tuple[dict[int, dict[str, float]], list[str]]:
    """URN to the figures by year, and the titles of the releases they come from."""
    rows = Observation.objects.filter(school__in=urns, measure=measure, group="all", value__isnull=False)
    found: dict[int, dict[str, float]] = {}
    sources = set()
    for urn, period, value, title, source in rows.values_list(
        "school_id", "period", "value", "release__title", "release__source"
    ):
        found.setdefault(urn, {})[period] = float(value)
        sources.add(f"{title}, {source}")
    return found, sorted(sources)


def _own(viewer: Viewer) -> Q:
    """A support of one's own school, of one's own partnership as a whole, or that one gives oneself."""
    of_school = Q(school__in=own_schools().filter(tied_to(viewer)))
    partnerships = Partnership.objects.filter(tied_partnerships(viewer))
    of_partnership = Q(school=None, partnership__in=partnerships)
    return of_school | of_partnership | Q(adviser=viewer.person)
