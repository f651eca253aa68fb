"""Who may record a consent, asked both ways, and what is left of it."""

from datetime import date

import pytest
from tests.pages.people import AT, SINCE, adopt_current_policies, make_person
from tests.pages.performance_report_objects import make_consent
from tests.plan_world import seen

from headway.features.audit.models import Event
from headway.features.consents.actions import give_consent, may_record, withdraw_consent
from headway.features.consents.models import Consent
from headway.features.consents.queries import consenting
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import roll_of
from headway.features.schools.models import Authority, School
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 15)


@pytest.fixture
def partnership(db):
    adopt_current_policies()
    authority = Authority.objects.create(code="900", name="Nowhere", own=True)
    made = Partnership.objects.create(name="Vale", kind="geographic", formed_on=SINCE)
    for number, name in enumerate(("Elm", "Oak"), 1):
        school = School.objects.create(urn=900000 + number, name=name, authority=authority, phase="primary")
        Membership.objects.create(partnership=made, school=school, recognised=True, valid_from=SINCE)
    return made


@pytest.fixture
def school(partnership):
    return School.objects.get(name="Elm")


def shares(partnership):
    """URNs of who shares today."""
    return consenting(partnership, roll_of(partnership, TODAY), TODAY)


def test_m4_09_a_head_records_the_own_school_s_consent_and_an_officer_any(partnership, school):
    other = School.objects.get(name="Oak")
    head, officer = seen(make_person("headteacher", school=school)), seen(make_person("business-support"))
    assert may_record(head, school)
    assert not may_record(head, other)
    assert may_record(officer, other)
    assert not may_record(seen(make_person("chair", school=school)), school)
    with pytest.raises(Refused):
        give_consent(partnership=partnership, school=other, given_on=TODAY, given_by="Head", by=head, at=AT)


def test_m4_09_a_consent_withdrawn_on_the_day_it_was_given_held_on_no_day_and_can_be_given_again(
    partnership, school
):
    make_consent(partnership, school)
    assert shares(partnership) == {school.pk}
    by = seen(make_person("business-support"))
    withdraw_consent(partnership=partnership, school=school, by=by, at=AT)
    assert shares(partnership) == set()
    with pytest.raises(Refused, match="nothing to withdraw"):
        withdraw_consent(partnership=partnership, school=school, by=by, at=AT)
    make_consent(partnership, school)
    assert shares(partnership) == {school.pk}
    assert Consent.objects.count() == 2
    told = Event.objects.filter(subject_kind="consent").order_by("number").values_list("action", flat=True)
    assert list(told) == ["give_consent", "withdraw_consent", "give_consent"]


def test_a_school_that_is_no_member_consents_to_nothing(partnership, school):
    Membership.objects.filter(school=school).update(valid_until=date(2026, 1, 1))
    with pytest.raises(Refused, match="Only a member"):
        make_consent(partnership, school)
