"""What a school sees of our work with it, what boards received and say, and what is on time (M8-03, M8-04)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, sign_in
from tests.records_world import ON, RecordsWorld

from headway.features.records.models import BoardComment

pytestmark = pytest.mark.django_db
HOME = "/records/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def world(policies):
    return RecordsWorld(make_school(name="Teasel Primary School"))


def enter(world, role):
    """Their browser."""
    return sign_in(world.person(role))


def test_a_head_and_a_chair_see_everything_held_and_promised_for_their_school(world):
    world.person("chair")
    record = world.draft()
    world.agreed(record, "Train all staff in phonics")
    world.agreed(record, "Send a literacy lead", side="authority", who="Literacy adviser")
    world.issued(record)
    world.draft(world.visit(half="pm"), category_words="Unsent words")
    for role in ("headteacher", "chair"):
        page = enter(world, role).get(f"{HOME}schools/{world.school.urn}/")
        assert_good_page(page)
        shown = words(page)
        for said in (
            "Adviser",
            "Issued to head and chair",
            "Train all staff",
            "Send a literacy lead",
            "Record of our visit",
        ):
            assert said in shown, (role, said)
        assert "Unsent words" not in shown
    other = make_school()
    assert enter(world, "headteacher").get(f"{HOME}schools/{other.urn}/").status_code == 404


def test_m5_07_a_head_writes_the_schools_part_of_a_visit_to_come(world):
    visit = world.visit(on=timezone.localdate() + timedelta(days=9))
    client = enter(world, "headteacher")
    assert "Write your part" in words(client.get(f"{HOME}schools/{world.school.urn}/"))
    here = f"{HOME}visits/{visit.public_id}/before/"
    assert_good_page(client.get(here))
    first = {"before-changed": "", "before-proud": "Reading", "before-help": "", "version": "0"}
    assert client.post(here, first).status_code == 302
    assert client.post(here, first).status_code == 422
    assert "Reading" in client.get(here).content.decode()


def test_m8_03_the_list_says_which_boards_miss_one_of_their_last_three_records(world):
    world.person("chair")
    world.issued(world.draft(world.visit(on=ON - timedelta(days=30))))
    world.issued(world.draft(world.visit(half="pm")))
    told = RecordsWorld(make_school(name="Yarrow Primary School"))
    told.person("chair")
    told.issued()
    world.draft(world.visit(on=ON - timedelta(days=1)))
    client = enter(world, "head-of-service")
    page = client.get(f"{HOME}boards/")
    assert_good_page(page)
    assert "1 of 2 boards did not get all" in words(page)
    assert "2 of the last 3" in words(page) and "All of the last 1" in words(page)
    short = words(client.get(f"{HOME}boards/?short=yes"))
    assert "Teasel" in short and "Yarrow" not in short
    assert b"2 of the last 3" in client.get(f"{HOME}boards/?export=csv").content


def test_m8_04_a_comment_without_a_reply_goes_to_the_head_of_service(world):
    chair = enter(world, "chair")
    here = f"{HOME}schools/{world.school.urn}/comment/"
    assert_good_page(chair.get(here))
    assert chair.post(here, {"words": ""}).status_code == 422
    chair.post(here, {"words": "When do you come?"})
    made = BoardComment.objects.get()
    boss = enter(world, "head-of-service")
    waits = words(boss.get(f"{HOME}comments/"))
    assert "When do you come?" in waits and "With the head of service" not in waits
    BoardComment.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "With the head of service" in words(boss.get(f"{HOME}comments/"))
    assert "With the head of service" in words(boss.get("/"))
    answer = f"{HOME}comments/{made.public_id}/reply/"
    assert_good_page(boss.get(answer))
    boss.post(answer, {"words": "In October"})
    assert boss.post(answer, {"words": "Again"}).status_code == 403
    assert "In October" in words(chair.get(f"{HOME}schools/{world.school.urn}/"))


def test_records_on_time_are_counted_by_author_and_step_and_come_as_a_file(world):
    world.issued()
    late = world.draft(world.visit(on=ON - timedelta(days=60), half="pm"))
    world.issued(late)
    client = enter(world, "head-of-service")
    page = client.get(f"{HOME}on-time/")
    assert_good_page(page)
    assert "50" in words(page) and world.person("adviser").name in words(page)
    assert client.get(f"{HOME}on-time/?export=csv").content.count(b"50") == 4
    assert enter(world, "headteacher").get(f"{HOME}on-time/").status_code == 404


def test_what_is_late_is_shown_to_those_of_the_school_and_nobody_else(world):
    record = world.draft()
    world.agreed(record, "Train all staff in phonics", due_on=date(2026, 9, 20))
    world.issued(record)
    for role, sees in (("adviser", True), ("headteacher", True), ("head-of-service", True)):
        assert ("Train all staff" in words(enter(world, role).get(f"{HOME}late/"))) is sees, role
    elsewhere = RecordsWorld(make_school())
    assert "Train all staff" not in words(enter(elsewhere, "adviser").get(f"{HOME}late/"))
    assert AT.date() < ON
