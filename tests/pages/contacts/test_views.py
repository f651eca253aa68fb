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
