"""Pages of categories: two columns that are never merged, judged and agreed in the browser."""

from datetime import date

import pytest
from django.utils import timezone
from tests.factories import (
    AT,
    ON,
    make_district,
    make_headship,
    make_inspection,
    make_observation,
    make_release,
    make_school,
    read_policies,
    tie,
)
from tests.pages.pages import assert_good_page, shown_words

from headway.features.categories.models import Judgement, Proposal
from headway.features.letters.models import Letter
from headway.flows.review_categories import review_categories

pytestmark = pytest.mark.django_db
LIST = "/schools/categories/"


def words(response):
    return shown_words(assert_good_page(response))


def reviewed_school(name="Ash Lane Primary School", grade="2", **more):
    school = make_school(name=name, district=make_district("Northdown"), **more)
    make_inspection(school, "overall", date(2023, 5, 3), {"overall_effectiveness": grade})
    ks2 = make_release("ks2")
    make_observation(
        "ks2_rwm_expected", "2024/25", None, school=school, release=ks2, why_missing="suppressed"
    )
    make_headship(school, "acting")
    review_categories(on=ON, by=None, at=AT)
    return school


def judged(school, by, category="2", reason="", **more):
    today = timezone.localdate()
    sent = {
        "category": category,
        "direction": "same",
        "reason": reason,
        "valid_from-day": today.day,
        "valid_from-month": today.month,
        "valid_from-year": today.year,
        "proposal": Proposal.objects.get(school=school, latest=True).public_id,
    }
    return by.post(f"/schools/{school.urn}/category/judge/", sent | more, follow=True)


def decided(school, by, yes="yes", reason=""):
    waiting = Judgement.objects.filter(school=school).latest("pk")
    sent = {"yes": yes, "reason": reason, "judgement": waiting.public_id}
    return by.post(f"/schools/{school.urn}/category/decide/", sent, follow=True)


def test_m7_02_judged_by_one_agreed_by_another_and_told_by_letter(client_as):
    school = reviewed_school()
    adviser, chief = client_as("adviser", school), client_as("chief-adviser")
    proposed = Proposal.objects.get(latest=True).category
    assert "waits to be agreed by somebody else" in words(judged(school, adviser, proposed))
    assert "Your role" in words(adviser.get(f"/schools/{school.urn}/category/"))
    said = words(decided(school, chief))
    assert "A letter to head and chair is prepared." in said
    assert f"In category {proposed} since" in said
    assert Letter.objects.get().school == school


def test_m7_02_a_departure_without_a_reason_is_refused_on_the_page(client_as):
    school = reviewed_school()
    response = judged(school, client_as("adviser", school), "4")
    assert response.status_code == 422
    assert "give the reason for the difference" in words(response)
    assert not Judgement.objects.exists()


def test_nobody_agrees_the_own_judgement_and_the_page_says_why(client_as):
    school, chief = reviewed_school(), client_as("chief-adviser")
    judged(school, chief, "4", "Seen on two visits")
    assert "You asked for this yourself" in words(chief.get(f"/schools/{school.urn}/category/"))
    assert decided(school, chief).status_code == 422
    assert Judgement.objects.get().state == "waiting"


def test_a_refusal_needs_a_reason(client_as):
    school = reviewed_school()
    judged(school, client_as("adviser", school), "4", "Seen")
    chief = client_as("chief-adviser")
    assert "a refusal needs a reason" in words(decided(school, chief, "no"))
    assert "Category 4 refused." in words(decided(school, chief, "no", "One cohort only"))
    assert not Letter.objects.exists()


def test_a_proposal_made_while_one_was_writing_is_looked_at_first(client_as):
    school = reviewed_school()
    response = judged(school, client_as("adviser", school), "4", "Seen", proposal="bcdfghjkmnpq")
    assert "The rules have proposed anew" in words(response)


def test_the_page_shows_each_indicator_and_what_is_missing_with_why(client_as):
    school = reviewed_school()
    response = client_as("data-officer").get(f"/schools/{school.urn}/category/")
    said = words(response)
    assert "Proposed by the rules" in said and "Judged by the officer" in said
    assert "suppressed by the publisher" in said
    assert "An acting head." in said
    assert "none of them counts as zero" in said
    page = response.context["page"]
    labels = [column.label for column in page.indicators.columns]
    assert labels == ["Indicator", "Value", "Flag", "Points", "Of", "Reason", "Source"]
    assert page.judge_form is None


def test_the_list_keeps_two_columns_and_filters_differences(client_as):
    one, two = reviewed_school("Ash"), reviewed_school("Birch", "4")
    adviser, chief = client_as("adviser", one), client_as("chief-adviser")
    judged(one, adviser, "4", "Seen")
    decided(one, chief)
    page = chief.get(LIST).context["page"]
    assert [column.label for column in page.table.columns][2:4] == [
        "Proposed by the rules",
        "Judged by the officer",
    ]
    by_name = {row.cells[0].words: row.cells for row in page.table.rows}
    assert by_name["Birch"][2].words == "4S Statutory or Ofsted category"
    assert by_name["Birch"][3].words is None
    shown = chief.get(f"{LIST}?show=differs").context["page"].table.rows
    assert [row.cells[0].words for row in shown] == ["Ash"]
    for query in ("show=unjudged", "proposed=4S", "judged=none", f"q={two.urn}"):
        shown = chief.get(f"{LIST}?{query}").context["page"].table.rows
        assert [row.cells[0].words for row in shown] == ["Birch"]
    assert b"Birch" in chief.get(f"{LIST}?proposed=4S&export=csv").content


def test_a_head_sees_what_was_agreed_and_no_proposal(client_as):
    school = reviewed_school()
    head = client_as("headteacher", school)
    page = f"/schools/{school.urn}/category/"
    judged(school, client_as("adviser", school), "4", "Seen on two visits")
    said = words(head.get(page))
    assert "Proposed by the rules" not in said and "Seen on two visits" not in said
    decided(school, client_as("chief-adviser"))
    said = words(head.get(page))
    assert "Seen on two visits" in said and "4 Causing concern" in said
    assert "Proposed" not in words(head.get(LIST))
    assert head.get(f"/schools/{make_school().urn}/category/").status_code == 404


def test_a_review_is_started_from_the_list(client_as):
    school = make_school()
    chief = client_as("chief-adviser")
    assert "1 school reviewed, 1 proposal new." in words(chief.post(f"{LIST}review/", follow=True))
    assert Proposal.objects.get().school == school


@pytest.mark.parametrize("number", [1, 30])
def test_the_same_queries_for_one_and_for_thirty(client_as, number, django_assert_num_queries):
    chief = client_as("chief-adviser")
    for one in range(number):
        reviewed = make_school(district=make_district("Northdown"))
        tie(client_as("headteacher").person, "headteacher", "school", reviewed.urn) if one == 0 else None
    review_categories(on=ON, by=None, at=AT)
    read_policies()
    with django_assert_num_queries(12):
        assert_good_page(chief.get(LIST))


@pytest.mark.parametrize("number", [1, 30])
def test_one_school_takes_the_same_queries_however_long_its_history(
    client_as, number, django_assert_num_queries
):
    school = make_school()
    chief = client_as("chief-adviser")
    for month in range(number):
        Judgement.objects.create(
            school=school,
            category="2",
            label="Secure",
            direction="same",
            judged_by=chief.person,
            judged_at=AT,
            valid_from=date(2020, 1, 1 + month),
            valid_until=date(2020, 1, 2 + month) if month < number - 1 else None,
            state="agreed",
        )
    read_policies()
    with django_assert_num_queries(11):
        assert_good_page(chief.get(f"/schools/{school.urn}/category/"))
