"""The deployment tables as a programme over chosen columns: whole, restricted to good columns, or a few
advisers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from headway.planner.deployment.draft import Draft
from headway.planner.deployment.highs import Floats, Programme
from headway.planner.deployment.tables import Tables


@dataclass(frozen=True, slots=True)
class Columns:
    """Advisers to try for each block and for each partnership's lead; an empty row is left out of the model,
    and then stays as it is with somebody outside the advisers of the model."""

    advisers: Sequence[Sequence[int]]
    leads: Sequence[Sequence[int]]


@dataclass(slots=True)
class Model:
    """A programme and where its parts are: x[b, a], y[p, a], load[a], over[a]; rows one_adviser[b],
    one_lead[p], serious[a]. Built by build_model."""

    programme: Programme = field(default_factory=Programme)
    x: dict[tuple[int, int], int] = field(default_factory=dict)
    y: dict[tuple[int, int], int] = field(default_factory=dict)
    split: dict[int, tuple[int, int]] = field(default_factory=dict)
    load: dict[int, int] = field(default_factory=dict)
    over: dict[int, int] = field(default_factory=dict)
    away: dict[int, tuple[int, float, float]] = field(default_factory=dict)
    one_adviser: dict[int, int] = field(default_factory=dict)
    one_lead: dict[int, int] = field(default_factory=dict)
    serious: dict[int, int] = field(default_factory=dict)
    unmet_row: int | None = None


def build_model(
    tables: Tables, columns: Columns, targets: Floats, bands: Sequence[tuple[float, float]], unmet: int | None
) -> Model:
    """The programme over the given columns.

    targets (A): half-days. bands: (share of target, minutes a half-day). unmet: at most this many half-days
    above capacity in all; None: no limit, no cost but the unmet half-days themselves (the first tier).
    """
    model = Model()
    first_tier = unmet is None
    _add_assignments(model, tables, columns, 0.0 if first_tier else 1.0)
    if not first_tier:
        _add_splits(model, tables)
    _add_loads(model, tables, None if first_tier else unmet)
    _add_limits(model, tables)
    if not first_tier:
        _add_imbalance(model, targets, bands)
    return model


def start_from(model: Model, draft: Draft) -> Floats:
    """The draft as a point of the model, to start the search from."""
    point = np.zeros(len(model.programme.cost))
    for (b, a), column in model.x.items():
        point[column] = draft.adviser[b] == a
    for (p, a), column in model.y.items():
        point[column] = draft.lead[p] == a
    for column, (x, y) in model.split.items():
        point[column] = max(0.0, point[x] - point[y])
    for a, column in model.load.items():
        point[column] = draft.load[a]
    for a, column in model.over.items():
        point[column] = max(0, draft.load[a] - draft.tables.capacity[a])
    for column, (a, low, high) in model.away.items():
        point[column] = max(0.0, draft.load[a] - high, low - draft.load[a])
    return point


def read_draft(model: Model, tables: Tables, values: Floats, draft: Draft) -> Draft:
    """A draft that follows the model's values, and the given draft where the model is silent."""
    adviser, lead = list(draft.adviser), list(draft.lead)
    for (b, a), column in model.x.items():
        if values[column] > 0.5:
            adviser[b] = a
    for (p, a), column in model.y.items():
        if values[column] > 0.5:
            lead[p] = a
    return Draft(tables, adviser, lead)


def _add_assignments(model: Model, tables: Tables, columns: Columns, scale: float) -> None:
    programme = model.programme
    for p, advisers in enumerate(columns.leads):
        for a in advisers:
            cost = scale * float(tables.lead_cost[p, a])
            model.y[p, a] = programme.add_column(cost, 0, 1, whole=True)
        if advisers:
            entries = [(model.y[p, a], 1.0) for a in advisers]
            model.one_lead[p] = programme.add_row(1, 1, entries)
    for b, advisers in enumerate(columns.advisers):
        for a in advisers:
            model.x[b, a] = programme.add_column(scale * float(tables.cost[b, a]), 0, 1, whole=True)
        if advisers:
            entries = [(model.x[b, a], 1.0) for a in advisers]
            model.one_adviser[b] = programme.add_row(1, 1, entries)


def _add_splits(model: Model, tables: Tables) -> None:
    programme = model.programme
    for (b, a), x in model.x.items():
        for p, schools in tables.links[b]:
            minutes = tables.split * schools
            y = model.y.get((p, a))
            if y is None:
                programme.cost[x] += minutes
                continue
            z = programme.add_column(minutes, 0, 1)
            programme.add_row(-np.inf, 0, [(x, 1.0), (y, -1.0), (z, -1.0)])
            model.split[z] = (x, y)


def _add_loads(model: Model, tables: Tables, unmet: int | None) -> None:
    programme = model.programme
    entries: dict[int, list[tuple[int, float]]] = {}
    for (b, a), x in model.x.items():
        entries.setdefault(a, []).append((x, float(tables.weight[b])))
    for (p, a), y in model.y.items():
        entries.setdefault(a, []).append((y, float(tables.lead_weight[p])))
    for a in sorted(entries):
        room = tables.capacity[a]
        load = programme.add_column(0, 0, room if unmet == 0 else np.inf)
        programme.add_row(0, 0, [*entries[a], (load, -1.0)])
        model.load[a] = load
        if unmet != 0:
            model.over[a] = programme.add_column(1.0 if unmet is None else 0.0, 0, np.inf)
            programme.add_row(-np.inf, room, [(load, 1.0), (model.over[a], -1.0)])
    if unmet and model.over:
        model.unmet_row = programme.add_row(-np.inf, unmet, [(column, 1.0) for column in model.over.values()])


def _add_limits(model: Model, tables: Tables) -> None:
    entries: dict[int, list[tuple[int, float]]] = {}
    for (b, a), x in model.x.items():
        if tables.intensive[b]:
            entries.setdefault(a, []).append((x, float(tables.intensive[b])))
    for a in sorted(entries):
        if sum(factor for _, factor in entries[a]) > tables.limit[a]:
            model.serious[a] = model.programme.add_row(-np.inf, tables.limit[a], entries[a])


def _add_imbalance(model: Model, targets: Floats, bands: Sequence[tuple[float, float]]) -> None:
    programme = model.programme
    for a, load in model.load.items():
        for share, rate in bands:
            low, high = float(targets[a]) * (1 - share), float(targets[a]) * (1 + share)
            away = programme.add_column(rate, 0, np.inf)
            programme.add_row(-np.inf, high, [(load, 1.0), (away, -1.0)])
            programme.add_row(low, np.inf, [(load, 1.0), (away, 1.0)])
            model.away[away] = (a, low, high)
