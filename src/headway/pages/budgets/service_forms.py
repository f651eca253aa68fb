"""Forms of the service's money: scenarios of funding, years of services, de-delegation, special needs."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.grid import Grid, GridRow, boxes_of, grid_of
from headway.pages.budgets.money import MOST_POUNDS, amount, year_field
from headway.rules.funding import SOURCES
from headway.rules.funding_scenarios import YEARS
from headway.rules.money import to_pence

COST = "cost"


class ScenarioForm(KitForm):
    """Income by source, cost and cuts, a column a year."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter the title of the scenario",
        "first_year": "Enter the first financial year, like 2026 for 2026/27",
        "version": "Open the page again",
    }
    title = forms.CharField(label="Title", max_length=200, help_text="Like “The grant is halved”")
    first_year = year_field("First financial year")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, label in scenario_cells():
            percent = name.startswith("cut-")
            field = forms.DecimalField(
                label=label,
                required=False,
                min_value=-1000 if percent else 0,
                max_value=100 if percent else MOST_POUNDS,
                max_digits=12,
                decimal_places=2,
            )
            field.widget.attrs["id"] = name
            set_house_messages(name, field, {})
            self.fields[name] = field
        self.in_grid = frozenset(name for name, _ in scenario_cells())

    @property
    def grid(self) -> Grid:
        """A row a source, its cut below it, and the cost."""
        rows = []
        for source, label in SOURCES.items():
            rows.append(self._row(f"{label}, £", source))
            rows.append(self._row(f"{label}, cut by %", f"cut-{source}"))
        rows.append(self._row("Cost of the service, £", COST))
        columns = [f"Year {number}" for number in range(1, YEARS + 1)]
        return grid_of("Income, cuts and cost", "What", columns, rows)

    @property
    def told(self) -> dict[str, Any]:
        """Title, first year, income, cost and cuts; a source of which nothing is entered is left out."""
        income = {source: self._pence(source) for source in SOURCES}
        cuts = {source: self._numbers(f"cut-{source}") for source in SOURCES}
        kept = [source for source, row in income.items() if any(one is not None for one in row)]
        return {
            "title": self.cleaned_data["title"],
            "first_year": self.cleaned_data["first_year"],
            "income": {source: income[source] for source in kept},
            "cost": self._pence(COST),
            "cuts": {
                source: [one or Decimal(0) for one in cuts[source]] for source in kept if any(cuts[source])
            },
        }

    def _row(self, label: str, name: str) -> GridRow:
        cells = [one for one in scenario_cells() if one[0].rsplit("-", 1)[0] == name]
        return GridRow(label, tuple(boxes_of(self, cells)))

    def _numbers(self, name: str) -> list[Decimal | None]:
        return [self.cleaned_data[f"{name}-{year}"] for year in range(1, YEARS + 1)]

    def _pence(self, name: str) -> list[int | None]:
        return [None if one is None else to_pence(one) for one in self._numbers(name)]


def scenario_cells() -> list[tuple[str, str]]:
    """Name and label of each box of the grid."""
    named = [
        pair
        for source, label in SOURCES.items()
        for pair in ((source, label), (f"cut-{source}", f"{label}, cut"))
    ]
    named.append((COST, "Cost of the service"))
    return [
        (f"{name}-{year}", f"{label}, year {year}") for name, label in named for year in range(1, YEARS + 1)
    ]


class ServiceYearForm(KitForm):
    """What a kind of service cost and earned."""

    missing: ClassVar[MissingSentences] = {
        "service": "Enter the kind of service",
        "year": "Enter the financial year, like 2026 for 2026/27",
        "cost": "Enter what it cost in pounds",
        "income": "Enter what it earned in pounds, 0 for nothing",
    }
    service = forms.CharField(
        label="Kind of service", max_length=120, help_text="Like “Reviews of governance”"
    )
    year = year_field()
    cost = amount("Cost, in pounds")
    income = amount("Income, in pounds")

    def pence_of(self, name: str) -> int:
        """An amount in pence."""
        return to_pence(self.cleaned_data[name])


class DeDelegationForm(KitForm):
    """Pounds a pupil by phase; an empty box: the phase did not vote for it."""

    missing: ClassVar[MissingSentences] = {}
    primary = amount(
        "A pupil in primary schools, in pounds", "Empty: its members did not vote for it", required=False
    )
    secondary = amount(
        "A pupil in secondary schools, in pounds", "Empty: its members did not vote for it", required=False
    )


class SenForm(KitForm):
    """Lines of figures of special needs."""

    missing: ClassVar[MissingSentences] = {
        "year": "Enter the financial year, like 2026 for 2026/27",
        "lines": "Paste at least one line",
    }
    year = year_field()
    lines = long_text(
        "Lines from a spreadsheet",
        "URN, notional, top-up, cost of plans, spent, in pounds; between tabs or semicolons. Leave empty what is not known.",
        rows=10,
        longest=60_000,
    )
