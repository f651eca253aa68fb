"""Finding anything from anywhere: by keyboard only while one types, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]


def a_school(page):
    """The name of the first school of the list, and its address."""
    page.goto("/schools/")
    link = page.locator("main tbody a[href^='/schools/9']").first
    return link.inner_text(), link.get_attribute("href")


def test_a_school_is_reached_from_any_page_by_keyboard_only(signed_in, looks_good):
    page = signed_in("Adviser")
    name, href = a_school(page)
    page.goto("/letters/")
    page.keyboard.press("/")
    page.keyboard.type(name[:12])
    hits = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(hits.first).to_be_visible()
    looks_good(page)
    page.keyboard.press("Escape")
    expect(hits.first).to_be_hidden()
    page.keyboard.type(name[12:])
    wanted = page.locator(f"[role=option][data-href='{href}']")
    expect(wanted).to_be_visible()
    for _ in range(hits.count()):
        page.keyboard.press("ArrowDown")
        if wanted.get_attribute("aria-selected") == "true":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{href}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_without_javascript_the_same_school_is_found_with_a_slip(signed_in, looks_good):
    page = signed_in("Head of service", java_script_enabled=False)
    name, href = a_school(page)
    box = page.get_by_role("searchbox", name=re.compile("Search everything"))
    box.fill(name[0] + name[2] + name[1] + name[3:])
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    page.locator(f"main a[href='{href}']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
