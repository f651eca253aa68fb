"""Standing groups on their pages: a group from its founding to approved minutes, who reads what, what is overdue (M1-12)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in
from tests.pages.standing_objects import make_action, make_group, make_meeting, make_member
from tests.pages.structural_objects import make_case

from headway.features.standing_groups.models import GroupMeeting, GroupMember, StandingGroup
from headway.features.undertakings.models import Undertaking

pytestmark = pytest.mark.django_db
LIST = "/joint-working/groups/"
DAY = timedelta(days=1)


def words(response):
    return shown_words(assert_good_page(response))


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def today(db):
    adopt_current_policies()
    return timezone.localdate()


@pytest.fixture
def office(today):
    return sign_in(make_person("business-support"))


def test_m1_12_a_group_is_kept_from_its_terms_to_approved_minutes(office, today):
    chair = make_person("head-of-service", name="Head of service 01")
    case = make_case("Infant and Junior")
    made = office.post(f"{LIST}new/", {"name": "School organisation group", "meets": "Monthly"})
    here = f"{LIST}{StandingGroup.objects.get().public_id}/"
    assert made.url == here
    terms = {"words": "Looks at every case."} | day("agreed_on", today - 40 * DAY)
    assert office.post(f"{here}terms/", terms).status_code == 302
    later = {"words": "Looks at every case first."} | day("agreed_on", today - 35 * DAY)
    assert office.post(f"{here}terms/", later).status_code == 302
    told = {"person": chair.public_id, "role": "chair", "name": ""} | day("valid_from", today - 60 * DAY)
    assert office.post(f"{here}members/new/", told).status_code == 302
    first = {"place": "Room 3"} | day("held_on", today - 30 * DAY)
    meeting = office.post(f"{here}meetings/new/", first).url
    point = {"words": "The merger", "case": case.public_id}
    assert office.post(f"{meeting}agenda/", point).status_code == 302
    member = GroupMember.objects.get()
    attended = {f"member-{member.public_id}": "present", "version": 1}
    assert office.post(f"{meeting}attendance/", attended).status_code == 302
    assert (
        office.post(f"{meeting}minutes/", {"minutes": "Agreed to consult.", "version": 2}).status_code == 302
    )
    action = {"words": "Write to both boards", "owner": member.public_id} | day("due_on", today - DAY)
    assert office.post(f"{meeting}actions/new/", action).status_code == 302
    said = words(office.get(meeting))
    for one in ("The merger", "Infant and Junior", "Head of service 01", "Agreed to consult.", "by 1 day"):
        assert one in said
    assert "Minutes are approved at the next meeting" in said
    assert office.post(f"{meeting}minutes/approve/").status_code == 403
    second = {"place": "Room 3"} | day("held_on", today - 2 * DAY)
    assert office.post(f"{here}meetings/new/", second).status_code == 302
    assert office.post(f"{meeting}minutes/approve/").status_code == 302
    assert "Approved" in words(office.get(meeting))
    assert office.get(f"{meeting}minutes/").status_code == 403
    said = words(office.get(here))
    assert "Looks at every case first." in said and "Terms agreed before" in said
    shown = words(office.get(f"/schools/changes/{case.public_id}/"))
    assert "Meetings that looked at it" in shown and "The merger" in shown


def test_m1_12_an_action_overdue_by_a_day_shows_in_the_chair_s_list(today):
    group, chair, head = make_group(), make_person("chief-adviser"), make_person("headteacher")
    make_member(group, chair, "chair")
    owner = make_member(group, head)
    meeting = make_meeting(group, today - 30 * DAY)
    make_action(meeting, owner, "Ask the diocese", today - DAY)
    make_action(meeting, owner, "Due today", today)
    for path in ("/", f"{LIST}actions/"):
        said = words(sign_in(chair).get(path))
        assert "Ask the diocese" in said and "by 1 day" in said and "Due today" not in said
        said = words(sign_in(head).get(path))
        assert "Ask the diocese" in said and "Due today" in said
        assert "Ask the diocese" not in words(sign_in(make_person("chief-adviser")).get(path))


def test_m1_12_an_action_ends_with_its_evidence_by_who_does_it(today):
    group, head = make_group(), make_person("headteacher")
    meeting = make_meeting(group, today - 30 * DAY)
    action = make_action(meeting, make_member(group, head), due_on=today - DAY)
    client, here = sign_in(head), f"{LIST}actions/{action.public_id}/"
    assert client.post(here, {"state": "done", "words": ""} | day("on", today)).status_code == 422
    told = {"state": "done", "words": "The letter of today"} | day("on", today)
    assert client.post(here, told).status_code == 302
    assert Undertaking.objects.get().completed_on == today
    assert client.get(here).status_code == 403
    page = f"{LIST}{group.public_id}/meetings/{meeting.public_id}/"
    assert "The letter of today" in words(client.get(page))


def test_a_member_reads_the_papers_and_writes_none(today):
    group, head, chair = make_group(), make_person("headteacher"), make_person("chair")
    make_member(group, head)
    case = make_case("Closing Elm")
    meeting = make_meeting(group, today - 30 * DAY, "Agreed to wait.")
    other = make_group("Another group")
    here = f"{LIST}{group.public_id}/"
    page = f"{here}meetings/{meeting.public_id}/"
    office = sign_in(make_person("business-support"))
    office.post(f"{page}agenda/", {"words": "A small school", "case": case.public_id})
    client = sign_in(head)
    said = words(client.get(page))
    assert "A small school" in said and "Agreed to wait." in said and "Closing Elm" not in said
    assert "Write the minutes" not in said
    assert client.get(f"{page}minutes/").status_code == 404
    assert client.get(f"{LIST}{other.public_id}/").status_code == 404
    assert "Another group" not in words(client.get(LIST))
    for form in ("word", "pdf"):
        assert client.get(f"{page}as/{form}/").status_code == 200
        assert sign_in(chair).get(f"{page}as/{form}/").status_code == 404
    assert client.get(f"{page}as/odt/").status_code == 404


def test_minutes_saved_meanwhile_are_not_written_over(office, today):
    group = make_group()
    meeting = make_meeting(group, today - 30 * DAY)
    here = f"{LIST}{group.public_id}/meetings/{meeting.public_id}/minutes/"
    assert office.post(here, {"minutes": "First", "version": 1}).status_code == 302
    refused = office.post(here, {"minutes": "Second", "version": 1})
    assert refused.status_code == 422 and "Second" in refused.content.decode()
    assert GroupMeeting.objects.get().minutes == "First"


@pytest.mark.parametrize("number", [1, 30])
def test_these_pages_ask_few_questions(today, number, django_assert_max_num_queries):
    group, chair = make_group(), make_person("finance")
    make_member(group, chair, "chair")
    owner = make_member(group, name="Governor 12")
    meeting = make_meeting(group, today - 90 * DAY, "Minutes")
    for at in range(number):
        make_group(f"Group {at}")
        make_member(group, make_person("headteacher"))
        make_meeting(group, today - (at + 1) * DAY, "Minutes")
        make_action(meeting, owner, f"Action {at}", today - DAY)
    here = f"{LIST}{group.public_id}/"
    pages = (LIST, here, f"{here}meetings/{meeting.public_id}/", f"{LIST}actions/")
    client, office = sign_in(chair), sign_in(make_person("business-support"))
    for path in pages:
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
        office.get(path)
        with django_assert_max_num_queries(12):
            assert office.get(path).status_code == 200
