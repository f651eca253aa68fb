"""What is known of every school in one line each: one query over the register and all that stands above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast

from headway.features.allocation.models import Entitlement
from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.evidence.models import Inspection
from headway.features.partnerships.models import Membership
from headway.features.schools.models import Headship, Placement, Provision, School
from headway.features.schools.queries import OPEN_STATUSES, schools_visible_to, tied_to
from headway.rules.calendars import academic_year_of
from headway.rules.entitlement_policy import EntitlementPolicy
from headway.rules.partnerships import PartnershipPolicy
from headway.rules.schools import has_new_head

SUBSTANTIVE = "substantive"


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school. Empty words and None mean that nothing is known; `own`: the viewer is tied to it."""

    urn: int
    name: str
    phase: str
    type_name: str
    is_open: bool
    status: str
    town: str
    postcode: str
    district: str
    quadrant: str
    trust: str
    own: bool
    category: str
    category_label: str
    direction: str
    proposed: str
    proposed_label: str
    adviser: str
    half_days: int | None
    partnership: str
    inspected_on: date | None
    flags: frozenset[str]
    easting: int | None = None
    northing: int | None = None


@dataclass(frozen=True, slots=True)
class Flagging:
    """What the flags are worked out by."""

    on: date
    new_head_months: int
    unpartnered_phases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line the viewer may see, by name, and the academic year (the year it starts in) the days are of."""

    lines: tuple[SchoolLine, ...]
    year: int


def school_lines(
    viewer: Viewer, *, entitlement: EntitlementPolicy | None, partnerships: PartnershipPolicy | None
) -> Lines:
    """Every school of the authority the viewer may see; one query. The days are those of the year of the viewer's day,
    or of the next one while this year has none.

    The policies say how long a head is new and which phases count as unpartnered (M1-06); without them no school is.
    """
    rule = Flagging(
        viewer.on,
        entitlement.new_head_months if entitlement else 0,
        partnerships.unpartnered_phases if partnerships else frozenset(),
    )
    year = academic_year_of(viewer.on).first_on.year
    rows = list(_annotated(viewer, year).values(*PLAIN, *PLACED, *RENAMED, *ANNOTATED))
    shown = year if any(row["days_now"] is not None for row in rows) else year + 1
    if all(row["days_next"] is None for row in rows):
        shown = year
    key = "days_now" if shown == year else "days_next"
    return Lines(tuple(_line(row, row[key], rule) for row in rows), shown)


def latest_graded(inspections: Iterable[Inspection]) -> dict[int, Inspection]:
    """URN to the newest inspection that gave grades; they come newest first."""
    found: dict[int, Inspection] = {}
    for inspection in inspections:
        if inspection.grades:
            found.setdefault(inspection.school_id, inspection)
    return found


PLAIN = ("urn", "name", "phase", "type_name", "status", "status_code", "town", "postcode", "district_assumed")
PLACED = ("easting", "northing")
RENAMED = ("district__name", "trust__name")
SAID = (
    "quadrant",
    "category",
    "category_label",
    "direction",
    "proposed",
    "proposed_label",
    "adviser",
    "partnership",
)
ANNOTATED = (*SAID, "own", "days_now", "days_next", "inspected_on", "has_provision", "headed_from")


def _annotated(viewer: Viewer, year: int) -> QuerySet[School]:
    on = viewer.on
    here = OuterRef("pk")
    judged = (
        Judgement.objects.as_at(on).filter(school=here, state=JudgementState.AGREED).order_by("-valid_from")
    )
    proposal = Proposal.objects.filter(school=here, latest=True)
    advised = Appointment.objects.as_at(on).filter(
        role="adviser", subject_kind=Subject.SCHOOL, subject_id=Cast(here, CharField())
    )
    member = Membership.objects.as_at(on).filter(school=here, recognised=True)
    graded = Inspection.objects.filter(school=here).exclude(grades={}).order_by("-started_on")
    headed = Headship.objects.as_at(on).filter(school=here, kind=SUBSTANTIVE)
    placed = Placement.objects.as_at(on).filter(district=OuterRef("district"))
    return (
        schools_visible_to(viewer)
        .annotate(
            own=Case(When(tied_to(viewer), then=True), default=Value(False), output_field=BooleanField()),
            quadrant=Subquery(placed.values("quadrant__name")[:1]),
            category=Subquery(judged.values("category")[:1]),
            category_label=Subquery(judged.values("label")[:1]),
            direction=Subquery(judged.values("direction")[:1]),
            proposed=Subquery(proposal.values("category")[:1]),
            proposed_label=Subquery(proposal.values("label")[:1]),
            adviser=Subquery(advised.values("person__name")[:1]),
            days_now=_half_days(year),
            days_next=_half_days(year + 1),
            partnership=Subquery(member.values("partnership__name")[:1]),
            inspected_on=Subquery(graded.values("started_on")[:1]),
            has_provision=Exists(Provision.objects.as_at(on).filter(school=here)),
            headed_from=Subquery(headed.values("valid_from")[:1]),
        )
        .order_by("name", "urn")
    )


def _half_days(year: int) -> Subquery:
    rows = Entitlement.objects.filter(school=OuterRef("pk"), year=year).order_by().values("school")
    return Subquery(rows.annotate(total=Sum("half_days")).values("total"))


def _line(row: dict, half_days: int | None, rule: Flagging) -> SchoolLine:
    is_open = row["status_code"] in OPEN_STATUSES
    same = ("urn", "name", "phase", "type_name", "status", "town", "postcode", "own", "inspected_on")
    return SchoolLine(
        **{name: row[name] for name in (*same, *PLACED)},
        **{name: row[name] or "" for name in SAID},
        is_open=is_open,
        district=row["district__name"] or "",
        trust=row["trust__name"] or "",
        half_days=half_days,
        flags=_flags(row, is_open, rule),
    )


def _flags(row: dict, is_open: bool, rule: Flagging) -> frozenset[str]:
    in_need = is_open and row["phase"] in rule.unpartnered_phases
    flags = {
        "new-head": has_new_head(row["headed_from"], rule.on, months=rule.new_head_months),
        "provision": row["has_provision"],
        "unpartnered": in_need and not row["partnership"],
        "district-assumed": row["district_assumed"],
    }
    return frozenset(name for name, holds in flags.items() if holds)
