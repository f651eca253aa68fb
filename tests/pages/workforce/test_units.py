"""The pages of units: a team moves from a day on, and as at a day before it is where it was."""

from datetime import date

import pytest
from tests.pages.governance_objects import make_unit
from tests.pages.pages import assert_good_page, shown_words

from headway.features.units.models import Unit

pytestmark = pytest.mark.django_db
TREE = "/workforce/units/"


def outlined(client, on: str = "") -> list[str]:
    """The units as the page has them, from the top."""
    page = client.get(f"{TREE}{on}")
    return [branch.words for branch in page.context["page"].tree.branches]


def test_m8_01_governor_services_reports_to_school_improvement_from_the_day_and_to_the_old_unit_before(
    client_as,
):
    client = client_as("head-of-service")
    council = make_unit("Council")
    make_unit("Legal services", council)
    new = make_unit("School improvement service", council)
    told = {"name": "Governor services", "under": Unit.objects.get(name="Legal services").public_id}
    since = {"valid_from-day": "1", "valid_from-month": "10", "valid_from-year": "2022"}
    assert "The unit is added." in shown_words(
        assert_good_page(client.post(f"{TREE}new/", told | since, follow=True))
    )
    team = Unit.objects.get(name="Governor services")
    moved = {
        "under": new.public_id,
        "valid_from-day": "1",
        "valid_from-month": "4",
        "valid_from-year": "2026",
    }
    href = f"{TREE}{team.public_id}/"
    said = shown_words(assert_good_page(client.post(f"{href}move/", moved, follow=True)))
    assert "Legal services" in said and "1 April 2026" in said and "School improvement service" in said
    before = outlined(client, "?on-day=31&on-month=3&on-year=2026")
    after = outlined(client, "?on-day=1&on-month=4&on-year=2026")
    assert before.index("Governor services") == before.index("Legal services") + 1
    assert after.index("Governor services") == after.index("School improvement service") + 1
    assert_good_page(client.get(TREE))


def test_a_move_that_cannot_be_is_told_and_nothing_changes(client_as):
    client = client_as("hr")
    team = make_unit("Governor services", make_unit("Legal services"))
    legal = Unit.objects.get(name="Legal services")
    asked = {
        "under": team.public_id,
        "valid_from-day": "1",
        "valid_from-month": "4",
        "valid_from-year": "2026",
    }
    answer = client.post(f"{TREE}{legal.public_id}/move/", asked)
    assert answer.status_code == 422 and "reports to it" in answer.content.decode()
    assert client.get(f"{TREE}?on-day=32&on-month=1&on-year=2026").status_code == 422
    assert legal.reportings.get().valid_until is None


@pytest.mark.parametrize("number", [1, 30])
def test_few_queries(client_as, number, django_assert_max_num_queries):
    client = client_as("head-of-service")
    top = make_unit("Council", since=date(2020, 1, 1))
    for one in range(number):
        make_unit(f"Unit {one}", top)
    with django_assert_max_num_queries(12):
        client.get(TREE)
    with django_assert_max_num_queries(12):
        client.get(f"{TREE}{top.public_id}/")
