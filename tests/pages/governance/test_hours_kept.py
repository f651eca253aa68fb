"""Hours of link officers kept for a year: what was allotted stays when policy and categories change (M8-02)."""

import pytest
from django.utils import timezone
from tests.factories import make_school, read_policies
from tests.pages.governance_objects import make_board
from tests.pages.governance_world import HOURS, judged, rows, words

from headway.features.audit.models import Event
from headway.features.categories.models import Judgement
from headway.features.governance.models import LinkHours
from headway.rules.calendars import academic_year_of
from headway.rules.link_hours import may_keep_year

pytestmark = pytest.mark.django_db
KEEP = f"{HOURS}keep/"


@pytest.fixture
def year():
    return academic_year_of(timezone.localdate()).first_on.year


def test_m8_02_the_hours_kept_stay_what_they_were_when_categories_change(keeper, client_as, year):
    school = make_school()
    make_board(school, name="Board of Elm")
    judged(school, "4")
    assert "The hours are kept." in words(keeper.post(KEEP, follow=True))
    Judgement.objects.update(category="1", label="Label 1")
    boss = client_as("head-of-service")
    assert rows(boss, HOURS)["Board of Elm"]["Hours a year"].words == 4
    kept = rows(boss, f"{HOURS}?year={year}")["Board of Elm"]
    assert kept["Hours a year"].words == 18 and "is in category 4: 16 hours" in kept["Why"].words
    said = words(boss.get(f"{HOURS}?year={year}"))
    assert "As they were allotted and kept on" in said and f"Academic year {year}" in said
    assert Event.objects.get(action="keep_link_hours").after["hours"] == 18


def test_a_year_is_kept_once_and_by_who_keeps_all_boards(keeper, client_as, year):
    make_board(make_school())
    for role in ("head-of-service", "adviser"):
        assert client_as(role).post(KEEP).status_code == 403
    assert not LinkHours.objects.exists()
    assert "Keep these hours for the year" in words(keeper.get(HOURS))
    keeper.post(KEEP)
    answer = keeper.post(KEEP)
    assert answer.status_code == 403 and "kept already" in words(answer)
    assert LinkHours.objects.filter(year=year).count() == 1
    assert "Keep these hours" not in words(client_as("head-of-service").get(HOURS))


def test_the_reasons_kept_are_open_only_where_the_categories_are(keeper, client_as, year):
    mine, other = make_school(), make_school()
    make_board(mine, other, name="Federation of two")
    judged(other, "4S")
    keeper.post(KEEP)
    seen = rows(client_as("headteacher", mine), f"{HOURS}?year={year}")["Federation of two"]
    assert seen["Hours a year"].words == 26 and "4S" not in seen["Why"].words


@pytest.mark.parametrize("asked", ["1999", "many", "²"])
def test_a_year_that_was_not_kept_shows_today(keeper, asked):
    make_board(make_school(), name="Board of Elm")
    assert "Board of Elm" in rows(keeper, f"{HOURS}?year={asked}")


def test_the_page_asks_the_same_however_many_boards(keeper, year, django_assert_max_num_queries):
    for number in range(30):
        make_board(make_school(), name=f"Board {number}")
    keeper.post(KEEP)
    keeper.get(HOURS)
    read_policies()
    for address in (HOURS, f"{HOURS}?year={year}"):
        with django_assert_max_num_queries(14):  # two of them read the policies anew after the write
            keeper.get(address)


def test_hours_may_be_kept_once_and_where_there_are_any():
    assert may_keep_year(is_kept=False, boards=1)
    assert "already" in may_keep_year(is_kept=True, boards=1).reason
    assert not may_keep_year(is_kept=False, boards=0)
