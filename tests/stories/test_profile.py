"""From the home page to a printed profile of any school in at most four interactions, counted as they are taken."""

import re

import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]
MOST = 4


class Counted:
    """A page of which every press and every box filled in is one interaction."""

    def __init__(self, page):
        self.page, self.taken = page, 0

    def press(self, where):
        self.taken += 1
        where.first.click()
        self.page.wait_for_load_state()

    def write_and_enter(self, box, words):
        self.taken += 1
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_load_state()

    def take_away(self, where):
        self.taken += 1
        with self.page.expect_download() as saved:
            where.first.click()
        return saved.value.path()


def any_school(page):
    """The name and address of the last school of the list, so that it is no special one; then home again."""
    page.goto("/schools/")
    link = page.locator("main tbody th a").last
    found = link.inner_text(), link.get_attribute("href")
    page.goto("/")
    return found


@pytest.mark.parametrize("role", ["Adviser", "Data officer"])
@pytest.mark.parametrize("scripts", [True, False])
def test_m4_07_a_profile_of_any_school_is_printed_in_four_interactions(signed_in, role, scripts):
    page = signed_in(role, java_script_enabled=scripts)
    name, address = any_school(page)
    counted = Counted(page)
    counted.write_and_enter(page.get_by_label("Search everything"), name)
    counted.press(page.get_by_role("main").locator(f"a[href='{address}']"))
    counted.press(page.get_by_role("main").get_by_role("link", name="Data profile"))
    printed = counted.take_away(page.get_by_role("main").get_by_role("link", name=re.compile("PDF")))
    words = "".join(sheet.extract_text() for sheet in PdfReader(printed).pages)
    assert counted.taken <= MOST
    assert name in " ".join(words.split())
    assert "Source" in words
