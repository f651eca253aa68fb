"""The pages of indicators: list, one with its chart and what is likely, targets, values asked about where they are odd."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import make_person, sign_in
from tests.plan_world import approved_plan, make_indicator

from headway.features.plans.models import Action, Indicator, IndicatorValue, Target
from headway.features.policies.queries import typed
from headway.features.undertakings.models import Undertaking
from headway.rules.indicator_values import last_ended, period_of

pytestmark = pytest.mark.django_db
HOME = "/plans/indicators/"
QUERIES = 16  # inside a test's transaction nothing is kept in memory


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def officer(client_as):
    return client_as("data-officer")


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


@pytest.fixture
def row(policies):
    return make_indicator(baseline_on=timezone.localdate() - timedelta(days=900))


def months(row, number) -> list:
    """The last so many months that ended, the oldest first."""
    policy = typed("plans")
    found = [last_ended(timezone.localdate(), row.frequency, policy)]
    while len(found) < number:
        found.insert(0, period_of(found[0].first_on - timedelta(days=1), row.frequency, policy))
    return found


def keep(row, *values) -> None:
    """Values of the last months."""
    for period, value in zip(months(row, len(values)), values, strict=True):
        IndicatorValue.objects.create(
            indicator=row,
            period_from=period.first_on,
            period_until=period.until,
            value=value,
            at=timezone.now(),
        )


def test_an_indicator_is_defined_aimed_at_valued_and_rated(officer, boss):
    told = {
        "name": "Attendance", "definition": "Half days", "unit": "%", "polarity": "higher", "frequency": "monthly",
        "owner": officer.person.pk, "baseline": "94", "tolerance": "0.5", **day("baseline_on", date(2024, 8, 31)),
    }  # fmt: skip
    assert_good_page(officer.get(f"{HOME}new/"))
    assert "is defined" in words(officer.post(f"{HOME}new/", told, follow=True))
    row = Indicator.objects.get()
    address = f"{HOME}{row.public_id}/"
    aimed = {"value": "97", **day("due_on", timezone.localdate() + timedelta(days=400))}
    page = officer.post(f"{address}target/", aimed, follow=True)
    assert_good_page(page)
    assert "proposes a target of 97%" in words(page) and page.context["page"].may_decide.reason
    assert "is approved" in words(boss.post(f"{address}decide/", {"agreed": "yes"}, follow=True))
    Target.objects.update(
        made_at=timezone.now() - timedelta(days=90)
    )  # a value is held against what was aimed at then
    period = months(row, 1)[0].first_on.isoformat()
    page = officer.post(f"{address}value/", {"period": period, "value": "92"}, follow=True)
    assert_good_page(page)
    assert "92%" in words(page) and page.context["page"].standing.rating.colour == "red"
    assert "Missed" in words(boss.get(HOME))


def test_an_odd_value_is_asked_about_before_it_is_kept(officer, row):
    address, period = f"{HOME}{row.public_id}/value/", months(row, 1)[0].first_on.isoformat()
    page = officer.post(address, {"period": period, "value": "940"})
    assert page.status_code == 422 and "tick this if it is right" in words(page)
    assert not IndicatorValue.objects.exists()
    officer.post(address, {"period": period, "value": "940", "sure": "on"})
    assert IndicatorValue.objects.get().questioned


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit": "furlongs"}, "one of the choices"),
        ({"formula": "2 +"}, "formula"),
        ({"name": ""}, "Enter what is measured"),
        ({"tolerance": "-1"}, "0 or more"),
        ({"baseline": "many"}, "must be a number"),
    ],
)
def test_a_faulty_definition_is_said_and_nothing_is_stored(officer, change, said):
    told = {
        "name": "Attendance", "definition": "Half days", "unit": "%", "polarity": "higher", "frequency": "monthly",
        "owner": officer.person.pk, "baseline": "94", "tolerance": "0.5", **day("baseline_on", date(2024, 8, 31)),
    }  # fmt: skip
    page = officer.post(f"{HOME}new/", told | change)
    assert page.status_code == 422 and said in words(page)
    assert not Indicator.objects.exists()


def test_noise_is_told_from_change_and_a_miss_is_foreseen(officer, boss, row):
    keep(row, *[Decimal(94 + number % 2) for number in range(16)])
    address = f"{HOME}{row.public_id}/"
    officer.post(
        f"{address}target/", {"value": "99", **day("due_on", timezone.localdate() + timedelta(days=90))}
    )
    boss.post(f"{address}decide/", {"agreed": "yes"})
    page = officer.get(address)
    assert_good_page(page)
    how = page.context["page"].standing
    assert "likely be missed" in how.likely_words and "between" in how.likely_words
    assert how.noise_words
    assert page.context["page"].chart is not None


def test_m3_12_a_late_value_is_named_and_the_list_narrows_to_those(officer, row):
    keep(row, *[Decimal(94)] * 3)
    IndicatorValue.objects.order_by("-period_from").first().delete()
    late = officer.get(f"{HOME}{row.public_id}/").context["page"].standing.late_words
    today = timezone.localdate()
    assert bool(late) == (today.day > 20) or today.day in range(11, 21)
    assert_good_page(officer.get(f"{HOME}?late=yes"))


def test_the_list_takes_the_same_queries_for_1_and_20(officer, row, django_assert_max_num_queries):
    officer.get(HOME)
    for number in range(20):
        keep(make_indicator(name=f"Indicator {number}"), Decimal(94), Decimal(95))
    with django_assert_max_num_queries(QUERIES):
        officer.get(HOME)


def test_an_indicator_that_is_not_there_is_not_found(officer):
    assert officer.get(f"{HOME}nothing-here/").status_code == 404


def test_whoever_has_an_action_of_a_plan_opens_the_indicators_the_list_shows_and_changes_none(policies):
    person, plan = make_person("adviser"), approved_plan()
    Undertaking.objects.filter(pk__in=Action.objects.filter(plan=plan).values("undertaking")).update(
        owner=person
    )
    shown, other = make_indicator(plan), make_indicator(name="Another")
    client = sign_in(person)
    found = {link.get("href") for link in assert_good_page(client.get(HOME)).iter("a")}
    assert f"{HOME}{shown.public_id}/" in found and f"{HOME}{other.public_id}/" not in found
    assert client.get(f"{HOME}{shown.public_id}/").status_code == 200
    assert client.get(f"{HOME}{other.public_id}/").status_code == 404
    assert client.get(f"{HOME}{shown.public_id}/target/").status_code == 404
