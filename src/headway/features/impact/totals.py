"""Support added up by adviser, partnership, programme or theme: days and money beside what was judged."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from headway.features.impact.models import Support
from headway.rules.impact import JUDGED, STOPPED

# What can be added up by: the columns that name a line, its key first.
BY: Mapping[str, tuple[str, str]] = {
    "adviser": ("adviser__public_id", "adviser__name"),
    "partnership": ("partnership__public_id", "partnership__name"),
    "programme": ("programme", "programme"),
    "theme": ("theme", "theme"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What one adviser, partnership, programme or theme comes to. `cost_pence` adds what is known: `costs_known` supports of
    `supports`. `judged`: judgement to how many. `open`: not judged yet and not stopped."""

    key: str
    label: str
    supports: int
    half_days: int
    cost_pence: int
    costs_known: int
    judged: Mapping[str, int]
    judged_pence: int
    judged_costs_known: int
    stopped: int

    @property
    def judged_count(self) -> int:
        """How many are judged."""
        return sum(self.judged.values())

    @property
    def open(self) -> int:
        """How many are neither judged nor stopped."""
        return self.supports - self.judged_count - self.stopped

    def helped(self, keys: Collection[str]) -> int:
        """How many were judged in one of these ways."""
        return sum(number for key, number in self.judged.items() if key in keys)

    def pence_a_helped(self, keys: Collection[str], least: int) -> int | None:
        """What the judged cost for each that made a difference, in pence; None where too few are judged, none made one, or
        the cost of one of them is not known."""
        helped = self.helped(keys)
        if self.judged_count < least or not helped or self.judged_costs_known < self.judged_count:
            return None
        return round(self.judged_pence / helped)


def lines_by(rows: QuerySet[Support], by: str) -> list[Line]:
    """A line for each, by name. One query; days of stopped support count, for they were given."""
    key, label = BY[by]
    told = (
        rows.order_by()
        .values(key, label, "state", "judgement")
        .annotate(
            number=Count("pk"), days=Sum("half_days"), pence=Sum("cost_pence"), known=Count("cost_pence")
        )
    )
    groups: dict[str, list[dict]] = {}
    for row in told:
        groups.setdefault(row[key] or "", []).append(row)
    made = [_line(name, rows[0][label] or "", rows) for name, rows in groups.items()]
    return sorted(made, key=lambda one: (one.label, one.key))


def all_of(lines: Collection[Line], label: str) -> Line:
    """The lines in one."""
    judged: dict[str, int] = {}
    for line in lines:
        for key, number in line.judged.items():
            judged[key] = judged.get(key, 0) + number
    return Line(
        key="",
        label=label,
        supports=sum(one.supports for one in lines),
        half_days=sum(one.half_days for one in lines),
        cost_pence=sum(one.cost_pence for one in lines),
        costs_known=sum(one.costs_known for one in lines),
        judged=judged,
        judged_pence=sum(one.judged_pence for one in lines),
        judged_costs_known=sum(one.judged_costs_known for one in lines),
        stopped=sum(one.stopped for one in lines),
    )


def _line(key: str, label: str, rows: list[dict]) -> Line:
    judged: dict[str, int] = {}
    done = [row for row in rows if row["state"] == JUDGED]
    for row in done:
        judged[row["judgement"]] = judged.get(row["judgement"], 0) + row["number"]
    return Line(
        key=key,
        label=label,
        supports=sum(row["number"] for row in rows),
        half_days=sum(row["days"] for row in rows),
        cost_pence=sum(row["pence"] or 0 for row in rows),
        costs_known=sum(row["known"] for row in rows),
        judged=judged,
        judged_pence=sum(row["pence"] or 0 for row in done),
        judged_costs_known=sum(row["known"] for row in done),
        stopped=sum(row["number"] for row in rows if row["state"] == STOPPED),
    )
