"""The readiness list and reviews: who may expect an inspection, why, and what was found (M7-08, M5-10, M7-07)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import (
    AT,
    make_district,
    make_inspection,
    make_quadrant,
    make_release,
    make_school,
    read_policies,
    view_as,
)
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.categories.actions import decide_judgement, judge
from headway.features.policies.queries import policy_in_use, typed
from headway.features.readiness.actions import record_review
from headway.features.readiness.models import ReadinessReview
from headway.kit.listing import ListQuery
from headway.kit.words import day_words
from headway.pages.readiness.listing import FILTERS, HOME, SORTS, readiness_page

pytestmark = pytest.mark.django_db
SPRING_2026 = date(2026, 3, 2)


def inspected(on: date, grade: str = "2", **more):
    """An open school, last fully inspected on that day under the regime of one overall grade."""
    school = make_school(district=make_district("Northdown"), **more)
    make_inspection(
        school, "overall", on, {"overall_effectiveness": grade}, release=make_release("inspections")
    )
    return school  # fmt: skip


def rows(on: date = SPRING_2026, role: str = "head-of-service", schools=(), **asked):
    """School to its cells by column, as the list of that day shows them."""
    page = readiness_page(view_as(role, *schools, on=on), asking(**asked))
    heads = [column.label for column in page.table.columns]
    return {row.cells[0].words: dict(zip(heads, row.cells, strict=True)) for row in page.table.rows}


def asking(**asked) -> ListQuery:
    """What an address would ask."""
    held = {name: (value,) for name, value in asked.items() if name in FILTERS}
    return ListQuery(HOME, held, SORTS, asked.get("sort", "likely"), False, 1, 50, "likely")


def concern_of_the_authority(school, on=SPRING_2026):
    """The worst category, judged by one and agreed by another."""
    by = view_as("chief-adviser", on=on)
    more = {"reason": "Governance", "direction": "down", "valid_from": on, "policy": typed("categories", on)}
    made = judge(school=school, category="4", **more, by=by, at=AT)
    decide_judgement(judgement=made, yes=True, reason="", by=view_as("head-of-service", on=on), at=AT)


def recorded(school, on=date(2026, 8, 20)):
    """A review by the head of service."""
    by, stored = view_as("head-of-service"), policy_in_use("readiness", on)
    more = {"policy": typed("readiness", on), "stored": stored, "by": by, "at": AT}
    return record_review(
        school=school, on=on, answers={"safeguarding": "ready"}, notes={"safeguarding": "One gap"}, next_step="Fill it", **more
    )  # fmt: skip


def held(on: date, next_step: str) -> dict[str, str]:
    """What the form sends of a review's day and next step."""
    return {"on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year), "next_step": next_step}


def words(response) -> str:
    """What the page says."""
    return shown_words(assert_good_page(response))


@pytest.mark.usefixtures("policies")
def test_m7_08_inspected_in_november_2021_is_likely_in_2025_26_and_in_may_2025_is_not():
    early = inspected(date(2021, 11, 18))
    late = make_school()
    make_inspection(late, "sub-judgements", date(2025, 5, 13), {"quality_of_education": "2"})
    found = rows()
    assert found[early.name]["Inspection"].words == "Likely"
    assert "expected around 18 November 2025" in found[early.name]["Why"].words
    assert found[early.name]["Expected"].words == "18 November 2025"
    assert found[early.name]["Longstop"].words == "31 August 2027"
    assert found[late.name]["Inspection"].words == "Not likely"
    assert list(rows(likely="likely")) == [early.name] and list(rows(likely="not")) == [late.name]


@pytest.mark.usefixtures("policies")
def test_m7_08_the_chance_is_told_with_the_schools_it_was_counted_from():
    school = inspected(date(2021, 11, 18))
    row = rows(date(2025, 11, 1))[school.name]
    assert "in 100" in row["Chance"].words
    assert row["Chance"].note == "counted from 722 schools" and 0 < row["Chance"].plain < 1


@pytest.mark.usefixtures("policies")
def test_m7_08_a_report_card_has_no_history_yet_and_a_school_never_inspected_is_not_known():
    card, never = make_school(), make_school()
    make_inspection(card, "report-card", date(2026, 1, 13), {"inclusion": "Expected standard"})
    found = rows(date(2026, 9, 15))
    assert found[card.name]["Chance"].words is None
    assert (
        "Nothing is known yet of what follows an inspection under “Report card"
        in found[card.name]["Why"].words
    )
    assert found[never.name]["Inspection"].words == "Not known"
    assert list(rows(date(2026, 9, 15), likely="not-known")) == [never.name]


@pytest.mark.usefixtures("policies")
def test_the_next_year_can_be_asked_for_and_a_year_not_offered_is_this_one():
    school = inspected(date(2022, 11, 15))
    assert rows()[school.name]["Inspection"].words == "Not likely"
    assert rows(year="2026-27")[school.name]["Inspection"].words == "Likely"
    assert rows(year="1999-00")[school.name]["Inspection"].words == "Not likely"


@pytest.mark.usefixtures("policies")
def test_m7_07_the_inspectorates_category_and_the_authoritys_concern_are_two_and_both_are_counted():
    ours, theirs, both, neither = (inspected(date(2022, 5, 3)) for _ in range(4))
    for school in (theirs, both):
        make_inspection(
            school, "report-card", date(2026, 1, 13), {"achievement": "Urgent improvement"},
            category_of_concern="Special measures",
        )  # fmt: skip
    for school in (ours, both):
        concern_of_the_authority(school)
    found = rows()
    assert found[ours.name]["Inspectorate's category"].words is None
    assert found[ours.name]["Authority's concern"].words == "4 Causing concern"
    assert found[theirs.name]["Inspectorate's category"].words == "special measures"
    assert found[theirs.name]["Authority's concern"].words is None
    counted = {
        figure.label: figure.value
        for figure in readiness_page(view_as("head-of-service", on=SPRING_2026), asking()).figures
    }
    assert counted["In a category of the inspectorate"] == 2
    assert counted["A concern of the authority"] == 2
    assert counted["Both at once"] == 1
    assert set(rows(show="inspectorate")) == {theirs.name, both.name}
    assert set(rows(show="authority")) == {ours.name, both.name}
    assert list(rows(show="both")) == [both.name] and neither.name in found


@pytest.mark.usefixtures("policies")
def test_the_authoritys_concern_is_told_only_to_who_may_see_categories():
    school = inspected(date(2022, 5, 3))
    concern_of_the_authority(school)
    assert "Authority's concern" not in rows(role="governor-services")[school.name]
    assert (
        len(rows(role="governor-services", show="authority")) == 1
    )  # the filter is not there, so it narrows nothing
    assert rows(role="headteacher", schools=[school])[school.name]["Authority's concern"].words


@pytest.mark.usefixtures("policies")
def test_the_list_is_narrowed_by_phase_quadrant_and_review():
    make_quadrant("Quadrant North", make_district("Northdown"))
    placed, other = inspected(date(2022, 5, 3)), make_school(phase="secondary")
    recorded(placed)
    assert list(rows(quadrant="Quadrant North")) == [placed.name]
    assert list(rows(quadrant="none")) == [other.name] == list(rows(phase="secondary"))
    assert list(rows(show="unreviewed")) == [other.name] == list(rows(q=str(other.urn)))
    assert rows()[placed.name]["Readiness review"].note == "1 ready"


def test_the_list_is_a_page_and_a_file(client_as):
    school = inspected(date(2021, 11, 18), name="Ash Lane Primary School")
    client = client_as("head-of-service")
    assert "Ofsted readiness" in words(client.get(HOME)) and "Likely in" in words(client.get(HOME))
    file = client.get(f"{HOME}?export=csv").content.decode("utf-8-sig")
    assert "Ash Lane Primary School" in file and "2025-11-18" in file and "2027-08-31" in file
    assert client.get(f"{HOME}?export=xlsx").status_code == 200
    assert HOME in client.get("/schools/").content.decode() and school.name in words(
        client.get(f"{HOME}?print=yes")
    )


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_however_long_it_is(client_as, number, django_assert_max_num_queries):
    for _ in range(number):
        inspected(date(2021, 11, 18))
    client = client_as("head-of-service")
    read_policies()
    with django_assert_max_num_queries(12):
        client.get(HOME)


def test_m7_08_a_review_is_recorded_read_by_the_school_and_kept_when_another_follows(client_as):
    school = inspected(date(2021, 11, 18))
    adviser, address = client_as("adviser", school), f"/schools/{school.urn}/readiness/"
    today, before = timezone.localdate(), timezone.localdate() - timedelta(days=30)
    asked = parse_page(adviser.get(f"{address}record/"))
    assert "Safeguarding: the single central record" in shown_words(asked)
    answers = {f"answer-{slug}": "not-looked-at" for slug in typed("readiness").questions}
    first = held(before, "Fill the gap by half term") | answers
    first |= {"answer-safeguarding": "not-ready", "note-safeguarding": "Two checks are missing"}
    assert "The review is recorded" in words(adviser.post(f"{address}record/", first, follow=True))
    second = held(today, "Nothing before spring") | answers | {"answer-safeguarding": "ready"}
    adviser.post(f"{address}record/", second, follow=True)
    said = words(client_as("headteacher", school).get(address))
    assert "Two checks are missing" in said and "Nothing before spring" in said
    assert said.index(f"Review of {day_words(today)}") < said.index(f"Review of {day_words(before)}")
    assert "Record a review" not in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"next_step": ""}, "Enter what comes next"),
        ({"on-year": "2099"}, "once it was held"),
        ({"on-day": "32"}, "real date"),
        ({"answer-safeguarding": "splendid"}, "one of the choices"),
        ({"answer-safeguarding": ""}, "Choose an answer"),
        ({"answer-safeguarding": "not-looked-at"}, "Nothing was looked at"),
    ],
)
def test_a_fault_is_said_and_nothing_is_recorded(client_as, change, said):
    school = make_school()
    answers = {f"answer-{slug}": "not-looked-at" for slug in typed("readiness").questions}
    sent = held(timezone.localdate(), "Look again") | answers | {"answer-safeguarding": "ready"} | change
    answer = client_as("head-of-service").post(f"/schools/{school.urn}/readiness/record/", sent)
    assert answer.status_code == 422 and said in words(answer)
    assert not ReadinessReview.objects.exists()


def test_the_schools_page_tells_of_the_next_inspection_to_who_may_know(client_as):
    school = inspected(date(2021, 11, 18))
    recorded(school)
    adviser = client_as("adviser", school)
    said = words(adviser.get(f"/schools/{school.urn}/"))
    assert "The next inspection" in said and "31 August 2027" in said and "20 August 2026" in said
    assert "The next inspection" not in words(client_as("member").get(f"/schools/{school.urn}/"))
    ahead = words(adviser.get(f"/schools/{school.urn}/readiness/"))
    assert ahead.count("Academic year") == 2
    assert "Of schools graded good overall and last fully inspected" in ahead
