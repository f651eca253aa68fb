"""Pages told from memory: the same as from the database, after every change, to everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import ON, make_partnership
from tests.pages.people import make_person, sign_in
from tests.pages.record_objects import save_a_draft
from tests.pages.schools.rows import (
    make_adviser,
    make_entitlement,
    make_judgement,
    make_letter,
    make_proposal,
    make_school,
)
from tests.pages.visit_objects import make_visit
from tests.plan_world import seen

from headway.features.allocation.actions import declare_conflict
from headway.features.appointments.actions import end_appointment
from headway.features.appointments.models import Appointment
from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.audit.memory import ASIDE, OF_A_SCHOOL, memory
from headway.features.audit.models import ChainHead, Event
from headway.features.categories.models import Judgement
from headway.features.contacts.actions import record_contact
from headway.features.intelligence.actions import Told, add_note
from headway.features.letters.actions import release
from headway.features.people.actions import end_role
from headway.features.people.models import Adviser, Role
from headway.features.policies.queries import policy_in_use
from headway.features.schools.headships import record_headship
from headway.features.schools.provisions import record_provision

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/",
    "/schools/",
    "/schools/map/",
    "/schools/{urn}/",
    "/schools/categories/",
    "/partnerships/",
    "/days/",
    "/advisers/",
)
HOUSE = 12
CHANGES = {
    "conflict": lambda school, by: declare_conflict(
        adviser=Adviser.objects.get(), school=school, reason="Governor there", on=ON, by=by, at=timezone.now()
    ),
    "contact": lambda school, by: record_contact(
        school=school,
        on=ON,
        manner="call",
        minutes=5,
        topic="x",
        by=seen(make_person("business-support"), ON),
        at=timezone.now(),
    ),
    "headship": lambda school, by: record_headship(
        school=school, kind="substantive", valid_from=ON, by=by.public_id, at=timezone.now()
    ),
    "intelligence": lambda school, by: add_note(
        school=school,
        kind="governance",
        told=Told(ON, "team", "notable", "The chair stepped down"),
        policy=policy_in_use("intelligence", ON),
        by=seen(make_person("chief-adviser"), ON),
        at=timezone.now(),
    ),
    "letter": lambda school, by: release(
        letters=[make_letter(school, state="prepared")], by=by, at=timezone.now()
    ),
    "provision": lambda school, by: record_provision(
        school=school,
        kind="sen-unit",
        places=8,
        need="speech",
        valid_from=ON,
        by=by.public_id,
        at=timezone.now(),
    ),
    "record-of-visit": lambda school, by: save_a_draft(school, ON),
    "visit": lambda school, by: make_visit(school),
}


@pytest.fixture
def school(policies):
    school = make_school(name="Elm")
    make_judgement(school, "3")
    make_proposal(school)
    make_adviser(school)
    make_partnership("Northdown", school)
    make_entitlement(school, 4)
    Adviser.objects.create(person=make_person("adviser"), base_easting=1, base_northing=1)
    make_school(name="Oak")
    return school


def words(client, page):
    return client.get(page).content.decode()


def shared_change():
    record(action="any_change", subject_kind="school", subject_id=1, at=timezone.now())


@pytest.mark.parametrize(
    "role", ["head-of-service", "adviser", "headteacher", "member", "business-support", "admin"]
)
def test_what_is_kept_for_one_is_never_told_to_another(role, school):
    """Warmed by who sees everything, a page is to every other role what it is with nothing kept."""
    client = sign_in(make_person(role, school=make_school(name="Ash") if role == "adviser" else school))
    wide = sign_in(make_person("head-of-service"))
    assert told_otherwise(client, wide, school) == []


def test_a_memory_that_does_not_ask_who_looks_is_found_out(school, monkeypatch):
    """The control: kept without regard to who looks, a head is told of other schools' partnerships."""
    make_partnership("Southdown", make_school(name="Ash"))
    client, wide = sign_in(make_person("headteacher", school=school)), sign_in(make_person("head-of-service"))
    monkeypatch.setattr(Viewer, "sight", "everybody")
    assert told_otherwise(client, wide, school, ["/partnerships/"]) == ["/partnerships/"]


def told_otherwise(client, wide, school, pages=PAGES):
    """The pages that say something else to `client` after `wide` opened them than with nothing kept."""
    found = []
    for page in (page.format(urn=school.urn) for page in pages):
        memory.forget()
        alone = without_tokens(client.get(page))
        memory.forget()
        wide.get(page)
        if without_tokens(client.get(page)) != alone:
            found.append(page)
    return found


def without_tokens(response):
    """What the page says; its one-time tokens left out."""
    text = response.content.decode()
    return response.status_code, [
        line for line in text.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asked_again_stays_within_the_queries_of_the_house(page, school):
    client = sign_in(make_person("head-of-service"))
    address = page.format(urn=school.urn)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= HOUSE, [one["sql"][:80] for one in asked]


def test_a_new_judgement_stands_on_the_next_page(school):
    client = sign_in(make_person("head-of-service"))
    assert "3 " in words(client, "/schools/?q=elm")
    Judgement.objects.filter(school=school).update(label="Strong one")
    shared_change()
    for page in ("/schools/", "/schools/categories/"):
        assert "Strong one" in words(client, page), page


@pytest.mark.parametrize("kind", sorted(ASIDE | OF_A_SCHOOL))
def test_what_is_left_in_place_by_small_changes_is_what_one_would_read_anew(kind, school):
    """Each kind of change that does not empty everything is made, and every page then says what a new process would."""
    client = sign_in(make_person("head-of-service"))
    for page in PAGES:
        client.get(page.format(urn=school.urn))
    before = ChainHead.objects.get().number
    CHANGES[kind](school, make_person("data-officer"))
    assert set(Event.objects.filter(number__gt=before).values_list("subject_kind", flat=True)) == {kind}
    kept = [without_tokens(client.get(page.format(urn=school.urn))) for page in PAGES]
    memory.forget()
    assert kept == [without_tokens(client.get(page.format(urn=school.urn))) for page in PAGES]


def test_a_change_without_an_event_is_what_memory_cannot_see(school):
    """The control: this is why every action has to leave its event."""
    client = sign_in(make_person("head-of-service"))
    words(client, "/schools/")
    make_school(name="Untold Primary")
    assert "Untold Primary" not in words(client, "/schools/")
    shared_change()
    assert "Untold Primary" in words(client, "/schools/")


def test_who_loses_a_role_or_a_school_loses_it_at_the_next_click(school):
    boss, now = make_person("admin").public_id, timezone.now()
    head, chief = make_person("headteacher", school=school), make_person("head-of-service")
    of_school, of_all = sign_in(head), sign_in(chief)
    assert of_school.get(f"/days/schools/{school.urn}/").status_code == 200
    assert of_all.get("/days/").status_code == 200
    end_appointment(
        appointment=Appointment.objects.get(person=head), valid_until=timezone.localdate(), by=boss, at=now
    )
    end_role(held=Role.objects.get(person=chief), valid_until=timezone.localdate(), by=boss, at=now)
    assert of_school.get(f"/days/schools/{school.urn}/").status_code == 404
    assert of_all.get("/days/").status_code == 404
