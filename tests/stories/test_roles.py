"""What officers, governors and councillors come for: by keyboard only, and without JavaScript."""

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.stories.steps import enter_at, press_until, tab_to, type_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]
ACCESS = Path(__file__).resolve().parents[2] / "policies/current/access.toml"
# Role to what its home says, the links it follows with the words it finds there, and a place that is not its own.
WAYS = {
    "Head of service": (
        "The service today",
        {"Year plan": "Capacity", "Categories": "Judged"},
        "/access/",
    ),
    "Chief adviser": (
        "The service today",
        {"Year plan": "Capacity", "Categories": "Judged"},
        "/access/",
    ),
    "Quadrant lead": ("My schools", {"Categories: proposed and judged": "Judged"}, "/access/"),
    "Adviser": ("My schools", {"Categories: proposed and judged": "Judged"}, "/year-plan/"),
    "Business support": (
        "Letters and what is to be settled",
        {"Unpartnered schools on any day": "Unpartnered", "All releases": "Read a published file"},
        "/schools/categories/",
    ),
    "Data officer": (
        "Published files",
        {"Give a file": "The file", "All releases": "Read a published file"},
        "/advisers/",
    ),
    "Attendance officer": (
        "open schools are in the register",
        {"Categories": "Judged"},
        "/year-plan/",
    ),
    "Ethnic minority and traveller achievement officer": (
        "open schools are in the register",
        {"Categories": "Judged"},
        "/days/",
    ),
    "Equalities officer": (
        "open schools are in the register",
        {"Categories": "Judged"},
        "/advisers/",
    ),
    "Administrator": (
        "People with access",
        {"People and roles": "Invite a person", "Invite a person": "E-mail"},
        "/schools/",
    ),
    "Training provider": ("open schools are in the register", {"All schools": "Phase"}, "/days/"),
    "Finance officer": (
        "open schools are in the register",
        {"Days": "Entitled", "Year plan": "Capacity"},
        "/advisers/",
    ),
    "Human resources officer": ("open schools are in the register", {"Advisers": "For schools"}, "/days/"),
    "Inclusion and SEND officer": (
        "open schools are in the register",
        {"Categories": "Judged"},
        "/year-plan/",
    ),
    "Governor services officer": (
        "open schools are in the register",
        {"The authority beside its statistical neighbours": "England"},
        "/year-plan/",
    ),
    "Education safeguarding officer": (
        "open schools are in the register",
        {"Schools on the map": "Schools by phase"},
        "/days/",
    ),
    "Councillor": (
        "Results of the authority",
        {"The authority beside its statistical neighbours": "England"},
        "/letters/",
    ),
    "Chair of governors": (
        "Letters we must answer",
        {"Everything held about the school": "URN"},
        "/advisers/",
    ),
    "Headteacher": ("Letters we must answer", {"Everything held about the school": "URN"}, "/policies/"),
    "Lead head of a partnership": (
        "Partnerships I lead",
        {"Everything held about the school": "URN"},
        "/advisers/",
    ),
}


def stands(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


@pytest.mark.parametrize("role", WAYS)
def test_a_role_finds_what_it_comes_for_by_keyboard_only(signed_in, looks_good, role):
    said, links, not_own = WAYS[role]
    page = signed_in(role)
    stands(page, said)
    looks_good(page)
    for link, words in links.items():
        page.goto("/")
        press_until(page, link)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: not url.endswith("/") or url.count("/") > 3)
        stands(page, words)
        looks_good(page)
    answer = page.goto(not_own)
    assert answer is not None and answer.status in (403, 404)
    looks_good(page)


@pytest.mark.parametrize("role", WAYS)
def test_a_role_finds_it_without_javascript(signed_in, role):
    said, links, _ = WAYS[role]
    page = signed_in(role, java_script_enabled=False)
    stands(page, said)
    for link, words in links.items():
        page.goto("/")
        page.locator("main").get_by_role("link", name=link, exact=True).first.click()
        stands(page, words)


def test_a_councillor_reads_no_schools_name_beside_a_category(signed_in):
    """Counts are public to the committee; whose category it is is not."""
    page = signed_in("Councillor")
    page.goto("/schools/")
    heads = page.locator("main thead th").all_inner_texts()
    assert heads and not any("Category" in head or "Proposed" in head or "Adviser" in head for head in heads)
    for address in ("/schools/categories/", "/days/", "/year-plan/", "/partnerships/"):
        answer = page.goto(address)
        assert answer is not None and answer.status in (403, 404), address


def test_every_role_has_its_way():
    roles = tomllib.loads(ACCESS.read_text(encoding="utf-8"))["roles"]
    assert set(WAYS) == {role["label"] for role in roles.values()}


def test_an_administrator_invites_somebody_by_keyboard_only(signed_in, looks_good):
    page = signed_in("Administrator")
    enter_at(page, 'link "Invite a person"')
    enter_at(page, 'button "Invite"')
    stands(page, "There is a problem")
    looks_good(page)
    type_at(page, 'textbox "Name"', "Governor services officer 98")
    type_at(page, 'textbox "E-mail address"', "post-98@larkshire.invalid")
    tab_to(page, 'combobox "Role"')
    page.keyboard.type("Governor")
    enter_at(page, 'button "Invite"')
    expect(page.get_by_role("heading", level=1)).to_contain_text("Governor services officer 98")


def test_a_data_officer_checks_a_sheet_and_mends_it_by_keyboard_only(signed_in, looks_good):
    page = signed_in("Data officer")
    press_until(page, "More")
    page.keyboard.press("Enter")
    enter_at(page, 'link "Data"')
    enter_at(page, 'link "Sheets of our own"')
    enter_at(page, 'link "Enhanced provisions"')
    type_at(page, "Paste the cells", "post")
    enter_at(page, 'button "Check the sheet"')
    stands(page, "There is a problem")
    looks_good(page)


def test_a_chief_adviser_is_told_what_a_judgement_needs_by_keyboard_only(signed_in, looks_good):
    page = signed_in("Chief adviser")
    enter_at(page, 'link "Schools"')
    type_at(page, 'searchbox "Search"', "larkfield")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=larkfield**")
    enter_at(page, 'link "Larkfield')
    enter_at(page, 'link "Judge the category"')
    enter_at(page, 'button "Judge"')
    stands(page, "There is a problem")
    looks_good(page)
