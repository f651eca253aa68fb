from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.oracles import slippage as oracle
from tests.rules.policies import load_policy
from tests.rules.test_indicators import HALFWAY, make_indicator
from tests.rules.test_plan_actions import make_action

from headway.rules.calendars import Span
from headway.rules.indicator_units import Missing
from headway.rules.indicators import rate
from headway.rules.plan_actions import Action, Dropped, Redate, Report
from headway.rules.plan_policy import read_plans
from headway.rules.slippage import (
    KINDS,
    Answer,
    Slippage,
    may_answer,
    may_close_round,
    slippage_of_round,
)

POLICY = read_plans(load_policy("current/plans"))
OPENS, CLOSES = date(2027, 1, 1), date(2027, 2, 1)
WINDOW = Span(OPENS, CLOSES)
SAID = (Report(date(2027, 1, 10), "On its way."),)


def redated(*pairs: tuple[date, date]) -> tuple[Redate, ...]:
    return tuple(Redate(on, due, "Delayed.", "Head") for on, due in pairs)


def planted() -> list[Action]:
    """One action for each kind, one with two reasons, and six with nothing wrong."""
    june = date(2027, 6, 1)
    thrice = redated(
        (date(2026, 10, 1), date(2027, 4, 1)),
        (date(2026, 12, 1), date(2027, 5, 1)),
        (date(2027, 1, 31), june),
    )
    said = {"reports": SAID}
    make = make_action
    return [
        make(key="late", baseline_due_on=date(2027, 1, 30), **said),
        make(key="forecast", reports=(Report(date(2027, 1, 10), "Slow.", date(2027, 3, 2)),)),
        make(key="silent", reports=(Report(date(2026, 12, 31), "Begun."),)),
        make(key="thrice", redates=thrice, **said),
        make(key="given up", dropped=Dropped(date(2027, 1, 5), "No money."), **said),
        make(key="two", baseline_due_on=date(2027, 1, 1), reports=()),
        make(key="done late", baseline_due_on=date(2026, 12, 1), done_on=date(2027, 1, 2)),
        make(key="due on the last day", baseline_due_on=date(2027, 1, 31), **said),
        make(key="twice", redates=thrice[:2], **said),
        make(key="possible", possible=True, dropped=Dropped(date(2027, 1, 5), "The institute withdrew.")),
        make(key="done before", baseline_due_on=date(2026, 11, 1), done_on=date(2026, 12, 31)),
        make(key="not begun", starts_on=CLOSES, reports=()),
        make(key="said after the end", redates=redated((CLOSES, june)), **said),
    ]


def found_in(actions: list[Action]) -> dict[str, tuple[str, ...]]:
    return {one.key: one.kinds for one in slippage_of_round(WINDOW, actions, (), POLICY)}


def test_m3_08_every_planted_kind_is_found_and_nothing_else() -> None:
    indicator = make_indicator()
    near, short, empty = (replace(indicator, key=key, label=key) for key in ("near", "short", "empty"))
    rated = [
        (near, rate(near, Decimal(62), HALFWAY)),
        (short, rate(short, Decimal(61), HALFWAY)),
        (empty, rate(empty, Missing("Not entered."), HALFWAY)),
    ]
    found = slippage_of_round(WINDOW, planted(), rated, POLICY)
    assert {one.key: one.kinds for one in found} == {
        "late": ("late",),
        "forecast": ("forecast late",),
        "silent": ("not reported",),
        "thrice": ("re-dated",),
        "given up": ("dropped",),
        "two": ("late", "not reported"),
        "done late": ("late",),
        "short": ("target missed",),
        "empty": ("not reported",),
    }
    assert {kind for one in found for kind in one.kinds} == set(KINDS)
    words = {one.key: [(reason.words, reason.number) for reason in one.reasons] for one in found}
    assert words["late"] == [("Due on 30 January 2027 and not done by the end of the round, 1 day later.", 1)]
    assert words["forecast"] == [("Forecast for 2 March 2027, 1 day after 1 March 2027.", 1)]
    assert words["silent"] == [("Nothing was reported from 1 January 2027 to the end of the round.", None)]
    assert words["thrice"] == [("Re-dated 3 times, from 1 March 2027 to 1 June 2027.", 3)]
    assert words["done late"] == [("Done on 2 January 2027, 32 days after 1 December 2026.", 32)]


def test_m3_11_a_possible_action_dropped_with_a_reason_is_no_slippage_and_an_agreed_one_is() -> None:
    possible = make_action(possible=True, dropped=Dropped(date(2027, 1, 5), "The institute withdrew."))
    assert found_in([possible]) == {}
    assert found_in([replace(possible, possible=False)]) == {"a1": ("dropped",)}


def test_m3_08_a_round_with_an_unaddressed_slippage_does_not_close() -> None:
    found = slippage_of_round(WINDOW, planted()[:2], (), POLICY)
    refused = may_close_round(found, {})
    assert not refused
    assert refused.reason == (
        "The round cannot close, because 2 slippages are not addressed: “Train governors” (late) and "
        "“Train governors” (forecast late). Give each its cause, remedy, new date and approver."
    )
    whole = Answer("The trainer fell ill.", "Another trainer.", date(2027, 3, 1), "Head")
    assert not may_close_round(found, {"late": whole})
    assert may_close_round(found, {"late": whole, "forecast": whole})
    for part in ("cause", "remedy", "approved_by"):
        answers = {"late": whole, "forecast": replace(whole, **{part: " "})}
        assert "1 slippage is not addressed" in may_close_round(found, answers).reason
    assert not may_close_round(found, {"late": whole, "forecast": replace(whole, due_on=None)})
    assert may_close_round((), {})


def test_an_answer_is_whole_and_approved_by_another() -> None:
    (slippage,) = slippage_of_round(WINDOW, planted()[:1], (), POLICY)
    whole = Answer("The trainer fell ill.", "Another trainer.", date(2027, 3, 1), "Head")

    def reason(answer: Answer, one: Slippage = slippage) -> str:
        return may_answer(one, answer, "Adviser 1", date(2027, 2, 1)).reason

    assert may_answer(slippage, whole, "Adviser 1", date(2027, 2, 1))
    assert "has no cause yet" in reason(replace(whole, cause=""))
    assert "Somebody other" in reason(replace(whole, approved_by="Adviser 1"))
    assert "needs a new date" in reason(replace(whole, due_on=None))
    assert "lies in the past" in reason(replace(whole, due_on=date(2027, 1, 31)))
    assert reason(replace(whole, due_on=None), replace(slippage, is_open=False)) == ""


def random_facts(dice: Random) -> dict:
    def some(span: int = 120) -> date:
        return date(2026, 11, 1) + timedelta(dice.randint(0, span))

    ended = dice.random()
    spread = sorted({some() for _ in range(dice.randint(0, 5))})
    told = sorted({some() for _ in range(dice.randint(0, 3))})
    return {
        "baseline": some(),
        "starts": some(),
        "redates": [(on, some(200)) for on in spread],
        "reports": [(on, some(200) if dice.random() < 0.5 else None) for on in told],
        "done": some() if ended < 0.4 else None,
        "dropped": some() if ended > 0.85 else None,
        "possible": dice.random() < 0.1,
    }


def as_action(key: str, facts: dict) -> Action:
    return make_action(
        key=key,
        baseline_due_on=facts["baseline"],
        starts_on=facts["starts"],
        redates=redated(*facts["redates"]),
        reports=tuple(Report(on, "Said.", forecast) for on, forecast in facts["reports"]),
        done_on=facts["done"],
        dropped=Dropped(facts["dropped"], "No money.") if facts["dropped"] else None,
        possible=facts["possible"],
    )


def test_slippage_equals_the_oracle_over_random_plans() -> None:
    dice, seen, clean = Random(20270101), set(), 0
    for _ in range(200):
        facts = {f"a{at}": random_facts(dice) for at in range(20)}
        found = found_in([as_action(key, one) for key, one in facts.items()])
        for key, one in facts.items():
            expected = oracle.kinds_of(one, OPENS, CLOSES)
            assert set(found.get(key, ())) == expected, one
            seen |= expected
            clean += not expected
    assert seen == set(KINDS) - {"target missed"}
    assert clean > 400
