"""What hinders rows that are saved together."""

from collections.abc import Sequence
from typing import Any

from headway.rules.verdict import Refused, Verdict


class StaleRows(Exception):
    """Somebody saved some of the rows since they were seen; `rows` names them. Nothing was changed."""

    def __init__(self, rows: Sequence[Any]) -> None:
        super().__init__(", ".join(str(one) for one in rows))
        self.rows = tuple(rows)


class RefusedRow(Refused):
    """One of the rows may not become what it was to be. Nothing was changed."""

    def __init__(self, row: Any, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.row = row
