"""Mails about terms that end soon: whom they reach, what they say, and that each goes once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from tests.factories import make_school
from tests.pages.governance_objects import make_board, make_term, seat_of
from tests.pages.people import adopt_current_policies, make_person
from tests.pages.sharing_objects import make_agreement
from tests.pages.standing_objects import make_group, make_member

from headway.features.audit.models import Event
from headway.features.endings.actions import tell_once
from headway.features.endings.models import EndingNotice
from headway.features.governance.models import Term
from headway.features.policies.models import Policy
from headway.features.sharing.models import Agreement, DataTraining
from headway.flows.remind_of_endings import endings_on, send_endings

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 7, tzinfo=ZoneInfo("Europe/London"))
SOON, LATER = date(2027, 1, 15), date(2027, 6, 1)


@pytest.fixture(autouse=True)
def policies(db):
    adopt_current_policies()


def sent(at=NOW) -> dict[str, str]:
    """Address to text of the mails that went."""
    mail.outbox.clear()
    send_endings(at=at, address="https://example.org")
    return {one.to[0]: one.body for one in mail.outbox}


def test_a_term_on_a_board_is_told_to_who_keeps_boards_without_the_holder_s_name():
    keeper, head = make_person("governor-services"), make_person("head-of-service")
    board = make_board(make_school(name="Elm"))
    make_term(seat_of(board, "parent"), "Governor 12", date(2023, 2, 1), SOON)
    make_term(seat_of(board), "Governor 13", date(2026, 9, 15), LATER)
    texts = sent()
    assert "- Parent governor, Board of Elm: ends on 15 January 2027" in texts[keeper.email]
    assert "Governor 12" not in texts[keeper.email] and "Chair" not in texts[keeper.email]
    assert head.email not in texts


def test_each_end_is_told_once_and_again_only_where_its_day_moved():
    keeper = make_person("governor-services")
    term = make_term(seat_of(make_board(make_school()), "parent"), "Governor 12", date(2023, 2, 1), SOON)
    assert keeper.email in sent()
    assert sent() == {} and sent(NOW + timedelta(days=10)) == {}
    Term.objects.filter(pk=term.pk).update(valid_until=SOON + timedelta(days=1))
    assert "16 January 2027" in sent()[keeper.email]
    assert EndingNotice.objects.filter(person=keeper).count() == 2
    assert Event.objects.filter(action="tell_of_ends", subject_id=keeper.public_id).count() == 2


def test_a_seat_that_somebody_holds_afterwards_or_that_closes_is_not_told():
    make_person("governor-services")
    board = make_board(make_school())
    seat = seat_of(board, "parent")
    make_term(seat, "Governor 12", date(2023, 2, 1), SOON)
    make_term(seat, "Governor 13", SOON, LATER)
    assert sent() == {}
    other = seat_of(make_board(make_school()), "parent")
    make_term(other, "Governor 14", date(2023, 2, 1), SOON)
    type(other).objects.filter(pk=other.pk).update(valid_until=SOON)
    assert sent() == {}


def test_an_agreement_that_lapses_is_told_to_who_records_them_unless_another_follows():
    data, adviser = make_person("data-officer"), make_person("adviser")
    school = make_school(name="Oak", status_code="1")
    made = make_agreement(school)
    Agreement.objects.filter(pk=made.pk).update(valid_from=date(2025, 1, 15), valid_until=SOON)
    texts = sent()
    assert "- Data sharing agreement of Oak: ends on 15 January 2027" in texts[data.email]
    assert adviser.email not in texts


def test_training_that_ends_is_told_to_whom_it_concerns():
    trained, other = make_person("ethnic-minority"), make_person("adviser")
    told = {"course": "Data", "recorded_by": other, "recorded_at": NOW, "taken_on": date(2025, 1, 1)}
    for person in (trained, other):
        DataTraining.objects.create(person=person, valid_until=SOON, **told)
    texts = sent()
    assert set(texts) == {trained.email}
    assert "without which data of pupil groups is closed: ends on 15 January 2027" in texts[trained.email]
    DataTraining.objects.create(person=trained, valid_until=LATER, **told | {"taken_on": date(2026, 6, 1)})
    EndingNotice.objects.all().delete()
    assert sent() == {}


def test_a_membership_of_a_standing_group_is_told_to_the_member_and_its_chair():
    group, member, chair = make_group(), make_person("headteacher"), make_person("finance")
    other = make_person("headteacher")
    make_member(group, chair, "chair")
    make_member(group, member, until=SOON)
    make_member(group, other)
    texts = sent()
    assert set(texts) == {member.email, chair.email}
    assert "Your membership of School organisation group: ends on 15 January 2027" in texts[member.email]
    assert f"{member.name}, member of School organisation group" in texts[chair.email]


def test_who_goes_on_in_the_group_is_not_told():
    group, member = make_group(), make_person("headteacher")
    make_member(group, member, until=SOON)
    make_member(group, member, "secretary", since=SOON)
    assert sent() == {}


def test_who_left_is_told_nothing():
    group, member = make_group(), make_person("headteacher")
    make_member(group, member, until=SOON)
    member.is_active = False
    member.save()
    assert sent() == {} and not EndingNotice.objects.exists()


def test_two_processes_tell_once():
    member = make_person("headteacher")
    key = [("standing-groups", "b", SOON)]
    assert tell_once(person=member, endings=key, by="", at=NOW)
    assert not tell_once(person=member, endings=key, by="", at=NOW)
    assert EndingNotice.objects.count() == 1


def test_a_policy_without_lead_time_tells_of_nothing():
    row = make_member(make_group(), make_person("headteacher"), until=SOON)
    assert [[one.key for one in told] for told in endings_on(NOW.date()).values()] == [[row.public_id]]
    Policy.objects.filter(kind="joint_working").delete()
    assert endings_on(NOW.date()) == {}


def test_what_the_mail_server_does_not_take_is_told_the_next_time(monkeypatch):
    member = make_person("headteacher")
    make_member(make_group(), member, until=SOON)

    def refuse(message):
        raise OSError

    monkeypatch.setattr("headway.commands.management.commands.remind.timezone.now", lambda: NOW)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(CommandError, match="did not take 1"):
        call_command("remind")
    assert not EndingNotice.objects.exists()
    monkeypatch.undo()
    assert member.email in sent()
