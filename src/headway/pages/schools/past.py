"""What is held of the schools that a school was before, read once, each kept apart under its own name and URN."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement, JudgementState
from headway.features.evidence.models import Inspection, Observation
from headway.features.evidence.queries import inspections_of_schools, observations_of_schools
from headway.features.partnerships.models import Membership
from headway.features.schools.lineage import linked_names
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools, tied_to
from headway.flows.school_lineage import lineage_of
from headway.rules.succession import Lineage, Step

MOST = 12  # schools before one whose papers are shown; further ones are named only
NOBODYS = 0
ALL = "all"


@dataclass(frozen=True, slots=True)
class Past:
    """One school of the line before: until when it was that, and what is held of it, newest first.

    `shared`: other schools go on from it too, so what is held of it is not this school's alone.
    """

    step: Step
    name: str
    school: School | None
    until: date | None
    shared: bool
    inspections: tuple[Inspection, ...] = ()
    results: tuple[Observation, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    memberships: tuple[Membership, ...] = ()

    @property
    def urn(self) -> int:
        """Its number."""
        return self.step.urn

    @property
    def own(self) -> bool:
        """Whether it was the authority's, and so has a page here."""
        return self.school is not None and self.school.authority.own


@dataclass(frozen=True, slots=True)
class Line:
    """A school's line: what it was before, and each school it became with its name and whether it has a page here."""

    lineage: Lineage
    before: tuple[Past, ...]
    names: Mapping[int, str]
    own: frozenset[int]


NO_LINE = Line(Lineage(), (), {}, frozenset())


def line_of(school: School) -> Line:
    """The line of a school with all that is held of the schools before it; no query where nothing is linked."""
    found = lineage_of(school.urn)
    if not found:
        return NO_LINE
    urns = [step.urn for step in (*found.before, *found.after)]
    held = School.objects.select_related("authority").in_bulk(urns)
    linked = linked_names() if any(urn not in held for urn in urns) else {}
    names = {urn: held[urn].name if urn in held else linked.get(urn, "a school not held") for urn in urns}
    names[school.urn] = school.name
    before = tuple(
        _past(step, held.get(step.urn), names[step.urn], step.urn in found.split) for step in found.before
    )
    own = frozenset(urn for urn, one in held.items() if one.authority.own)
    return Line(found, _with_papers(before), names, own)


def seen_by(viewer: Viewer, line: Line) -> Line:
    """The line as this viewer may see it: categories and memberships of a former school by the right to that school."""
    reach = {kind: viewer.reach(kind) for kind in ("categories", "partnerships")}
    if not line.before or set(reach.values()) == {ALL}:
        return line
    tied: frozenset[int] = frozenset()
    if "own" in reach.values():
        rows = own_schools().filter(tied_to(viewer), urn__in=[one.urn for one in line.before])
        tied = frozenset(rows.values_list("urn", flat=True))

    def opens(kind: str, urn: int) -> bool:
        return reach[kind] == ALL or (reach[kind] == "own" and urn in tied)

    before = tuple(
        replace(
            one,
            judgements=one.judgements if opens("categories", one.urn) else (),
            memberships=one.memberships if opens("partnerships", one.urn) else (),
        )
        for one in line.before
    )
    return replace(line, before=before)


def _past(step: Step, school: School | None, name: str, shared: bool) -> Past:
    closed_on = school.closed_on if school else None
    return Past(step, name, school, closed_on or step.on, shared)


def _with_papers(before: Sequence[Past]) -> tuple[Past, ...]:
    """The nearest of them with what is held of each: four queries, however many they are."""
    urns = [one.urn for one in before[:MOST] if one.school]
    if not urns:
        return tuple(before)
    inspections = _by_school(inspections_of_schools(urns).select_related("release"))
    results = _by_school(observations_of_schools(urns))
    judged = Judgement.objects.filter(school__in=urns, state=JudgementState.AGREED)
    judgements = _by_school(judged.order_by("-valid_from", "-pk"))
    members = Membership.objects.filter(school__in=urns).select_related("partnership")
    memberships = _by_school(members.order_by("-valid_from", "-pk"))
    return tuple(
        replace(
            one,
            inspections=tuple(inspections.get(one.urn, ())),
            results=tuple(results.get(one.urn, ())),
            judgements=tuple(judgements.get(one.urn, ())),
            memberships=tuple(memberships.get(one.urn, ())),
        )
        for one in before
    )


def _by_school[Row: (Inspection, Observation, Judgement, Membership)](
    rows: Iterable[Row],
) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.school_id or NOBODYS, []).append(row)
    return found
