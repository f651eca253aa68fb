"""Forums with their advice and the authority's answer, protocols with their signatures, management entitlements."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.pages.group_objects import make_advice, make_forum, make_protocol
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, make_person
from tests.plan_world import seen

from headway.features.audit.models import Event
from headway.features.committees.actions import sign_protocol
from headway.features.committees.models import Advice, Forum, Protocol, Signature
from headway.features.policies.queries import typed

pytestmark = pytest.mark.django_db
LATE = date(2020, 9, 1)


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def officer(client_as):
    return client_as("business-support")


@pytest.fixture
def reader(client_as):
    return client_as("adviser")


def test_m16_06_a_forum_s_advice_shows_the_authority_s_answer(officer, reader):
    told = {"name": "Heads' forum", "kind": "heads", "remit": "Advises on admissions"}
    assert "The forum is added." in words(officer.post("/joint-working/forums/new/", told, follow=True))
    href = f"/joint-working/forums/{Forum.objects.get().public_id}/"
    today = timezone.localdate()
    sent = {"words": "Move the census day", **day("given_on", today)}
    assert officer.post(f"{href}advice/new/", sent).status_code == 302
    assert "Not answered" in words(reader.get(href))
    advice = Advice.objects.get()
    sent = {"response": "It moves from 2028", **day("responded_on", today)}
    shown = words(officer.post(f"{href}advice/{advice.public_id}/", sent, follow=True))
    assert "It moves from 2028" in shown
    assert "Not answered" not in shown
    shown = words(reader.get(href))
    assert "It moves from 2028" in shown
    assert "Record advice" not in shown
    assert_good_page(officer.get(href))
    assert_good_page(officer.get("/joint-working/"))


def test_an_answer_before_its_advice_is_refused_and_nothing_is_written(officer):
    forum = make_forum()
    advice = make_advice(forum)
    sent = {"response": "Yes", **day("responded_on", date(2026, 9, 1))}
    answer = officer.post(f"/joint-working/forums/{forum.public_id}/advice/{advice.public_id}/", sent)
    assert answer.status_code == 422
    assert "The answer lies before the advice" in words(answer)
    advice.refresh_from_db()
    assert advice.responded_on is None


def test_two_forums_of_one_name_are_refused(officer):
    make_forum("Schools forum")
    told = {"name": "Schools forum", "kind": "schools-forum", "remit": "Votes on money"}
    answer = officer.post("/joint-working/forums/new/", told)
    assert answer.status_code == 422
    assert "There is a forum of this name already" in words(answer)
    assert Forum.objects.count() == 1


def test_a_forum_that_ended_gives_no_advice_after_its_end(officer):
    forum = make_forum(ended_on=LATE)
    sent = {"words": "Go on", **day("given_on", timezone.localdate())}
    answer = officer.post(f"/joint-working/forums/{forum.public_id}/advice/new/", sent)
    assert "The forum had ended by that day" in words(answer)
    assert not Advice.objects.exists()


def test_m16_01_a_protocol_is_signed_by_both_divisions_and_flagged_past_its_review(officer, reader):
    sent = {
        "title": "Attendance meetings",
        "words": "Both see a school together.",
        "divisions": ["school-improvement", "inclusion"],
        **day("review_on", timezone.localdate() + timedelta(days=300)),
    }
    assert officer.post("/joint-working/protocols/new/", sent).status_code == 302
    protocol = Protocol.objects.get()
    href = f"/joint-working/protocols/{protocol.public_id}/"
    assert "Not signed yet by School improvement and Inclusion and SEND." in words(reader.get(href))
    for division in ("school-improvement", "inclusion"):
        signed = {"division": division, "signed_as": "Head of service", **day("signed_on", LATE)}
        assert officer.post(f"{href}sign/", signed).status_code == 302
    assert "Every division signed it." in words(reader.get("/joint-working/"))
    assert_good_page(officer.get(href))
    Protocol.objects.update(review_on=LATE)
    shown = words(reader.get("/joint-working/"))
    assert "Past its review" in shown
    assert "Its review was due" in shown
    actions = Event.objects.filter(subject_kind="protocol").values_list("action", flat=True)
    assert sorted(actions) == ["sign_protocol", "sign_protocol", "write_protocol"]


def test_one_division_alone_makes_no_protocol(officer):
    sent = {"title": "Alone", "words": "x", "divisions": ["inclusion"], **day("review_on", date(2027, 7, 31))}
    answer = officer.post("/joint-working/protocols/new/", sent)
    assert answer.status_code == 422
    assert "at least two divisions" in words(answer)
    assert not Protocol.objects.exists()


def test_other_words_are_signed_anew_and_another_review_is_not(officer, policies):
    protocol = make_protocol()
    by = seen(make_person("head-of-service"))
    for division in ("school-improvement", "inclusion"):
        told = {"division": division, "signed_on": date(2026, 9, 1), "signed_as": "Head"}
        sign_protocol(protocol=protocol, **told, by=by, at=AT)
    href = f"/joint-working/protocols/{protocol.public_id}/edit/"
    sent = {
        "title": protocol.title,
        "words": protocol.words,
        "divisions": ["school-improvement", "inclusion", "attendance"],
        "version": 1,
        **day("review_on", date(2028, 7, 31)),
    }
    assert officer.post(href, sent).status_code == 302
    assert Signature.objects.exclude(signed_on=None).count() == 2
    assert Signature.objects.count() == 3
    stale = officer.post(href, sent | {"words": "Other words"})
    assert "Somebody else changed this protocol meanwhile" in words(stale)
    assert officer.post(href, sent | {"words": "Other words", "version": 2}).status_code == 302
    assert not Signature.objects.exclude(signed_on=None).exists()


def test_who_has_signed_cannot_sign_again(officer):
    protocol = make_protocol()
    by = seen(make_person("head-of-service"))
    told = {"division": "inclusion", "signed_on": date(2026, 9, 1), "signed_as": "Head"}
    sign_protocol(protocol=protocol, **told, by=by, at=AT)
    href = f"/joint-working/protocols/{protocol.public_id}/sign/"
    again = {"division": "inclusion", "signed_as": "Head", **day("signed_on", LATE)}
    assert officer.post(href, again).status_code == 422
    assert Signature.objects.get(division="inclusion").signed_on == date(2026, 9, 1)


def test_m16_04_management_entitlements_are_published_with_their_version(client_as):
    page = client_as("headteacher").get("/joint-working/entitlements/")
    assert_good_page(page)
    shown = words(page)
    policy = typed("joint_working")
    assert "Version 1" in shown
    for one in policy.entitlements:
        assert one.who in shown
        assert all(line in shown for line in one.gets)


def test_empty_pages_say_how_to_begin(officer):
    shown = words(officer.get("/joint-working/"))
    assert "No protocol is written yet" in shown
    assert "No forum is written down yet" in shown
