"""Rows of a school's own data are taken only under a live agreement: what of the sheets goes on, and what is withheld."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from headway.features.policies.queries import policies_in_use, read_policy
from headway.features.schools.queries import named_schools
from headway.features.sharing.actions.agreements import Withheld, keep_withheld
from headway.features.sharing.queries import NO_AGREEMENT, states_of
from headway.flows.own_sheets.rows import SheetRows
from headway.rules.data_sharing import SharingPolicy, may_take


@dataclass(frozen=True, slots=True)
class Gated:
    """The rows that go on, those withheld with why, and of which sheets and schools own data were given."""

    rows: SheetRows
    withheld: tuple[Withheld, ...]
    sheets: tuple[str, ...] = ()
    urns: frozenset[int] = frozenset()


def pass_gate(rows: SheetRows, on: date) -> Gated:
    """Leave out the rows of schools without a live agreement on the day, sheet by sheet as the protocol in use says.

    Without a protocol in use, or before its gate, every row goes on.
    """
    stored = policies_in_use("data_sharing", on=on).get("data_sharing")
    if stored is None:
        return Gated(rows, ())
    policy: SharingPolicy = read_policy(stored)
    given = {name: getattr(rows, name) for name in policy.own_sheets}
    urns = frozenset(row.urn for held in given.values() for row in held)
    states, named = states_of(urns, on), named_schools(urns)
    verdicts = {
        urn: may_take(
            named[urn].name if urn in named else str(urn), states.get(urn, NO_AGREEMENT), on, policy
        )
        for urn in urns
    }
    withheld = tuple(
        Withheld(name, row.row, row.urn, verdicts[row.urn].reason)
        for name, held in given.items()
        for row in held
        if not verdicts[row.urn]
    )
    taken = {name: tuple(row for row in held if verdicts[row.urn]) for name, held in given.items()}
    return Gated(replace(rows, **taken), withheld, tuple(name for name, held in given.items() if held), urns)


def keep_faults(gated: Gated, by: str, at: datetime) -> None:
    """Keep what was withheld, and let go what of these sheets and schools was withheld before."""
    if gated.urns:
        keep_withheld(sheets=gated.sheets, urns=gated.urns, rows=gated.withheld, by=by, at=at)
