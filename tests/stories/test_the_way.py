"""The way through the product in a real browser: from sign-in to a published plan and a letter read."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Download, Page, expect
from tests.stories.steps import (
    PATIENCE,
    approve,
    ask_for_approval,
    follow,
    go,
    is_published,
    press,
    publish,
    tab_to,
    wait_for_plan,
)

# One group, so that one worker starts one installation; the stories follow each other like a year does.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]

SignedIn = Callable[..., Page]
LooksGood = Callable[[Page], None]


def main_of(page: Page):
    return page.get_by_role("main")


def heading_of(page: Page):
    return page.get_by_role("heading", level=1)


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def words_of(document: bytes) -> str:
    """Everything a Word document says, tables too."""
    read = Document(BytesIO(document))
    cells = (cell.text for table in read.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])


def facts_of(page: Page) -> dict[str, str]:
    """The summary lists of a page: what each row is called and says."""
    page.wait_for_load_state()
    rows = page.locator("main .govuk-summary-list__row").all()
    return {row.locator("dt").inner_text(): row.locator("dd").first.inner_text() for row in rows}


def first_school_proposed(page: Page, category: str) -> str:
    """Open the page of the first school the rules propose this category for; its name."""
    go(page, "Schools")
    page.get_by_role("search", name=re.compile("Filter")).get_by_label(
        "Proposed by the rules", exact=True
    ).select_option(label=category)
    press(page, "Show")
    link = page.get_by_role("table", name="Schools").locator("tbody th a").first
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    return name


def test_a_head_of_service_finds_one_school_and_what_is_known_of_it(signed_in, looks_good):
    page = signed_in("Head of service")
    expect(main_of(page)).to_contain_text("The service today")
    looks_good(page)
    go(page, "Schools")
    expect(main_of(page)).to_contain_text("80 schools")
    looks_good(page)
    page.get_by_role("search", name="Filter Schools").get_by_label("Phase").select_option(label="Secondary")
    press(page, "Show")
    expect(main_of(page)).to_contain_text("11 schools")
    follow(page, "Clear all filters")
    main_of(page).get_by_role("searchbox").fill("barley croft")
    press(page, "Show")
    expect(main_of(page)).to_contain_text("1 school")
    page.get_by_role("table", name="Schools").get_by_role("link", name=re.compile("^Barley Croft")).click()
    for heading in ("Evidence", "Inspections", "Support", "Timeline"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    looks_good(page)


def test_partnerships_and_days_are_looked_at_with_their_rules(signed_in, looks_good):
    page = signed_in("Head of service")
    go(page, "Partnerships")
    row = page.get_by_role("row", name=re.compile("Brindelmarsh Partnership"))
    expect(row).to_contain_text("10 days")
    looks_good(page)
    follow(page, "Brindelmarsh Partnership")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Brindelmarsh Partnership")
    assert "10 days" in facts_of(page)["Days this year"]
    looks_good(page)
    go(page, "Days")
    expect(main_of(page)).to_contain_text("Member's share")
    looks_good(page)


def test_a_category_departs_from_the_proposal_with_a_reason_and_another_agrees(signed_in, looks_good):
    page = signed_in("Head of service")
    name = first_school_proposed(page, "2 Secure")
    follow(page, "Judge the category")
    page.get_by_role("radio", name="3 Needs support").check()
    page.get_by_role("radio", name="Declining").check()
    press(page, "Judge")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    looks_good(page)
    page.get_by_role("textbox", name="Reason").fill("Two heads left within a year.")
    press(page, "Judge")
    expect(main_of(page)).to_contain_text("Two heads left within a year.")
    address = page.url

    other = signed_in("Chief adviser")
    expect(main_of(other)).to_contain_text(name)
    other.goto(address)
    other.get_by_role("radio", name="I agree", exact=True).check()
    press(other, "Save the decision")
    expect(main_of(other).get_by_role("table", name="Judgements")).to_contain_text("Agreed")
    looks_good(other)


def test_the_year_is_planned_by_the_worker_and_one_assignment_is_fixed_by_hand(signed_in, looks_good):
    page = signed_in("Chief adviser")
    wait_for_plan(page)
    press(page, "Plan again")
    expect(page).to_have_url(re.compile(r"/jobs/\w+/$"))
    looks_good(page)
    expect(page.get_by_role("link", name="Open the result")).to_be_visible(timeout=PATIENCE)
    follow(page, "Open the result")
    expect(main_of(page)).to_contain_text("Proved within")
    looks_good(page)
    main_of(page).get_by_role("searchbox", name="School or URN").fill("barley croft")
    press(page, "Show")
    page.get_by_role("link", name=re.compile("^Why")).first.click()
    expect(page.get_by_role("heading", name="Reasons")).to_be_visible()
    looks_good(page)
    table = page.get_by_role("table", name="Every adviser weighed for this school")
    free = table.locator("tbody tr", has_text="none").nth(1).locator("th").inner_text()
    press(page, "Fix this adviser")
    expect(page.get_by_role("alert")).to_contain_text("Enter the reason")
    page.get_by_label("Adviser", exact=True).select_option(label=free)
    page.get_by_role("textbox", name="Reason").fill("Knows the governors.")
    press(page, "Fix this adviser")
    expect(main_of(page)).to_contain_text("fixed by hand")
    assert facts_of(page)["Adviser"] == free


def test_one_asks_another_approves_and_publishing_outside_august_needs_a_reason(signed_in, looks_good):
    page = signed_in("Chief adviser")
    wait_for_plan(page)
    assert not is_published(page)
    ask_for_approval(page)
    expect(page.get_by_role("radio", name="Yes")).to_have_count(0)
    looks_good(page)

    other = signed_in("Head of service")
    expect(main_of(other)).to_contain_text("Draft 1")
    go(other, "Year plan")
    approve(other)
    looks_good(other)
    go(other, "Year plan")
    follow(other, "Letters and publishing")
    looks_good(other)
    link = other.get_by_role("table", name="Letters and whom they go to").locator("tbody a").first
    school = link.inner_text()
    link.click()
    expect(heading_of(other)).to_contain_text(school)
    looks_good(other)
    other.go_back()
    press(other, "Publish the plan")
    expect(other.get_by_role("alert")).to_contain_text("reason")
    publish(other, "The first year of the service")


def test_a_letter_is_read_and_its_word_file_names_adviser_lead_partnership_and_days(
    signed_in, published, looks_good
):
    page = signed_in("Chief adviser")
    go(page, "Year plan")
    follow(page, "Letters that went out")
    expect(main_of(page)).to_contain_text("80 letters")
    looks_good(page)
    main_of(page).get_by_role("searchbox").fill("barley croft")
    press(page, "Show")
    page.get_by_role("table", name="Letters").locator("tbody a").first.click()
    said = facts_of(page)
    looks_good(page)
    with page.expect_download() as waiting:
        follow(page, "Download the Word document")
    letter = words_of(content(waiting.value))
    for name in ("Adviser", "Quadrant lead", "Partnership", "Total days"):
        assert said[name] and said[name] in letter, name
    assert "Barley Croft" in letter


def test_every_letter_comes_in_one_archive_made_by_the_worker(signed_in, published, looks_good):
    page = signed_in("Head of service")
    go(page, "Year plan")
    follow(page, "Letters that went out")
    press(page, "Make one archive of these letters")
    expect(page.get_by_role("link", name="Open the result")).to_be_visible(timeout=PATIENCE)
    looks_good(page)
    with page.expect_download() as waiting:
        follow(page, "Open the result")
    with zipfile.ZipFile(BytesIO(content(waiting.value))) as archive:
        assert len(archive.namelist()) == 80
        assert "headteacher" in words_of(archive.read(archive.namelist()[0]))


def test_an_adviser_finds_the_own_schools_at_home(signed_in, published, looks_good):
    page = signed_in("Adviser")
    table = main_of(page).get_by_role("table", name="My schools")
    expect(table.locator("tbody tr").first).to_be_visible()
    looks_good(page)
    name = table.locator("tbody a").first
    name.click()
    expect(main_of(page)).to_contain_text("Judge the category")
    looks_good(page)
    assert page.goto("/year-plan/").status == 404


def test_a_headteacher_reads_the_own_letter_and_none_of_another_school(signed_in, published, looks_good):
    officer = signed_in("Head of service")
    go(officer, "Letters")
    expect(officer.get_by_role("table", name="Letters")).to_be_visible()
    officer.wait_for_load_state()
    others = (
        officer.get_by_role("table", name="Letters")
        .locator("tbody a")
        .evaluate_all("links => links.map(link => link.getAttribute('href'))")
    )
    page = signed_in("Headteacher")
    school = page.get_by_role("heading", level=2, name=re.compile("School|Academy")).first.inner_text()
    looks_good(page)
    go(page, "Letters")
    expect(main_of(page)).to_contain_text("2 letters")  # the year's support, and the record of a visit
    looks_good(page)
    page.get_by_role("table", name="Letters").locator("tbody a").first.click()
    assert facts_of(page)["School"] == school
    looks_good(page)
    own = re.sub(r"^https?://[^/]+", "", page.url)
    other = next(one for one in others if one.startswith("/letters/") and not one.startswith(own))
    assert page.goto(other).status == 404
    assert page.goto("/days/schools/900028/").status == 404
    assert page.goto("/schools/900028/").status == 200
    looks_good(page)
    expect(main_of(page)).not_to_contain_text("Needs support")


def test_a_councillor_sees_counts_and_no_school_behind_them(signed_in, published, looks_good):
    page = signed_in("Councillor")
    expect(main_of(page)).to_contain_text("in numbers")
    expect(main_of(page)).not_to_contain_text("not known")
    expect(main_of(page).get_by_role("table", name="Open schools by category")).to_be_visible()
    assert (
        main_of(page).get_by_role("table", name="Open schools by category").get_by_role("link").count() == 0
    )
    looks_good(page)
    for address in ("/year-plan/", "/letters/", "/advisers/"):
        assert page.goto(address).status == 404, address
    for address in ("/days/", "/schools/categories/"):
        assert page.goto(address).status == 403, address
    looks_good(page)


def test_an_administrator_invites_somebody_and_gives_and_ends_a_role(signed_in, looks_good):
    page = signed_in("Administrator")
    go(page, "Access")
    looks_good(page)
    follow(page, "Invite a person")
    page.get_by_label("Name").fill("Finance officer 99")
    page.get_by_label("E-mail address").fill("post-99@larkshire.invalid")
    page.get_by_label("Role", exact=True).select_option(label="Finance officer")
    looks_good(page)
    press(page, "Invite")
    expect(heading_of(page)).to_contain_text("Finance officer 99")
    follow(page, "Give a role")
    page.get_by_label("Role", exact=True).select_option(label="Data officer")
    looks_good(page)
    press(page, "Give this role")
    roles = main_of(page).get_by_role("table", name="Roles")
    expect(roles).to_contain_text("Data officer")
    roles.get_by_role("row", name=re.compile("Data officer")).get_by_role("link").click()
    looks_good(page)
    press(page, "End this role")
    expect(roles.get_by_role("row", name=re.compile("Data officer")).get_by_role("link")).to_have_count(0)
    looks_good(page)
    assert page.goto("/schools/").status == 404


def test_a_quadrant_lead_comes_to_a_school_by_keyboard_only(signed_in):
    page = signed_in("Quadrant lead")
    tab_to(page, 'link "Schools"')
    page.keyboard.press("Enter")
    expect(heading_of(page)).to_have_text("Schools")
    tab_to(page, 'searchbox "Search"')
    page.keyboard.type("barley croft")
    page.keyboard.press("Enter")
    expect(main_of(page)).to_contain_text("1 school")
    tab_to(page, 'link "Barley Croft')
    page.keyboard.press("Enter")
    expect(heading_of(page)).to_contain_text("Barley Croft")


def test_without_javascript_a_list_is_filtered_and_a_category_judged(signed_in):
    page = signed_in("Chief adviser", java_script_enabled=False)
    name = first_school_proposed(page, "1 Strong")
    follow(page, "Judge the category")
    page.get_by_role("radio", name="1 Strong").check()
    page.get_by_role("radio", name="Steady").check()
    press(page, "Judge")
    judged = page.get_by_role("table", name="Judgements").locator("tbody tr").first
    expect(judged).to_contain_text("1 Strong")
    expect(judged).to_contain_text("Chief adviser 01")
    expect(heading_of(page)).to_contain_text(name)
