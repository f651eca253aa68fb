"""The authority's own sheets given on a page: faults by cell, mended in place, all or nothing."""

import csv
import io
from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in
from xlsxwriter import Workbook

from headway.features.people.models import Adviser, AdviserYear, Person, Role
from headway.features.schools.models import Headship
from headway.flows.own_sheets.given import MOST_LINES
from headway.pages.signin.delivery import wait_for_delivery

pytestmark = pytest.mark.django_db
SHEET = "/data/sheets/advisers/"
COLUMNS = [
    *("post", "role", "contracted_days", "leave_days", "training_days", "internal_days", "base_easting"),
    *("base_northing", "quadrant", "phases_first", "phases_second", "cross_phase_from", "leads"),
    *("max_intensive", "email"),
]
GOOD = [
    *("Adviser 01", "adviser", "200", "25", "5", "100.5", "600000", "200000", "", "primary", "", "", "yes"),
    *("4", "adviser01@larkshire.invalid"),
]


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def officer(db):
    adopt_current_policies()
    return sign_in(make_person("business-support", "admin"))


def pasted(*lines, columns=COLUMNS, mark="\t") -> dict:
    return {"paste": "\r\n".join(mark.join(line) for line in (columns, *lines)), "year": "2026"}


def with_cell(column: str, value: str, line=GOOD) -> list[str]:
    return [value if name == column else cell for name, cell in zip(COLUMNS, line, strict=True)]


def workbook(*lines, columns=COLUMNS, change=None) -> SimpleUploadedFile:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for row, line in enumerate((columns, *lines)):
        for column, value in enumerate(line):
            page.write(row, column, value)
    if change:
        change(book, page)
    book.close()
    return SimpleUploadedFile("advisers.xlsx", out.getvalue())


def give(client, sent, address=SHEET):
    return client.post(address, sent if "paste" in sent else {"year": "2026", **sent})


def take(client, response, step="take", **cells):
    page = response.context["page"]
    sent = {"data": page.data, "year": page.year, "step": step, **cells}
    return client.post(SHEET, sent, follow=True)


def faults(response) -> list[str]:
    page = response.context["page"]
    found = list(page.whole_faults)
    for row in page.grid.rows if page.grid else ():
        found += [row.fault] * bool(row.fault) + [cell.fault for cell in row.cells if cell.fault]
    return found


def test_a_good_sheet_is_shown_first_then_taken_whole_and_a_second_time_changes_nothing(officer):
    shown = give(officer, pasted(GOOD))
    assert_good_page(shown)
    assert "Nothing is stored yet." in words(shown) and not Adviser.objects.exists()
    assert "The sheet was taken" in words(take(officer, shown))
    adviser = Adviser.objects.get()
    assert adviser.person.email == "adviser01@larkshire.invalid" and adviser.max_intensive == 4
    assert AdviserYear.objects.get().internal_half_days == 201
    assert "Everything in this sheet is stored already" in words(give(officer, pasted(GOOD)))


def test_what_the_page_says_it_would_store_is_what_taking_stores(officer):
    would = give(officer, pasted(GOOD)).context["page"].would
    taken = words(take(officer, give(officer, pasted(GOOD))))
    made = would.removeprefix("Taking it makes ").partition(" and")[0]
    assert f"The sheet was taken: {made} made" in taken


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("post", "", "The cell is empty. Fill it in."),
        ("role", "governor", "“governor” is not known here; use one of: adviser, quadrant-lead."),
        ("contracted_days", "many", "“many” is not a number of days"),
        ("contracted_days", "10", "nothing is left for schools"),
        ("base_easting", "-4", "“-4” is not a whole number"),
        ("phases_first", "upper", "“upper” is not known here"),
        ("cross_phase_from", "next year", "“next year” is not a date"),
        ("leads", "maybe", "“maybe” is not known here; use one of: yes, no."),
        ("email", "nobody", "This is no e-mail address."),
        ("email", "", "Write its e-mail address in the column email"),
    ],
)
def test_each_fault_stands_beside_its_cell_and_is_mended_there(officer, column, value, said):
    shown = give(officer, pasted(with_cell(column, value)))
    assert shown.status_code == 422
    assert any(said in fault for fault in faults(shown))
    assert_good_page(shown)
    assert not Adviser.objects.exists()
    place = COLUMNS.index(column)
    mended = take(officer, shown, "check", **{f"cell-0-{column}": GOOD[place]})
    assert mended.status_code == 200 and faults(mended) == []
    take(officer, mended)
    assert Adviser.objects.count() == 1


def test_one_bad_line_among_many_stores_none_of_them(officer):
    lines = [
        with_cell("email", f"a{n}@larkshire.invalid", with_cell("post", f"Adviser {n:02}")) for n in range(30)
    ]
    lines[17] = with_cell("leads", "?", lines[17])
    shown = give(officer, pasted(*lines))
    assert len(shown.context["page"].grid.rows) == 1
    assert "Line 19" in words(shown)
    take(officer, shown)
    assert not Adviser.objects.exists() and not AdviserYear.objects.exists()


def test_a_workbook_is_read_with_its_numbers_dates_and_merged_cells(officer):
    line = [float(cell) if cell.replace(".", "").isdigit() else cell for cell in GOOD]

    def change(book, page):
        page.merge_range(3, 0, 4, 0, "Adviser 02")
        page.write_datetime(1, COLUMNS.index("cross_phase_from"), date_of(2026, 1, 1), day_format(book))

    shown = give(officer, {"file": workbook(line, change=change)})
    said = faults(shown)
    assert any("The cell is empty" in fault for fault in said)  # what is merged holds in its first cell only
    assert (
        shown.context["page"].preview.rows[0].cells[COLUMNS.index("cross_phase_from") + 1].words
        == "1 January 2026"
    )


def date_of(*parts):
    return date(*parts)


def day_format(book):
    return book.add_format({"num_format": "d mmm yyyy"})


def test_a_formula_counts_by_its_value_and_never_as_text_to_run(officer):
    def change(book, page):
        page.write_formula(1, COLUMNS.index("contracted_days"), "=100*2", None, 200)

    shown = give(officer, {"file": workbook(GOOD, change=change)})
    assert faults(shown) == []


def test_dates_as_text_with_the_day_first_are_taken(officer):
    school = make_school()
    columns = ["urn", "kind", "from", "until"]
    data = sign_in(make_person("data-officer"))
    sent = pasted([str(school.urn), "substantive", "1/9/2025", ""], columns=columns)
    shown = give(data, sent, "/data/sheets/headships/")
    data.post("/data/sheets/headships/", {"data": shown.context["page"].data, "year": "2026", "step": "take"})
    assert Headship.objects.get().valid_from == date(2025, 9, 1)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"paste": ""}, "Paste the cells, or choose a file"),
        ({"paste": "a\tb\r\n1\t2"}, "No line has the columns of this sheet."),
        ({"paste": "post\trole\r\nx\ty"}, "The first line lacks"),
        ({"file": SimpleUploadedFile("x.xlsx", b"<html><body>Sign in</body></html>")}, "This is a web page"),
        ({"file": SimpleUploadedFile("x.xlsx", b"%PDF-1.7 x")}, "This is not a CSV or XLSX file"),
        ({"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 broken")}, "This workbook is damaged"),
        ({"file": SimpleUploadedFile("x.csv", b"\x00\x01\x02")}, "No line has the columns"),
    ],
)
def test_what_is_no_sheet_is_refused_with_what_to_do(officer, sent, said):
    response = give(officer, {**sent, "year": "2026"})
    assert response.status_code == 422 and said in words(response)
    assert_good_page(response)


def test_a_hundred_thousand_lines_are_refused_before_they_are_read_through(officer):
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *[GOOD] * 100_000])
    file = SimpleUploadedFile("x.csv", out.getvalue().encode()[:4_900_000])
    response = officer.post(SHEET, {"file": file, "year": "2026"})
    assert f"more than {MOST_LINES:,} lines" in words(response)


def test_both_a_file_and_cells_are_one_too_many(officer):
    response = officer.post(SHEET, {**pasted(GOOD), "file": workbook(GOOD)})
    assert "not both" in words(response)


def test_two_posts_with_one_address_are_told_apart(officer):
    lines = (GOOD, with_cell("post", "Adviser 02"))
    assert any("belongs to" in fault for fault in faults(give(officer, pasted(*lines))))


def test_a_post_that_signs_in_needs_no_address(officer):
    make_person("adviser", name="Adviser 01")
    shown = give(officer, pasted(with_cell("email", "")))
    assert faults(shown) == []
    people = Person.objects.count()
    take(officer, shown)
    assert Person.objects.count() == people and Adviser.objects.count() == 1


def test_the_sheet_downloaded_is_the_sheet_that_can_be_given_again(officer):
    take(officer, give(officer, pasted(GOOD)))
    content = officer.get(f"{SHEET}download/").content
    header, line = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert header == COLUMNS and line[0] == "Adviser 01"
    again = give(officer, {"file": SimpleUploadedFile("x.xlsx", content)})
    assert faults(again) == []


def test_hostile_cells_are_shown_as_text(officer):
    shown = give(officer, pasted(with_cell("role", "<script>alert(1)</script>")))
    assert "<script>alert(1)" not in shown.content.decode()


def test_the_list_names_only_the_sheets_one_may_give(db):
    adopt_current_policies()
    said = words(sign_in(make_person("business-support")).get("/data/sheets/"))
    assert "Advisers" in said and "People who sign in" not in said
    assert "Headships" in words(sign_in(make_person("data-officer")).get("/data/sheets/"))


def test_a_sheet_that_never_was_is_not_found(officer):
    assert officer.get("/data/sheets/none/").status_code == 404


@pytest.mark.parametrize("sheet", ["advisers", "people"])
def test_nobody_gives_themselves_a_role_by_a_sheet(db, sheet):
    adopt_current_policies()
    giver = make_person("business-support" if sheet == "advisers" else "admin", name="Adviser 01")
    client, address = sign_in(giver), f"/data/sheets/{sheet}/"
    if sheet == "advisers":
        sent = pasted(with_cell("email", giver.email))
    else:
        sent = pasted(["Adviser 01", "HoS", giver.email, ""], columns=["post", "role", "email", "tie"])
    shown = give(client, sent, address)
    assert any("nobody gives themselves a role" in fault for fault in faults(shown))
    held = set(giver.roles.values_list("role", flat=True))
    client.post(address, {"data": shown.context["page"].data, "year": "2026", "step": "take"})
    assert set(giver.roles.values_list("role", flat=True)) == held and not Adviser.objects.exists()


@pytest.mark.parametrize("held", ["", "headteacher", "adviser"])
def test_who_may_not_give_access_gives_none_by_a_sheet(db, held):
    """Control: the line of somebody who has the role is taken."""
    adopt_current_policies()
    officer = sign_in(make_person("business-support"))
    address = GOOD[-1]
    if held:
        make_person(held, name="Adviser 01", email=address)
    before = set(Role.objects.values_list("person__email", "role"))
    shown = give(officer, pasted(GOOD))
    refused = any("Nobody with this address holds that role" in fault for fault in faults(shown))
    assert refused == (held != "adviser")
    officer.post(SHEET, {"data": shown.context["page"].data, "year": "2026", "step": "take"})
    assert set(Role.objects.values_list("person__email", "role")) == before
    assert Adviser.objects.exists() == (held == "adviser")


def test_roles_given_by_a_sheet_are_told_to_who_else_manages_access(db, django_capture_on_commit_callbacks):
    adopt_current_policies()
    giver, other = sign_in(make_person("admin")), make_person("admin")
    lines = (["Post 1", "HoS", "one@example.org", ""], ["Post 2", "DATA", "two@example.org", ""])
    shown = give(giver, pasted(*lines, columns=["post", "role", "email", "tie"]), "/data/sheets/people/")
    assert mail.outbox == [], "looking at what it would do gives nothing"
    sent = {"data": shown.context["page"].data, "year": "2026", "step": "take"}
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            giver.post("/data/sheets/people/", sent)
        wait_for_delivery()
    (told,) = mail.outbox
    assert told.to == [other.email]
    assert "Head of service to Post 1 (one@example.org)" in told.body
    assert "Data officer to Post 2 (two@example.org)" in told.body


def test_more_than_a_page_takes_is_refused_with_what_to_do(officer):
    response = officer.post(SHEET, {"paste": "x" * 3_000_000, "year": "2026"})
    assert response.status_code == 400
    assert "larger than a page takes" in words(response) and "Send it in parts" in words(response)


def test_more_boxes_than_a_page_has_are_refused_with_a_sentence(officer):
    response = officer.post(SHEET, {f"cell-{number}-post": "x" for number in range(2000)})
    assert response.status_code == 400 and "Nothing was changed." in words(response)
