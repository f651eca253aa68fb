"""A plan as a pack for the board: how it stands, what slipped and what is done, its measures, its risks."""

from collections import Counter
from datetime import date

from headway.features.plans.actions.monitoring import answered_rows, slippages_now, window_of, with_answers
from headway.features.plans.measured import plan_indicators, values_of, with_measures
from headway.features.plans.models import Action as PlanAction
from headway.features.plans.models import Indicator, Plan, Round, RoundState
from headway.features.plans.queries import actions_with_history, as_rules, rounds_of
from headway.gateways.documents import Pack, PackBars, PackSection, PackTable
from headway.rules.calendars import day_words
from headway.rules.indicator_units import Missing
from headway.rules.plan_actions import Action
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_status import impact_of, status_of
from headway.rules.plan_words import count_words, number_words
from headway.rules.round_comparison import ClosedRound, kinds_by_round, read_round

MOST_ROWS = 200


def board_pack(plan: Plan, on: date, policy: PlanPolicy) -> Pack:
    """The pack as on a day. Figures are counted by rule from dates and reports; nothing is typed in."""
    rounds = list(with_answers(rounds_of(plan)))
    opened = next((one for one in rounds if one.state == RoundState.OPEN), None)
    actions = actions_with_history(plan, window_of(opened) if opened else None)
    known, measures = as_rules(actions), list(plan_indicators(plan))
    owner = f" Owner: {plan.owner.name}." if plan.owner else ""
    return Pack(
        plan.title,
        f"As on {day_words(on)}.{owner} Counted by rule from agreed dates, reports and indicators.",
        (
            _standing(known, on, policy),
            _slipped(rounds, actions, measures, policy),
            _rounds([read_round(one.number, one.frozen) for one in reversed(rounds) if one.frozen]),
            _moved(known),
            _measures(measures, policy),
            _risks(plan),
        ),
    )


def _standing(known: list[Action], on: date, policy: PlanPolicy) -> PackSection:
    delivery = Counter(status_of(one, on, policy).status for one in known)
    effect = Counter(impact_of(one, on).colour for one in known)
    words = {"green": "Met", "amber": "Met late", "red": "Not met by its day", "grey": "Not due or not set"}
    return PackSection(
        "How the plan stands",
        (f"The plan has {count_words(len(known), 'action')}. Delivery and effect are counted apart.",),
        (
            PackBars(
                "Delivery", tuple((name.capitalize(), number) for name, number in delivery.most_common())
            ),
            PackBars("Effect", tuple((words[name], number) for name, number in effect.most_common())),
        ),
    )


def _slipped(
    rounds: list[Round], actions: list[PlanAction], measures: list[Indicator], policy: PlanPolicy
) -> PackSection:
    """What the newest round found: frozen where it is closed."""
    heading = "What slipped"
    if not rounds:
        return PackSection(heading, ("No round of monitoring was opened yet.",))
    newest = rounds[0]
    if newest.state == RoundState.CLOSED:
        rows = [
            (one["words"], " ".join(one["reasons"]), one["cause"], one["remedy"], one["due_words"])
            for one in newest.frozen["slippages"]
        ]
    else:
        answers = {one.key: one for one in answered_rows(newest)}
        rows = [
            (
                one.label,
                " ".join(reason.words for reason in one.reasons),
                answers[one.key].cause if one.key in answers else "not answered yet",
                answers[one.key].remedy if one.key in answers else "not answered yet",
                _day(answers[one.key].new_due_on) if one.key in answers else "",
            )
            for one in slippages_now(newest, policy, actions, measures)
        ]
    table = PackTable(
        f"Round {newest.number}, reports by {day_words(newest.due_on)}",
        ("What", "Why it counts as slipped", "Cause", "Remedy", "New date"),
        tuple(rows[:MOST_ROWS]),
        "Nothing slipped.",
    )
    return PackSection(heading, tables=(table,))


def _rounds(rounds: list[ClosedRound]) -> PackSection:
    heads = ("Kind", *(f"Round {one.number}" for one in rounds))
    rows = tuple((kind.capitalize(), *map(str, numbers)) for kind, numbers in kinds_by_round(rounds).items())
    bars = PackBars("Slipped", tuple((f"Round {one.number}", len(one.kinds)) for one in rounds))
    if not rounds:
        return PackSection("Rounds compared", ("No round is closed yet.",))
    return PackSection("Rounds compared", (), (bars,), (PackTable("Why", heads, rows, "Nothing slipped."),))


def _moved(known: list[Action]) -> PackSection:
    rows = tuple(
        (
            one.words,
            one.owner or "nobody",
            _day(one.baseline_due_on),
            _day(one.due_on),
            str(len(one.redates)),
        )
        for one in known
        if one.redates and not one.dropped
    )
    table = PackTable(
        "Actions given another date than first agreed",
        ("Action", "Owner", "First agreed", "Now", "Times moved"),
        rows[:MOST_ROWS],
        "No date was moved.",
    )
    return PackSection("Dates moved", tables=(table,))


def _measures(found: list[Indicator], policy: PlanPolicy) -> PackSection:
    formulas = any(one.formula for one in found)
    every = list(with_measures(Indicator.objects.filter(ended_on=None))) if formulas else found
    rows = []
    for one in found:
        values = values_of(one, every, policy)
        newest = values[-1].value if values else Missing("none yet")
        shown = newest.words if isinstance(newest, Missing) else number_words(newest)
        period = day_words(values[-1].period.first_on) if values else ""
        aims = [aim for aim in one.targets.all() if aim.approved_by_id and aim.ended_at is None]
        target = "; ".join(f"{number_words(aim.value)} by {day_words(aim.due_on)}" for aim in aims)
        rows.append((one.name, one.unit, shown, period, target or "none approved"))
    table = PackTable(
        "Indicators",
        ("Indicator", "Unit", "Newest value", "Period from", "Target"),
        tuple(rows),
        "The plan has no indicator.",
    )
    return PackSection("What it is judged by", tables=(table,))


def _risks(plan: Plan) -> PackSection:
    found = sorted(plan.risks.all(), key=lambda one: (-one.likelihood * one.impact, one.pk))
    rows = tuple(
        (one.words, str(one.likelihood), str(one.impact), one.response or "nothing yet", one.owner_words)
        for one in found
    )
    heads = ("Risk", "Likely (1–5)", "Bad (1–5)", "What is done against it", "Who")
    return PackSection("Risks", tables=(PackTable("Risks", heads, rows, "No risk is written down."),))


def _day(day: date | None) -> str:
    return day_words(day) if day else ""
