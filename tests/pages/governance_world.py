"""What tests of boards share: addresses, what a page says, categories in force, rows by name."""

from datetime import date

from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import AT, make_person

from headway.features.categories.models import Judgement

HOME, HOURS = "/governance/", "/governance/link-hours/"


def words(response) -> str:
    """What the page says."""
    return shown_words(assert_good_page(response))


def day(name: str, on: date) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def judged(school, category: str) -> None:
    """The category in force."""
    Judgement.objects.create(
        school=school, category=category, label=f"Label {category}", direction="same", state="agreed",
        judged_by=make_person("head-of-service"), judged_at=AT, valid_from=date(2026, 1, 1), reason="Known",
    )  # fmt: skip


def rows(client, address: str) -> dict[str, dict]:
    """Name of a board to its cells by their columns."""
    table = client.get(address).context["page"].table
    heads = [column.label for column in table.columns]
    return {row.cells[0].words: dict(zip(heads, row.cells, strict=True)) for row in table.rows}
