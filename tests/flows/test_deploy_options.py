"""Options are deployed by the planner: days, travel and unmet need stand beside their cost, each school apart."""

from decimal import Decimal

import pytest
from tests.factories import adopt, view_as
from tests.pages.appraisal_objects import make_appraisal, make_option
from tests.pages.workforce_objects import make_post, make_secondment, make_structure
from tests.planned_year import NOON, QUICK, SUMMER, YEAR, make_year

from headway.features.allocation.models import Entitlement
from headway.features.decisions.models import OptionDeployment
from headway.flows.deploy_options import Asked, deploy_options
from headway.planner.deployment.check import check
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db

FULL = 20
NEED = 24  # half-days of the small year, leads and schools together


@pytest.fixture
def year():
    adopt()
    return make_year()


def option_of(appraisal, *posts: dict, title: str = "Option", **more):
    structure = make_structure(title)
    for number, post in enumerate(posts):
        make_post(structure, f"{title} post {number}", **post)
    return make_option(appraisal, title, structure=structure, **more)


def run(appraisal) -> dict[str, OptionDeployment]:
    deploy_options(
        appraisal=appraisal,
        asked=Asked(YEAR, FULL, SUMMER),
        stop=QUICK,
        by=view_as("finance").person,
        at=NOON,
    )
    return {one.option.title: one for one in OptionDeployment.objects.select_related("option")}


def test_enough_posts_leave_nothing_unmet_and_too_few_leave_the_difference(year):
    made = make_appraisal()
    every = {"phases": ""}
    option_of(made, every, every, title="Two")
    option_of(made, {"phases": "", "fte": Decimal("0.5")}, title="Half")
    held = run(made)
    assert (held["Two"].demand_half_days, held["Two"].capacity_half_days, held["Two"].unmet_half_days) == (
        NEED,
        40,
        0,
    )
    assert (held["Half"].capacity_half_days, held["Half"].unmet_half_days) == (10, NEED - 10)
    assert sum(unmet for _, _, unmet, _ in held["Half"].schools) <= NEED - 10
    assert held["Two"].gap is not None
    assert held["Two"].gap <= QUICK.gap


def test_travel_is_that_of_each_school_and_adds_up(year):
    made = make_appraisal()
    option_of(made, {"phases": ""}, {"phases": ""}, title="Two")
    held = run(made)["Two"]
    assert {urn for urn, *_ in held.schools} == {one.urn for one in year.schools}
    assert held.travel_minutes == pytest.approx(
        sum(minutes for *_, minutes in held.schools), abs=len(year.schools)
    )
    assert held.travel_minutes > 0


def test_a_phase_nobody_of_an_option_can_serve_is_told_and_the_others_are_deployed(year):
    made = make_appraisal()
    option_of(made, {"phases": "primary"}, {"phases": "primary"}, title="Primary alone")
    option_of(made, {"phases": ""}, {"phases": ""}, title="All")
    option_of(made, {"role": "", "intervenes": False}, title="Nobody")
    held = run(made)
    assert "Hope Special School" in held["Primary alone"].fault
    assert held["Primary alone"].unmet_half_days is None
    assert held["All"].fault == ""
    assert "No post of this option serves schools" in held["Nobody"].fault


def test_who_is_lent_to_the_service_is_sent_too(year):
    made = make_appraisal()
    option = option_of(made, {"phases": ""}, title="One and a half")
    make_secondment(option.structure, year.schools[0])
    assert run(made)["One and a half"].capacity_half_days == 30


def test_an_option_without_a_structure_is_left_out_and_a_second_run_takes_the_place_of_the_first(year):
    made = make_appraisal()
    option_of(made, {"phases": ""}, title="One")
    make_option(made, "Bare")
    run(made)
    assert set(run(made)) == {"One"}


def test_the_answer_is_held_against_the_rules_apart(year, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "headway.flows.plan_year.check", lambda problem, plan: asked.append(problem) or check(problem, plan)
    )
    made = make_appraisal()
    option_of(made, {"phases": ""}, title="One")
    run(made)
    assert [one.id for one in asked[0].advisers] == ["post-1"]


def test_a_year_without_days_is_refused(year):
    Entitlement.objects.all().delete()
    made = make_appraisal()
    option_of(made, {"phases": ""}, title="One")
    with pytest.raises(Refused, match="Entitle the year first"):
        run(made)
