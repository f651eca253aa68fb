"""The menu: its order for officers, what stands under More, and the short rows of heads and councillors."""

import pytest
from tests.factories import make_school
from tests.pages.pages import assert_good_page
from tests.pages.people import make_person, sign_in

from headway.pages.places import PLACES
from headway.pages.registry import ROUTES

pytestmark = pytest.mark.django_db


def menu(client, path="/"):
    """Labels of the row, labels under More, and what is marked as current."""
    page = assert_good_page(client.get(path))
    nav = next(one for one in page.iter("nav") if one.get("aria-label") == "Main")
    lists = list(nav.iter("ul"))
    rows = [[link.text for link in one.iter("a")] for one in lists]
    marked = [link.text for link in nav.iter("a") if link.get("aria-current")]
    return rows[0], rows[1] if len(rows) > 1 else [], marked


def test_officers_see_the_places_in_their_order_and_the_rest_under_more(client_as):
    row, more, marked = menu(client_as("head-of-service"))
    assert row == ["Home", "Schools", "Partnerships", "Year plan", "Diary", "Plans", "Workforce", "Decisions"]
    assert more[:2] == ["Days", "Advisers"] and "Policies" in more and "Letters" in more
    assert marked == ["Home"]


def test_the_current_place_is_marked_under_more_too(client_as):
    client = client_as("head-of-service")
    assert menu(client, "/days/")[2] == ["Days"]
    words = " ".join(assert_good_page(client.get("/days/")).itertext())
    assert "More: Days" in words and "Menu: Days" in words


@pytest.mark.parametrize(
    "path", ["/records/", "/records/late/", "/contacts/", "/contacts/totals/", "/diary/days/"]
)
def test_records_and_contacts_belong_to_the_diary(client_as, path):
    assert menu(client_as("adviser", make_school()), path)[2] == ["Diary"]
    assert menu(client_as("head-of-service"), path)[2] == ["Diary"]


def test_a_heads_records_are_marked_under_more(client_as):
    row, more, marked = menu(client_as("headteacher", make_school()), "/records/")
    assert "Diary" in more and "Diary" not in row and marked == ["Diary"]


def test_every_page_belongs_to_one_place_but_those_of_everybody():
    lost = {
        one.path.partition("/")[0]
        for one in ROUTES
        if one.get and not one.public and not any(place.holds(f"/{one.path}") for place in PLACES)
    }
    assert lost <= {
        "your-account",
        "second-factor",
        "search",
        "lists",
        "help",
        "components",
        "jobs",
        "sign-out",
    }
    for one in ROUTES:
        assert sum(place.holds(f"/{one.path}") for place in PLACES) <= 1, one.path


def test_heads_have_a_short_menu(client_as):
    row, more, marked = menu(client_as("headteacher", make_school()))
    assert row == ["Our school", "Days", "Letters"]
    assert "Schools" in more and "Year plan" not in more and "Home" not in more
    assert marked == ["Our school"]


def test_councillors_have_a_short_menu(client_as):
    row, more, _ = menu(client_as("member"))
    assert row == ["Home", "Performance", "Decisions", "Consultations"]
    assert "Schools" in more and "Reports" not in more


def test_who_is_also_an_officer_sees_the_officers_menu(policies):
    row, _, _ = menu(sign_in(make_person("member", "business-support")))
    assert row[:2] == ["Home", "Schools"]


def test_one_place_alone_is_not_hidden_under_more(client_as):
    row, more, _ = menu(client_as("provider"))
    assert not more
    assert row[0] == "Home"


@pytest.mark.parametrize("role", ["head-of-service", "headteacher", "partnership-lead", "member", "admin"])
def test_no_place_is_shown_twice_and_each_opens(client_as, role):
    client = client_as(role)
    page = assert_good_page(client.get("/"))
    nav = next(one for one in page.iter("nav") if one.get("aria-label") == "Main")
    hrefs = [link.get("href") for link in nav.iter("a")]
    assert len(hrefs) == len(set(hrefs)) and set(hrefs) <= {one.path for one in PLACES}
    assert all(client.get(href).status_code == 200 for href in hrefs)


def test_a_page_that_is_not_there_marks_no_place_wherever_it_was_asked(client_as):
    client = client_as("partnership-lead")
    for path in ("/no-such-page/", "/schools/999999/", "/days/no-such/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "aria-current" not in answer.content.decode() and "Menu:" not in answer.content.decode()
