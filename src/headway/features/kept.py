"""Keeping stored rows equal to rows that somebody sent: what is new is made, what differs is changed, the rest stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

BATCH = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows were made and how many changed."""

    made: int
    changed: int

    def __bool__(self) -> bool:
        return bool(self.made or self.changed)

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.made + other.made, self.changed + other.changed)


NOTHING = Kept(0, 0)


def keep_rows[M: Model](
    stored: QuerySet[M], wanted: Iterable[M], *, known_by: Sequence[str], may_change: Sequence[str] = ()
) -> Kept:
    """Make the wanted rows that are not stored, and change the stored ones that differ in `may_change`.

    Rows are the same when all columns of `known_by` are equal. A stored row that is not wanted stays as it is; one that
    counts its versions counts one more. Three queries, and one for each further 500 rows; the caller holds the
    transaction.
    """
    rows = {tuple(getattr(row, name) for name in known_by): row for row in stored}
    fresh: list[M] = []
    changed: list[M] = []
    for row in wanted:
        known = rows.get(tuple(getattr(row, name) for name in known_by))
        if known is None:
            fresh.append(row)
            continue
        differing = [name for name in may_change if getattr(known, name) != getattr(row, name)]
        for name in differing:
            setattr(known, name, getattr(row, name))
        if differing:
            changed.append(known)
    manager = stored.model._default_manager
    manager.bulk_create(fresh, batch_size=BATCH)
    if changed:
        manager.bulk_update(changed, _counted(changed, may_change), batch_size=BATCH)
    return Kept(len(fresh), len(changed))


def _counted(changed: Sequence[Model], names: Sequence[str]) -> list[str]:
    """The columns to write, the version among them where the rows have one."""
    if not hasattr(changed[0], "version"):
        return list(names)
    for row in changed:
        row.version += 1  # type: ignore[attr-defined]
    return [*names, "version"]
