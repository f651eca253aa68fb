"""Two people edited copies of one plan: the changes of both, cell by cell, and every conflict with both texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from headway.rules.calendars import Span, day_words
from headway.rules.plan_grid import Action, Period, Plan, Priority, bare, check_periods
from headway.rules.verdict import ALLOWED, Verdict, refuse

_OUTSIDE = None
NO_CHOICES: Mapping[str, str] = MappingProxyType({})
_Cells = dict[tuple[str, Span | None], tuple[Action, ...]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both changed, each in another way: what stood there and both texts. The plan keeps what stood there."""

    where: str
    base: str
    mine: str
    theirs: str

    @property
    def sentence(self) -> str:
        """The conflict as a person reads it."""
        texts = "; ".join(
            f"{whose}: {_quoted(text)}"
            for whose, text in (("before", self.base), ("one copy", self.mine), ("the other", self.theirs))
        )
        return f"{self.where} was changed in both copies. {texts}. Choose one, or write a third."


@dataclass(frozen=True, slots=True)
class Merged:
    """The plan with the changes of both and every place where they conflict."""

    plan: Plan
    conflicts: tuple[Conflict, ...]


BASE, MINE, THEIRS = "base", "mine", "theirs"


class _Found(list[Conflict]):
    """The conflicts found, and what somebody chose for each place already."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__()
        self.choices = choices

    def settle[T](self, where: str, values: tuple[T, T, T], texts: Sequence[str]) -> T:
        """What was chosen for a place; else what stood there, and the conflict is kept."""
        chosen = self.choices.get(where)
        if chosen in (BASE, MINE, THEIRS):
            return values[(BASE, MINE, THEIRS).index(chosen)]
        self.append(Conflict(where, *texts))
        return values[0]


def merge(base: Plan, mine: Plan, theirs: Plan, choices: Mapping[str, str] = NO_CHOICES) -> Merged:
    """Merge two edited copies of `base`, by cell: what one changed is taken; what both changed alike is taken once.

    What both changed differently is a conflict and stays as it was in `base`, unless `choices` (where to BASE, MINE or
    THEIRS) says which one holds. A priority or period goes when one took it
    away and nothing that the other changed stands in it. Places and faults of the copies are left out.
    """
    copies = [bare(plan) for plan in (base, mine, theirs)]
    conflicts = _Found(choices)
    periods = _merge_periods(copies, conflicts)
    cells, kept_titles = _merge_cells(copies, periods, conflicts)
    plan = Plan(
        title=_settle("The title", [copy.title for copy in copies], conflicts),
        corner=_settle("The head over the priorities", [copy.corner for copy in copies], conflicts),
        periods=periods,
        priorities=tuple(_priority(title, periods, cells) for title in kept_titles),
        notes=_merge_notes(copies, conflicts),
        faults=check_periods(periods),
    )
    return Merged(plan, tuple(conflicts))


def may_merge(base: Plan, copy: Plan, name: str) -> Verdict:
    """Whether a copy is one of this plan: it says which action is which, and has the plan's periods.

    Without that every action would be taken out and added anew, and what belongs to it would be lost.
    """
    ids, known = _ids(copy), _ids(base)
    if known and not ids.keys() & known.keys():
        return refuse(
            f"The {name} is not this plan as it was downloaded here as a spreadsheet: it does not say which action is which. "
            "Download it, edit that, and give it again."
        )
    if {one.span for one in copy.periods} != {one.span for one in base.periods}:
        return refuse(
            f"The {name} has other periods than the plan. Change them on the plan's own page instead."
        )
    return ALLOWED


def changes_between(base: Plan, now: Plan) -> tuple[str, ...]:
    """What writing `now` over `base` would add, change, move and take out, each in a sentence."""
    before, after = _ids(base), _ids(now)
    new = [f"Added under “{title}”: {one.line}" for title, one in _all(now) if one.public_id not in before]
    told = []
    for key, (title, span, one) in after.items():
        if key not in before:
            continue
        old_title, old_span, old = before[key]
        if old.line != one.line:
            told.append(f"“{old.line}” is called “{one.line}” from now on.")
        if old.owner != one.owner:
            told.append(
                f"“{one.line}” is done by {one.owner or 'nobody yet'} instead of {old.owner or 'nobody yet'}."
            )
        if (old_title, old_span) != (title, span):
            told.append(
                f"“{one.line}” moves to “{title}”{f', {_days(span)}' if span else ', outside every period'}."
            )
        elif old.due != one.due:
            told.append(f"“{one.line}” is due on {_day_words(one.due)} instead of {_day_words(old.due)}.")
    gone = [f"Taken out: {one.line}" for key, (_, _, one) in before.items() if key not in after]
    return (*new, *told, *gone)


def _ids(plan: Plan) -> dict[str, tuple[str, Span | None, Action]]:
    """Public id to where its action stands; what has none is new."""
    return {
        one.public_id: (title, span, one)
        for (title, span), cell in _cells_of(plan).items()
        for one in cell
        if one.public_id
    }


def _all(plan: Plan) -> Iterator[tuple[str, Action]]:
    for (title, _), cell in _cells_of(plan).items():
        yield from ((title, one) for one in cell)


def _settle(where: str, texts: list[str], conflicts: _Found) -> str:
    base, mine, theirs = texts
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    return conflicts.settle(where, (base, mine, theirs), texts)


def _merge_notes(copies: list[Plan], conflicts: _Found) -> tuple[str, ...]:
    settled = _settle("What stands outside the table", ["\n".join(copy.notes) for copy in copies], conflicts)
    return tuple(settled.split("\n")) if settled else ()


def _merge_periods(copies: list[Plan], conflicts: _Found) -> tuple[Period, ...]:
    """The periods of all, by their days; one that a copy lacks goes unless actions that the other changed stand in it."""
    by_span = [{period.span: period for period in copy.periods} for copy in copies]
    base, mine, theirs = by_span
    kept = []
    for span in _in_order([list(one) for one in by_span]):
        if _stays(span, base, mine, theirs) or any(_changed_in(span, copies[0], copy) for copy in copies[1:]):
            texts = [
                one[span].words if span in one else base[span].words if span in base else ""
                for one in by_span
            ]
            if span not in base:
                # added: the words of whoever added it; both at once in other words is a conflict
                added = [one[span].words for one in (mine, theirs) if span in one]
                texts = ["", added[0], added[-1]]
            words = _settle(f"The head of {_days(span)}", texts, conflicts)
            kept.append(Period(words or texts[1], span))
    return tuple(kept)


def _changed_in(span: Span, base: Plan, copy: Plan) -> bool:
    """Whether a copy that still has the period changed what stands in it."""
    before, after = _cells_of(base), _cells_of(copy)
    keys = {key for key in (*before, *after) if key[1] == span}
    has = any(period.span == span for period in copy.periods)
    return has and any(before.get(key, ()) != after.get(key, ()) for key in keys)


def _merge_cells(
    copies: list[Plan], periods: tuple[Period, ...], conflicts: _Found
) -> tuple[_Cells, tuple[str, ...]]:
    tables = [_cells_of(copy) for copy in copies]
    titles = [[priority.title for priority in copy.priorities] for copy in copies]
    merged: _Cells = {}
    kept = []
    for title in _in_order(titles):
        stays = _stays(title, *(dict.fromkeys(one) for one in titles))
        before = len(conflicts)
        for period in (*periods, _OUTSIDE):
            key = (title, period.span if period else _OUTSIDE)
            merged[key] = _merge_cell(
                _where(title, period), [table.get(key, ()) for table in tables], conflicts
            )
        gone_with_changes = len(conflicts) > before or any(merged.get((title, p.span)) for p in periods)
        if stays or gone_with_changes or merged[title, _OUTSIDE]:
            kept.append(title)
    return merged, tuple(kept)


def _merge_cell(where: str, cells: list[tuple[Action, ...]], conflicts: _Found) -> tuple[Action, ...]:
    base, mine, theirs = cells
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    return conflicts.settle(where, (base, mine, theirs), [_text(cell) for cell in cells])


def _priority(
    title: str, periods: tuple[Period, ...], cells: Mapping[tuple[str, Span | None], tuple[Action, ...]]
) -> Priority:
    row = tuple(cells[title, period.span] for period in periods)
    return Priority(title, row, cells[title, _OUTSIDE])


def _cells_of(plan: Plan) -> _Cells:
    cells: _Cells = {}
    for priority in plan.priorities:
        cells[priority.title, _OUTSIDE] = priority.outside
        for period, actions in zip(plan.periods, priority.cells, strict=True):
            cells[priority.title, period.span] = actions
    return cells


def _stays[T](key: T, base: Mapping[T, object], mine: Mapping[T, object], theirs: Mapping[T, object]) -> bool:
    """What was there stays unless a copy took it away; what a copy added stays."""
    return (key in mine and key in theirs) if key in base else True


def _in_order[T](lists: Iterable[Iterable[T]]) -> list[T]:
    """Everything once: the order of the base, then what each copy added."""
    return list(dict.fromkeys(item for one in lists for item in one))


def _where(title: str, period: Period | None) -> str:
    return f"The cell of “{title}”, {f'“{period.words}”' if period else 'outside every period'},"


def _days(span: Span) -> str:
    return f"{day_words(span.first_on)} up to {day_words(span.until)}"


def _text(actions: Iterable[Action]) -> str:
    """A cell as text, one action a line, with what is noted of it."""
    return "\n".join(_told(action) for action in actions)


def _told(action: Action) -> str:
    facts = (
        ("owner", action.owner),
        ("due", _day_words(action.due)),
        ("status", action.status),
        ("proposed", action.proposed),
    )
    noted = ", ".join(f"{name} {value}" for name, value in facts if value)
    return f"{action.line} ({noted})" if noted else action.line


def _day_words(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return text


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"
