"""The form of a budget: what stands before it, and a grid of assumptions by year."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, set_house_messages
from headway.kit.grid import Grid, GridRow, boxes_of, grid_of
from headway.rules.money import to_pence
from headway.rules.school_budgets import YEARS, Assumption, Base

# Name of a row to its label, the limits of a box and its places after the point.
ROWS = {
    "pupils": ("Pupils", 0, 10_000, 0),
    "funding": ("Funding a pupil, £", 0, 100_000, 2),
    "other": ("Other income, £", 0, 50_000_000, 2),
    "pay": ("Pay rises by, %", -100, 100, 2),
    "prices": ("Prices rise by, %", -100, 100, 2),
}
_DIGITS = 12


def _money(label: str, hint: str = "", least: int | None = 0) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=200_000_000,
        max_digits=_DIGITS,
        decimal_places=2,
    )


class BudgetForm(KitForm):
    """A base, and five years of assumptions."""

    missing: ClassVar[MissingSentences] = {
        "first_year": "Enter the year it begins in, like 2026 for 2026/27",
        "opening": "Enter the balance before the first year, 0 for none",
        "staff": "Enter what staff cost in the year before",
        "other_spending": "Enter what else was spent in the year before",
        "version": "Open the page again",
    }
    first_year = forms.IntegerField(
        label="First financial year", min_value=2000, max_value=2100, help_text="2026 for 2026/27"
    )
    opening = _money("Balance before it, in pounds", "A deficit is a minus", least=-200_000_000)
    staff = _money("Staff in the year before, in pounds")
    other_spending = _money("Other spending in the year before, in pounds")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, label in cells():
            row = name.split("-")[0]
            _, least, most, places = ROWS[row]
            field = forms.DecimalField(
                label=label, min_value=least, max_value=most, max_digits=_DIGITS, decimal_places=places
            )
            field.widget.attrs["id"] = name
            set_house_messages(name, field, {name: f"Enter {label[0].lower()}{label[1:]}"})
            self.fields[name] = field
        self.in_grid = frozenset(name for name, _ in cells())

    @property
    def base(self) -> Base:
        """What stands before the first year."""
        data = self.cleaned_data
        return Base(to_pence(data["opening"]), to_pence(data["staff"]), to_pence(data["other_spending"]))

    @property
    def assumptions(self) -> list[Assumption]:
        """The rows, year by year."""
        return [
            Assumption(
                pupils=int(self._of("pupils", year)),
                funding_pence=to_pence(self._of("funding", year)),
                other_income_pence=to_pence(self._of("other", year)),
                pay_percent=self._of("pay", year),
                price_percent=self._of("prices", year),
            )
            for year in range(1, YEARS + 1)
        ]

    @property
    def grid(self) -> Grid:
        """The boxes, a column a year."""
        rows = [
            GridRow(label, tuple(boxes_of(self, [one for one in cells() if one[0].startswith(f"{row}-")])))
            for row, (label, *_) in ROWS.items()
        ]
        columns = [f"Year {number}" for number in range(1, YEARS + 1)]
        return grid_of("What is assumed of each year", "Assumption", columns, rows)

    def _of(self, row: str, year: int) -> Decimal:
        return self.cleaned_data[f"{row}-{year}"]


def cells() -> list[tuple[str, str]]:
    """Name and label of each box of the grid."""
    return [
        (f"{row}-{year}", f"{label}, year {year}")
        for row, (label, *_) in ROWS.items()
        for year in range(1, YEARS + 1)
    ]
