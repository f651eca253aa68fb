"""Quadrants and their districts: where they stand on a day, placing districts, accepting a proposal."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.partnerships.models import Partnership
from headway.features.partnerships.queries import KIND, known_open
from headway.features.schools.models import District, Placement, Quadrant
from headway.features.schools.queries import own_schools
from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse


@dataclass(frozen=True, slots=True)
class Area:
    """A quadrant to be: its name, whether it is only proposed, where it comes from, and its districts' codes."""

    name: str
    proposed: bool
    origin: str
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuadrantCount:
    """A quadrant on a day: its districts with their open schools, and how many partnerships (M1-02)."""

    quadrant: Quadrant | None
    districts: tuple[tuple[District, int], ...]
    partnerships: int

    @property
    def schools(self) -> int:
        """Open schools of the authority in its districts."""
        return sum(number for _, number in self.districts)


def may_place(viewer: Viewer | None) -> Verdict:
    """Whether the viewer may settle the quadrants: who may change every partnership."""
    return ALLOWED if viewer is None else viewer.may(KIND, "change")


def quadrant_counts(on: date) -> list[QuadrantCount]:
    """Every quadrant of the day by name, last the districts that stand in none; four queries.

    Schools without a district are in no quadrant and are not counted here.
    """
    schools: dict[str, int] = {}
    for code in known_open(own_schools(), on).exclude(district=None).values_list("district_id", flat=True):
        schools[code] = schools.get(code, 0) + 1
    placed = {row.district_id: row.quadrant for row in Placement.objects.as_at(on).select_related("quadrant")}
    by_quadrant: dict[Quadrant | None, list[tuple[District, int]]] = {}
    for district in District.objects.filter(code__in={*schools, *placed}).order_by("name", "pk"):
        by_quadrant.setdefault(placed.get(district.code), []).append(
            (district, schools.get(district.code, 0))
        )
    partnerships: dict[int | None, int] = {}
    for key in Partnership.objects.filter(ended_on=None).values_list("quadrant_id", flat=True):
        partnerships[key] = partnerships.get(key, 0) + 1
    ordered = sorted(by_quadrant, key=lambda q: (q is None, q.name if q else ""))
    return [
        QuadrantCount(quadrant, tuple(by_quadrant[quadrant]), partnerships.get(quadrant and quadrant.pk, 0))
        for quadrant in ordered
    ]


@transaction.atomic
def place_districts(
    *, areas: list[Area], valid_from: date, by: Viewer | None, at: datetime
) -> list[Quadrant]:
    """Put districts that stand in no quadrant into these, making the quadrants that are not there yet."""
    insist(may_place(by))
    made = []
    for area in areas:
        quadrant, _ = Quadrant.objects.get_or_create(
            name=area.name, defaults={"proposed": area.proposed, "origin": area.origin}
        )
        Placement.objects.bulk_create(
            Placement(district_id=code, quadrant=quadrant, valid_from=valid_from) for code in area.districts
        )
        made.append(quadrant)
    record(
        action="place_districts",
        subject_kind="quadrants",
        subject_id=valid_from.isoformat(),
        at=at,
        by=by.id if by else "",
        after={area.name: list(area.districts) for area in areas},
    )
    return made


@transaction.atomic
def move_district(
    *, district: District, quadrant: Quadrant, on: date, by: Viewer | None, at: datetime
) -> None:
    """Move a district to another quadrant from a day on; its schools follow, and the time before stays."""
    insist(may_place(by))
    District.objects.select_for_update().get(pk=district.pk)
    held = Placement.objects.filter(district=district, valid_until=None).first()
    if held and held.quadrant_id == quadrant.pk:
        return
    before = {"quadrant": held.quadrant.public_id} if held else None
    if held:
        insist(_may_move(held, on))
        _end_or_remove(held, on)
    Placement.objects.create(district=district, quadrant=quadrant, valid_from=on)
    record(
        action="move_district",
        subject_kind="district",
        subject_id=district.code,
        at=at,
        by=by.id if by else "",
        before=before,
        after={"quadrant": quadrant.public_id, "on": on.isoformat()},
    )


@transaction.atomic
def accept_quadrants(*, by: Viewer | None, at: datetime) -> int:
    """Accept the proposed quadrants as they stand; how many there were."""
    insist(may_place(by))
    accepted = Quadrant.objects.filter(proposed=True).update(proposed=False)
    if accepted:
        record(
            action="accept_quadrants",
            subject_kind="quadrants",
            subject_id="all",
            at=at,
            by=by.id if by else "",
            after={"accepted": accepted},
        )
    return accepted


def _may_move(held: Placement, on: date) -> Verdict:
    if on < held.valid_from:
        return refuse(
            f"{held.district} came into {held.quadrant} on {day_words(held.valid_from)}; "
            "choose that day or a later one."
        )
    return ALLOWED


def _end_or_remove(held: Placement, on: date) -> None:
    """A placement that would end on its first day never held."""
    if held.valid_from == on:
        held.delete()
        return
    held.valid_until = on
    held.save(update_fields=["valid_until"])
