"""The page of one support: what was promised, the measure as it stood, what was seen, and every judgement."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.impact import actions as deeds
from headway.features.impact.models import ImpactJudgement, State, Support
from headway.features.impact.queries import may_do
from headway.kit.figures import Link, SummaryRow
from headway.kit.words import day_words, days_words
from headway.pages.impact.listing import COST_MISSING, CRUMBS
from headway.pages.schools.links import open_address
from headway.rules import impact as rule
from headway.rules.impact_policy import ImpactPolicy
from headway.rules.measures import Measure, value_words
from headway.rules.money import money_words
from headway.rules.verdict import Verdict

NO_FIGURE = "no published figure is held"
NO_LATER = "no later figure was held when it was followed up"


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement with who, when, why and on what."""

    heading: str
    facts: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class SupportPage:
    """One support and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    warnings: tuple[str, ...]
    aim: str
    seen_by: str
    facts: tuple[SummaryRow, ...]
    figures: tuple[SummaryRow, ...]
    seen: str
    judgements: tuple[Judged, ...]
    begin_href: str
    may_begin: Verdict
    links: tuple[Link, ...]
    judge_refused: str


def support_page(
    viewer: Viewer, support: Support, policy: ImpactPolicy, measures: Iterable[Measure]
) -> SupportPage:
    """The page for this viewer."""
    changes = may_do(viewer, "change", support)
    judges = deeds.may_judge(viewer, support)
    key = support.public_id
    return SupportPage(
        heading=support.given_to,
        caption="Support",
        breadcrumbs=CRUMBS,
        state=State(support.state).label,
        colour=rule.STATES[support.state],
        warnings=_warnings(support, viewer),
        aim=support.aim,
        seen_by=support.seen_by,
        facts=_facts(viewer, support, policy),
        figures=_figures(support, measures),
        seen=support.seen,
        judgements=tuple(_judged(one, policy) for one in support.judgements.select_related("by")),
        begin_href=reverse("support_begin", args=[key]) if changes and support.state == State.PLANNED else "",
        may_begin=rule.may_begin(support.state, support.begun_on, viewer.on),
        links=_links(viewer, support, changes, judges),
        judge_refused=_judge_refused(viewer, support, judges),
    )


def _warnings(support: Support, viewer: Viewer) -> tuple[str, ...]:
    found = []
    if rule.is_overdue(support.state, support.due_on, viewer.on):
        found.append(
            f"What was promised should have shown by {day_words(support.due_on)}. Nobody has said yet what was seen."
        )
    if support.state == State.STOPPED:
        found.append(f"Stopped on {day_words(support.stopped_on)}: {support.stop_reason}")
    return tuple(found)


def _facts(viewer: Viewer, support: Support, policy: ImpactPolicy) -> tuple[SummaryRow, ...]:
    rows = []
    if support.school:
        href = open_address(viewer, f"/schools/{support.school.urn}/")
        rows.append(SummaryRow("School", support.school.name, href=href))
    named = support.partnership.name if support.partnership else "in no partnership then"
    rows += [
        SummaryRow("Partnership", named if support.school else f"{named}, as a whole"),
        SummaryRow("About", policy.themes.get(support.theme, support.theme)),
        SummaryRow("Programme", support.programme or "none"),
        SummaryRow("Given by", support.adviser.name),
        SummaryRow("Begun", day_words(support.begun_on)),
        SummaryRow("Days given", days_words(support.half_days)),
        SummaryRow("Cost", COST_MISSING if support.cost_pence is None else money_words(support.cost_pence)),
        SummaryRow("It should show by", day_words(support.due_on)),
    ]
    if support.followed_on and support.followed_by:
        rows.append(
            SummaryRow("Followed up", f"{day_words(support.followed_on)}, by {support.followed_by.name}")
        )
    return tuple(rows)


def _figures(support: Support, measures: Iterable[Measure]) -> tuple[SummaryRow, ...]:
    """The measure with its baseline and the later figure, as each was held when it was kept."""
    if not support.measure:
        return ()
    known = next((one for one in measures if one.key == support.measure), None)
    rows = [SummaryRow("Measure", known.label if known else support.measure)]
    held = (
        ("Baseline", support.baseline_value, support.baseline_period, support.baseline_source, NO_FIGURE),
        ("At the follow-up", support.later_value, support.later_period, support.later_source, NO_LATER),
    )
    for label, value, period, source, missing in held[: 2 if support.followed_on else 1]:
        words = missing
        if value is not None:
            words = f"{value_words(value, known) if known else value} in {period}"
        rows.append(SummaryRow(label, words, source=source))
    return tuple(rows)


def _judged(one: ImpactJudgement, policy: ImpactPolicy) -> Judged:
    words = policy.judgement_words.get(one.judgement, one.judgement)
    rows = (
        SummaryRow("Why", one.reason),
        SummaryRow("Evidence", one.evidence),
        SummaryRow("Judged by", f"{one.by.name}, {day_words(one.on)}"),
    )
    return Judged(f"Judged: {words[:1].lower()}{words[1:]}", rows)


def _links(viewer: Viewer, support: Support, changes: Verdict, judges: Verdict) -> tuple[Link, ...]:
    found = []
    if changes and rule.may_change(support.state):
        found.append(("Change what is promised", "support_edit"))
    if changes and rule.may_follow_up(support.state):
        anew = support.state == State.AWAITING
        found.append(("Write anew what was seen" if anew else "Record what was seen", "support_follow_up"))
    if judges:
        again = support.state == State.JUDGED
        found.append(("Judge it again" if again else "Judge what it changed", "support_judge"))
    if changes and support.state in rule.OPEN:
        found.append(("Stop it", "support_stop"))
    return tuple(Link(words, reverse(name, args=[support.public_id])) for words, name in found)


def _judge_refused(viewer: Viewer, support: Support, judges: Verdict) -> str:
    """Why somebody who judges others' support cannot judge this one."""
    waits = support.state == State.AWAITING and support.adviser_id == viewer.person.pk
    return judges.reason if waits and not judges else ""
