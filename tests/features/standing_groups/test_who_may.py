"""Who may see and keep the papers of a standing group, and what its acts leave (M1-12)."""

from datetime import UTC, date, datetime

import pytest
from tests.pages.people import adopt_current_policies, make_person
from tests.pages.standing_objects import (
    MET,
    NEXT,
    TODAY,
    make_action,
    make_group,
    make_meeting,
    make_member,
)
from tests.plan_world import seen

from headway.features.audit.models import Event
from headway.features.saving import Stale
from headway.features.standing_groups import actions, meeting
from headway.features.standing_groups.models import GroupMember
from headway.features.standing_groups.queries import (
    actions_for,
    groups_visible_to,
    meetings_visible_to,
    open_for_me,
    people_who_may_serve,
)
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 15, 12, tzinfo=UTC)


@pytest.fixture
def officer(db):
    adopt_current_policies()
    return seen(make_person("business-support"))


@pytest.fixture
def group(officer):
    return make_group()


@pytest.fixture
def head(group):
    """A headteacher who is a member."""
    person = make_person("headteacher")
    make_member(group, person)
    return seen(person)


def chair_of(group, role="finance"):
    person = make_person(role)
    make_member(group, person, "chair")
    return seen(person)


def test_groups_are_founded_by_those_who_keep_all_of_them(officer, group):
    assert actions.may_found(officer)
    assert not actions.may_found(chair_of(group))


def test_a_member_sees_the_own_group_and_no_other(officer, group, head):
    other = make_group("Attendance group")
    theirs, ours = make_meeting(other), make_meeting(group)
    assert list(groups_visible_to(head)) == [group]
    assert list(meetings_visible_to(head)) == [ours]
    assert set(groups_visible_to(officer)) == {group, other}
    assert set(meetings_visible_to(officer)) == {theirs, ours}
    assert not groups_visible_to(seen(make_person("headteacher"))).exists()
    assert not groups_visible_to(seen(make_person("admin"))).exists()


def test_who_no_longer_serves_sees_nothing_from_that_day(group, head):
    actions.end_member(member=group.members.get(person=head.person), on=NEXT, by=chair_of(group), at=AT)
    assert not groups_visible_to(head).exists()
    assert groups_visible_to(seen(head.person, date(2026, 9, 9))).exists()


def test_chair_and_secretary_keep_the_papers_and_a_member_does_not(officer, group, head):
    chair = chair_of(group)
    assert actions.may_keep(officer, group)
    assert actions.may_keep(chair, group)
    assert not actions.may_keep(head, group)
    assert not actions.may_keep(chair, make_group("Another"))
    assert list(groups_visible_to(chair, "change")) == [group]
    assert not groups_visible_to(head, "change").exists()


def test_m1_12_what_is_overdue_by_a_day_is_the_chairs_to_see(group, head):
    chair, member = chair_of(group), group.members.get(person=head.person)
    made = make_meeting(group)
    late = make_action(made, member, due_on=date(2026, 9, 14))
    make_action(made, member, "Not late yet", due_on=TODAY)
    assert list(open_for_me(chair)) == [late]
    assert list(open_for_me(seen(chair.person, date(2026, 9, 14)))) == []
    assert [one.words for one in open_for_me(head)] == ["Write to the boards", "Not late yet"]
    assert not open_for_me(chair_of(make_group("Another"), "hr")).exists()


def test_an_action_is_reported_by_who_does_it_and_by_who_keeps_the_papers(officer, group, head):
    made = make_meeting(group)
    action = make_action(made, group.members.get(person=head.person))
    other = make_person("chair")
    make_member(group, other)
    assert meeting.may_report(head, action, group)
    assert meeting.may_report(officer, action, group)
    assert not meeting.may_report(seen(other), action, group)
    assert list(actions_for(head)) == [action] and not actions_for(seen(other)).exists()
    with pytest.raises(Refused):
        meeting.end_action(action=action, state="done", on=TODAY, words="x", by=seen(other), at=AT)
    meeting.end_action(action=action, state="done", on=TODAY, words="The letter", by=head, at=AT)
    action.refresh_from_db()
    assert action.completed_on == TODAY and action.reports.get().evidence == "The letter"
    with pytest.raises(Refused, match="not open"):
        meeting.end_action(action=action, state="dropped", on=TODAY, words="x", by=officer, at=AT)


def test_an_action_is_dropped_with_its_reason(officer, group):
    action = make_action(make_meeting(group), make_member(group, name="Governor 12"))
    assert action.owner is None and action.owner_words == "Governor 12"
    meeting.end_action(action=action, state="dropped", on=TODAY, words="Not needed", by=officer, at=AT)
    action.refresh_from_db()
    assert (action.dropped_on, action.drop_reason) == (TODAY, "Not needed")


def test_papers_are_written_by_who_keeps_them_until_they_are_approved(officer, group, head):
    made = make_meeting(group, minutes="All cases were looked at.")
    assert meeting.may_change(officer, made) and meeting.may_minute(officer, made)
    assert not meeting.may_change(head, made) and not meeting.may_minute(head, made)
    assert "next meeting" in meeting.may_approve(officer, made, meeting.next_meeting(made)).reason
    later = make_meeting(group, NEXT)
    assert meeting.may_approve(officer, made, later)
    assert not meeting.may_approve(head, made, later)
    meeting.approve_minutes(meeting=made, by=officer, at=AT)
    made.refresh_from_db()
    assert made.approved_at == later
    assert not meeting.may_change(officer, made)
    with pytest.raises(Refused, match="stay as they are"):
        meeting.write_minutes(meeting=made, minutes="Other", seen_version=made.version, by=officer, at=AT)


def test_a_meeting_to_come_has_an_agenda_and_no_minutes(officer, group):
    made = make_meeting(group, date(2026, 10, 1))
    meeting.add_point(meeting=made, words="Places", case=None, by=officer, at=AT)
    assert not meeting.may_minute(officer, made)
    assert meeting.may_change(officer, made)


def test_attendance_is_of_those_who_served_on_the_day_and_is_not_written_over(officer, group, head):
    member = group.members.get(person=head.person)
    make_member(group, name="Governor 12", since=date(2026, 9, 2))
    made = make_meeting(group)
    assert meeting.serving_on(made) == [member]
    words = {member.public_id: "apologies", "nobody": "present"}
    meeting.keep_attendance(meeting=made, words=words, seen_version=1, by=officer, at=AT)
    assert [(one.member, one.word) for one in made.attendances.all()] == [(member, "apologies")]
    with pytest.raises(Stale):
        meeting.keep_attendance(meeting=made, words={}, seen_version=1, by=officer, at=AT)


def test_a_member_is_a_person_or_a_name_and_there_is_one_chair(officer, group):
    told = {"group": group, "role": "chair", "valid_from": MET, "valid_until": None, "by": officer, "at": AT}
    with pytest.raises(Refused, match="Select a person"):
        actions.add_member(person=None, name=" ", **told)
    with pytest.raises(Refused, match="Select a person"):
        actions.add_member(person=officer.person, name="Governor 12", **told)
    actions.add_member(person=officer.person, name="", **told)
    with pytest.raises(Refused, match="Somebody chairs"):
        actions.add_member(person=None, name="Governor 12", **told)
    assert GroupMember.objects.count() == 1


def test_those_who_may_know_of_groups_may_serve(officer):
    pupil_provider, head = make_person("provider"), make_person("headteacher")
    left = make_person("adviser", is_active=False)
    found = set(people_who_may_serve(officer))
    assert head in found and not {pupil_provider, left} & found


def test_events_hold_no_words_and_no_names(officer, group):
    made = make_meeting(group, minutes="Quorum was reached.")
    make_member(group, name="Governor 12")
    meeting.add_point(meeting=made, words="Quorum", case=None, by=officer, at=AT)
    events = Event.objects.filter(subject_kind="standing-group").order_by("number")
    kinds = [one.action for one in events]
    assert kinds == [
        "found_standing_group",
        "agree_terms_of_reference",
        "call_group_meeting",
        "write_group_minutes",
        "add_group_member",
        "add_agenda_point",
    ]
    told = str([(one.before, one.after) for one in events])
    assert "Quorum" not in told and "Governor" not in told
