"""A contact is recorded in under a minute, costs the school no day, and is read by who may read of the school (M5-11)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.allocation.models import Entitlement
from headway.features.audit.models import Event
from headway.features.contacts.models import Contact
from headway.features.ledgers.models import Posting
from headway.features.people.models import Adviser
from headway.features.undoing.models import Deed

pytestmark = pytest.mark.django_db
RECORD = "/contacts/record/"


def typed(day: date, **more):
    """What an adviser types after a call of twenty minutes."""
    parts = {"on-day": day.day, "on-month": day.month, "on-year": day.year}
    return {"manner": "call", "minutes": "20", "topic": "Staffing of Year 2", **parts, **more}


@pytest.fixture
def school(db):
    return make_school(status_code="1")


@pytest.fixture
def adviser(client_as, school):
    return client_as("adviser", school)


def record(client, school, **more):
    """The answer to the form, filled in."""
    return client.post(RECORD, typed(timezone.localdate(), school=school.urn, **more), follow=True)


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def test_m5_11_a_call_is_logged_with_three_boxes_and_debits_nothing(adviser, school):
    before = (Entitlement.objects.count(), Posting.objects.count())
    page = adviser.get(f"{RECORD}?school={school.urn}")
    assert_good_page(page)
    empty = [field.name for field in page.context["page"].form if not field.value()]
    assert empty == ["manner", "minutes", "topic"]
    assert "It costs the school no day." in words(record(adviser, school))
    made = Contact.objects.get()
    assert (made.school, made.minutes, made.by) == (school, 20, adviser.person)
    assert (Entitlement.objects.count(), Posting.objects.count()) == before
    event = Event.objects.get(action="record_contact")
    assert "Staffing" not in str(event.after)


def test_it_is_taken_back_within_its_seconds(adviser, school):
    record(adviser, school)
    said = words(adviser.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "The contact is no longer recorded." in said and not Contact.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"minutes": "0"}, "Minutes must be 1 or more"),
        ({"minutes": "many"}, "Minutes must be a whole number"),
        ({"topic": " "}, "Enter what it was about"),
        ({"manner": "pigeon"}, "one of the choices"),
        ({"on-year": "2020"}, "more than a year ago"),
        ({"on-year": "2099"}, "once it was"),
        ({"on-day": "32"}, "real date"),
    ],
)
def test_a_fault_is_said_and_nothing_is_recorded(adviser, school, change, said):
    answer = record(adviser, school, **change)
    assert answer.status_code == 422 and said in words(answer)
    assert not Contact.objects.exists()


def test_a_school_that_is_not_ones_own_cannot_be_chosen(adviser):
    other = make_school(status_code="1")
    assert record(adviser, other).status_code == 422
    assert not Contact.objects.exists()


def test_it_stands_on_the_timeline_of_the_school_for_who_may_see_it(adviser, school, client_as):
    record(adviser, school)
    address = f"/schools/{school.urn}/"
    assert "Telephone call: Staffing of Year 2" in words(adviser.get(address))
    assert "Record a contact" in words(adviser.get(address))
    assert "Telephone call: Staffing of Year 2" in words(client_as("headteacher", school).get(address))
    assert "Staffing of Year 2" not in words(client_as("headteacher", make_school()).get(address))
    assert "Staffing of Year 2" not in words(client_as("member").get(address))


def test_the_list_is_filtered_and_shows_ones_own_schools_only(adviser, school, client_as):
    record(adviser, school)
    other = make_school(status_code="1")
    stranger = client_as("adviser", other)
    record(stranger, other, topic="Something else", manner="mail")
    assert_good_page(adviser.get("/contacts/"))
    assert "1 contact" in words(adviser.get("/contacts/")) and "Something" not in words(
        adviser.get("/contacts/")
    )
    leader = client_as("head-of-service")
    assert "2 contacts" in words(leader.get("/contacts/"))
    assert "1 contact" in words(leader.get("/contacts/?manner=mail"))
    assert "1 contact" in words(leader.get(f"/contacts/?q={school.name}"))


def test_the_list_asks_the_same_however_long_it_is(adviser, school, django_assert_max_num_queries):
    for number in range(30):
        Contact.objects.create(
            school=school, on=timezone.localdate() - timedelta(days=number), manner="call", minutes=5, topic="x",
            by=adviser.person, at=timezone.now(),
        )  # fmt: skip
    adviser.get("/contacts/")
    with django_assert_max_num_queries(12):
        adviser.get("/contacts/")


def test_the_home_of_an_adviser_has_the_button(adviser):
    assert "Record a contact" in words(adviser.get("/"))


def correct_address(contact) -> str:
    """Where a contact is corrected."""
    return f"/contacts/{contact.public_id}/correct/"


def test_m5_11_a_contact_is_corrected_and_says_who_had_it_still(adviser, school, client_as):
    record(adviser, school)
    made = Contact.objects.get()
    assert_good_page(adviser.get(correct_address(made)))
    sent = typed(timezone.localdate(), school=school.urn, minutes="25", topic="Staffing of Year 3")
    leader = client_as("head-of-service")
    assert "is corrected" in words(leader.post(correct_address(made), sent, follow=True))
    made.refresh_from_db()
    assert (made.minutes, made.topic, made.by) == (25, "Staffing of Year 3", adviser.person)
    event = Event.objects.get(action="correct_contact")
    assert (event.before["minutes"], event.after["minutes"]) == (20, 25)
    assert "Staffing" not in str(event.after)
    assert "Take it out" not in words(leader.get(correct_address(made)))
    assert client_as("headteacher", school).get(correct_address(made)).status_code == 403
    assert client_as("adviser", make_school()).get(correct_address(made)).status_code == 404


def test_a_fault_in_a_correction_is_said_and_nothing_is_written(adviser, school):
    record(adviser, school)
    made = Contact.objects.get()
    sent = typed(timezone.localdate() + timedelta(days=2), school=school.urn)
    answer = adviser.post(correct_address(made), sent)
    assert answer.status_code == 422 and "once it was" in words(answer)


def test_whoever_recorded_it_takes_it_out(adviser, school):
    record(adviser, school)
    adviser.post(correct_address(Contact.objects.get()), {"remove": "yes"})
    assert not Contact.objects.exists()


@pytest.mark.parametrize("add", ["by", "school", "manner", "topic", "nonsense"])
def test_m5_11_time_in_contacts_is_added_up_and_leads_to_the_contacts(adviser, school, client_as, add):
    record(adviser, school)
    record(adviser, school, topic="staffing of year 2", minutes="50")
    page = adviser.get(f"/contacts/totals/?add={add}")
    assert_good_page(page)
    assert "1 hour 10 minutes" in words(page)
    row = page.context["page"].table.rows[0]
    assert row.cells[1].words == 2 and "2 contacts" in words(adviser.get(row.cells[1].href))
    file = adviser.get(f"/contacts/totals/?add={add}&export=csv").content.decode("utf-8-sig")
    assert "70" in file
    assert "1 hour" not in words(client_as("headteacher", make_school()).get("/contacts/totals/"))


def test_the_list_is_narrowed_by_who_year_and_topic(adviser, school):
    record(adviser, school)
    person = adviser.person.public_id
    for asked in (f"by={person}", "q=staffing", "topic=STAFFING of Year 2", f"school={school.urn}"):
        assert "1 contact" in words(adviser.get(f"/contacts/?{asked}"))
    for asked in ("by=nobody", "q=roof", "topic=Staffing", "school=1", "year=2019"):
        assert "Staffing of Year 2" not in words(adviser.get(f"/contacts/?{asked}"))
    for asked in ("year=0000", "year=9999", "year=99999999999", "school=x", "school=9999999999"):
        assert adviser.get(f"/contacts/?{asked}").status_code == 200


def test_m5_11_minutes_stand_beside_an_advisers_days(adviser, school, client_as):
    record(adviser, school)
    person = adviser.person
    Adviser.objects.create(person=person, base_easting=600_000, base_northing=200_000)
    page = client_as("head-of-service").get(f"/advisers/{person.public_id}/")
    assert "In short contacts" in words(page) and "20 minutes" in words(page)
