"""What of groups, notes and agreements enters the search, and what never does."""

import pytest
from tests.factories import make_school
from tests.pages.intelligence_objects import make_note, make_restricted
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.sides import Side
from tests.pages.standing_objects import keeper, make_group
from tests.plan_world import seen

from headway.features.intelligence.actions import Told, add_note
from headway.features.intelligence.findable import findable_note
from headway.features.policies.queries import policy_in_use
from headway.features.search.models import Entry, Kind
from headway.features.sharing.actions.agreements import (
    Signature,
    record_agreement,
    take_agreements_back,
)
from headway.features.standing_groups.actions import change_group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies(db):
    adopt_current_policies()


def entries(kind):
    return [(one.key, one.title) for one in Entry.objects.filter(kind=kind).order_by("pk")]


def test_a_note_is_found_by_its_words_and_a_restricted_one_by_school_and_day_alone():
    side = Side("own", make_school(name="Elm"))
    told, hidden = (
        findable_note(make_note(side, "The bursar resigned")),
        findable_note(make_restricted(side, "Told of a neighbour")),
    )
    assert "bursar" in told.also and "bursar" not in told.title
    assert "neighbour" not in f"{hidden.title} {hidden.detail} {hidden.also}"
    assert hidden.title == "Note on Elm, 1 September 2026"


def test_a_note_is_found_once_it_is_added():
    school, by = make_school(name="Elm"), seen(make_person("chief-adviser"))
    told = Told(AT.date(), "team", "notable", "The bursar resigned")
    policy = policy_in_use("intelligence", by.on)
    made = add_note(school=school, kind="governance", told=told, policy=policy, by=by, at=AT)
    key = f"{school.urn}/intelligence/{made.public_id}"
    assert entries(Kind.NOTE) == [(key, "Note on Elm, 1 September 2026")]


def test_an_agreement_is_found_until_the_last_of_the_school_is_taken_back():
    school, by = make_school(name="Elm"), seen(make_person("data-officer"))
    signature = Signature(school, "Headteacher", "A. Head", by.on, by.on)
    made = record_agreement(signature=signature, stored=policy_in_use("data_sharing"), by=by, at=AT)
    assert entries(Kind.AGREEMENT) == [(str(school.urn), "Data sharing agreement of Elm")]
    take_agreements_back(agreements=[made.public_id], by=by, at=AT)
    assert entries(Kind.AGREEMENT) == []


def test_a_group_under_another_name_is_found_by_that():
    group = make_group("Places group")
    told = {"name": "Organisation group", "meets": ""}
    change_group(group=group, told_of=told, seen_version=1, by=keeper(), at=AT)
    assert entries(Kind.STANDING) == [(group.public_id, "Organisation group")]
