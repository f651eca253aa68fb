"""A sheet taken is taken back within its seconds: wholly, and only where nothing changed since."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.advisers.test_inline import make_adviser
from tests.pages.pages import parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in, tie
from tests.pages.sheets.test_views import GOOD, pasted

from headway.features.allocation.models import Conflict
from headway.features.appointments.models import Appointment
from headway.features.audit.models import Event
from headway.features.schools.models import Headship, Provision
from headway.features.undoing.models import Deed
from headway.flows.own_sheets.rows import columns_of

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def leader(db):
    adopt_current_policies()
    return sign_in(make_person("head-of-service", "admin"))


@pytest.fixture
def officer(db):
    adopt_current_policies()
    return sign_in(make_person("data-officer"))


def take(client, sheet, *lines) -> str:
    address = f"/data/sheets/{sheet}/"
    page = client.post(address, pasted(*lines, columns=columns_of(sheet))).context["page"]
    assert not page.problems, page.problems
    sent = {"data": page.data, "year": page.year, "step": "take"}
    return words(client.post(address, sent, follow=True))


def take_back(client) -> str:
    return words(client.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))


def stored(model) -> list[dict]:
    return list(model.objects.order_by("pk").values())


def head_over(client) -> str:
    """A new head after one that stood open: one row changed, one made."""
    school = make_school(status="Open", status_code="1")
    Headship.objects.create(school=school, kind="acting", valid_from=date(2024, 9, 1))
    return take(
        client,
        "headships",
        (str(school.urn), "acting", "2024-09-01", "2025-09-01"),
        (str(school.urn), "substantive", "2025-09-01", ""),
    )


def test_what_a_sheet_made_goes_and_what_it_changed_is_as_before(officer):
    said = head_over(officer)
    assert "1 row made, 1 row changed." in said and "This can be taken back for 10 seconds." in said
    assert "The sheet was taken back: 2 rows are as before." in take_back(officer)
    held = Headship.objects.get()
    assert (held.kind, held.valid_from, held.valid_until) == ("acting", date(2024, 9, 1), None)
    assert Event.objects.filter(action="put_back", subject_id="headships").count() == 1
    assert "taken back already" in take_back(officer)


@pytest.mark.parametrize("change", ["edited", "added", "removed"])
def test_nothing_is_taken_back_where_anything_changed_since(officer, change):
    head_over(officer)
    last = Headship.objects.order_by("pk").last()
    if change == "edited":
        Headship.objects.filter(pk=last.pk).update(kind="vacant")
    elif change == "added":
        Headship.objects.create(school=make_school(), kind="vacant", valid_from=date(2020, 1, 1))
    else:
        last.delete()
    before = stored(Headship)
    assert "Somebody has changed some of this since." in take_back(officer)
    assert stored(Headship) == before and Deed.objects.get().undone_at is None


def test_too_late_is_refused_with_a_sentence(officer):
    head_over(officer)
    Deed.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert "are over. Change it back by hand." in take_back(officer)
    assert Headship.objects.count() == 2


def test_who_may_no_longer_change_the_register_takes_nothing_back(officer):
    head_over(officer)
    Deed.objects.update(person=make_person("adviser"))
    other = sign_in(Deed.objects.get().person)
    other.post("/undo/", {"deed": Deed.objects.get().public_id})
    assert Headship.objects.count() == 2


def test_provisions_are_taken_back(officer):
    school = make_school(status="Open", status_code="1", phase="primary")
    take(officer, "provisions", (str(school.urn), "sen-unit", "8", "", "2025-09-01", ""))
    assert Provision.objects.count() == 1
    take_back(officer)
    assert not Provision.objects.exists()


def test_conflicts_are_taken_back(leader):
    adviser, school = make_adviser("Adviser 01"), make_school(status="Open", status_code="1")
    take(leader, "conflicts", ("Adviser 01", str(school.urn), "Is a governor"))
    assert Conflict.objects.get().adviser == adviser
    take_back(leader)
    assert not Conflict.objects.exists()


def test_last_years_advisers_are_as_before(leader):
    old, school = make_adviser("Adviser 01"), make_school(status="Open", status_code="1")
    make_adviser("Adviser 02")
    tie(old.person, "adviser", "school", school.urn)
    before = stored(Appointment)
    take(leader, "last_year", (str(school.urn), "Adviser 02"))
    assert stored(Appointment) != before
    take_back(leader)
    assert stored(Appointment) == before


def test_a_sheet_that_makes_people_says_why_it_cannot_be_taken_back(leader):
    said = take(leader, "advisers", GOOD)
    assert "It cannot be taken back, because people may have signed in with it" in said
    assert not Deed.objects.exists()
