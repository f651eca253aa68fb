"""A consultation from its first draft to "you said, we did" (M15-01, M15-02, M15-03, M15-05, M16-09, M16-07)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_quadrant
from tests.pages.consultation_objects import (
    FACTS,
    make_closed,
    make_consultation,
    make_open,
    make_response,
    make_theme,
)
from tests.pages.group_objects import make_forum
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.decisions.models import Consultation, Response, Theme
from headway.features.schools.models import Authority, TermDate

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def address(consultation, *more) -> str:
    """A page of the consultation."""
    return "/".join([f"/consultations/{consultation.public_id}", *more]) + "/"


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def sent(first, last, **more):
    """The form of a consultation, filled in."""
    facts = {name: FACTS[name] for name in ("title", "about", "audiences", "posts_at_risk")}
    return (
        facts
        | {"questions": "What would help?\nWhat not?"}
        | day("starts_on", first)
        | day("ends_on", last)
        | more
    )


@pytest.fixture
def officer(client_as):
    return client_as("business-support")


@pytest.fixture
def today():
    return timezone.localdate()


def test_m15_01_it_is_begun_opened_and_answered_and_says_how_far_it_is(officer, client_as, today):
    """M16-09, M16-07: a body is asked by name."""
    head = client_as("headteacher")
    forum = make_forum("Council on religious education", kind="sacre")
    told = sent(today, today + timedelta(days=9), bodies=[forum.public_id], asked=4)
    assert officer.post("/consultations/new/", told).status_code == 302
    made = Consultation.objects.get()
    assert head.get(address(made)).status_code == 404
    assert officer.post(address(made, "open")).status_code == 302
    page = head.get(address(made))
    assert_good_page(page)
    assert "Council on religious education" in words(page)
    assert "What would help?" in words(page)
    answer = {"words": "Fewer meetings", "suggestion": "theme"}
    assert head.post(address(made, "answer"), answer).status_code == 302
    head.post(address(made, "answer"), answer | {"words": "Fewer and shorter meetings"})
    (held,) = Response.objects.all()
    assert (held.words, held.audience, held.who) == ("Fewer and shorter meetings", "schools", "Headteacher")
    page = officer.get(address(made))
    assert_good_page(page)
    assert "Response rate 25 %" in words(page)
    assert "Schools 1" in words(page)


def test_one_sees_one_s_own_answer_and_nobody_else_s(client_as, policies):
    made = make_open()
    make_response(made, "Said by another")
    head = client_as("headteacher")
    head.post(address(made, "answer"), {"words": "Said by me"})
    shown = words(head.get(address(made)))
    assert "Said by me" in shown
    assert "Said by another" not in shown
    assert "Said by another" in words(client_as("hr").get(address(made)))
    assert "Said by" not in words(client_as("quadrant-lead").get(address(made)))


def test_a_deadline_out_of_term_is_refused_with_the_last_school_day(officer, today):
    Authority.objects.create(code="900", name="Nowhere", own=True)
    summer = {"start_on": date(2027, 4, 12), "until": date(2027, 7, 21)}
    TermDate.objects.create(authority_name="Nowhere", academic_year=2026, kind="term", **summer)
    told = sent(today, date(2027, 8, 2))
    answer = officer.post("/consultations/new/", told)
    assert answer.status_code == 422
    assert "2 August 2027 lies out of term" in words(answer)
    assert "The last school day before it is 20 July 2027." in words(answer)
    assert officer.post("/consultations/new/", told | {"audiences": ["staff"]}).status_code == 302


def test_staff_whose_posts_may_go_are_not_consulted_too_short(officer, today):
    answer = officer.post("/consultations/new/", sent(today, today + timedelta(days=9), posts_at_risk=25))
    assert answer.status_code == 422
    assert "staff are consulted for at least 30 days; this is 10." in words(answer)
    assert not Consultation.objects.exists()


def test_m15_03_the_deadline_is_alerted_before_it_and_after(officer, today):
    near = make_open(publish_by=today + timedelta(days=3), ends_on=today)
    late = make_open(
        title="Late",
        publish_by=today - timedelta(days=3),
        ends_on=today - timedelta(days=9),
        starts_on=date(2026, 9, 1),
    )
    far = make_open(title="Far", publish_by=today + timedelta(days=90), ends_on=today)
    assert "Its result is to be published by" in words(officer.get(address(near)))
    assert "Its result was to be published by" in words(officer.get(address(late)))
    assert "Its result" not in words(officer.get(address(far)))


def test_m15_02_every_theme_is_answered_before_the_result_is_published(client_as):
    """M15-05: what was suggested is counted by kind."""
    hr, boss, head = client_as("hr"), client_as("head-of-service"), client_as("headteacher")
    made = make_closed()
    response = make_response(made)
    theme = make_theme(made, "Travel")
    page = hr.get(address(made, "place"))
    assert_good_page(page)
    assert "Travel (suggested)" in page.content.decode()
    assert boss.post(address(made, "publish")).status_code == 403
    assert hr.post(address(made, "place"), {response.public_id: theme.public_id}).status_code == 302
    refused = boss.post(address(made, "publish"))
    assert "Nothing is decided about: Travel." in words(refused)
    told = {"label": "Travel", "decision": "Meetings move on line", "change": "Two of three are on line"}
    assert hr.post(address(made, "themes", theme.public_id), told).status_code == 302
    assert "Meetings move on line" not in words(head.get(address(made)))
    assert hr.post(address(made, "publish")).status_code == 403
    assert boss.post(address(made, "publish")).status_code == 302
    page = head.get(address(made))
    assert_good_page(page)
    assert "Meetings move on line" in words(page)
    assert hr.get(address(made, "log")).status_code == 403


def test_a_response_is_logged_for_a_body(client_as):
    hr = client_as("hr")
    made, forum = make_open(), make_forum()
    told = {"words": "More time", "audience": "bodies", "body": forum.public_id, "suggestion": "traded"}
    assert hr.post(address(made, "log"), told | day("given_on", date(2026, 9, 2))).status_code == 302
    assert "Heads' forum" in words(hr.get(address(made)))
    assert "A service to buy" in words(hr.get(address(made)))
    late = hr.post(address(made, "log"), told | day("given_on", date(2099, 1, 1)))
    assert "A response is logged once it was given" in words(late)


def test_two_themes_of_one_name_are_refused(client_as):
    hr = client_as("hr")
    made = make_open()
    make_theme(made)
    answer = hr.post(address(made, "themes", "new"), {"label": "Travel"})
    assert answer.status_code == 422
    assert "There is a theme of this name already" in words(answer)
    assert Theme.objects.count() == 1


def test_a_theme_of_another_consultation_is_not_chosen(client_as):
    hr = client_as("hr")
    made, other = make_open(), make_open(title="Other")
    response = make_response(made)
    hr.post(address(made, "place"), {response.public_id: make_theme(other).public_id})
    response.refresh_from_db()
    assert response.theme is None


def test_what_is_open_is_not_changed_and_not_closed_before_its_last_day(officer):
    made = make_open()
    assert officer.get(address(made, "edit")).status_code == 403
    refused = officer.post(address(made, "close"))
    assert refused.status_code == 403
    assert "It is open until 31 December 2099." in words(refused)


def test_two_people_who_change_a_draft_are_told(officer, today):
    made = make_consultation()
    told = sent(today, today + timedelta(days=9), version=1)
    assert officer.post(address(made, "edit"), told).status_code == 302
    answer = officer.post(address(made, "edit"), told | {"title": "Third"})
    assert "Somebody else changed this consultation meanwhile" in words(answer)


def test_empty_pages_say_how_to_begin(officer, client_as):
    assert "No consultation is begun yet" in words(officer.get("/consultations/"))
    assert "No consultation is open yet" in words(client_as("headteacher").get("/consultations/"))


@pytest.mark.parametrize("count", [1, 30])
def test_a_consultation_asks_the_same_number_of_questions(officer, count, django_assert_max_num_queries):
    made = make_open()
    for number in range(count):
        make_response(made, f"Response {number}")
    officer.get(address(made))
    with django_assert_max_num_queries(12):
        officer.get(address(made))


def test_m15_05_suggestions_are_counted_by_kind_and_quadrant(client_as, policies):
    boss, made = client_as("head-of-service"), make_open()
    north = make_quadrant("North")
    for kind, quadrant in (("theme", north), ("theme", north), ("traded", None), ("", north)):
        told = {
            "audience": "schools",
            "words": "Reading",
            "suggestion": kind,
            **day("given_on", timezone.localdate()),
        }
        told["quadrant"] = quadrant.public_id if quadrant else ""
        assert boss.post(f"/consultations/{made.public_id}/log/", told).status_code == 302
    page = boss.get(f"/consultations/{made.public_id}/")
    assert_good_page(page)
    shown = words(page)
    assert "North 2 0" in shown
    assert "quadrant not known 0 1" in shown
