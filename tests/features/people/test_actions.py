"""Writes of people: each leaves its event, refuses what may not be, and never signs two in with one link."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from headway.features.audit.models import Event
from headway.features.people import actions
from headway.features.people.models import Identity, OneTimeLink, Person, Role
from headway.features.people.queries import link_is_open

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
FROM = date(2026, 9, 1)
BY = "bcdfghjkmnpq"


def invite(email="post@example.org", **more):
    fields = {"name": "Post 1", "role": "adviser", "valid_from": FROM, "by": BY, "at": AT} | more
    return actions.invite_person(email=email, **fields)


def last_event(person):
    return (
        Event.objects.filter(subject_kind="person", subject_id=person.public_id).order_by("-number").first()
    )


def test_an_address_is_stored_small_and_belongs_to_one_person():
    person = invite(" Post@Example.org ")
    assert person.email == "post@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(email="POST@example.org", name="Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        invite("post@EXAMPLE.org")


def test_nobody_has_a_password():
    person = invite()
    person.password = ""
    assert not person.has_usable_password()
    assert not person.check_password("")


def test_no_event_holds_a_name_or_an_address():
    person = invite(name="Unmistakable Name", email="unmistakable@example.org")
    actions.edit_person(
        person=person,
        name="Unmistakable Two",
        email="unmistakable2@example.org",
        seen_version=1,
        by=BY,
        at=AT,
    )
    rows = " ".join(str(row) for row in Event.objects.values())
    assert "nmistakable" not in rows
    assert [e.by for e in Event.objects.order_by("number")] == [BY] * 3


def what_opens(person):
    """Links, accounts at a provider and the field that sessions hang on."""
    return (
        OneTimeLink.objects.open_at(AT).filter(person=person).count(),
        Identity.objects.filter(person=person).count(),
        Person.objects.get(pk=person.pk).password,
    )


@pytest.mark.parametrize(
    ("email", "stays"), [("one@example.org", True), ("One@Example.org", True), ("two@example.org", False)]
)
def test_with_another_address_everything_the_old_one_opened_ends(email, stays):
    person = invite(email="one@example.org")
    actions.make_link(person=person, at=AT, minutes=60)
    Identity.objects.create(person=person, provider="staff", subject="1", linked_at=AT)
    before = what_opens(person)
    actions.edit_person(person=person, name="One", email=email, seen_version=1, by=BY, at=AT)
    links, accounts, key = what_opens(person)
    assert (links, accounts, key == before[2]) == ((1, 1, True) if stays else (0, 0, False))
    assert Event.objects.last().after["address"] is not stays


def test_an_edit_of_an_older_version_changes_nothing():
    person = invite()
    actions.edit_person(person=person, name="Two", email="two@example.org", seen_version=1, by=BY, at=AT)
    before = Event.objects.count()
    with pytest.raises(actions.Stale):
        actions.edit_person(person=person, name="Three", email="3@example.org", seen_version=1, by=BY, at=AT)
    assert Person.objects.get(pk=person.pk).name == "Two"
    assert Event.objects.count() == before


def test_a_role_is_held_once_at_a_time():
    person = invite()
    with pytest.raises(actions.Refused, match="holds that role"):
        actions.give_role(person=person, role="adviser", valid_from=date(2030, 1, 1), by=BY, at=AT)
    actions.end_role(held=Role.objects.get(), valid_until=date(2027, 1, 1), by=BY, at=AT)
    with pytest.raises(actions.Refused):
        actions.give_role(person=person, role="adviser", valid_from=date(2026, 12, 31), by=BY, at=AT)
    again = actions.give_role(person=person, role="adviser", valid_from=date(2027, 1, 1), by=BY, at=AT)
    assert again.valid_until is None


def test_a_role_that_never_held_is_removed():
    person = invite()
    actions.end_role(held=Role.objects.get(), valid_until=FROM, by=BY, at=AT)
    assert not Role.objects.filter(person=person).exists()
    assert last_event(person).before == {"role": "adviser", "valid_until": None}


@pytest.mark.parametrize("active", [True, False])
def test_nobody_changes_their_own_access(active):
    person = invite()
    mine = {"by": person.public_id, "at": AT}
    for write in (
        lambda: actions.give_role(person=person, role="admin", valid_from=FROM, **mine),
        lambda: actions.end_role(held=Role.objects.get(), valid_until=FROM, **mine),
        lambda: actions.disable_person(person=person, **mine),
        lambda: actions.enable_person(person=person, **mine),
    ):
        with pytest.raises(actions.Refused, match="your own access"):
            write()


def test_disabling_and_enabling_end_every_session_and_twice_is_once():
    person = invite()
    hashes = {person.get_session_auth_hash()}
    for write in (actions.disable_person, actions.enable_person):
        write(person=person, by=BY, at=AT)
        write(person=person, by=BY, at=AT)
        hashes.add(Person.objects.get(pk=person.pk).get_session_auth_hash())
    assert len(hashes) == 3
    acts = Event.objects.filter(subject_id=person.public_id, action__endswith="able_person")
    assert [e.action for e in acts.order_by("number")] == ["disable_person", "enable_person"]


def test_a_link_works_once_until_it_expires_and_only_its_hash_is_kept():
    person = invite()
    token = actions.make_link(person=person, at=AT, minutes=15)
    assert token not in str(OneTimeLink.objects.values().get())
    assert token not in " ".join(str(row) for row in Event.objects.values())
    late = AT + timedelta(minutes=15)
    assert not link_is_open(token, at=late)
    assert actions.use_link(token=token, at=late) is None
    just_in_time = late - timedelta(seconds=1)
    assert link_is_open(token, at=just_in_time)
    assert actions.use_link(token=token, at=just_in_time) == person
    assert not link_is_open(token, at=just_in_time)
    assert actions.use_link(token=token, at=just_in_time) is None
    assert last_event(person).action == "use_link"


def test_a_link_of_a_disabled_person_or_no_link_signs_nobody_in():
    person = invite()
    token = actions.make_link(person=person, at=AT, minutes=15)
    actions.disable_person(person=person, by=BY, at=AT)
    assert actions.use_link(token=token, at=AT) is None
    assert actions.use_link(token="", at=AT) is None


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_link_signs_one_in():
    token = actions.make_link(person=invite(), at=AT, minutes=15)
    signed_in, together = [], threading.Barrier(4)

    def use():
        together.wait()
        signed_in.append(actions.use_link(token=token, at=AT))
        connection.close()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(person is not None for person in signed_in) == 1
    assert len(signed_in) == 4
