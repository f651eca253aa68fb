"""The pages of access: people, roles, disabling; every change is in the audit."""

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import make_person, sign_in, tie

from headway.features.audit.models import Event
from headway.features.people.models import Identity, Person, Role
from headway.features.schools.models import Authority, School
from headway.pages.signin.delivery import wait_for_delivery

pytestmark = pytest.mark.django_db

# Most queries of a page, sign-in and permission included.
LIST_QUERIES, PERSON_QUERIES = 11, 12
START = {"valid_from-day": "1", "valid_from-month": "9", "valid_from-year": "2026"}


@pytest.fixture
def client(client_as):
    return client_as("admin")


def words(response):
    return shown_words(assert_good_page(response))


def events(person):
    return list(
        Event.objects.filter(subject_id=person.public_id).order_by("number").values_list("action", "by")
    )


def count_queries(client, path):
    client.get(path)  # the first request of a process also reads the policies
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured.captured_queries)


def test_the_list_takes_the_same_queries_for_1_and_30_people(client):
    assert count_queries(client, "/access/") <= LIST_QUERIES
    few = count_queries(client, "/access/")
    for _ in range(30):
        make_person("adviser", "quadrant-lead")
    assert count_queries(client, "/access/") == few


def test_the_list_is_searched_filtered_and_paged(client):
    ada = make_person("adviser", name="Post Ada", email="ada@example.org")
    bea = make_person("headteacher", name="Post Bea", email="bea@example.org")
    Person.objects.filter(pk=bea.pk).update(is_active=False)
    for query, shown in (
        ("q=ADA%40", {ada.name}),
        ("q=post", {ada.name, bea.name}),
        ("role=headteacher", {bea.name}),
        ("state=disabled", {bea.name}),
        ("q=nobody-at-all", set()),
        ("role=nonsense", set()),
    ):
        said = words(client.get(f"/access/?{query}"))
        assert {name for name in (ada.name, bea.name) if name in said} == shown, query
    for number in range(60):
        make_person(name=f"Zz {number:02}")
    assert "page 2 of 2" in words(client.get("/access/?page=2"))


def test_one_person_is_shown_with_roles_appointments_and_last_sign_in(client):
    authority = Authority.objects.create(code="900", name="Nowhere", own=True)
    School.objects.create(urn=900001, name="Elm Primary", authority=authority, status="Open", phase="primary")
    person = make_person("headteacher", school=900001)
    tie(person, "headteacher", "case", "nothing-known")
    said = words(client.get(f"/access/{person.public_id}/"))
    for shown in (
        "Headteacher",
        "1 January 2020",
        "no end",
        "Elm Primary",
        "name not known",
        "never",
        person.email,
    ):
        assert shown in said, shown
    assert count_queries(client, f"/access/{person.public_id}/") <= PERSON_QUERIES


def test_a_person_is_invited_with_a_first_role(client):
    assert_good_page(client.get("/access/invite/"))
    form = {"name": "Post New", "email": "New.Post@example.org", "role": "adviser", **START}
    answer = client.post("/access/invite/", form, follow=True)
    assert "An invitation goes to new.post@example.org" in words(answer)
    person = Person.objects.get(email="new.post@example.org")
    assert [r.role for r in person.roles.all()] == ["adviser"]
    by = client.person.public_id
    assert events(person)[:2] == [("invite_person", by), ("give_role", by)]
    assert ("send_invitation", by) in events(person)


@pytest.mark.parametrize(("role", "told"), [("head-of-service", True), ("headteacher", False)])
def test_a_role_of_the_staff_is_told_to_everybody_else_who_manages_access(
    client, django_capture_on_commit_callbacks, role, told
):
    other = make_person("admin")
    make_person("adviser")
    make_person("admin", is_active=False)
    form = {"name": "Post New", "email": "new@example.org", "role": role, **START}
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/access/invite/", form)
    wait_for_delivery()
    sent = [mail for mail in django_mail.outbox if mail.subject == "A role was given in Headway"]
    assert [mail.to for mail in sent] == ([[other.email]] if told else [])
    if told:
        assert "gave the role Head of service to Post New (new@example.org)" in sent[0].body


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Enter the person's name"),
        ({"email": "new"}, "name@example.org"),
        ({"email": "KNOWN@example.org"}, "has access already"),
        ({"role": "king"}, "one of the choices in the list"),
        ({"role": ""}, "Choose a role"),
        ({"valid_from-day": "31", "valid_from-month": "2"}, "real date"),
        ({"name": "x" * 201}, "200 characters or fewer"),
    ],
)
def test_a_wrong_invitation_says_what_to_do_and_keeps_what_was_typed(client, change, sentence):
    make_person(email="known@example.org")
    form = {"name": "Post New", "email": "new@example.org", "role": "adviser", **START} | change
    answer = client.post("/access/invite/", form)
    said = words(answer)
    assert "There is a problem" in said
    assert sentence in said
    assert form["email"] in answer.content.decode()
    assert not Person.objects.filter(name="Post New").exists()


def test_name_and_address_are_changed(client):
    person = make_person("adviser")
    path = f"/access/{person.public_id}/edit/"
    assert_good_page(client.get(path))
    assert client.post(path, {"name": "Post B", "email": "b@example.org", "version": 1}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.email, person.version) == ("Post B", "b@example.org", 2)
    assert events(person) == [("edit_person", client.person.public_id)]


def test_a_stale_save_shows_both_texts_and_changes_nothing(client):
    person = make_person("adviser")
    path = f"/access/{person.public_id}/edit/"
    client.post(path, {"name": "First", "email": person.email, "version": 1})
    answer = client.post(path, {"name": "Second", "email": person.email, "version": 1})
    assert answer.status_code == 409
    said = words(answer)
    assert "First" in said and "Second" in said and client.person.name in said
    assert Person.objects.get(pk=person.pk).name == "First"
    client.post(path, {"name": "Second", "email": person.email, "version": 2})
    assert Person.objects.get(pk=person.pk).name == "Second"


def test_a_role_is_given_and_ended(client):
    person = make_person("headteacher")
    give = f"/access/{person.public_id}/give-role/"
    assert_good_page(client.get(give))
    assert client.post(give, {"role": "chair", **START}).status_code == 302
    assert "holds that role" in words(client.post(give, {"role": "chair", **START}))
    end = f"/access/{person.public_id}/end-role/chair/"
    assert_good_page(client.get(end))
    until = {"valid_until-day": "1", "valid_until-month": "1", "valid_until-year": "2027"}
    assert client.post(end, until).status_code == 302
    assert Role.objects.get(person=person, role="chair").valid_until.isoformat() == "2027-01-01"
    assert client.get(end).status_code == 404
    assert [action for action, _ in events(person)] == ["give_role", "end_role"]


def test_a_person_is_disabled_and_let_in_again(client):
    person = make_person("headteacher", second_factor=False)
    theirs = sign_in(person)
    for word, answer in (("disable", 302), ("enable", 302)):
        assert_good_page(client.get(f"/access/{person.public_id}/{word}/"))
        assert client.post(f"/access/{person.public_id}/{word}/").status_code == answer
        assert theirs.get("/").status_code == 302
    assert sign_in(Person.objects.get(pk=person.pk)).get("/").status_code == 200
    assert [action for action, _ in events(person)] == ["disable_person", "enable_person"]


def test_who_is_linked_to_a_provider_only_can_be_linked_anew(client):
    person = make_person("headteacher", second_factor=False)
    path = f"/access/{person.public_id}/"
    assert "Take second factors and linked accounts away" not in words(client.get(path))
    Identity.objects.create(person=person, provider="schools", subject="1", linked_at=timezone.now())
    assert "Take second factors and linked accounts away" in words(client.get(path))
    client.post(f"{path}forget-second-factor/")
    assert "none linked" in words(client.get(path)) and not Identity.objects.exists()


def test_the_second_factor_of_somebody_who_lost_it_is_taken_away(client):
    person = make_person("adviser")
    theirs = sign_in(person)
    path = f"/access/{person.public_id}/forget-second-factor/"
    assert "Second factor set up" in words(client.get(f"/access/{person.public_id}/"))
    assert_good_page(client.get(path))
    assert client.post(path).status_code == 302
    assert "Second factor not set up" in words(client.get(f"/access/{person.public_id}/"))
    assert theirs.get("/").headers["Location"].startswith("/sign-in/")
    again = sign_in(Person.objects.get(pk=person.pk))
    assert again.get("/").headers["Location"] == "/second-factor/set-up/"
    assert events(person) == [("forget_second_factor", client.person.public_id)]


def test_nobody_changes_their_own_access(client):
    mine = f"/access/{client.person.public_id}/"
    assert "You cannot change your own access" in words(client.get(mine))
    refused = [client.post(f"{mine}{what}/") for what in ("disable", "forget-second-factor")]
    until = {"valid_until-day": "1", "valid_until-month": "1", "valid_until-year": "2027"}
    refused.append(client.post(f"{mine}end-role/admin/", until))
    assert {r.status_code for r in refused} == {403}
    assert all("You cannot change your own access" in words(r) for r in refused)
    said = words(client.post(f"{mine}give-role/", {"role": "head-of-service", **START}))
    assert "You cannot change your own access" in said
    assert [r.role for r in client.person.roles.all()] == ["admin"]
    assert is_active(client.person)


def is_active(person):
    return Person.objects.get(pk=person.pk).is_active


def test_an_unknown_person_is_not_found(client: Client):
    for path in (
        "",
        "edit/",
        "give-role/",
        "disable/",
        "enable/",
        "end-role/adviser/",
        "forget-second-factor/",
    ):
        assert client.get(f"/access/bcdfghjkmnpq/{path}").status_code == 404
