"""A year is planned: solved with a proof, checked apart, kept whole or not at all."""

import pytest
from tests.factories import adopt
from tests.planned_year import NOON, QUICK, SUMMER, YEAR, make_year, plan

from headway.features.allocation.models import Conflict
from headway.features.audit.models import Event
from headway.features.deployment.actions import start_draft
from headway.features.deployment.models import Assignment, Draft, Lock, State
from headway.features.people.models import AdviserYear, Capability
from headway.flows import plan_year as flow
from headway.flows.build_problem import build_problem
from headway.flows.plan_rows import plan_of
from headway.planner.deployment.check import check
from headway.planner.deployment.problem import Plan
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    adopt()
    return make_year()


def test_every_school_gets_one_adviser_and_every_partnership_one_lead(year):
    draft = plan()
    assert draft.state == State.PLANNED
    assert set(draft.assignments.values_list("school", flat=True)) == {one.urn for one in year.schools}
    assert draft.leads.count() == 2


def test_the_draft_carries_demand_capacity_proof_and_terms_that_add_up(year):
    draft = plan()
    assert (draft.demand_half_days, draft.capacity_half_days, draft.unmet_half_days) == (24, 60, 0)
    assert draft.objective == pytest.approx(sum(draft.terms.values()))
    assert draft.lower_bound <= draft.objective + 0.01
    assert 0 <= draft.gap <= 0.02
    assert draft.proof.startswith("Lower bound proved")
    assert draft.capacities == {one.person.public_id: 20 for one in year.advisers}


def test_changes_are_the_schools_whose_adviser_is_not_last_years(year):
    draft = plan()
    moved = [row for row in draft.assignments.all() if row.adviser_id != year.last_year.pk]
    assert draft.changes == len(moved)
    assert {row.last_adviser_id for row in draft.assignments.all()} == {year.last_year.pk}


def test_reasons_are_sentences_and_tell_no_conflict(year):
    Conflict.objects.create(
        adviser=year.advisers[0], school=year.schools[0], reason="family", valid_from=SUMMER
    )
    draft = plan()
    said = " ".join(draft.assignments.get(school=year.schools[0]).reasons)
    assert "conflict" not in said and "family" not in said
    assert all(sentence.endswith(".") for row in draft.assignments.all() for sentence in row.reasons)
    assert all(len(row.reasons) >= 4 for row in draft.assignments.all())


def test_planning_again_keeps_what_is_fixed_by_hand(year):
    draft = plan()
    row = draft.assignments.get(school=year.schools[0])
    other = next(one for one in (year.advisers[0], year.advisers[1]) if one != row.adviser)
    Lock.objects.create(draft=draft, school=row.school, adviser=other, reason="asked for", at=NOON)
    again = plan(draft)
    assert again.assignments.get(school=row.school).adviser == other
    assert "settled by hand" in " ".join(again.assignments.get(school=row.school).reasons)
    assert again.version == 3


def test_m6_10_demand_above_capacity_is_unmet_need_and_said(year):
    AdviserYear.objects.update(contracted_half_days=6)
    draft = plan()
    assert draft.unmet_half_days == 24 - 18
    assert draft.warnings[0] == "12 days are asked for and 9 days can be given: 3 days too few."
    rows = sum(row.unmet_half_days for row in draft.assignments.all())
    assert rows + sum(row.unmet_half_days for row in draft.leads.all()) == 6


def test_what_nobody_may_serve_is_refused_with_the_schools_name_and_nothing_is_stored(year):
    Capability.objects.filter(phase="special").delete()
    draft = start_draft(year=YEAR, seed=1, by=None, at=NOON)
    with pytest.raises(Refused, match="Hope Special School"):
        plan(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.version, Assignment.objects.count()) == (State.EMPTY, 1, 0)


def test_an_answer_that_fails_the_check_is_refused_and_not_stored(year, monkeypatch):
    """A solver that gives the special school to somebody without that phase."""
    honest = flow.solve

    def careless(problem, **more):
        result = honest(problem, **more)
        special = str(year.schools[-1].urn)
        wrong = {**result.plan.advisers, special: year.advisers[1].person.public_id}
        plan = Plan(advisers=wrong, leads=result.plan.leads)
        return type(result)(**{name: getattr(result, name) for name in result.__slots__} | {"plan": plan})

    monkeypatch.setattr(flow, "solve", careless)
    with pytest.raises(Refused, match="does not serve the phase of Hope Special School"):
        plan()
    assert Assignment.objects.count() == 0


def test_a_draft_changed_while_it_was_planned_is_left_as_it_was_changed(year, monkeypatch):
    draft = plan()
    before = list(draft.assignments.values_list("school", "adviser"))
    honest = flow.solve

    def slow(problem, **more):
        Draft.objects.filter(pk=draft.pk).update(version=draft.version + 5)
        return honest(problem, **more)

    monkeypatch.setattr(flow, "solve", slow)
    with pytest.raises(Refused, match="changed this draft meanwhile"):
        plan(draft)
    assert list(draft.assignments.values_list("school", "adviser")) == before


def test_what_is_stored_reads_back_as_a_plan_that_keeps_every_rule(year, settings):
    draft = plan()
    known = build_problem(year=YEAR, on=SUMMER, policy=flow.read_policy(draft.policy), draft=draft)
    assert check(known.problem, plan_of(draft)) == ()


def test_progress_is_told_and_the_event_has_no_personal_text(year):
    told = []
    plan(progress=lambda done, total, words: told.append(words))
    assert told[0] == "First plan" and told[-1] == "Done"
    event = Event.objects.filter(action="store_plan").get()
    assert event.after["assignments"] == 8 and "reason" not in str(event.after)


def test_storing_takes_a_fixed_number_of_queries(year, django_assert_max_num_queries):
    draft = start_draft(year=YEAR, seed=1, by=None, at=NOON)
    with django_assert_max_num_queries(40):
        flow.plan_year(draft=draft, on=SUMMER, stop=QUICK, by=None, at=NOON)
