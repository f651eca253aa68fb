"""Annual reviews: every open school has one or an exception, what they hold, who reads them (M4-04)."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.factories import (
    make_inspection,
    make_observation,
    make_release,
    make_school,
    view_as,
)
from tests.pages.few_queries import list_and_one_ask_few_queries
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.performance_objects import WORDS, make_shared_review, make_written_review, with_part

from headway.features.categories.models import Judgement, Proposal
from headway.features.performance_reviews.models import PerformanceReview
from headway.features.policies.queries import typed
from headway.features.undoing.models import Deed
from headway.kit.listing import ListQuery
from headway.kit.words import day_words
from headway.pages.performance_reviews.listing import FILTERS, SORTS, reviews_page
from headway.rules.calendars import academic_year_of

pytestmark = pytest.mark.django_db
HOME = "/schools/reviews/"
TODAY = timezone.localdate()
YEAR = academic_year_of(TODAY).first_on.year


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def address(school, year=YEAR):
    return f"/schools/{school.urn}/reviews/{year}/"


@pytest.fixture
def school(policies):
    return make_school(name="Ash Lane Primary School")


def listed(on, **asked):
    """The page of a day, as the head of service sees it."""
    held = {name: (value,) for name, value in asked.items()}
    query = ListQuery(HOME, held, SORTS, "name", False, 1, 50, "name")
    assert set(asked) <= set(FILTERS)
    return reviews_page(view_as("head-of-service", on=on), query, typed("annual_review", on))


def test_m4_04_every_open_school_has_a_review_by_31_december_or_is_on_the_exceptions_list(school):
    shared, none = make_school(), make_school()
    make_shared_review(shared, 2026)
    make_school(status="Closed", status_code="2")
    adviser_page = listed(date(2026, 12, 31))
    assert adviser_page.progress == (
        "1 of 3 open schools has a review or an exception. All should by 31 December 2026; 2 to go."
    )
    late = listed(date(2027, 1, 1))
    assert late.progress.endswith("2 schools are late.")
    assert {row.cells[0].words for row in listed(date(2027, 1, 1), state="late").table.rows} == {
        school.name,
        none.name,
    }


def test_m4_04_an_exception_says_why_and_is_taken_off_again(client_as, school):
    client, here = client_as("adviser", school), address(school)
    form = client.get(f"{here}except/")
    assert_good_page(form)
    wrong = client.post(f"{here}except/", {"reason": "opened"})
    assert wrong.status_code == 422 and "Enter why, in a sentence" in words(wrong)
    sent = {"reason": "opened", "words": "Opened in September"}
    shown = words(client.post(f"{here}except/", sent, follow=True))
    assert "Opened in September" in shown and "On the exceptions list" in shown
    assert "1 of 1 open school has a review or an exception" in words(client.get(HOME))
    assert client.post(f"{here}begin/").status_code == 403
    assert "Not begun" in words(client.post(f"{here}except/end/", follow=True))


def test_m4_04_a_review_holds_the_figures_as_they_stood_that_day_with_source_and_date(client_as, school):
    release = make_release("ks2", date(2026, 3, 5))
    make_observation("ks2_rwm_expected", "2024/25", Decimal(64), school=school, release=release)
    make_observation(
        "ks2_maths_expected", "2024/25", None, school=school, release=release, why_missing="suppressed"
    )
    make_inspection(school, "overall", date(2023, 5, 3), {"overall_effectiveness": "2"})
    client = client_as("adviser", school)
    page = client.post(f"{address(school)}begin/", follow=True)
    shown = words(page)
    assert_good_page(client.get(address(school)))
    assert "64%" in shown and "Release of ks2" in shown and "5 March 2026" in shown and "2024/25" in shown
    assert "no figure in the files loaded" in shown and "3 May 2023" in shown
    assert f"Proposed by the rules on {day_words(TODAY)}" in shown
    assert Proposal.objects.get(latest=True).on == TODAY
    make_observation("ks2_rwm_expected", "2025/26", Decimal(99), school=school, release=release)
    assert "99%" not in words(client.get(address(school)))
    review = PerformanceReview.objects.get()
    assert review.proposal == Proposal.objects.get() and review.judgement is None
    assert [one["words"] for one in review.facts if "athematics at" in one["label"]][-1] is None


def test_m4_04_the_proposal_stands_beside_the_officer_s_judgement_which_goes_its_own_way(client_as, school):
    client, here = client_as("adviser", school), address(school)
    client.post(f"{here}begin/")
    client.post(f"{here}write/", {**WORDS, "version": "1"})
    form = client.get(f"{here}judge/")
    assert_good_page(form)
    assert "Writing is behind." in form.content.decode()
    proposal = Proposal.objects.get(latest=True)
    day = {"valid_from-day": TODAY.day, "valid_from-month": TODAY.month, "valid_from-year": TODAY.year}
    sent = {"category": "4", "direction": "down", "reason": "Writing", "proposal": proposal.public_id, **day}
    shown = words(client.post(f"{here}judge/", sent, follow=True))
    assert "Judged from this review" in shown and "Waiting for moderation" in shown
    made = Judgement.objects.get()
    assert (made.state, made.proposal) == ("waiting", proposal)
    assert PerformanceReview.objects.get().judgement == made
    assert client.get(f"{here}judge/").status_code == 403


def test_m4_04_head_and_chair_read_their_own_once_it_is_shared_and_reply_in_words(client_as, school):
    adviser, here = client_as("adviser", school), address(school)
    schools = {role: client_as(role, school) for role in ("headteacher", "chair")}
    with_part(make_written_review(school, YEAR))
    for client in schools.values():
        assert client.get(here).status_code == 404
        assert school.name not in words(client.get(HOME))
    assert "Head and chair can read" in words(adviser.post(f"{here}share/", follow=True))
    assert adviser.get(f"{here}write/").status_code == 403
    for role, client in schools.items():
        shown = words(client.get(here))
        assert "Reading is strong." in shown and "Proposed by the rules" not in shown
        assert school.name in words(client.get(HOME))
        assert_good_page(client.get(f"{here}reply/"))
        said = client.post(f"{here}reply/", {"words": f"We agree, says the {role}"}, follow=True)
        assert f"says the {role}" in words(said)
    assert "says the chair" in words(adviser.get(here))
    assert adviser.get(f"{here}reply/").status_code == 404


def test_m4_04_reviews_are_begun_for_the_schools_picked_and_taken_back(client_as, school):
    others = [make_school() for _ in range(2)]
    make_written_review(others[0], YEAR)
    client = client_as("chief-adviser")
    picked = {"action": "begin", "school": [school.urn, others[0].urn, others[1].urn]}
    asked = client.post(f"{HOME}picked/", picked)
    assert_good_page(asked)
    assert "Do it for 2 schools" in asked.content.decode()
    done = client.post(f"{HOME}picked/", picked | {"step": "do"}, follow=True)
    assert "2 schools are under review" in words(done)
    assert PerformanceReview.objects.count() == 3 and PerformanceReview.objects.filter(facts=[]).count() == 0
    deed = Deed.objects.get().public_id
    assert deed in done.content.decode()
    client.post("/undo/", {"deed": deed}, follow=True)
    assert [one.school for one in PerformanceReview.objects.all()] == [others[0]]


def test_who_counts_reads_totals_and_no_school(client_as, school):
    make_shared_review(school, YEAR)
    for role in ("member", "governor-services"):
        client = client_as(role)
        shown = words(client.get(HOME))
        assert "1 of 1 open school has a review" in shown and school.name not in shown
        assert client.get(address(school)).status_code == 403
        assert client.get(f"{HOME}?export=csv").status_code == 404


def test_a_review_goes_out_in_word_and_as_pdf_and_the_list_as_a_file(client_as, school):
    make_shared_review(school, YEAR)
    client = client_as("head-of-service")
    assert client.get(f"{address(school)}as/pdf/").content.startswith(b"%PDF")
    assert client.get(f"{address(school)}as/word/").content.startswith(b"PK")
    assert client.get(f"{address(school)}as/cake/").status_code == 404
    assert school.name in client.get(f"{HOME}?export=csv").content.decode("utf-8-sig")
    assert client_as("headteacher", school).get(f"{address(school)}as/word/").status_code == 200


def test_words_needed_to_share_are_asked_for_and_stale_ones_are_told(client_as, school):
    client, here = client_as("adviser", school), address(school)
    client.post(f"{here}begin/")
    assert client.post(f"{here}share/").status_code == 403
    lacking = client.post(f"{here}write/", {**WORDS, "strengths": "", "version": "1"})
    assert lacking.status_code == 422 and "Enter the strengths" in words(lacking)
    assert client.post(f"{here}write/", {**WORDS, "version": "1"}).status_code == 302
    stale = client.post(f"{here}write/", {**WORDS, "version": "1"})
    assert stale.status_code == 422 and "Somebody else changed this review" in words(stale)
    assert client.get(address(school, 1999)).status_code == 404
    assert client.post(f"{address(school, YEAR - 1)}begin/").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_however_long_it_is(client_as, number, django_assert_max_num_queries):
    list_and_one_ask_few_queries(
        client_as,
        lambda one: make_shared_review(one, YEAR),
        HOME,
        address,
        number,
        django_assert_max_num_queries,
    )


def test_m5_04_an_annual_review_waits_for_the_attendance_officer(client_as, school):
    make_written_review(school, YEAR)
    adviser, officer, here = client_as("adviser", school), client_as("attendance", school), address(school)
    assert "attendance officer&#x27;s part is missing" in adviser.get(here).content.decode()
    assert adviser.post(f"{here}share/").status_code == 403
    form = officer.get(f"{here}attendance/")
    assert_good_page(form)
    wrong = officer.post(f"{here}attendance/", {"kind": "apology", "words": "", "version": 2})
    assert wrong.status_code == 422 and "Enter it in words" in words(wrong)
    sent = {"kind": "apology", "words": "On leave until January", "version": 2}
    shown = words(officer.post(f"{here}attendance/", sent, follow=True))
    assert "Attendance officer: apology recorded" in shown and "On leave until January" in shown
    assert "Head and chair can read" in words(adviser.post(f"{here}share/", follow=True))
    assert officer.get(f"{here}attendance/").status_code == 403
    assert client_as("headteacher", school).get(f"{here}attendance/").status_code == 404
