"""What the entitlement rules need of every school and partnership on a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.partnerships.models import Membership
from headway.features.schools.models import Headship, Provision, School
from headway.features.schools.queries import own_schools
from headway.rules.entitlement import (
    EntitlementLine,
    PartnershipInYear,
    SchoolInYear,
    entitle,
)
from headway.rules.entitlement_policy import EntitlementPolicy
from headway.rules.schools import has_new_head, is_open

PROPOSED_WORDS = "the category is proposed by the rules and not judged yet"


@dataclass(frozen=True, slots=True)
class YearFacts:
    """Open schools, recognised partnerships, and the ids of schools whose category is only proposed."""

    schools: tuple[SchoolInYear, ...]
    partnerships: tuple[PartnershipInYear, ...]
    proposed: frozenset[str]


def gather_year(
    policy: EntitlementPolicy, on: date, *, with_proposed: bool = True, ended: Collection[int] = ()
) -> YearFacts:
    """The authority's schools and partnerships as they stand on a day, those that `ended` left out; six queries however
    many there are.

    A school's category is the judged one in force; where none is, the rules' latest proposal counts if
    `with_proposed`, and the school is marked. A school without either counts as not known, never as good.
    """
    rows = [
        school
        for school in own_schools().order_by("urn")
        if is_open(school.status_code, school.opened_on, school.closed_on, on) and school.urn not in ended
    ]
    judged, proposed = _judged(on), _proposed(policy) if with_proposed else {}
    provisions, new_heads = _provisions(on), _new_heads(policy.new_head_months, on)
    schools = tuple(
        SchoolInYear(
            school_id=str(school.urn),
            name=school.name,
            phase=school.phase or None,
            category=judged.get(school.urn) or proposed.get(school.urn),
            enhanced_provisions=provisions.get(school.urn, 0),
            new_head=school.urn in new_heads,
        )
        for school in rows
    )
    marked = frozenset(str(row.urn) for row in rows if row.urn not in judged and row.urn in proposed)
    return YearFacts(schools, _partnerships(rows, on), marked)


def entitled_lines(facts: YearFacts, policy: EntitlementPolicy, year: str) -> tuple[EntitlementLine, ...]:
    """Every whole-year line by the rules; days for concern say so when their category is only proposed."""
    return tuple(
        _marked(line) if line.rule == "concern" and line.subject_id in facts.proposed else line
        for line in entitle(facts.schools, facts.partnerships, policy, year)
    )


def _marked(line: EntitlementLine) -> EntitlementLine:
    words = f"{line.words.removesuffix('.')}; {PROPOSED_WORDS}."
    return replace(line, words=words, inputs=(*line.inputs, ("category is", "proposed")))


def _judged(on: date) -> dict[int, str]:
    rows = Judgement.objects.as_at(on).filter(state=JudgementState.AGREED)
    return dict(rows.values_list("school", "category"))


def _proposed(policy: EntitlementPolicy) -> dict[int, str]:
    rows = Proposal.objects.filter(latest=True, category__in=list(policy.category_half_days))
    return dict(rows.values_list("school", "category"))


def _provisions(on: date) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for urn in Provision.objects.as_at(on).values_list("school", flat=True):
        found[urn] = found.get(urn, 0) + 1
    return found


def _new_heads(months: int, on: date) -> frozenset[int]:
    rows = Headship.objects.as_at(on).filter(kind="substantive").values_list("school", "valid_from")
    return frozenset(urn for urn, since in rows if has_new_head(since, on, months=months))


def _partnerships(schools: list[School], on: date) -> tuple[PartnershipInYear, ...]:
    """Recognised partnerships by their members; a special school is one too, and earns nothing (M1-07)."""
    open_urns = {school.urn for school in schools}
    names: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    rows = Membership.objects.as_at(on).filter(recognised=True)
    for urn, public_id, name in rows.values_list("school", "partnership__public_id", "partnership__name"):
        if urn in open_urns:
            names[public_id] = name
            members.setdefault(public_id, set()).add(str(urn))
    return tuple(PartnershipInYear(key, names[key], frozenset(members[key])) for key in sorted(names))
