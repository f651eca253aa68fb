"""Boxes for money and financial years, and how what is kept in pence is shown in them."""

from decimal import Decimal

from django import forms

MOST_POUNDS = 200_000_000


def amount(
    label: str, hint: str = "", *, least: Decimal | int | None = 0, required: bool = True
) -> forms.DecimalField:
    """Pounds with pence; `least` None: a minus is allowed."""
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=required,
        min_value=-MOST_POUNDS if least is None else least,
        max_value=MOST_POUNDS,
        max_digits=12,
        decimal_places=2,
    )


def year_field(label: str = "Financial year") -> forms.IntegerField:
    """The year a financial year begins in."""
    return forms.IntegerField(label=label, min_value=2000, max_value=2100, help_text="2026 for 2026/27")


def pounds(pence: int | None) -> str:
    """Pence as a box shows them; empty for what is not known."""
    return "" if pence is None else f"{Decimal(pence) / 100:.2f}".removesuffix(".00")
