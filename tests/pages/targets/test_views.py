"""Targets by group of pupils: the grid, the way to agreed, the list, and what who may only count is not told (M4-03)."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.factories import make_observation, make_release, make_school
from tests.pages.few_queries import list_and_one_ask_few_queries
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.target_objects import MEASURE, all_lines, make_agreed, make_discussed, make_targets

from headway.features.policies.queries import typed
from headway.features.targets.models import GroupTarget, TargetSet
from headway.rules.calendars import academic_year_of
from headway.rules.targets import Line

pytestmark = pytest.mark.django_db
HOME = "/schools/targets/"
YEAR = academic_year_of(timezone.localdate()).first_on.year


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def typed_in(**told: str) -> dict[str, str]:
    """What the grid sends: every group small, all pupils with a target."""
    found = {}
    for slug in typed("targets").groups:
        found |= {f"{slug}-pupils": "4", f"{slug}-{MEASURE}": "", f"{slug}-reason": ""}
    found |= {"version": "0", "all-pupils": "30", f"all-{MEASURE}": "70"}
    return found | told


@pytest.fixture
def school(policies):
    return make_school()


def address(school, year=YEAR):
    return f"/schools/{school.urn}/targets/{year}/"


def test_m4_03_a_target_set_cannot_be_agreed_until_each_group_with_enough_pupils_has_a_target_or_a_reason(
    client_as, school
):
    head, adviser, here = client_as("headteacher", school), client_as("adviser", school), address(school)
    assert "No targets of this year are proposed yet" in words(head.get(here))
    page = head.get(f"{here}write/")
    assert_good_page(page)
    lacking = typed_in(**{"disadvantaged-pupils": "12"})
    assert "The targets are proposed" in words(head.post(f"{here}write/", lacking, follow=True))
    today = timezone.localdate()
    day = {"on-day": today.day, "on-month": today.month, "on-year": today.year}
    adviser.post(f"{here}discuss/", {"words": "Ambitious", **day})
    shown = words(adviser.get(here))
    assert "Not set yet: Disadvantaged pupils." in shown and "Ambitious" in shown
    assert adviser.post(f"{here}agree/", {"version": "2"}).status_code == 403
    told = lacking | {"version": "2", "disadvantaged-reason": "Twelve joined this term"}
    head.post(f"{here}write/", told)
    adviser.post(f"{here}discuss/", {"words": "Reason heard", **day})
    assert adviser.post(f"{here}agree/", {"version": "3"}).status_code == 403
    agreed = adviser.post(f"{here}agree/", {"version": "4"}, follow=True)
    assert "The targets are agreed" in words(agreed)
    assert_good_page(adviser.get(here))
    shown = words(head.get(here))
    assert "Twelve joined this term" in shown and "Reason given" in shown and "fewer than 10 pupils" in shown
    assert head.get(f"{here}write/").status_code == 403


def test_m4_03_who_may_only_count_reads_no_figure_and_small_groups_are_named_as_not_needed(client_as, school):
    make_targets(school, YEAR, all_lines(eal=Line(cohort=3, values={MEASURE: Decimal("41")})))
    lead = client_as("partnership-lead", school)
    page = lead.get(HOME)
    assert_good_page(page)
    shown = words(page)
    assert "Not needed" in shown and "English as an additional language" in shown
    assert "41" not in shown and school.name not in shown and "70%" not in shown
    assert lead.get(address(school)).status_code == 403
    assert lead.get(f"{HOME}?export=csv").status_code == 404
    assert "41%" in words(client_as("headteacher", school).get(address(school)))


def test_m4_03_a_baseline_shows_source_and_date_and_a_hidden_figure_why_it_is_missing(client_as, school):
    release = make_release("ks2", date(2026, 3, 5))
    last = f"{YEAR - 1}/{YEAR % 100:02}"
    make_observation(MEASURE, last, Decimal(64), school=school, release=release)
    more = {"why_missing": "suppressed", "group": "Disadvantage status: Disadvantaged"}
    make_observation(MEASURE, last, None, school=school, release=release, **more)
    head = client_as("headteacher", school)
    assert f"RWM expected 64% in {last}" in words(head.get(f"{address(school)}write/"))
    told = typed_in(**{"disadvantaged-pupils": "12", f"disadvantaged-{MEASURE}": "0"})
    shown = words(head.post(f"{address(school)}write/", told, follow=True))
    assert "Release of ks2, 5 March 2026" in shown and "64%" in shown and "0%" in shown
    hidden = GroupTarget.objects.get(line__group="disadvantaged")
    assert hidden.value == 0 and hidden.baseline is None


def test_m4_03_an_outcome_stands_beside_its_target(client_as, school):
    make_agreed(school, YEAR)
    adviser = client_as("adviser", school)
    form = adviser.get(f"{address(school)}outcomes/")
    assert_good_page(form)
    assert "target 70%" in words(form)
    sent = {f"all-{MEASURE}": "66", "version": "3"}
    shown = words(adviser.post(f"{address(school)}outcomes/", sent, follow=True))
    assert "66%" in shown and "70%" in shown and "no judgement" in shown
    again = adviser.post(f"{address(school)}outcomes/", sent)
    assert again.status_code == 422 and "Somebody else changed this set of targets" in words(again)
    known = make_agreed(make_school(), YEAR)
    period = f"{YEAR}/{(YEAR + 1) % 100:02}"
    make_observation(MEASURE, period, Decimal(71), school=known.school)
    officer = client_as("data-officer")
    assert "published, not reported yet" in words(officer.get(address(known.school)))
    assert 'value="71"' in officer.get(f"{address(known.school)}outcomes/").content.decode()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({f"all-{MEASURE}": "101"}, "percentage from 0 to 100"),
        ({f"all-{MEASURE}": "many"}, "must be a number"),
        ({"all-pupils": "-1"}, "must be 0 or more"),
        ({"version": "7"}, "Somebody else changed this set of targets"),
    ],
)
def test_a_fault_is_said_and_nothing_is_written(client_as, school, told, said):
    answer = client_as("headteacher", school).post(f"{address(school)}write/", typed_in(**told))
    assert answer.status_code == 422 and said in words(answer)
    assert not TargetSet.objects.exists()


def test_the_list_tells_states_and_who_is_late_and_is_a_file(client_as, school):
    make_discussed(school, YEAR)
    other, nursery = make_school(name="Zebra Primary School"), make_school(phase="nursery")
    boss = client_as("head-of-service")
    page = boss.get(HOME)
    assert_good_page(page)
    shown = words(page)
    assert "Discussed" in shown and "Nothing proposed" in shown and nursery.name not in shown
    assert other.name not in words(boss.get(f"{HOME}?state=discussed"))
    assert school.name not in words(boss.get(f"{HOME}?state=none&sort=-name"))
    assert other.name in words(boss.get(f"{HOME}?q=zebra&phase=primary"))
    assert school.name in boss.get(f"{HOME}?export=csv").content.decode("utf-8-sig")
    assert HOME in boss.get("/schools/").content.decode()
    assert address(school) in boss.get(f"/schools/{school.urn}/").content.decode()


def test_a_phase_without_targets_and_a_year_that_is_none_are_said(client_as):
    nursery = make_school(phase="nursery")
    officer = client_as("data-officer")
    assert "asks nothing of schools of this phase" in words(officer.get(address(nursery)))
    assert officer.get(f"{address(nursery)}write/").status_code == 403
    assert officer.get(address(nursery, 1999)).status_code == 404
    assert officer.get(f"{address(nursery)}outcomes/").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_however_long_it_is(client_as, number, django_assert_max_num_queries):
    list_and_one_ask_few_queries(
        client_as, lambda one: make_targets(one, YEAR), HOME, address, number, django_assert_max_num_queries
    )


def test_what_somebody_else_saved_meanwhile_is_not_written_over(client_as, school):
    head, officer, here = client_as("headteacher", school), client_as("data-officer"), address(school)
    head.post(f"{here}write/", typed_in())
    assert officer.post(f"{here}write/", typed_in(version="1", **{f"all-{MEASURE}": "75"})).status_code == 302
    answer = head.post(f"{here}write/", typed_in(version="1", **{f"all-{MEASURE}": "72"}))
    assert answer.status_code == 422 and GroupTarget.objects.get().value == 75
