"""A category that changes is agreed by another and told to head and chair."""

from datetime import date

import pytest
from tests.factories import AT, ON, adopt, make_person, make_school, tie, view_as

from headway.features.categories.actions import judge
from headway.features.letters.models import Letter
from headway.features.letters.rendering import preview
from headway.features.policies.queries import typed
from headway.flows.settle_judgement import settle_judgement
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies():
    adopt()


def waiting(school, category="2", valid_from=ON):
    return judge(
        school=school,
        category=category,
        direction="down",
        reason="Two visits & one review <this term>",
        valid_from=valid_from,
        policy=typed("categories"),
        by=view_as("head-of-service"),
        at=AT,
    )


def settle(judgement, yes=True, reason=""):
    return settle_judgement(judgement=judgement, yes=yes, reason=reason, by=view_as("chief-adviser"), at=AT)


def test_m7_02_a_change_prepares_one_letter_to_head_and_chair():
    school = make_school(name="Ash Lane Primary School")
    head = make_person("headteacher")
    tie(head, "headteacher", "school", school.urn)
    settle(waiting(school, "1", date(2025, 9, 1)))
    settled = settle(waiting(school, "3"))
    letter = settled.letter
    assert [(one["role"], one["address"]) for one in letter.recipients] == [
        ("headteacher", head.email),
        ("chair", ""),
    ]
    assert letter.context["former"] == "1, Strong"
    assert letter.context["category"] == "3, Needs support"
    assert letter.subject == "The category of Ash Lane Primary School from 1 September 2026"
    assert (letter.school, letter.state) == (school, "prepared")
    assert preview(letter)[:2] == b"PK"


def test_no_letter_when_the_category_stays_or_the_judgement_is_refused():
    school = make_school()
    settle(waiting(school, "2", date(2025, 9, 1)))
    assert settle(waiting(school, "2")).letter is None
    refused = settle(waiting(school, "4", date(2026, 10, 1)), yes=False, reason="One cohort only")
    assert (refused.letter, refused.judgement.state) == (None, "refused")
    assert Letter.objects.count() == 1


def test_a_refusal_prepares_nothing():
    made = waiting(make_school())
    with pytest.raises(Refused):
        settle(made, yes=False)
    assert not Letter.objects.exists()
