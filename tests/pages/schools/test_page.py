"""The page of one school: sentences, timeline, evidence, support; and what is not open is not there."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories import (
    ON,
    adopt,
    make_headship,
    make_inspection,
    make_observation,
    make_partnership,
    make_release,
    view_as,
)
from tests.pages.schools.rows import (
    make_adviser,
    make_entitlement,
    make_judgement,
    make_letter,
    make_proposal,
    make_school,
)

from headway.features.schools.models import Link, Provision
from headway.features.schools.queries import school_for
from headway.pages.schools.gather import gather
from headway.pages.schools.page import school_page
from headway.pages.schools.sentences import time_in_words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policies():
    adopt()


def page(school, role="head-of-service", show="", tied=True):
    """The page for a role tied to the school."""
    viewer = view_as(role, *([school] if tied else []))
    return school_page(viewer, gather(viewer, school_for(viewer, school.urn)), show=show)


def cells(table):
    """The words of a table's cells."""
    return [[cell if isinstance(cell, str | int) else cell.words for cell in row.cells] for row in table.rows]


def test_where_nothing_is_known_the_three_sentences_say_so():
    assert page(make_school()).sentences == (
        "No category is known: none has been judged, and the rules have proposed none.",
        "Nothing is on record as changed since 1 September 2025.",
        "Nothing is planned yet for 2026-27.",
    )


def test_what_the_register_leaves_open_stands_above_everything():
    school = make_school(district_assumed=True, missing_since=make_release("gias", date(2026, 8, 1)))
    missing, assumed = page(school).warnings
    assert missing.startswith("This school is missing from the register of 1 August 2026.")
    assert "taken from its nearest school" in assumed
    assert any("(assumed, to be settled)" in str(row.value) for row in page(school).facts)
    assert page(make_school()).warnings == ()


def test_m1_01_a_closed_school_says_when_it_closed_and_is_not_offered_for_judging():
    shown = page(make_school(status="Closed", status_code="2", closed_on=date(2025, 12, 31)))
    assert shown.sentences[0] == "The school closed on 31 December 2025."
    assert "Judge the category" not in [link.label for link in shown.actions]


def test_the_category_is_said_once_in_its_sentence():
    school = make_school()
    make_proposal(
        school, "2", "Secure", "12 of 50 points, 24 percent, gives category 2, Secure (all answered)."
    )
    assert page(school).sentences[0] == (
        "No category has been judged; the rules propose 2, Secure: 12 of 50 points, 24 percent (all answered)."
    )


def test_the_sentences_give_the_reason_the_latest_change_and_what_comes():
    school = make_school()
    make_proposal(school, "2", "Secure", "Results are above England.")
    assert page(school).sentences[0] == (
        "No category has been judged; the rules propose 2, Secure: results are above England."
    )
    make_judgement(school, "3", reason="Leadership is new", valid_from=date(2026, 6, 1))
    make_headship(school, valid_from=date(2027, 1, 1))
    make_entitlement(school, 3)
    assert page(school).sentences == (
        "Category 3, Needs support, since 1 June 2026: leadership is new.",
        "The latest change, on 1 June 2026: Category 3 Needs support.",
        "Next, on 1 January 2027: A headteacher took up post.",
    )


def test_a_waiting_judgement_is_next_for_the_service_and_unknown_to_the_school():
    school = make_school()
    make_judgement(school, "4", state="waiting", label="Causing concern")
    assert page(school).sentences[2] == "Next, a judgement of category 4 waits to be moderated."
    assert "waits" not in page(school, "headteacher").sentences[2]
    assert [event.kind for event in page(school, "headteacher").events if event.kind == "category"] == []


def test_a_category_judged_again_keeps_the_time_it_has_stood():
    school = make_school()
    make_judgement(school, "3", valid_from=date(2025, 9, 1), valid_until=date(2026, 3, 1))
    make_judgement(school, "3", valid_from=date(2026, 3, 1), reason="Still so")
    made = page(school)
    assert made.sentences[0] == "Category 3, Needs support, since 1 September 2025: still so."
    assert "3 Needs support, for 1 year" in [fact.value for fact in made.facts]


def test_one_timeline_holds_everything_newest_first_and_narrows_by_kind():
    school = make_school(opened_on=date(1990, 9, 1))
    make_inspection(school, "overall", date(2023, 3, 1), {"overall_effectiveness": "2"}, kind="S5 Inspection")
    make_judgement(school, "3")
    make_letter(school)
    make_headship(school, valid_from=date(2021, 1, 1))
    make_partnership("Northdown Partnership", school)
    Provision.objects.create(school=school, kind="sen-unit", need="Autism", valid_from=date(2022, 9, 1))
    Link.objects.create(
        school=school, other_urn=900777, other_name="Old Elm", kind="Predecessor", on=date(1990, 9, 1)
    )
    made = page(school)
    days = [event.on for event in made.events]
    assert days == sorted(days, reverse=True)
    assert {event.kind for event in made.events} == {
        "inspection", "category", "letter", "head", "structure", "partnership"
    }  # fmt: skip
    assert "S5 Inspection: good" in [event.words for event in made.events]
    assert {event.kind for event in page(school, show="head").events} == {"head"}
    assert [kind.words for kind in page(school, show="head").kinds if kind.current] == ["Heads"]
    assert len(page(school, show="nonsense").events) == len(made.events)


def test_results_stand_beside_authority_and_england_and_missing_ones_say_why():
    school = make_school()
    ks2, tool = make_release("ks2_schools"), make_release("lait")
    key = "ks2_rwm_expected"
    make_observation(key, "2023/24", None, school=school, why_missing="suppressed", release=ks2)
    make_observation(key, "2024/25", Decimal("62.4"), school=school, release=ks2)
    make_observation(key, "2024/25", Decimal("60.6"), area_code="899", area_name="Eastmarch", release=tool)
    make_observation(key, "2024/25", 0, area_code="970", area_name="England", release=tool)
    table = page(school).results
    assert cells(table) == [
        ["RWM expected", "2024/25", "62%", "61%", "0%"],
        ["RWM expected", "2023/24", None, None, None],
    ]
    missing = [cell.missing for cell in table.rows[1].cells[2:]]
    assert (
        missing[0].startswith("Suppressed by the publisher") and missing[1] == "no figure in the files loaded"
    )
    assert table.columns[2].unit == "Release of ks2_schools, 5 March 2026"
    assert {source.name for source in page(school).sources} >= {"Release of ks2_schools", "Release of lait"}


def test_a_school_without_results_says_what_will_be_here():
    table = page(make_school()).results
    assert table.rows == () and "No results of this school" in table.empty_words


def test_inspections_stand_by_regime_in_its_own_areas_and_words():
    school = make_school()
    make_inspection(
        school, "overall", date(2020, 3, 1), {"overall_effectiveness": "3"}, missing={"sixth_form": "blank"}
    )
    make_inspection(school, "report-card", date(2026, 3, 1), {"inclusion": "Strong standard"})
    newest, oldest = page(school).inspections
    assert newest.caption.startswith("Report card") and ["Inclusion", "strong standard"] in cells(newest)
    assert oldest.caption.startswith("Overall effectiveness")
    assert ["Overall effectiveness", "requires improvement"] in cells(oldest)
    assert oldest.rows[1].cells[1].missing == "The publisher gives nothing here."


def test_days_have_their_rule_inputs_and_total():
    school = make_school()
    make_entitlement(school, 3)
    make_entitlement(school, 2, rule="new-head")
    table = page(school).days
    assert [row.cells[-1] if isinstance(row.cells[-1], str) else row.cells[-1].words for row in table.rows] == [
        "1½ days", "1 day", "2½ days"
    ]  # fmt: skip
    assert table.rows[0].cells[0].note == "members: 9"
    assert table.rows[0].cells[2].words == "current, version 1"


@pytest.mark.parametrize("role", ["headteacher", "chair"])
def test_a_school_sees_of_itself_what_is_closed_to_its_neighbours(role):
    school = make_school()
    make_judgement(school, "3")
    make_entitlement(school, 3)
    make_adviser(school)
    make_letter(school)
    make_letter(school, state="prepared", subject="Not yet")
    own, other = page(school, role), page(school, role, tied=False)
    assert "Category judged" in [fact.label for fact in own.facts]
    assert own.days is not None and [row[0] for row in cells(own.letters)] == ["Your days"]
    assert [fact.value for fact in own.people] == ["Adviser 01", "in no partnership"]
    assert not {"Category judged", "Adviser"} & {fact.label for fact in other.facts}
    assert (other.days, other.letters, other.people) == (None, None, ())
    assert {event.kind for event in other.events} == {"structure"}


def test_a_councillor_reads_public_facts_only():
    school = make_school()
    make_judgement(school, "3")
    make_proposal(school)
    made = page(school, "member", tied=False)
    assert made.sentences[0] == "No graded inspection of this school is published."
    assert made.days is None and made.letters is None


def test_m1_08_only_those_who_keep_the_register_are_offered_to_change_it():
    school = make_school()
    Provision.objects.create(school=school, kind="sen-unit", valid_from=ON)
    keeper, reader = page(school, "data-officer"), page(school)
    assert keeper.record_provision_href and cells(keeper.provisions)[0][-1] == "End"
    assert not reader.record_provision_href and "Change" not in [c.label for c in reader.provisions.columns]


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (date(2026, 8, 20), "less than a month"),
        (date(2026, 8, 1), "1 month"),
        (date(2024, 7, 31), "2 years and 1 month"),
        (date(2025, 9, 1), "1 year"),
    ],
)
def test_time_in_a_category_is_told_in_whole_months(since, words):
    assert time_in_words(since, ON) == words
