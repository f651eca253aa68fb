"""What the pages of plans show, as frozen records."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from headway.features.plans.models import Action, Period, Plan, PlanState, Priority
from headway.features.undertakings.models import Undertaking
from headway.kit.figures import SHAPES, Figure, Link, SummaryRow
from headway.kit.words import count_words, day_words
from headway.rules.plan_actions import Action as RuleAction
from headway.rules.plan_actions import why_not_monitorable
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_status import (
    AT_RISK,
    DONE_LATE,
    DONE_ON_TIME,
    DROPPED,
    FORECAST_LATE,
    LATE,
    NOT_REPORTED,
    NOT_STARTED,
    POSSIBLE,
    UNDER_WAY,
    Status,
    status_of,
)

CRUMB = Link("Plans", "/plans/")
# The kit's colours of the rules' own.
COLOURS = {"green": "green", "amber": "yellow", "red": "red", "grey": "grey"}
STATES = {
    PlanState.DRAFT: "yellow",
    PlanState.CHECKED: "blue",
    PlanState.APPROVED: "green",
    PlanState.CLOSED: "grey",
}
NO_PERIOD = "In no period"
NOT_AGREED = "not agreed yet"
ENDED = (DONE_ON_TIME, DONE_LATE, DROPPED)


@dataclass(frozen=True, slots=True)
class GridLine:
    """One action in its cell."""

    words: str
    href: str
    status: str
    colour: str
    shape: str
    owner: str
    proposed: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One priority with its cells; `href` where its title may be changed."""

    title: str
    href: str
    cells: tuple[tuple[GridLine, ...], ...]


@dataclass(frozen=True, slots=True)
class GridHead:
    """One period; `now`: it holds the day."""

    words: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class PlanGrid:
    """Priorities down, periods across, as the document has it."""

    caption: str
    heads: tuple[GridHead, ...]
    rows: tuple[GridRow, ...]


def plan_href(plan: Plan, name: str = "plan", *more: object) -> str:
    """The address of a page about this plan."""
    return reverse(name, args=[plan.public_id, *more])


def crumbs_of(plan: Plan) -> tuple[Link, ...]:
    """The way back to the plan."""
    return (CRUMB, Link(plan.title, plan_href(plan)))


def statuses_of(known: Sequence[RuleAction], on: date, policy: PlanPolicy) -> dict[str, Status]:
    """Undertaking to its status by rule on the day."""
    return {one.key: status_of(one, on, policy) for one in known}


@dataclass(frozen=True, slots=True)
class Lines:
    """What a grid is filled with; `may_write`: titles lead to where they are changed."""

    plan: Plan
    priorities: Sequence[Priority]
    actions: Sequence[Action]
    statuses: Mapping[str, Status]
    may_write: bool


def plan_grid(lines: Lines, periods: Sequence[Period], on: date) -> PlanGrid:
    """Each action in the cell of its priority and of the period its day falls in."""
    heads = [GridHead(one.label, one.valid_from <= on < one.valid_until) for one in periods]
    if any(_column(one, periods) == len(periods) for one in lines.actions):
        heads.append(GridHead(NO_PERIOD))
    return _grid(f"Timeline of {lines.plan.title}", heads, lines, lambda one: _column(one, periods))


# The columns of the board: what holds each status of the rules.
BOARD = {
    "Not begun": (POSSIBLE, NOT_STARTED),
    "Under way": (UNDER_WAY,),
    "Needs attention": (AT_RISK, NOT_REPORTED, FORECAST_LATE, LATE),
    "Done or dropped": ENDED,
}


def board_grid(lines: Lines) -> PlanGrid:
    """Each action in the cell of its priority and of how it stands."""
    places = {status: place for place, held in enumerate(BOARD.values()) for status in held}
    heads = [GridHead(words) for words in BOARD]
    return _grid(
        f"Board of {lines.plan.title}",
        heads,
        lines,
        lambda one: places[lines.statuses[one.undertaking.public_id].status],
    )


def _grid(
    caption: str, heads: Sequence[GridHead], lines: Lines, column_of: Callable[[Action], int]
) -> PlanGrid:
    cells: dict[tuple[int, int], list[GridLine]] = {}
    for action in lines.actions:
        line = _line(lines.plan, action, lines.statuses)
        cells.setdefault((action.priority_id, column_of(action)), []).append(line)
    rows = tuple(
        GridRow(
            one.title,
            plan_href(lines.plan, "plan_priority", one.public_id) if lines.may_write else "",
            tuple(tuple(cells.get((one.pk, column), ())) for column in range(len(heads))),
        )
        for one in lines.priorities
    )
    return PlanGrid(caption, tuple(heads), rows)


def _column(action: Action, periods: Sequence[Period]) -> int:
    """The number of the period of the first agreed day, so that a later date does not move it out of sight."""
    due_on = action.undertaking.baseline_due_on or action.undertaking.due_on
    for number, one in enumerate(periods):
        if due_on and one.valid_from <= due_on < one.valid_until:
            return number
    return len(periods)


def _line(plan: Plan, action: Action, statuses: Mapping[str, Status]) -> GridLine:
    of = action.undertaking
    status, colour = shown_status(plan, statuses[of.public_id], moved_days(of))
    return GridLine(
        words=of.words,
        href=plan_href(plan, "plan_action", of.public_id),
        status=status,
        colour=colour,
        shape=SHAPES[colour],
        owner=of.owner.name if of.owner else of.owner_words,
        proposed=action.proposed,
    )


def shown_status(plan: Plan, status: Status, moved: int) -> tuple[str, str]:
    """The words and the colour of an action's status. Before the plan is approved nothing can be late; after that an action
    whose date was moved never looks on time again: it says by how many days."""
    if plan.state in (PlanState.DRAFT, PlanState.CHECKED):
        return NOT_AGREED, "grey"
    colour = COLOURS[status.colour]
    if moved <= 0 or status.status in ENDED:
        return status.status, colour
    words = f"{status.status}, moved by {count_words(moved, 'day', 'days')}"
    return words, "yellow" if colour in ("green", "grey") else colour


def moved_days(of: Undertaking) -> int:
    """By how many days the date now stands after the one first agreed."""
    return (of.due_on - of.baseline_due_on).days if of.due_on and of.baseline_due_on else 0


def plan_figures(
    plan: Plan, known: Sequence[RuleAction], statuses: Mapping[str, Status], on: date
) -> tuple[Figure, ...]:
    """What the plan comes to in a line."""
    counts = Counter(shown_status(plan, one, 0)[0] for one in statuses.values())
    moved = sum(bool(one.redates) for one in known)
    blind = sum(bool(why_not_monitorable(one, on)) for one in known if not (one.done_on or one.dropped))
    return (
        Figure("Actions", len(known)),
        Figure(
            "Done",
            counts[DONE_ON_TIME] + counts[DONE_LATE],
            note=f"{counts[DONE_LATE]} of them late" if counts[DONE_LATE] else "",
        ),
        Figure("Late", counts[LATE]),
        Figure("Not reported", counts[NOT_REPORTED]),
        Figure("Moved", moved, note="given another date than first agreed" if moved else ""),
        Figure("Cannot be monitored", blind, note="no owner, date, next step or measure"),
    )


def plan_facts(plan: Plan, kinds: Mapping[str, str]) -> tuple[SummaryRow, ...]:
    """Who and why."""
    source = plan.source_words
    if plan.source_on:
        source = f"{source}, {day_words(plan.source_on)}" if source else day_words(plan.source_on)
    rows = [
        SummaryRow("State", plan.get_state_display(), colour=STATES[plan.state]),
        SummaryRow("Kind", kinds.get(plan.kind, plan.kind)),
        SummaryRow("Owner", plan.owner.name if plan.owner else "nobody yet"),
    ]
    if plan.school:
        rows.append(SummaryRow("School", plan.school.name, href=f"/schools/{plan.school_id}/"))
    if source:
        rows.append(SummaryRow("What asked for it", source))
    if plan.aim:
        rows.append(SummaryRow("Aim", plan.aim))
    return tuple(rows)
