"""What the page of a school's targets shows: each group with its targets, where they began, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to
from headway.features.targets.actions import ready_for
from headway.features.targets.evidence import Evidence, Held
from headway.features.targets.models import GroupLine, GroupTarget, TargetSet
from headway.features.targets.queries import KIND
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Column, Row, Table, plain_table
from headway.kit.words import day_words
from headway.pages.schools.evidence import WHY_MISSING
from headway.pages.schools.links import open_address
from headway.pages.schools.words import year_words
from headway.pages.targets.listing import CRUMBS, due_days, state_words
from headway.rules import targets as rule
from headway.rules.calendars import academic_year_of
from headway.rules.measures import Measure, value_words
from headway.rules.target_policy import TargetPolicy
from headway.rules.verdict import ALLOWED, Verdict

COLOURS = {
    rule.COMPLETE: "green",
    rule.EXPLAINED: "blue",
    rule.NOT_NEEDED: "grey",
    rule.MISSING: "red",
    rule.UNKNOWN: "yellow",
}
STANDING_WORDS = {
    rule.COMPLETE: "Set",
    rule.EXPLAINED: "Reason given",
    rule.NOT_NEEDED: "Not needed",
    rule.MISSING: "Missing",
    rule.UNKNOWN: "Pupils not known",
}
NOTHING = (
    "No targets of this year are proposed yet. The head proposes them; the adviser discusses and agrees them."
)
NO_PHASE = "The policy of targets asks nothing of schools of this phase."


@dataclass(frozen=True, slots=True)
class TargetSetPage:
    """A school's targets of a year and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    words: str
    facts: tuple[SummaryRow, ...]
    groups: Table | None
    targets: Table | None
    discussion: str
    links: tuple[Link, ...]
    agree_href: str
    version: int
    verdict: Verdict


def target_set_page(
    viewer: Viewer,
    school: School,
    year: int,
    held: TargetSet | None,
    policy: TargetPolicy,
    measures: Mapping[str, Measure],
    evidence: Evidence,
) -> TargetSetPage:
    """The page for this viewer; `policy` is the one the targets were written by."""
    state = str(held.state) if held else ""
    asked = policy.for_phase(school.phase) is not None
    # Who sees only their own sees this school because it is.
    ties = frozenset({"own"}) if viewer.reach(KIND) == "own" else relations_to(viewer, school)
    changes, approves = (bool(viewer.may(KIND, act, ties)) for act in ("change", "approve"))
    agrees = approves and state in (rule.PROPOSED, rule.DISCUSSED)
    return TargetSetPage(
        heading=f"Targets of {school.name}",
        caption=f"Academic year {year_words(year)}",
        breadcrumbs=(*CRUMBS, Link(school.name, open_address(viewer, f"/schools/{school.urn}/"))),
        state=state_words(state),
        colour=rule.STATES[state] if state else "grey",
        words="" if held else NOTHING if asked else NO_PHASE,
        facts=_facts(held, policy, year),
        groups=_groups(held, policy) if held else None,
        targets=_targets(held, policy, measures, evidence) if held else None,
        discussion=held.discussion if held else "",
        links=_links(school, year, state, changes, approves) if asked else (),
        agree_href=reverse("target_agree", args=[school.urn, year]) if agrees else "",
        version=held.version if held else 0,
        verdict=ready_for(viewer, held, policy) if held and agrees else ALLOWED,
    )


def _facts(held: TargetSet | None, policy: TargetPolicy, year: int) -> tuple[SummaryRow, ...]:
    due = due_days(policy, academic_year_of(date(year, 9, 1)))
    rows = [
        SummaryRow(f"To be {step} by", day_words(day)) for step, day in due.items() if not _done(held, step)
    ]
    if held is None:
        return tuple(rows)
    written = SummaryRow("Written by", f"{held.written_by}, {day_words(held.written_at.date())}")
    if held.discussed_on:
        rows.insert(0, SummaryRow("Discussed", f"{day_words(held.discussed_on)}, by {held.discussed_by}"))
    if held.agreed_on:
        rows.insert(0, SummaryRow("Agreed", f"{day_words(held.agreed_on)}, by {held.agreed_by}"))
    if held.reported_on:
        rows.insert(0, SummaryRow("Reported", f"{day_words(held.reported_on)}, by {held.reported_by}"))
    return (written, *rows)


def _done(held: TargetSet | None, step: str) -> bool:
    order = list(rule.STATES)
    return held is not None and order.index(str(held.state)) >= order.index(step)


def _groups(held: TargetSet, policy: TargetPolicy) -> Table:
    rows = []
    by_group = {one.group: one for one in held.lines.all()}
    for slug, group in policy.groups.items():
        line = by_group.get(slug)
        standing = line.standing if line else rule.UNKNOWN
        rows.append(
            (
                group.label,
                _cohort(line),
                Cell(STANDING_WORDS[standing], colour=COLOURS[standing], note=_why(line, policy)),
            )
        )
    return plain_table("Groups of pupils", ("Group", Column("Pupils", numeric=True), "How it stands"), rows)


def _cohort(line: GroupLine | None) -> Cell:
    if line is None or line.cohort is None:
        return Cell(None)
    return Cell(line.cohort, note=line.cohort_source)


def _why(line: GroupLine | None, policy: TargetPolicy) -> str:
    if line is None:
        return ""
    if line.standing == rule.NOT_NEEDED:
        return f"fewer than {policy.least_cohort} pupils"
    return line.reason


def _targets(
    held: TargetSet, policy: TargetPolicy, measures: Mapping[str, Measure], evidence: Evidence
) -> Table:
    rows = [
        _target_row(policy.groups[line.group].label, line.group, target, measures[target.measure], evidence)
        for line in held.lines.all()
        for target in line.targets.all()
        if line.group in policy.groups and target.measure in measures
    ]
    heads = (
        "Group",
        "Measure",
        Column("Began at", numeric=True),
        Column("Target", numeric=True),
        Column("Outcome", numeric=True),
    )
    return plain_table("Targets", heads, rows, empty_words="No target is set yet.")


def _target_row(
    label: str, group: str, target: GroupTarget, measure: Measure, evidence: Evidence
) -> Row | tuple:
    return (
        label,
        measure.short_label,
        _began(target, measure, evidence.before.get((group, target.measure))),
        value_words(target.value, measure),
        _outcome(target, measure, evidence.during.get((group, target.measure))),
    )


def _began(target: GroupTarget, measure: Measure, held: Held | None) -> Cell:
    if target.baseline is not None:
        when = f", {day_words(target.baseline_on)}" if target.baseline_on else ""
        note = f"{target.baseline_period}; {target.baseline_source}{when}"
        return _figure(target.baseline, measure, note)
    if held is not None and held.value is None:
        why = WHY_MISSING.get(held.why_missing, held.why_missing)
        return Cell(None, missing=why, note=f"{held.period}; {held.source}")
    return Cell(None, missing="nothing held")


def _outcome(target: GroupTarget, measure: Measure, held: Held | None) -> Cell:
    if target.outcome is not None:
        when = f", {day_words(target.outcome_on)}" if target.outcome_on else ""
        return _figure(target.outcome, measure, f"{target.outcome_source}{when}")
    if held is not None and held.value is not None:
        return _figure(held.value, measure, f"published, not reported yet; {held.source}")
    return Cell(None, missing="no result yet")


def _figure(value: Decimal, measure: Measure, note: str) -> Cell:
    return Cell(value_words(value, measure), note=note, plain=float(value))


def _links(school: School, year: int, state: str, changes: bool, approves: bool) -> tuple[Link, ...]:
    still = state in ("", rule.PROPOSED, rule.DISCUSSED)
    found = []
    if changes and still:
        found.append(("Change the targets" if state else "Propose targets", "target_write"))
    if approves and state in (rule.PROPOSED, rule.DISCUSSED):
        found.append(("Record what was discussed", "target_discuss"))
    if changes and state in (rule.AGREED, rule.REPORTED):
        found.append(("Enter outcomes", "target_outcomes"))
    return tuple(Link(words, reverse(name, args=[school.urn, year])) for words, name in found)
