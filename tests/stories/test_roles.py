"""What officers, governors and councillors come for: by keyboard only, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect
from tests.stories.steps import press_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]
# Role to what its home says, the links it follows with the words it finds there, and a place that is not its own.
WAYS = {
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
    "Chair of governors": ("What we must answer", {"Everything held about the school": "URN"}, "/advisers/"),
    "Headteacher": ("What we must answer", {"Everything held about the school": "URN"}, "/policies/"),
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
