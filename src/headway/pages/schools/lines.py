"""What is known of every school in one line each: read over the register and all that stands above it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
from headway.features.allocation.queries import years_entitled
from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import ASIDE, remembered
from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.evidence.models import Inspection
from headway.features.partnerships.models import Membership
from headway.features.schools.as_at import Then, register_then
from headway.features.schools.models import Headship, Placement, Provision, School
from headway.features.schools.queries import OPEN_STATUSES, own_schools, schools_visible_to, tied_to
from headway.features.structural_changes.models import RecordedEnd
from headway.rules.calendars import academic_year_of
from headway.rules.entitlement_policy import EntitlementPolicy
from headway.rules.partnerships import PartnershipPolicy
from headway.rules.schools import has_new_head, is_open

SUBSTANTIVE = "substantive"
KIND = "register"
RECORDED = "closed, recorded by the authority"


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school. Empty words and None mean that nothing is known; `own`: the viewer is tied to it; `searched`: what the
    list's search reads, in small letters."""

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
    searched: str = ""


@dataclass(frozen=True, slots=True)
class Flagging:
    """What the flags are worked out by. `past`: the day is over, so what holds is told by dates alone."""

    on: date
    new_head_months: int
    unpartnered_phases: frozenset[str]
    past: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line the viewer may see, by name, the academic year (the year it starts in) the days are of, whether days
    were given for it, and the past day they are of, None for today."""

    lines: tuple[SchoolLine, ...]
    year: int
    given: bool = False
    as_at: date | None = None


def school_lines(
    viewer: Viewer,
    *,
    entitlement: EntitlementPolicy | None,
    partnerships: PartnershipPolicy | None,
    as_at: date | None = None,
) -> Lines:
    """Every school of the authority the viewer may see. The days are those of the year of the viewer's day,
    or of the next one while this year has none. `as_at`: a past day to look back to; the rights stay today's.

    The policies say how long a head is new and which phases count as unpartnered (M1-06); without them no school is.
    """
    rule = Flagging(
        as_at or viewer.on,
        entitlement.new_head_months if entitlement else 0,
        partnerships.unpartnered_phases if partnerships else frozenset(),
        past=as_at is not None,
    )
    year = academic_year_of(rule.on).first_on.year
    given = years_entitled()
    shown = year + 1 if year not in given and year + 1 in given and not rule.past else year
    return Lines(_visible(viewer, rule, shown), shown, shown in given, as_at)


def _visible(viewer: Viewer, rule: Flagging, year: int) -> tuple[SchoolLine, ...]:
    """The viewer's lines. Who sees every school reads those that are kept, with their own schools marked."""
    if rule.past or viewer.reach(KIND) != "all":
        own = Case(When(tied_to(viewer), then=True), default=Value(False), output_field=BooleanField())
        return _read(schools_visible_to(viewer).annotate(own=own), rule, year)
    every = own_schools().annotate(own=Value(False))

    def mend(lines: tuple[SchoolLine, ...], urns: frozenset[int]) -> tuple[SchoolLine, ...]:
        fresh = {line.urn: line for line in _read(every.filter(pk__in=urns), rule, year)}
        return tuple(fresh.get(line.urn, line) for line in lines)

    lines = remembered(
        (school_lines, rule, year), lambda: _read(every, rule, year), apart_from=ASIDE, mend=mend
    )
    own = (
        set(own_schools().filter(tied_to(viewer)).values_list("urn", flat=True))
        if any(viewer.ties.values())
        else ()
    )
    return tuple(replace(line, own=True) if line.urn in own else line for line in lines) if own else lines


def _read(schools: QuerySet[School], rule: Flagging, year: int) -> tuple[SchoolLine, ...]:
    rows = _annotated(schools, rule, year).values(*PLAIN, *PLACED, *DATED, *RENAMED, *ANNOTATED)
    lines = _past_lines(rows, rule) if rule.past else (_line(row, rule) for row in rows)
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.urn)))


def _past_lines(rows: Iterable[dict], rule: Flagging) -> Iterator[SchoolLine]:
    """The schools that had opened by the day, with the facts of the register then."""
    then = register_then(rule.on)
    for row in rows:
        if row["opened_on"] is None or row["opened_on"] <= rule.on:
            yield _line(row | _facts_then(then, row), rule)


def _facts_then(then: Then, row: dict) -> dict:
    urn = row["urn"]
    return {
        "name": then.fact(urn, "name", row["name"]),
        "type_name": then.fact(urn, "type_name", row["type_name"]),
        "phase": then.phase(urn, row["phase"], row),
        "town": then.fact(urn, "town", row["town"]),
        "postcode": then.fact(urn, "postcode", row["postcode"]),
        "district__name": then.district(urn, row["district__name"] or ""),
        "trust__name": then.trust(urn, row["trust__name"] or ""),
        "status": "Open" if _is_open(row, then.day) else "Closed",
    }


def _is_open(row: dict, day: date) -> bool:
    return is_open(row["status_code"], row["opened_on"], row["closed_on"], day)


def latest_graded(inspections: Iterable[Inspection]) -> dict[int, Inspection]:
    """URN to the newest inspection that gave grades; they come newest first."""
    found: dict[int, Inspection] = {}
    for inspection in inspections:
        if inspection.grades:
            found.setdefault(inspection.school_id, inspection)
    return found


PLAIN = ("urn", "name", "phase", "type_name", "status", "status_code", "town", "postcode", "district_assumed")
DATED = ("opened_on", "closed_on", "type_code", "phase_code", "low_age", "high_age")
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
ANNOTATED = (*SAID, "own", "half_days", "inspected_on", "has_provision", "headed_from", "recorded_end")


def _annotated(schools: QuerySet[School], rule: Flagging, year: int) -> QuerySet[School]:
    here, on = OuterRef("pk"), rule.on
    judged = (
        Judgement.objects.as_at(on).filter(school=here, state=JudgementState.AGREED).order_by("-valid_from")
    )
    proposal = Proposal.objects.filter(school=here)
    proposal = (
        proposal.filter(on__lte=on).order_by("-on", "-pk") if rule.past else proposal.filter(latest=True)
    )
    advised = Appointment.objects.as_at(on).filter(
        role="adviser", subject_kind=Subject.SCHOOL, subject_id=Cast(here, CharField())
    )
    ended = RecordedEnd.objects.filter(school=here, undone_by=None, closes_on__lte=on)
    member = Membership.objects.as_at(on).filter(school=here, recognised=True)
    graded = Inspection.objects.filter(school=here).exclude(grades={}).order_by("-started_on")
    graded = graded.filter(started_on__lte=on) if rule.past else graded
    headed = Headship.objects.as_at(on).filter(school=here, kind=SUBSTANTIVE)
    placed = Placement.objects.as_at(on).filter(district=OuterRef("district"))
    return schools.annotate(
        quadrant=Subquery(placed.values("quadrant__name")[:1]),
        category=Subquery(judged.values("category")[:1]),
        category_label=Subquery(judged.values("label")[:1]),
        direction=Subquery(judged.values("direction")[:1]),
        proposed=Subquery(proposal.values("category")[:1]),
        proposed_label=Subquery(proposal.values("label")[:1]),
        adviser=Subquery(advised.values("person__name")[:1]),
        half_days=_half_days(year),
        partnership=Subquery(member.values("partnership__name")[:1]),
        inspected_on=Subquery(graded.values("started_on")[:1]),
        recorded_end=Subquery(ended.values("closes_on")[:1]),
        has_provision=Exists(Provision.objects.as_at(on).filter(school=here)),
        headed_from=Subquery(headed.values("valid_from")[:1]),
    )


def _half_days(year: int) -> Subquery:
    rows = Entitlement.objects.filter(school=OuterRef("pk"), year=year).order_by().values("school")
    return Subquery(rows.annotate(total=Sum("half_days")).values("total"))


def _line(row: dict, rule: Flagging) -> SchoolLine:
    said = _is_open(row, rule.on) if rule.past else row["status_code"] in OPEN_STATUSES
    recorded = bool(said and row["recorded_end"])
    open_now = said and not recorded
    same = (
        "urn",
        "name",
        "phase",
        "type_name",
        "town",
        "postcode",
        "own",
        "half_days",
        "inspected_on",
    )
    return SchoolLine(
        **{name: row[name] for name in (*same, *PLACED)},
        **{name: row[name] or "" for name in SAID},
        is_open=open_now,
        status=RECORDED if recorded else row["status"],
        district=row["district__name"] or "",
        trust=row["trust__name"] or "",
        flags=_flags(row, open_now, rule),
        searched=_searched(row),
    )


def _searched(row: dict) -> str:
    """A postcode is found with and without its space."""
    postcode = row["postcode"]
    return f"{row['name']} {row['urn']} {postcode} {postcode.replace(' ', '')} {row['town']}".casefold()


def _flags(row: dict, open_now: bool, rule: Flagging) -> frozenset[str]:
    in_need = open_now and row["phase"] in rule.unpartnered_phases
    flags = {
        "new-head": has_new_head(row["headed_from"], rule.on, months=rule.new_head_months),
        "provision": row["has_provision"],
        "unpartnered": in_need and not row["partnership"],
        "district-assumed": row["district_assumed"],
    }
    return frozenset(name for name, holds in flags.items() if holds)
