"""The days of one's week and term, and a visit moved from them: what is shown, and what is said before anything is saved."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, make_person, sign_in, tie
from tests.pages.visit_objects import make_visit
from tests.plan_world import seen

from headway.features.visits.actions import cancel_visit, hold_visit
from headway.features.visits.models import Absence, Visit
from headway.pages.diary.weeks import weeks_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 9, 14)


@pytest.fixture
def school(policies):
    return make_school(name="Elm Primary School", status_code="1", easting=600_000, northing=200_000)


@pytest.fixture
def person(school):
    return make_person("adviser", school=school)


@pytest.fixture
def adviser(person):
    return sign_in(person)


def shown(client, on=MONDAY, view="week"):
    page = client.get(f"/diary/?view={view}&on={on}")
    assert_good_page(page)
    return page


def cards(page):
    """Day to the names of its visits and whether each can be moved."""
    return {
        day.iso: [(card.name, bool(card.move_href)) for card in day.cards]
        for week in page.context["page"].weeks
        for day in week.days
    }


def values(response) -> dict[str, str]:
    """What the boxes of the form hold, but for the one to tick."""
    boxes = {one.get("name"): one.get("value") for one in parse_page(response).iter("input")}
    return {name: value for name, value in boxes.items() if value is not None and name != "anyway"}


def words(response) -> str:
    return shown_words(parse_page(response))


def test_a_week_shows_its_school_days_with_a_link_to_move_each_booked_visit(school, person, adviser):
    make_visit(school, lead=person, on=MONDAY)
    gone = make_visit(school, lead=person, on=MONDAY + timedelta(days=1))
    held = make_visit(school, lead=person, on=MONDAY + timedelta(days=2))
    office = seen(make_person("business-support"), MONDAY)
    cancel_visit(visit=gone, reason="Ill", by=office, at=AT)
    hold_visit(visit=held, by=seen(person, MONDAY + timedelta(days=3)), at=AT)
    page = shown(adviser)
    days = cards(page)
    assert list(days) == [f"2026-09-{14 + number}" for number in range(5)]
    assert days["2026-09-14"] == [("Elm Primary School", True)]
    assert days["2026-09-15"] == [] and days["2026-09-16"] == [("Elm Primary School", False)]
    links = [one for one in parse_page(page).iter("a") if "data-moves-link" in one.attrib]
    (made,) = Visit.objects.filter(state="booked")
    assert [one.get("href") for one in links] == [f"/diary/visits/{made.public_id}/move/"]
    assert "".join(links[0].itertext()) == "Move the visit to Elm Primary School on Monday 14 September 2026"


def test_a_saturday_is_shown_where_something_is_on_it(school, person, adviser):
    make_visit(school, lead=person, on=MONDAY + timedelta(days=5))
    assert list(cards(shown(adviser)))[-1] == "2026-09-19"


def test_a_term_shows_its_weeks_one_after_the_other(school, person, adviser):
    make_visit(school, lead=person, on=MONDAY)
    weeks = shown(adviser, view="term").context["page"].weeks
    assert len(weeks) > 10 and weeks[1].name.startswith("Week of ")
    assert all(one.place <= 5 for week in weeks for one in week.days)


def test_nobody_moves_what_they_may_not_change(school, person, client_as):
    made = make_visit(school, lead=person, on=MONDAY)
    officer = make_person("attendance")
    made.people.create(person=officer, role="with")
    assert Visit.objects.filter(people__person=officer).exists()
    assert shown(sign_in(officer)).context["page"].weeks == ()
    assert shown(client_as("headteacher", school)).context["page"].weeks == ()
    assert weeks_of([made], MONDAY, MONDAY + timedelta(days=7), ()) == ()
    assert weeks_of([made], MONDAY, MONDAY + timedelta(days=7), {made.public_id})


def test_the_day_it_was_dragged_to_stands_in_the_form_and_nothing_is_saved(school, person, adviser):
    made = make_visit(school, lead=person, on=MONDAY)
    address = f"/diary/visits/{made.public_id}/move/?on=2026-09-17"
    page = adviser.get(address)
    assert_good_page(page)
    said = words(page)
    assert "From 14 September 2026 to 17 September 2026. Nothing is saved until you press" in said
    assert "Nothing stands against that day." in said
    boxes = values(page)
    assert (boxes["on-day"], boxes["on-month"], boxes["on-year"]) == ("17", "9", "2026")
    assert Visit.objects.get().on == MONDAY
    sent = boxes | {"half": "am", "lead": person.public_id}
    done = adviser.post(address, sent, follow=True)
    assert "The visit is moved." in words(done) and Visit.objects.get().on == date(2026, 9, 17)
    undo = next(one for one in parse_page(done).iter("form") if "data-undo-seconds" in one.attrib)
    adviser.post(undo.get("action"), {one.get("name"): one.get("value") for one in undo.iter("input")})
    assert Visit.objects.get().on == MONDAY


def test_a_clash_days_away_and_a_far_place_are_told_before_it_is_saved(school, person, adviser):
    made = make_visit(school, lead=person, on=MONDAY)
    far = make_school(name="Yew School", status_code="1", easting=700_000, northing=300_000)
    tie(person, "adviser", "school", far.urn)
    day = MONDAY + timedelta(days=3)
    make_visit(far, lead=person, on=day)
    make_visit(far, lead=person, on=day, half="pm")
    Absence.objects.create(person=person, first_on=day, until=day + timedelta(days=1), recorded_by=person)
    address = f"/diary/visits/{made.public_id}/move/?on={day}"
    page = adviser.get(address)
    said = words(page)
    assert f"{person.name} is at Yew School then (morning, 17 September 2026)." in said
    assert f"{person.name} is away on 17 September 2026." in said
    assert "kilometres from Elm Primary School" in said and "Nothing stands against" not in said
    sent = values(page) | {"half": "am", "lead": person.public_id}
    refused = adviser.post(address, sent)
    assert refused.status_code == 422 and Visit.objects.get(pk=made.pk).on == MONDAY
    adviser.post(address, sent | {"anyway": "on"})
    assert Visit.objects.get(pk=made.pk).on == day


@pytest.mark.parametrize(
    "asked",
    ["", "?on=", "?on=2026-02-31", "?on=<script>", "?on=9999-99-99", "?on=0001-01-01", "?on=9999-12-31"],
)
def test_a_day_that_is_none_is_not_taken(school, person, adviser, asked):
    made = make_visit(school, lead=person, on=MONDAY)
    page = adviser.get(f"/diary/visits/{made.public_id}/move/{asked}")
    assert page.status_code == 200
    assert page.context["page"].form.initial["on"] == MONDAY and page.context["page"].words == ()


@pytest.mark.parametrize("number", [1, 30])
def test_the_week_asks_no_more_for_thirty_visits(
    school, person, adviser, number, django_assert_max_num_queries
):
    on = timezone.localdate()
    for _ in range(number):
        make_visit(school, lead=person, on=on)
    adviser.get("/diary/")
    with django_assert_max_num_queries(12):
        page = adviser.get(f"/diary/?view=week&on={on}")
    assert sum(map(len, cards(page).values())) == number
