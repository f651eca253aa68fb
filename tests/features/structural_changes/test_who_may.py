"""Who may open, write, close and correct a case of structural change, asked both ways (M1-11)."""

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.structural_objects import close, decide, make_case
from tests.plan_world import seen

from headway.features.policies.queries import typed
from headway.features.saving import Stale
from headway.features.structural_changes import actions as deeds
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(db):
    adopt_current_policies()
    return seen(make_person("head-of-service"))


@pytest.fixture
def adviser(head):
    return seen(make_person("adviser"))


def test_cases_are_opened_by_who_may(head, adviser):
    assert deeds.may_open(head) and not deeds.may_open(adviser)


def test_a_case_is_written_until_it_is_closed(head, adviser):
    made = make_case()
    assert deeds.may_write(head, made) and not deeds.may_write(adviser, made)
    done = close(decide(made, goes_ahead=False), None)
    assert not deeds.may_write(head, done)
    with pytest.raises(Refused, match="stays as it is"):
        deeds.change_case(case=done, told={"title": "Other"}, seen_version=done.version, by=head, at=AT)


def test_m1_11_a_case_is_closed_by_who_decides_once_it_is_decided(head, adviser):
    kind = typed("structural_changes").changes["amalgamation"]
    made = make_case()
    assert "no decision yet" in deeds.may_close(head, made, kind).reason
    decide(made, goes_ahead=False)
    assert deeds.may_close(head, made, kind)
    assert not deeds.may_close(adviser, made, kind)
    assert not deeds.may_close(seen(make_person("data-officer")), made, kind)


def test_m1_11_a_closed_case_is_corrected_by_one_other(head, adviser):
    made = make_case()
    assert not deeds.may_correct(head, made)
    close(decide(made, goes_ahead=False), None)
    assert deeds.may_correct(head, made) and not deeds.may_correct(adviser, made)
    make_case("Correction", corrects=made)
    assert not deeds.may_correct(head, made)


def test_two_who_save_at_once_are_told(head):
    made = make_case()
    deeds.change_case(case=made, told={"title": "First"}, seen_version=1, by=head, at=AT)
    with pytest.raises(Stale):
        deeds.change_case(case=made, told={"title": "Second"}, seen_version=1, by=head, at=AT)
