"""Working in lists, on the map and in a meeting: by keyboard only, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.stories.steps import choose, enter_at, press, press_until, tab_to, type_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]


def heads(page: Page) -> list[str]:
    return page.locator("main thead th").all_inner_texts()


def test_a_view_is_kept_opened_and_taken_back_by_keyboard_only(signed_in, looks_good):
    page = signed_in("Business support")
    page.goto("/schools/?phase=secondary")
    press_until(page, "Views")
    page.keyboard.press("Enter")
    name = page.get_by_label("Keep this view as")
    expect(name).to_be_visible()
    tab_to(page, 'textbox "Keep this view as"')
    page.keyboard.type("Secondary schools")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The view “Secondary schools” is kept.")).to_be_visible()
    page.goto("/schools/")
    press_until(page, "Views (1)")
    page.keyboard.press("Enter")
    looks_good(page)
    enter_at(page, 'link "Secondary schools"')
    expect(page).to_have_url(re.compile("phase=secondary"))
    press_until(page, "Views (1)")
    page.keyboard.press("Enter")
    enter_at(page, 'button "Remove the view Secondary schools"')
    enter_at(page, 'button "Undo"')
    expect(page.get_by_text("The view “Secondary schools” is back.")).to_be_visible()


def test_without_javascript_columns_are_left_out_and_come_back(signed_in):
    page = signed_in("Data officer", java_script_enabled=False)
    page.goto("/schools/")
    assert any("Trust" in head for head in heads(page))
    page.locator("summary", has_text="Columns").click()
    page.locator("#column-trust").uncheck()
    press(page, "Show these columns")
    expect(page.get_by_role("columnheader", name="Trust")).to_have_count(0)
    page.goto("/schools/")
    assert not any("Trust" in head for head in heads(page))
    page.locator("summary", has_text="Columns").click()
    page.locator("#column-trust").check()
    press(page, "Show these columns")
    expect(page.get_by_role("columnheader", name="Trust")).to_have_count(1)


def test_a_column_is_moved_to_the_front_by_keyboard_only_and_without_javascript(signed_in, looks_good):
    scripted = signed_in("Adviser")
    scripted.goto("/schools/")
    scripted.locator("summary", has_text="Columns").click()
    looks_good(scripted)
    page = signed_in("Data officer", java_script_enabled=False)
    page.goto("/schools/")
    press_until(page, "Columns")
    page.keyboard.press("Enter")
    type_at(page, '"Place of Flags"', "1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Flags" in heads(page)[1]
    page.goto("/schools/")
    assert "Flags" in heads(page)[1]


def test_without_javascript_schools_are_given_an_adviser_and_it_is_taken_back(signed_in):
    page = signed_in("Head of service", java_script_enabled=False)
    page.goto("/schools/")
    page.locator("tbody .app-pick__box").first.check()
    page.get_by_label("With the rows picked").select_option("adviser")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Adviser").select_option(index=1)
    for part, words in (("Day", "1"), ("Month", "1"), ("Year", "2030")):
        page.get_by_label(part, exact=True).fill(words)
    page.get_by_role("button", name="Show what will change").click()
    page.get_by_role("button", name="Do it for 1 school").click()
    expect(page.get_by_text(re.compile("1 school is advised by"))).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 school has the adviser they had before.")).to_be_visible()


def test_the_map_is_a_drawing_without_javascript_and_leads_back_to_the_list(signed_in, looks_good):
    page = signed_in("Adviser", java_script_enabled=False)
    page.goto("/schools/map/?phase=secondary")
    expect(page.locator("svg.app-map__drawing")).to_be_visible()
    assert page.locator("svg.app-map__drawing path title").count() > 3
    page.get_by_role("link", name="List", exact=True).click()
    expect(page).to_have_url(re.compile(r"/schools/\?phase=secondary"))


def test_with_scripts_the_map_moves_and_asks_nobody_else(signed_in, looks_good, running):
    page = signed_in("Adviser")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/schools/map/")
    expect(page.locator(".app-map__live")).to_be_visible()
    assert page.locator(".app-map__spot").count() > 40
    looks_good(page)
    assert all(url.startswith((running.base, "data:")) for url in asked)


def test_a_meeting_goes_from_school_to_school_by_keyboard_only(signed_in, looks_good):
    page = signed_in("Head of service")
    page.goto("/schools/moderation/")
    looks_good(page)
    enter_at(page, 'button "Open the meeting with this agenda"')
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moderation on")
    enter_at(page, 'link "Go on with the next school"')
    expect(page.get_by_role("link", name="The whole agenda")).to_be_visible()
    looks_good(page)
    tab_to(page, "radio")
    choose(page, "Put off to another meeting")
    type_at(page, 'textbox "In words"', "Results come next week")
    enter_at(page, 'button "Record and go on"')
    expect(page.get_by_text(re.compile("^Recorded for"))).to_be_visible()


def test_without_javascript_a_sheet_is_mended_in_place(signed_in):
    page = signed_in("Business support", java_script_enabled=False)
    page.goto("/data/sheets/conflicts/")
    page.get_by_label("Paste the cells").fill(
        "post\turn\treason\nAdviser 99\t1\tIs a governor of this school"
    )
    page.get_by_role("button", name="Check the sheet").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert page.get_by_label("post, line 2").input_value() == "Adviser 99"
