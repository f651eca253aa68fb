"""A decision report from its first field to its publication (M14-04 to M14-17)."""

import hashlib
import io
import re
from datetime import date

import docx
import pytest
from django.utils import timezone
from tests.pages.decision_objects import ANSWERS, WORDS, fill_report, make_laid, make_report
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.workforce_objects import make_paid_post, make_structure

from headway.features.audit.models import Event
from headway.features.decisions.models import FieldAnswer, Report, SignOff
from headway.features.decisions.queries import answer_of
from headway.features.workforce.models import Structure
from headway.rules.decision_reports import Answer

pytestmark = pytest.mark.django_db

GROUPS = (
    "age",
    "disability",
    "reassignment",
    "marriage",
    "pregnancy",
    "race",
    "belief",
    "sex",
    "orientation",
)


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def address(report, *more) -> str:
    """A page of the report."""
    return "/".join([f"/decisions/reports/{report.public_id}", *more]) + "/"


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


@pytest.fixture
def report(policies):
    return make_report()


def document(client, report) -> list[str]:
    """The paragraphs of its Word document."""
    answer = client.get(address(report, "file", "word"))
    assert answer.status_code == 200
    return [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]


def test_m14_04_a_report_is_begun_in_the_form_in_use_and_every_blank_is_named(boss):
    assert boss.post("/decisions/reports/new/", {"title": "Review"}).status_code == 302
    made = Report.objects.get()
    page = boss.get(address(made))
    assert_good_page(page)
    shown = words(page)
    assert "1. What is to be decided" in shown
    assert shown.count("Blank") >= 10
    assert boss.post(address(made, "lay")).status_code == 403
    assert "[Blank: Write it]" in " ".join(document(boss, made))


def test_a_field_is_written_and_its_sign_off_falls_away(boss, client_as, report):
    hr = client_as("hr")
    href = address(report, "fields", "personnel")
    assert boss.post(href, {"words": WORDS, "version": 0}).status_code == 302
    assert hr.post(address(report, "sign", "people")).status_code == 302
    assert "Signed off" in words(boss.get(address(report)))
    assert boss.post(address(report, "sign", "people")).status_code == 403
    assert hr.post(href, {"words": "Two posts go.", "version": 1}).status_code == 302
    assert not SignOff.objects.exists()
    assert "Two posts go." in words(boss.get(address(report)))


def test_a_section_with_a_blank_is_not_signed_off(client_as, report):
    answer = client_as("hr").post(address(report, "sign", "people"))
    assert answer.status_code == 403
    assert "This section is not complete. Write it." in words(answer)


def test_who_signs_a_section_writes_that_section_and_no_other(client_as, report):
    hr = client_as("hr")
    assert hr.get(address(report, "fields", "personnel")).status_code == 200
    assert hr.get(address(report, "fields", "reasons")).status_code == 403
    assert hr.get(address(report, "heads")).status_code == 403
    assert hr.get(address(report, "fields", "no-such")).status_code == 404


def test_two_people_who_write_a_field_are_told(boss, report):
    href = address(report, "fields", "reasons")
    boss.post(href, {"words": "First", "version": 0})
    answer = boss.post(href, {"words": "Second", "version": 0})
    assert answer.status_code == 422
    assert "Somebody else wrote here meanwhile" in words(answer)
    assert answer_of(FieldAnswer.objects.get().told).words == "First"


GRID = {
    "version": 0,
    "first_year": "2026/27",
    "second_year": "2027/28",
    "choice": "saving",
    "items": "CC 1\nCC 2",
}


def test_m14_10_m14_12_the_grid_adds_up_and_turns_a_wrong_sign_round_with_a_notice(boss, report):
    sent = GRID | {
        "employees-0-ongoing": "150",
        "income_lost-0-ongoing": "20",
        "implementation_costs-0-one_off": "7.5",
    }
    page = boss.post(address(report, "fields", "savings"), sent, follow=True)
    assert_good_page(page)
    shown = words(page)
    assert "Income lost in 2026/27 is shown as a minus: £20,000 became -£20,000." in shown
    assert "Total savings less implementation costs 130 -7.5" in shown
    assert "Cost centres: CC 1, CC 2" in shown
    again = boss.get(address(report, "fields", "savings"))
    assert again.context["page"].form.initial["employees-0-ongoing"] == "150"


def test_m14_09_without_a_cost_centre_the_grid_is_blank(boss, report):
    boss.post(address(report, "fields", "savings"), GRID | {"items": "", "employees-0-ongoing": "1"})
    assert "Name at least one cost centre" in words(boss.get(address(report)))


def test_two_equal_years_are_refused(boss, report):
    answer = boss.post(address(report, "fields", "savings"), GRID | {"second_year": "2026/27"})
    assert answer.status_code == 422
    assert "The two years are the same" in words(answer)


def test_m14_05_m14_07_a_whole_report_is_laid_decided_for_consultation_and_published_as_it_was(
    boss, client_as, report
):
    """M14-07: who was consulted stands in it."""
    member = client_as("member")
    fill_report(report)
    assert member.get(address(report)).status_code == 404
    assert boss.post(address(report, "lay")).status_code == 302
    shown = words(member.get(address(report)))
    assert WORDS in shown
    assert boss.get(address(report, "fields", "reasons")).status_code == 403
    decided = timezone.localdate()
    sent = {"outcome": "agreed", "words": "Agreed as a basis for consultation.", **day("decided_on", decided)}
    assert boss.post(address(report, "decide"), sent).status_code == 302
    shown = words(member.get(address(report)))
    assert "Consultation begins; nothing is put in place before it ends." in shown
    assert boss.post(address(report, "publish")).status_code == 302
    report.refresh_from_db()
    kept = member.get(address(report, "file", "word"))
    assert hashlib.sha256(kept.content).hexdigest() == report.document.sha256
    printed = member.get(address(report, "file", "pdf"))
    assert printed.content.startswith(b"%PDF-")
    assert hashlib.sha256(printed.content).hexdigest() == report.printed.sha256
    assert printed["Content-Type"] == "application/pdf"
    assert member.get(address(report, "file", "rtf")).status_code == 404
    assert "There are no background papers relating to this report." in document(member, report)
    actions = [one for one in Event.objects.values_list("action", flat=True) if one.endswith("_report")]
    assert actions == ["begin_report", "lay_report", "decide_report", "publish_report"]


def test_m14_15_a_final_approval_waits_for_the_equality_assessment(boss, policies):
    asked = Answer(words="Approve it.", choice="approval")
    made = make_laid(recommendation=asked)
    sent = {"outcome": "agreed", "words": "Agreed.", **day("decided_on", date(2026, 11, 2))}
    answer = boss.post(address(made, "decide"), sent)
    assert answer.status_code == 422
    assert "A final decision needs the equality assessment" in words(answer)
    done = Answer(words="Assessed.", choice="full", rows=tuple((slug, "none", "") for slug in GROUPS))
    other = make_laid("With it", recommendation=asked, assessment=done)
    assert boss.post(address(other, "decide"), sent).status_code == 302
    other.refresh_from_db()
    assert other.effective_from == date(2026, 11, 9)


def test_a_decision_is_not_of_tomorrow(boss, policies):
    made = make_laid()
    sent = {"outcome": "refused", "words": "No.", **day("decided_on", date(2099, 1, 1))}
    answer = boss.post(address(made, "decide"), sent)
    assert "A decision is recorded once it was taken" in words(answer)


def test_a_laid_report_is_taken_back_and_keeps_what_was_written(boss, policies):
    made = make_laid()
    assert boss.post(address(made, "take-back")).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.frozen) == ("draft", None)
    assert WORDS in words(boss.get(address(made)))
    assert boss.post(address(made, "publish")).status_code == 403


def test_m14_17_posts_deleted_and_the_line_of_employees_are_held_against_each_other(
    boss, client_as, policies
):
    finance = client_as("finance")
    before = make_structure("Before")
    make_paid_post(before)
    after = make_structure("After")
    sent = {"title": "Review", "before": before.public_id, "after": after.public_id}
    finance.post("/decisions/reports/new/", sent)
    made = Report.objects.get()
    finance.post(address(made, "fields", "savings"), GRID | {"employees-0-ongoing": "130"})
    shown = words(finance.get(address(made)))
    assert "Adviser Deleted 1" in shown
    assert "The posts save £103,420.05, the grid says £130,000 for employees." in shown
    assert "£103,420.05" not in words(boss.get(address(made)))
    half = {"title": "Half", "before": Structure.objects.first().public_id}
    assert "or neither" in words(finance.post("/decisions/reports/new/", half))


def test_empty_pages_say_how_to_begin(boss, client_as):
    assert "No report is begun yet" in words(boss.get("/decisions/"))
    assert "No report is laid for decision yet" in words(client_as("member").get("/decisions/"))


def test_every_kind_of_field_comes_back_as_it_was_sent(boss, report):
    fill_report(report)
    for slug, answer in ANSWERS.items():
        page = boss.get(address(report, "fields", slug))
        assert page.status_code == 200
        form = page.context["page"].form
        sent = {name: form.initial.get(name, "") for name in form.fields}
        sent = {name: value for name, value in sent.items() if value not in ("", None, False)}
        assert boss.post(address(report, "fields", slug), sent).status_code == 302
        assert answer_of(FieldAnswer.objects.get(slug=slug).told) == answer


def test_a_report_asks_few_questions(boss, report, django_assert_max_num_queries):
    fill_report(report)
    boss.get(address(report))
    with django_assert_max_num_queries(12):
        boss.get(address(report))


def test_m14_15_a_done_assessment_says_the_impact_on_each_group_and_what_is_done_about_a_negative_one(
    boss, report
):
    href = address(report, "fields", "assessment")
    page = boss.get(href)
    assert_good_page(page)
    assert "Pregnancy and maternity" in words(page)
    sent = {"choice": "full", "words": "Assessed.", "version": 0} | {
        f"impact-{slug}": "none" for slug in GROUPS
    }
    assert boss.post(href, sent | {"impact-age": "negative"}).status_code == 302
    shown = words(boss.get(address(report)))
    assert "Say what is done about the negative impact on: Age" in shown
    done = {"impact-age": "negative", "done-age": "Part time is offered.", "version": 1}
    assert boss.post(href, sent | done).status_code == 302
    shown = words(boss.get(address(report)))
    assert "Part time is offered." in shown
    assert "Say the impact on" not in shown


def test_m14_07_who_was_consulted_stands_with_day_and_way(boss, report):
    href = address(report, "fields", "consulted")
    page = boss.get(href)
    assert_good_page(page)
    sent = {"who-1": "Portfolio holder", "when-1": "12 6 2026", "how-1": "Meeting", "version": 0}
    assert boss.post(href, sent | {"who-2": "Staff", "how-2": "Letter"}).status_code == 302
    shown = words(boss.get(address(report)))
    assert "12 June 2026" in shown
    assert "not yet" in shown
    assert "12 6 2026" in boss.get(href).content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"who-1": "Staff", "when-1": "soon", "how-1": "Letter"}, "Enter a day like 12 6 2026"),
        ({"when-1": "12 6 2026", "how-1": "Letter"}, "Enter who was consulted"),
        ({"who-1": "Staff"}, "Enter how"),
    ],
)
def test_a_row_of_the_log_says_who_and_how(boss, report, sent, says):
    answer = boss.post(address(report, "fields", "consulted"), sent | {"version": 0})
    assert answer.status_code == 422
    assert says in words(answer)


def test_m14_08_a_savings_proposal_has_a_reference_of_its_own_and_a_theme_of_the_list(boss, report):
    other = make_report("Another")
    assert report.reference != other.reference
    assert re.fullmatch(r"\d{4}-\d{3}", report.reference)
    fill_report(other)
    page = boss.get("/decisions/")
    assert_good_page(page)
    shown = words(page)
    for said in (other.reference, "Doing it for less", "Support for learning", "£130,000"):
        assert said in shown
    theme = address(report, "fields", "theme")
    assert boss.post(theme, {"choice": "Something else", "version": 0}).status_code == 422
    assert boss.post(theme, {"choice": "Earning more", "version": 0}).status_code == 302
    assert boss.get(address(report, "file", "word")).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_few_questions(boss, policies, number, django_assert_max_num_queries):
    for n in range(number):
        fill_report(make_report(f"Report {n}"))
    boss.get("/decisions/")
    with django_assert_max_num_queries(12):
        boss.get("/decisions/")
