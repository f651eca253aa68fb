"""Gates: what must have happened before something goes on, and when one may be said to be open (M14-02, M10-19)."""

from datetime import date

from headway.rules.verdict import ALLOWED, Verdict, refuse


def may_open_gate(opened_on: date | None, on: date, today: date) -> Verdict:
    """Whether a gate can be opened with that day: once, on a day that was. `opened_on`: since when it is open, if it is."""
    if opened_on is not None:
        return refuse("This gate is open already.")
    return (
        ALLOWED if on <= today else refuse("A gate is opened once it happened; choose today or a day before.")
    )
