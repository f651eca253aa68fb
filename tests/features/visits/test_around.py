"""Who may record reviews of agendas, notices of inspection and days away, asked both ways; whose calendar an address opens."""

from datetime import date

import pytest
from tests.factories import make_partnership, make_person, make_school, tie
from tests.pages.people import AT, adopt_current_policies
from tests.plan_world import seen

from headway.features.people.queries import holders
from headway.features.visits import around as deeds
from headway.features.visits.models import CalendarAddress, InspectionNotice
from headway.features.visits.queries import notices_of, partnerships_to_book, schools_to_book
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 15)


@pytest.fixture
def school(db):
    adopt_current_policies()
    return make_school(status_code="1")


@pytest.fixture
def adviser(school):
    person = make_person("adviser", name="Adviser 1")
    tie(person, "adviser", "school", school.urn)
    return seen(person)


def test_m5_05_who_approves_visits_everywhere_records_reviews_of_agendas(adviser, school):
    lead = make_person("quadrant-lead")
    tie(lead, "quadrant-lead", "school", school.urn)
    assert deeds.may_review_agendas(seen(make_person("chief-adviser")))
    assert not deeds.may_review_agendas(adviser) and not deeds.may_review_agendas(seen(lead))
    with pytest.raises(Refused, match="chief adviser"):
        deeds.record_agenda_review(
            agenda="autumn", on=TODAY, reviewed_with="Heads", words="Nothing", by=adviser, at=AT
        )


def test_m5_15_a_notice_is_recorded_by_who_may_review_readiness_and_goes_to_the_link_adviser(adviser, school):
    assert deeds.may_notice_at(adviser, school) and not deeds.may_notice_at(adviser, make_school())
    assert not deeds.may_notice_at(seen(make_person("data-officer")), school)
    made = deeds.record_notice(school=school, told_on=TODAY, begins_on=TODAY, by=adviser, at=AT)
    assert (made.owner, made.due_on) == (adviser.person, date(2026, 9, 18))
    assert list(notices_of(adviser)) == [made] and list(notices_of(adviser, "change")) == [made]
    assert not notices_of(seen(make_person("finance")))
    with pytest.raises(Refused, match="Enter what was said"):
        deeds.attend_inspection(notice=made, note=" ", by=adviser, at=AT)
    deeds.attend_inspection(notice=made, note="Praised", by=adviser, at=AT)
    assert InspectionNotice.objects.get().done_on == TODAY


def test_a_notice_without_a_link_adviser_waits_for_one(school):
    boss = seen(make_person("head-of-service"))
    assert deeds.record_notice(school=school, told_on=TODAY, begins_on=TODAY, by=boss, at=AT).owner is None


def test_days_away_are_recorded_by_who_keeps_capacity(adviser):
    office = seen(make_person("business-support"))
    assert deeds.may_record_absence(office) and not deeds.may_record_absence(adviser)
    told = {"person": adviser.person, "first_on": TODAY, "last_on": TODAY}
    assert deeds.record_absence(**told, by=office, at=AT).until == date(2026, 9, 16)
    with pytest.raises(Refused):
        deeds.record_absence(**told, by=adviser, at=AT)


def test_an_address_opens_its_person_s_calendar_until_revoked_replaced_or_left(adviser):
    first = deeds.make_address(by=adviser, at=AT)
    assert deeds.holder_of(first) == adviser.person and deeds.holder_of(f"{first}x") is None
    assert first not in str(CalendarAddress.objects.values_list())
    second = deeds.make_address(by=adviser, at=AT)
    assert deeds.holder_of(first) is None and deeds.holder_of(second) == adviser.person
    adviser.person.is_active = False
    adviser.person.save()
    assert deeds.holder_of(second) is None
    adviser.person.is_active = True
    adviser.person.save()
    deeds.revoke_address(by=adviser, at=AT)
    assert deeds.holder_of(second) is None
    with pytest.raises(Refused):
        deeds.make_address(by=seen(make_person("finance")), at=AT)


def test_where_somebody_may_book(adviser, school):
    other, partnership = make_school(status_code="1"), make_partnership("Northdown Partnership", school)
    office = seen(make_person("business-support"))
    assert list(schools_to_book(adviser)) == [school] and set(schools_to_book(office)) == {school, other}
    assert list(partnerships_to_book(adviser)) == [partnership]
    head = make_person("headteacher")
    tie(head, "headteacher", "school", school.urn)
    assert not schools_to_book(seen(head)) and not partnerships_to_book(seen(head))
    assert list(holders(["adviser"], on=TODAY)) == [adviser.person]
