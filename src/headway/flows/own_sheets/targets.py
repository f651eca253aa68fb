"""Targets of schools as a sheet: a line for each group and measure, held against the policy and written set by set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from headway.features.appointments.queries import viewer_of
from headway.features.kept import NOTHING, Kept
from headway.features.people.models import Person
from headway.features.policies.queries import policy_in_use, read_policy, typed
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools
from headway.features.targets.actions import write_targets
from headway.features.targets.evidence import evidence_for
from headway.features.targets.models import TargetSet
from headway.features.targets.queries import lines_of
from headway.flows.own_sheets.faults import SheetFaults
from headway.flows.own_sheets.rows import TargetRow
from headway.publicdata.faults import quoted
from headway.rules.calendars import academic_year_of
from headway.rules.measures import Measure
from headway.rules.target_policy import PhaseMeasures, TargetPolicy
from headway.rules.targets import Line, may_propose, may_stand
from headway.rules.verdict import Refused, refuse

SHEET = "targets"
NOBODY = refuse("Targets are given by somebody who signs in, so that they are written in a name.")
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Known:
    """What lines are held against: the policy, its measures by key, names in lower case, schools and stored sets."""

    policy: TargetPolicy
    measures: Mapping[str, Measure]
    groups: Mapping[str, str]
    names: Mapping[str, str]
    schools: Mapping[int, School]
    sets: Mapping[Key, TargetSet]


def check_targets(rows: tuple[TargetRow, ...], faults: SheetFaults) -> None:
    """Note every line that cannot stand, by its cell."""
    if not rows:
        return
    known = _gather(rows)
    first: dict[tuple[int, int, str, str], int] = {}
    said: dict[tuple[int, int, str], TargetRow] = {}
    for row in rows:
        if row.urn in known.schools:
            for column, words in _faults_of(row, known):
                faults.note(SHEET, row.row, column, words)
        group, measure = known.groups.get(_plain(row.group), ""), known.names.get(_plain(row.measure), "")
        stood = first.setdefault((row.urn, row.year, group, measure), row.row)
        if group and stood != row.row:
            words = f"This group and measure stands already in row {stood}. Remove one of the two."
            faults.note(SHEET, row.row, "measure", words)
        earlier = said.setdefault((row.urn, row.year, group), row)
        for column in ("pupils", "reason"):
            if group and getattr(earlier, column) != getattr(row, column):
                words = f"Row {earlier.row} says otherwise of the same group. Write the same in both."
                faults.note(SHEET, row.row, column, words)


def keep_targets(rows: tuple[TargetRow, ...], *, by: str, at: datetime, on: date) -> Kept:
    """Write the sets that the lines change, each as a proposal; groups that are not named stay as they are.

    Raises Refused, with nothing written, where somebody may not write the targets of a school.
    """
    if not rows:
        return NOTHING
    person = Person.objects.filter(public_id=by).first()
    if person is None:
        raise Refused(NOBODY)
    known, stored = _gather(rows), policy_in_use("targets")
    viewer = viewer_of(person, on=on, access=typed("access"))
    made = changed = 0
    for (urn, year), given in _by_set(rows, known).items():
        held = known.sets.get((urn, year))
        before = lines_of(held) if held else {}
        lines = {**before, **{group: _over(before.get(group), line) for group, line in given.items()}}
        if held and all(_same(before.get(group), lines[group]) for group in given):
            continue
        school = known.schools[urn]
        write_targets(
            school=school,
            year=year,
            lines=lines,
            seen_version=held.version if held else 0,
            policy=known.policy,
            stored=stored,
            evidence=evidence_for(school, academic_year_of(date(year, 9, 1)), known.policy),
            by=viewer,
            at=at,
        )
        made, changed = (made, changed + 1) if held else (made + 1, changed)
    return Kept(made, changed)


def _gather(rows: Iterable[TargetRow]) -> _Known:
    policy: TargetPolicy = read_policy(policy_in_use("targets"))
    urns = {row.urn for row in rows}
    measures = {one.key: one for one in typed("measures").measures}
    names = {_plain(words): key for key, one in measures.items() for words in (one.short_label, key)}
    groups = {
        _plain(words): slug
        for slug, one in policy.groups.items()
        for words in (*one.evidence, *(name.rpartition(": ")[2] for name in one.evidence), one.label, slug)
    }
    sets = TargetSet.objects.filter(school__in=urns).prefetch_related("lines__targets")
    return _Known(
        policy=policy,
        measures=measures,
        groups=groups,
        names=names,
        schools={one.urn: one for one in own_schools().filter(urn__in=urns)},
        sets={(one.school_id, one.year): one for one in sets},
    )


def _faults_of(row: TargetRow, known: _Known) -> list[tuple[str, str]]:
    found = []
    if _plain(row.group) not in known.groups:
        labels = ", ".join(one.label for one in known.policy.groups.values())
        found.append(("group", f"{quoted(row.group)} is no group of the policy; use one of: {labels}."))
    phase = known.policy.for_phase(known.schools[row.urn].phase)
    if phase is None:
        found.append(("urn", "The policy of targets asks nothing of schools of this phase."))
    elif row.measure:
        found += _measure_faults(row, known, phase)
    if not row.measure and row.target is not None:
        found.append(("measure", "The cell is empty. Say which measure the target is of."))
    if row.target is None and row.measure:
        found.append(("target", "The cell is empty. Write the target, or leave the measure empty too."))
    held = known.sets.get((row.urn, row.year))
    if held and not (verdict := may_propose(held.state)):
        found.append(("urn", verdict.reason))
    return found


def _measure_faults(row: TargetRow, known: _Known, phase: PhaseMeasures) -> list[tuple[str, str]]:
    key = known.names.get(_plain(row.measure), "")
    if key not in phase.measures:
        may = ", ".join(known.measures[one].short_label for one in phase.measures if one in known.measures)
        return [("measure", f"{quoted(row.measure)} is no target of this phase; use one of: {may}.")]
    measure = known.measures[key]
    if row.target is not None and not (verdict := may_stand(row.target, measure)):
        return [("target", verdict.reason)]
    if row.target is not None and row.target != round(row.target, measure.decimals):
        return [("target", f"Write at most {measure.decimals} digits after the point.")]
    return []


def _by_set(rows: Iterable[TargetRow], known: _Known) -> dict[Key, dict[str, Line]]:
    found: dict[Key, dict[str, Line]] = {}
    for row in rows:
        group = known.groups[_plain(row.group)]
        lines = found.setdefault((row.urn, row.year), {})
        values: dict[str, Decimal] = dict((lines[group].values or {}) if group in lines else {})
        if row.measure and row.target is not None:
            values[known.names[_plain(row.measure)]] = row.target
        lines[group] = Line(row.pupils, row.reason, values)
    return found


def _over(before: Line | None, given: Line) -> Line:
    """A group's line with what the sheet says of it over what stood; measures it does not name stay."""
    return Line(
        given.cohort, given.reason, {**((before.values if before else None) or {}), **(given.values or {})}
    )


def _same(before: Line | None, line: Line) -> bool:
    if before is None:
        return False
    return (before.cohort, before.reason, dict(before.values or {})) == (
        line.cohort,
        line.reason,
        dict(line.values or {}),
    )


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
