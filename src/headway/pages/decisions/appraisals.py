"""One appraisal: its options in columns, what each costs and scores, and what would change the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.appointments.viewer import Viewer
from headway.features.decisions.actions import appraising as deeds
from headway.features.decisions.actions import deploying as deeds_of_deployment
from headway.features.decisions.appraised import as_rules, criteria_of, options_of
from headway.features.decisions.models import Appraisal, Gate, Option
from headway.features.decisions.queries import KIND
from headway.features.policies.queries import typed
from headway.flows.option_figures import OptionFigures, figures_of
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import count_words, day_words
from headway.pages.decisions.appraising import appraisal_href, found_appraisal
from headway.pages.decisions.deployed import deployed_rows, deployed_words
from headway.pages.decisions.finding import CRUMB
from headway.rules import appraisals as rule
from headway.rules.money import money_words
from headway.rules.verdict import Verdict

COLOURS = {rule.DRAFT: "yellow", rule.CONSULTING: "blue"}


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option with its gates and what can be done with it."""

    heading: str
    words: str
    risks: tuple[str, ...]
    gates: tuple[tuple[str, str, str], ...]  # words, how it stands, where it is opened
    links: tuple[Link, ...]
    deployed: str
    place_href: str
    may_place: Verdict | None


@dataclass(frozen=True, slots=True)
class AppraisalPage:
    """One appraisal."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    faults: tuple[str, ...]
    table: Table
    turns: tuple[str, ...]
    notes: str
    options: tuple[ShownOption, ...]
    links: tuple[Link, ...]
    out_href: str
    may_put_out: Verdict
    state: str


def show_appraisal(request: HttpRequest, key: str) -> HttpResponse:
    """The options beside each other, the status quo first."""
    viewer, appraisal = request.viewer, found_appraisal(request, key)
    options, criteria, policy = options_of(appraisal), criteria_of(appraisal), typed("pay", request.viewer.on)
    known, writes = as_rules(options), bool(deeds.may_write(viewer, appraisal))
    figures = figures_of(options, policy)
    page = AppraisalPage(
        heading=appraisal.title,
        caption="Options appraisal",
        breadcrumbs=(CRUMB,),
        facts=_facts(appraisal),
        faults=tuple(rule.faults_of(criteria, known)) if appraisal.state == rule.DRAFT else (),
        table=_table(options, known, criteria, figures),
        turns=_turns(criteria, options, known),
        notes=f"Costs of a structure rise by {policy.uplift_percent.normalize():f} % a year; later years count less by "
        f"{policy.discount_percent.normalize():f} % a year in today's money.",
        options=tuple(
            _option(viewer, appraisal, one, figures[one.public_id], writes=writes) for one in options
        ),
        links=_links(viewer, appraisal, options, writes=writes),
        out_href=appraisal_href(appraisal, "appraisal_put_out"),
        may_put_out=deeds.may_put_out(viewer, appraisal, options),
        state=appraisal.state,
    )
    return render(request, "decisions/appraisal.html", {"page": page})


def _facts(appraisal: Appraisal) -> tuple[SummaryRow, ...]:
    facts = [SummaryRow("State", appraisal.get_state_display(), colour=COLOURS[appraisal.state])]
    facts += [SummaryRow("Question", appraisal.question)] if appraisal.question else []
    facts += [SummaryRow("Why the preferred option", appraisal.reason)] if appraisal.reason else []
    return tuple(facts)


def _table(
    options: Sequence[Option],
    known: Sequence[rule.Option],
    criteria: Sequence[rule.Criterion],
    figures: Mapping[str, OptionFigures],
) -> Table:
    percents = {one.option.key: one.percent for one in rule.rank(criteria, known)}
    told = [figures[one.public_id] for one in options]
    rows: list[tuple[str | Cell, ...]] = [
        (
            "Preferred",
            *(Cell("Preferred", colour="green") if one.preferred else Cell("no") for one in options),
        ),
        ("Score", *(_percent(percents[one.public_id]) for one in options)),
    ]
    rows += [
        (f"{one.label} ({one.weight.normalize():f} %)", *(_points(option, one.slug) for option in options))
        for one in criteria
    ]
    rows += [
        ("Full-time equivalent", *(Cell(one.fte or None) for one in told)),
        (
            "Cost of the first year",
            *(_money(one.costs[0] if one.costs else None, one.uncosted) for one in told),
        ),
        ("Cost of five years", *(_money(sum(one.costs) if one.costs else None) for one in told)),
        ("In today's money, with what is once", *(_money(one.present_pence) for one in told)),
        ("To be earned in a year", *(_money(one.earned_pence) for one in told)),
        *deployed_rows(told),
    ]
    heads = [Column("What"), *(Column(one.title) for one in options)]
    return plain_table("Options beside each other", heads, rows)


def _percent(percent: object) -> Cell:
    return Cell(None if percent is None else f"{percent} of 100", missing="not all scored")


def _points(option: Option, slug: str) -> Cell:
    told = option.scores.get(slug)
    if told is None:
        return Cell(None, missing="not scored")
    return Cell(f"{told['points']} of {rule.MOST_POINTS}", note=told["evidence"])


def _money(pence: int | None, uncosted: int = 0) -> Cell:
    note = f"{count_words(uncosted, 'post')} not costed" if uncosted and pence is not None else ""
    return Cell(None if pence is None else money_words(pence), note=note)


def _turns(
    criteria: Sequence[rule.Criterion], options: Sequence[Option], known: Sequence[rule.Option]
) -> tuple[str, ...]:
    """What would have to change for another option to win, in sentences."""
    labels = {one.slug: one for one in criteria}
    titles = {one.public_id: one.title for one in options}
    found = []
    for turn in rule.turns(criteria, known):
        now = labels[turn.criterion]
        how = "less" if turn.weight < now.weight else "more"
        found.append(
            f"“{titles[turn.winner]}” would win where {now.label} weighed {turn.weight} % or {how} instead of "
            f"{now.weight.normalize():f} %."
        )
    return tuple(found)


def _option(
    viewer: Viewer, appraisal: Appraisal, option: Option, figures: OptionFigures, *, writes: bool
) -> ShownOption:
    key = option.public_id
    links = []
    if writes:
        links = [
            Link("Change it", appraisal_href(appraisal, "option", key)),
            Link("Score it", appraisal_href(appraisal, "option_scores", key)),
            Link("Add a gate", appraisal_href(appraisal, "gate_new", key)),
        ]
        links += (
            [] if option.preferred else [Link("Prefer it", appraisal_href(appraisal, "option_prefer", key))]
        )
    if figures.deployment and not figures.deployment.fault and viewer.may("drafts"):
        links.append(Link("What each school gets", appraisal_href(appraisal, "option_schools", key)))
    placing = appraisal.state == rule.CONSULTING and not option.status_quo and not option.in_place_on
    follows = f" (after {option.after.title})" if option.after else ""
    place = f", in place since {day_words(option.in_place_on)}" if option.in_place_on else ""
    return ShownOption(
        heading=f"{option.title}{follows}{place}",
        words=option.words,
        risks=tuple(option.risks),
        gates=tuple(_gate(viewer, appraisal, option, gate) for gate in option.gates.all()),
        links=tuple(links),
        deployed=deployed_words(figures),
        place_href=appraisal_href(appraisal, "option_in_place", key) if placing else "",
        may_place=deeds.may_put_in_place(viewer, option) if placing else None,
    )


def _gate(viewer: Viewer, appraisal: Appraisal, option: Option, gate: Gate) -> tuple[str, str, str]:
    if gate.opened_on:
        return gate.words, f"open since {day_words(gate.opened_on)}: {gate.opened_by}", ""
    may = viewer.may(KIND, "change")
    return (
        gate.words,
        "shut",
        appraisal_href(appraisal, "gate_open", option.public_id, gate.pk) if may else "",
    )


def _links(
    viewer: Viewer, appraisal: Appraisal, options: Sequence[Option], *, writes: bool
) -> tuple[Link, ...]:
    if not writes:
        return ()
    deploys = deeds_of_deployment.may_ask_for_deployment(viewer, appraisal, options)
    deploy = (Link("Deploy the options", appraisal_href(appraisal, "options_deploy")),) if deploys else ()
    return (
        Link("Question and criteria", appraisal_href(appraisal, "appraisal_edit")),
        Link("Add an option", appraisal_href(appraisal, "option_new")),
        *deploy,
    )
