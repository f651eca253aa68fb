"""Plans in a real browser: a document brought in, reported on, moved with somebody else's consent, monitored; and contacts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.plan_document import TEXT
from tests.stories.steps import follow, go, press, press_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]
OURS = "School improvement plan of the service"


def type_date(page: Page, name: str, day) -> None:
    """A date into its three boxes."""
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"#id_{name}-{part}").fill(str(value))


def test_a_document_is_brought_in_and_looked_through(signed_in, looks_good, tmp_path):
    page = signed_in("Business support")
    go(page, "Plans")
    looks_good(page)
    follow(page, "Bring in a plan from a document")
    looks_good(page)
    document = tmp_path / "plan.txt"
    document.write_text(TEXT, encoding="utf-8")
    page.get_by_label("Choose a file").set_input_files(document)
    press(page, "Read it")
    expect(page.get_by_text(re.compile("actions in 4 priorities and 5 periods"))).to_be_visible()
    looks_good(page)
    page.get_by_label("Title").fill("A plan brought in")
    press(page, "Take it in as a draft")
    expect(page.get_by_role("heading", level=1)).to_contain_text("A plan brought in")
    looks_good(page)
    follow(page, "Training for those who write plans")
    looks_good(page)
    follow(page, "Change it")
    looks_good(page)


def test_an_action_is_reported_moved_and_answered_for_in_its_round(signed_in, looks_good):
    officer, boss = signed_in("Business support"), signed_in("Head of service")
    go(officer, "Plans")
    follow(officer, OURS)
    looks_good(officer)
    late = "Agree the protocol for attendance meetings"
    officer.get_by_role("link", name=late).click()
    looks_good(officer)
    follow(officer, "Ask for a new date")
    type_date(officer, "due_on", timezone.localdate() + timedelta(days=60))
    officer.get_by_label("Reason").fill("The officer was ill")
    press(officer, "Ask for it")
    expect(officer.get_by_text(re.compile("waits for somebody else to agree"))).to_be_visible()
    boss.goto(officer.url)
    boss.get_by_role("main").get_by_role("link", name="Decide").click()
    looks_good(boss)
    boss.get_by_label("Agree to it").check()
    press(boss, "Decide")
    boss.get_by_role("link", name=OURS).first.click()
    expect(boss.get_by_text(re.compile("moved by .* days")).first).to_be_visible()
    boss.get_by_role("link", name="Round 1").click()
    looks_good(boss)
    expect(boss.locator(".app-refused__reason").first).to_contain_text("cannot close")


def test_an_indicator_tells_noise_from_change_and_what_is_likely(signed_in, looks_good):
    page = signed_in("Data officer")
    go(page, "Plans")
    page.get_by_role("link", name="Indicators").click()
    looks_good(page)
    follow(page, "Attendance of pupils with a plan")
    expect(page.get_by_text(re.compile("The target will"))).to_be_visible()
    looks_good(page)
    follow(page, "Give a value")
    looks_good(page)


def test_a_contact_is_recorded_by_keyboard_alone_and_without_javascript(signed_in, looks_good):
    scripted = signed_in("Adviser")
    scripted.goto("/contacts/record/")
    looks_good(scripted)
    page = signed_in("Adviser", java_script_enabled=False)
    page.goto("/contacts/record/")
    page.locator("#id_school").select_option(index=1)
    page.get_by_label("Telephone call").check()
    page.locator("#id_minutes").fill("20")
    page.locator("#id_topic").fill("Staffing of Year 2")
    press_until(page, "Record this contact")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("costs the school no day"))).to_be_visible()
    page.goto("/contacts/")
    expect(page.get_by_text("Staffing of Year 2")).to_be_visible()
