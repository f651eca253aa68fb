"""A first proposal of partnerships by place, for schools that are in none, marked so."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.actions import ProposedGroup, form_proposed
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import known_open
from headway.features.schools.models import Placement, Quadrant, School
from headway.features.schools.queries import own_schools
from headway.planner.territory.partnerships import EARLY_PHASES, LATE_PHASES, Group, GroupSchool
from headway.planner.territory.partnerships import propose_partnerships as group_by_place
from headway.rules.partnerships import PartnershipPolicy

BY_PLACE = "geographic"


@dataclass(frozen=True, slots=True)
class ProposedPartnerships:
    """What was proposed: partnerships and schools in them, and sentences about what was odd."""

    partnerships: int
    schools: int
    words: str
    warnings: tuple[str, ...] = ()


def propose_partnerships(
    *, on: date, policy: PartnershipPolicy, by: Viewer | None, at: datetime, seed: int = 1
) -> ProposedPartnerships:
    """Group the open mainstream schools without a recognised partnership by place, within quadrants.

    Sizes lie between the policy's limits where the numbers allow. Special schools and referral units are
    left out (M1-07). A school alone in its quadrant stays alone. Settle the quadrants first.
    """
    waiting = _waiting_schools(on)
    if not waiting:
        return ProposedPartnerships(0, 0, "Every mainstream school is in a recognised partnership already.")
    quadrants = dict(Placement.objects.as_at(on).values_list("district_id", "quadrant__public_id"))
    located, warnings = _locate(waiting, quadrants)
    groups = group_by_place(
        located,
        smallest=policy.smallest_proposed,
        largest=policy.largest_proposed,
        seed=seed,
        secondaries_apart=policy.secondaries_apart,
    )
    kept = [group for group in groups if len(group.school_ids) > 1]
    alone = [group for group in groups if len(group.school_ids) == 1]
    by_urn = {str(school.urn): school for school in waiting}
    warnings += [
        f"{by_urn[group.school_ids[0]]} has no neighbour to join; it stays alone." for group in alone
    ]
    proposed = _named(kept, by_urn)
    recognised = policy.kinds[BY_PLACE].may_be_recognised if BY_PLACE in policy.kinds else False
    form_proposed(groups=proposed, kind=BY_PLACE, recognised=recognised, on=on, by=by, at=at)
    warnings += _size_warnings(kept, proposed, policy)
    schools = sum(len(group.urns) for group in proposed)
    words = "Proposed by place within quadrants; each waits to be settled."
    return ProposedPartnerships(len(proposed), schools, words, tuple(warnings))


def _waiting_schools(on: date) -> list[School]:
    """Open mainstream schools without a recognised partnership on the day or later; two queries."""
    phases = EARLY_PHASES | LATE_PHASES
    schools = known_open(own_schools(), on).filter(phase__in=phases).select_related("district")
    found = list(schools.order_by("urn"))
    partnered = set(
        Membership.objects.overlapping(on, None).filter(recognised=True).values_list("school", flat=True)
    )
    return [school for school in found if school.urn not in partnered]


def _locate(schools: Sequence[School], quadrants: Mapping[str, str]) -> tuple[list[GroupSchool], list[str]]:
    """Schools as the planner reads them; one without coordinates takes the middle of its district, or of all."""
    middles: dict[str, tuple[float, float]] = {}
    for code in {school.district_id or "" for school in schools} | {""}:
        inside = [s for s in schools if code in ("", s.district_id) and _has_place(s)]
        if inside:
            middles[code] = (
                sum(s.easting or 0 for s in inside) / len(inside),
                sum(s.northing or 0 for s in inside) / len(inside),
            )
    located, warnings = [], []
    for school in schools:
        place = (school.easting, school.northing)
        if not _has_place(school):
            place = middles.get(school.district_id or "", middles.get("", (0.0, 0.0)))
            warnings.append(f"{school} has no coordinates; the middle of its district stands for them.")
        quadrant = quadrants.get(school.district_id or "")
        located.append(
            GroupSchool(str(school.urn), school.phase, float(place[0] or 0), float(place[1] or 0), quadrant)
        )
    return located, warnings


def _has_place(school: School) -> bool:
    return school.easting is not None and school.northing is not None


def _named(groups: Sequence[Group], by_urn: Mapping[str, School]) -> list[ProposedGroup]:
    """Each group named after the town most of its schools are in, numbered where the name is taken."""
    taken = set(Partnership.objects.values_list("name", flat=True))
    quadrants = {quadrant.public_id: quadrant for quadrant in Quadrant.objects.all()}
    named = []
    for group in groups:
        base = f"{_town_of([by_urn[one] for one in group.school_ids])} Partnership"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base} {number}"
        taken.add(name)
        urns = tuple(int(one) for one in group.school_ids)
        named.append(ProposedGroup(name, quadrants.get(group.quadrant or ""), urns))
    return named


def _town_of(schools: Sequence[School]) -> str:
    """The commonest town, else district, of the schools; the first by name where several are as common."""
    for words in (
        [school.town for school in schools],
        [school.district.name for school in schools if school.district],
    ):
        counted = Counter(word.strip() for word in words if word.strip())
        if counted:
            return min(counted, key=lambda word: (-counted[word], word))
    return "Unnamed"


def _size_warnings(
    groups: Sequence[Group], proposed: Sequence[ProposedGroup], policy: PartnershipPolicy
) -> list[str]:
    return [
        f"{made.name} has {len(made.urns)} schools, outside {policy.smallest_proposed} to "
        f"{policy.largest_proposed}, because its quadrant's number of schools does not allow it."
        for group, made in zip(groups, proposed, strict=True)
        if group.is_outside_limits
    ]
