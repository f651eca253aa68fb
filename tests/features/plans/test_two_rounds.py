"""A plan the size of Salford's, brought in, approved, and watched through two rounds with planted slippage."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import docx
import pytest
from tests.pages.people import adopt_current_policies, make_person
from tests.plan_world import make_indicator, seen

from headway.features.plans.actions import monitoring
from headway.features.plans.actions.begin import Beginning, start_plan_from
from headway.features.plans.actions.measuring import decide_target, give_value, propose_target
from headway.features.plans.actions.settling import approve_plan, check_plan
from headway.features.plans.models import Plan
from headway.features.plans.queries import actions_with_history, closed_rounds
from headway.features.policies.queries import typed
from headway.features.undertakings import actions as deeds
from headway.features.undertakings.models import Undertaking
from headway.flows.board_pack import board_pack
from headway.flows.read_plan import read_plan
from headway.gateways.documents import pack_word, plan_spreadsheet
from headway.rules import plan_grid, slippage
from headway.rules.indicator_values import period_of
from headway.rules.plan_periods import periods_from
from headway.rules.round_comparison import kinds_by_round, slipped_by_round
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
FIRST = date(2026, 3, 1)
TITLES = ("Strategic planning", "Integrated services", "Inclusion and access", "Curriculum and governance")
PER_CELL = 5
# What is planted, by the number of the action in the order of the document.
LATE, FORECAST, SILENT, DROPPED_ONE, POSSIBLE_ONE = 0, 10, 11, 12, 13
DONE_LATE, MOVED, SILENT_LATER = 6, 15, 16
ROUNDS = ((date(2026, 6, 1), date(2026, 8, 31)), (date(2026, 9, 1), date(2026, 11, 30)))


def at(day: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def policies(db):
    adopt_current_policies()


@pytest.fixture
def policy():
    return typed("plans", date(2026, 9, 1))


class Watched:
    """The plan with the people who run it and its actions in the order of the document."""

    def __init__(self, policy):
        self.policy = policy
        self.author, self.boss = (
            seen(make_person(role), FIRST) for role in ("business-support", "head-of-service")
        )
        checker = seen(make_person("data-officer"), FIRST)
        self.plan = bring_in(self.author)
        answers = dict.fromkeys(policy.checklist, True)
        check_plan(plan=self.plan, answers=answers, remarks="", policy=policy, by=checker, at=at(FIRST))
        approve_plan(plan=self.plan, by=self.boss, at=at(FIRST))

    def on(self, day: date):
        """Who writes, on a day."""
        return seen(self.author.person, day)

    def of(self, number: int) -> Undertaking:
        """The action of a number, as it stands."""
        return self.plan.actions.get(position=number).undertaking

    def report(self, number: int, on: date, status: str = deeds.UNDER_WAY, forecast_on: date | None = None):
        """One report on one action."""
        told = {"status": status, "evidence": "Minutes", "next_step": "Go on", "forecast_on": forecast_on}
        deeds.report(row=self.of(number), on=on, **told, by=self.author.person, at=at(on))

    def report_all(self, on: date, besides: set[int]) -> None:
        """Everything open is reported, and done where its day has come; `besides` are left alone."""
        for action in actions_with_history(self.plan):
            of = action.undertaking
            if action.position in besides or of.completed_on or of.dropped_on:
                continue
            self.report(action.position, on, deeds.DONE if of.due_on <= on else deeds.UNDER_WAY)

    def move(self, number: int, to: date, on: date) -> None:
        """Another day, asked for by one and agreed by another."""
        asked = deeds.ask_new_date(
            row=self.of(number), due_on=to, reason="Ill", by=self.author.person, at=at(on)
        )
        deeds.decide_new_date(asked=asked, agreed=True, by=self.boss.person, at=at(on))

    def found(self, number: int) -> dict[str, tuple[str, ...]]:
        """What a round found: label to the kinds of its reasons."""
        one = self.plan.rounds.get(number=number)
        return {each.label: each.kinds for each in monitoring.slippages_now(one, self.policy)}

    def settle(self, number: int, on: date) -> None:
        """Every slippage answered by one and approved by another, then the round closed."""
        one = self.plan.rounds.get(number=number)
        for slipped in monitoring.slippages_now(one, self.policy):
            row = monitoring.answer_slippage(
                found=one,
                slipped=slipped,
                cause="A vacancy",
                remedy="Somebody else does it",
                new_due_on=on + timedelta(days=60) if slipped.is_open else None,
                by=self.on(on),
                at=at(on),
            )
            monitoring.approve_answer(row=row, by=self.boss, at=at(on))
        monitoring.close_round(found=one, policy=self.policy, by=self.author, at=at(on))


def document() -> plan_grid.Plan:
    """Four priorities by five quarters with five actions a cell, one cell with four: 99 actions as in Salford's plan."""
    spans = [one.days for one in periods_from(FIRST, 3, 5)]
    periods = tuple(
        plan_grid.Period(f"{one.first_on:%B %Y} – {one.until - timedelta(days=1):%B %Y}", one)
        for one in spans
    )
    rows, number = [], 0
    for title in TITLES:
        cells = []
        for _ in periods:
            many = PER_CELL if number < 95 else 4
            cells.append(tuple(_action(number + place) for place in range(many)))
            number += many
        rows.append(plan_grid.Priority(title, tuple(cells)))
    return plan_grid.Plan("After the inspection", "", periods, tuple(rows))


def _action(number: int) -> plan_grid.Action:
    words = f"Action number {number}"
    return plan_grid.Action(f"Possible {words}" if number == POSSIBLE_ONE else words, owner="Adviser 1")


def bring_in(author) -> Plan:
    """The document as a spreadsheet, read and begun."""
    read = read_plan(content=plan_spreadsheet(document()))
    told = Beginning(read.title, "post-inspection")
    plan = start_plan_from(read=read, told=told, moved={}, by=author, at=at(FIRST))
    plan.refresh_from_db()
    return plan


def test_m3_01_every_action_stands_in_the_cell_of_the_document(policy):
    plan = Watched(policy).plan
    periods = list(plan.periods.all())
    counted = [
        plan.actions.filter(
            priority=row,
            undertaking__due_on__gte=one.valid_from,
            undertaking__due_on__lt=one.valid_until,
        ).count()
        for row in plan.priorities.all()
        for one in periods
    ]
    assert (len(counted), sum(counted)) == (20, 99)
    assert counted == [5] * 19 + [4]


def aimed(watched: Watched, name: str) -> object:
    """An indicator by quarters that is to go from 60 to 64 by the end of June."""
    row = make_indicator(
        watched.plan,
        name=name,
        frequency="quarterly",
        baseline=Decimal(60),
        baseline_on=date(2026, 3, 31),
        tolerance=Decimal(2),
    )
    told = {"value": Decimal(64), "due_on": date(2026, 6, 30), "reason": "", "milestone": False}
    propose_target(row=row, **told, policy=watched.policy, by=watched.author, at=at(FIRST))
    decide_target(row=row, agreed=True, by=watched.boss, at=at(FIRST))
    return row


def give(row: object, value: int, first_on: date, watched: Watched) -> None:
    """The value of a quarter."""
    period = period_of(first_on, "quarterly", watched.policy)
    told = {"value": Decimal(value), "why_missing": "", "source": "Count"}
    give_value(
        row=row,
        period=period,
        **told,
        policy=watched.policy,
        by=watched.on(period.until),
        at=at(period.until),
    )


def first_round(watched: Watched) -> None:
    """Late, forecast late, not reported, dropped; what is possible only is dropped too, and slips nothing."""
    first, last = ROUNDS[0]
    monitoring.open_round(
        plan=watched.plan, window_from=first, due_on=last, by=watched.on(first), at=at(first)
    )
    july = date(2026, 7, 1)
    watched.report(LATE, july)
    watched.report(FORECAST, july, forecast_on=date(2027, 6, 30))
    watched.report(DONE_LATE, july)
    for number in (DROPPED_ONE, POSSIBLE_ONE):
        deeds.drop(row=watched.of(number), on=july, reason="No money", by=watched.author.person, at=at(july))
    watched.move(MOVED, date(2027, 3, 15), july)
    watched.move(MOVED, date(2027, 4, 15), date(2026, 8, 3))
    watched.report_all(last, besides={LATE, FORECAST, SILENT, DONE_LATE})


def second_round(watched: Watched) -> None:
    """A third new date, one done after its day, one not reported; what slipped before is done by its new day."""
    first, last = ROUNDS[1]
    monitoring.open_round(
        plan=watched.plan, window_from=first, due_on=last, by=watched.on(first), at=at(first)
    )
    watched.report(DONE_LATE, date(2026, 9, 5), deeds.DONE)
    watched.move(MOVED, date(2027, 5, 17), date(2026, 10, 1))
    for number in (LATE, FORECAST, SILENT):
        watched.report(number, date(2026, 10, 20), deeds.DONE)
    watched.report_all(last, besides={SILENT_LATER})


def test_m3_08_two_rounds_find_every_planted_slippage_with_its_reason_and_no_other(policy):
    watched = Watched(policy)
    names = {one: watched.of(one).words for one in range(20)}
    missed, kept = aimed(watched, "Read at seven"), aimed(watched, "Write at seven")
    watched.report_all(date(2026, 5, 31), besides={LATE})
    first_round(watched)
    give(missed, 61, date(2026, 4, 1), watched)
    give(kept, 64, date(2026, 4, 1), watched)
    assert watched.found(1) == {
        names[LATE]: (slippage.LATE,),
        names[FORECAST]: (slippage.FORECAST_LATE,),
        names[SILENT]: (slippage.NOT_REPORTED,),
        names[DROPPED_ONE]: (slippage.DROPPED,),
        missed.name: (slippage.TARGET_MISSED,),
    }
    with pytest.raises(Refused, match="5 slippages are not addressed"):
        monitoring.close_round(
            found=watched.plan.rounds.get(), policy=policy, by=watched.author, at=at(ROUNDS[0][1])
        )
    watched.settle(1, ROUNDS[0][1])
    frozen = watched.plan.rounds.get(number=1).frozen
    second_round(watched)
    give(missed, 64, date(2026, 7, 1), watched)
    assert watched.found(2) == {
        names[DONE_LATE]: (slippage.LATE,),
        names[MOVED]: (slippage.REDATED,),
        names[SILENT_LATER]: (slippage.NOT_REPORTED,),
        kept.name: (slippage.NOT_REPORTED,),
    }
    watched.settle(2, ROUNDS[1][1])
    assert watched.plan.rounds.get(number=1).frozen == frozen
    compared = closed_rounds(watched.plan)
    assert [len(one.kinds) for one in compared] == [5, 4]
    assert kinds_by_round(compared)[slippage.NOT_REPORTED] == (1, 2)
    assert {one.times for one in slipped_by_round(compared)} == {1}
    told = docx.Document(io.BytesIO(pack_word(board_pack(watched.plan, ROUNDS[1][1], policy))))
    cells = [cell.text for table in told.tables for row in table.rows for cell in row.cells]
    for expected in (names[DONE_LATE], names[MOVED], names[SILENT_LATER], kept.name, "A vacancy"):
        assert expected in cells
