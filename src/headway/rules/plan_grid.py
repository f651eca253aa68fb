"""An action plan as its document has it: priorities down, periods across, each action in its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from headway.rules.calendars import Span, day_words


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood in the document: row and column of its table, line of the text or of the cell; from 1."""

    row: int
    column: int
    line: int

    @property
    def words(self) -> str:
        """The place as a sentence begins with it."""
        return f"row {self.row}, column {self.column}, line {self.line}"


@dataclass(frozen=True, slots=True)
class PlanFault:
    """Something in the document that a person has to put right, or a question: what was read, and may be meant otherwise."""

    words: str
    place: Place | None = None
    is_question: bool = False

    @property
    def sentence(self) -> str:
        """The words with their place in front."""
        if self.place is None:
            return self.words
        return f"{self.place.words[0].upper()}{self.place.words[1:]}: {self.words}"


@dataclass(frozen=True, slots=True)
class Period:
    """One column of the plan: the days it holds, half-open, and the words of its head."""

    words: str
    span: Span
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its words on one line.

    `mark` is the number or letter it stood under. `proposed` is empty for what the document says itself; otherwise it says
    why the reader proposes this priority. `column` names the column of an action that stands in no period.
    """

    words: str
    place: Place | None = None
    mark: str = ""
    proposed: str = ""
    column: str = ""
    public_id: str = ""
    owner: str = ""
    due: str = ""
    status: str = ""

    @property
    def line(self) -> str:
        """The action as it stands in a cell, its mark in front."""
        return f"{self.mark} {self.words}" if self.mark else self.words


@dataclass(frozen=True, slots=True)
class Priority:
    """One row of the plan: a cell of actions for each of the plan's periods; `outside` stood under no period."""

    title: str
    cells: tuple[tuple[Action, ...], ...]
    outside: tuple[Action, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as read. `corner` is the head over the priorities; `notes` are the lines outside the table, title left out."""

    title: str
    corner: str
    periods: tuple[Period, ...]
    priorities: tuple[Priority, ...]
    notes: tuple[str, ...] = ()
    faults: tuple[PlanFault, ...] = ()


def actions_of(plan: Plan) -> Iterator[Action]:
    """Every action in the order of the document, those outside every period last in their priority."""
    for priority in plan.priorities:
        for cell in priority.cells:
            yield from cell
        yield from priority.outside


def bare(plan: Plan) -> Plan:
    """The plan without what only its document had: places and faults. Two plans say the same when these are equal."""

    def strip(actions: Iterable[Action]) -> tuple[Action, ...]:
        return tuple(replace(action, place=None) for action in actions)

    return replace(
        plan,
        faults=(),
        periods=tuple(replace(period, place=None) for period in plan.periods),
        priorities=tuple(
            replace(one, place=None, cells=tuple(map(strip, one.cells)), outside=strip(one.outside))
            for one in plan.priorities
        ),
    )


def check_periods(periods: Iterable[Period]) -> tuple[PlanFault, ...]:
    """Overlaps as faults; days between two periods and columns out of order as questions."""
    given = list(periods)
    faults = [
        PlanFault("The periods do not stand in the order of their days; check the heads.", None, True)
    ] * (given != sorted(given, key=_begins))
    latest: Period | None = None
    for before, after in pairwise(sorted(given, key=_begins)):
        latest = before if latest is None or before.span.until > latest.span.until else latest
        if after.span.first_on < latest.span.until:
            words = f"“{after.words}” overlaps “{latest.words}”. An action could stand in either; correct the heads."
            faults.append(PlanFault(words, after.place))
        elif after.span.first_on > latest.span.until:
            gap = f"{day_words(latest.span.until)} to {day_words(after.span.first_on - timedelta(days=1))}"
            words = f"No period holds {gap}, between “{latest.words}” and “{after.words}”. Is that meant?"
            faults.append(PlanFault(words, after.place, True))
    return tuple(faults)


def as_tables(plan: Plan) -> dict[str, object]:
    """The grid as plain tables: titles, half-open ISO dates and the actions' words; nothing of what is outside it."""
    return {
        "priorities": [
            {
                "title": priority.title,
                "periods": [
                    {
                        "from": period.span.first_on.isoformat(),
                        "until": period.span.until.isoformat(),
                        "actions": [action.words for action in cell],
                    }
                    for period, cell in zip(plan.periods, priority.cells, strict=True)
                ],
            }
            for priority in plan.priorities
        ]
    }


def _begins(period: Period) -> date:
    return period.span.first_on
