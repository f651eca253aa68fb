"""The closed rounds of a plan beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.plans.models import Plan
from headway.features.plans.queries import closed_rounds
from headway.kit.charts import Chart, Series, Value
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import count_words
from headway.pages.plans.finding import found_within
from headway.pages.plans.page import crumbs_of
from headway.rules import round_comparison as rule


@dataclass(frozen=True, slots=True)
class ComparePage:
    """How many slipped in each round, what slipped again and again, and how actions stood."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: str
    chart: Chart | None
    tables: tuple[Table, ...]


def compare_rounds(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Every closed round of the plan."""
    plan = found_within(request, plan_id)
    rounds = closed_rounds(plan)
    again = sum(one.times > 1 for one in rule.slipped_by_round(rounds))
    words = "No round of this plan is closed yet, so there is nothing to compare."
    if rounds:
        closed = count_words(len(rounds), "round is", "rounds are")
        words = f"{closed} closed. {count_words(again, 'thing', 'things')} slipped in more than one."
    page = ComparePage(
        heading="Rounds compared",
        caption=plan.title,
        breadcrumbs=crumbs_of(plan),
        words=words,
        chart=slips_chart(plan, rounds) if rounds else None,
        tables=_tables(plan, rounds) if rounds else (),
    )
    return render(request, "plans/compare.html", {"page": page})


def slips_chart(plan: Plan, rounds: Sequence[rule.ClosedRound]) -> Chart:
    """How many slipped in each round."""
    return Chart(
        caption="What slipped in each round",
        labels=tuple(f"Round {one.number}" for one in rounds),
        series=(Series("Slipped", tuple(Value(float(len(one.kinds))) for one in rounds)),),
        lying=True,
        source=f"{plan.title}: closed rounds",
    )


def _tables(plan: Plan, rounds: Sequence[rule.ClosedRound]) -> tuple[Table, ...]:
    heads = [f"Round {one.number}" for one in rounds]
    numbers = [Column(one, numeric=True) for one in heads]
    slipped = [
        (one.words, *(Cell(", ".join(kinds) or None, missing="no") for kinds in one.kinds), one.times)
        for one in rule.slipped_by_round(rounds)
    ]
    return (
        plain_table(
            "What slipped",
            ("Action or indicator", *heads, Column("Rounds", numeric=True)),
            slipped,
            empty_words="Nothing slipped.",
        ),
        plain_table("Why", ("Kind", *numbers), _counted(rule.kinds_by_round(rounds)), empty_words="Nothing."),
        plain_table(
            "How actions stood at the end of the round",
            ("Status", *numbers),
            _counted(rule.statuses_by_round(rounds)),
            empty_words="The plan had no action.",
        ),
    )


def _counted(rows: Mapping[str, tuple[int, ...]]) -> list[tuple[str | int, ...]]:
    return [(name.capitalize(), *numbers) for name, numbers in rows.items()]
