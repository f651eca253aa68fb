"""What the page of one school's category shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.queries import may_decide
from headway.features.categories.actions import may_judge_beside
from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.categories.queries import KIND, judgements_of, proposals_of, relations_to
from headway.features.schools.models import School
from headway.features.triggers.queries import triggers_of
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import count_words, day_words, moment_words
from headway.pages.categories.forms import DecideForm, JudgeForm
from headway.pages.categories.listing import HOME, category_cell
from headway.pages.categories.triggers import triggers_table
from headway.rules.category_policy import CategoryPolicy
from headway.rules.judgements import Judged, TimeInCategory, time_in_category
from headway.rules.triggers import tickable
from headway.rules.verdict import ALLOWED, Verdict, first_refusal

STATES = {
    JudgementState.WAITING: "blue",
    JudgementState.AGREED: "green",
    JudgementState.REFUSED: "grey",
}
FLAGS = {"raised": ("Raised", "yellow"), "clear": ("Clear", "green")}


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """One school: proposed and judged side by side, the indicators, what is missing, the history."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    sides: Table
    reasons: tuple[str, ...]
    indicators: Table | None
    missing: Table | None
    history: Table
    proposals: Table | None
    waiting_words: str
    waiting_reason: str
    judge_form: JudgeForm | None
    judge_href: str
    decide_form: DecideForm | None
    may_decide: Verdict
    decide_href: str
    may_judge: Verdict
    triggers: Table | None
    tick_href: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What the page rests on, read once."""

    judgements: tuple[Judgement, ...]
    proposals: tuple[Proposal, ...]
    on: date

    @property
    def in_force(self) -> Judgement | None:
        """The agreed judgement of the day."""
        agreed = (one for one in self.judgements if one.state == JudgementState.AGREED)
        held = (one for one in agreed if one.valid_from <= self.on)
        return next((one for one in held if one.valid_until is None or self.on < one.valid_until), None)

    @property
    def waiting(self) -> Judgement | None:
        """The judgement that waits for somebody's yes."""
        return next((one for one in self.judgements if one.state == JudgementState.WAITING), None)

    @property
    def latest(self) -> Proposal | None:
        """The latest proposal."""
        return next((one for one in self.proposals if one.latest), None)

    @property
    def time(self) -> TimeInCategory | None:
        """How long the category has stood."""
        agreed = [one for one in self.judgements if one.state == JudgementState.AGREED]
        return time_in_category([Judged(one.category, one.valid_from) for one in agreed], self.on)


def category_page(
    viewer: Viewer,
    school: School,
    policy: CategoryPolicy,
    on: date,
    *,
    judge_form: JudgeForm | None = None,
    decide_form: DecideForm | None = None,
) -> CategoryPage:
    """One school's category. People outside the authority see agreed judgements and what they rested on."""
    known = _read(viewer, school, on)
    relations = relations_to(viewer, school)
    may_change = viewer.may(KIND, "change", relations)
    judging = may_judge_beside(known.judgements, date.max) if may_change else may_change
    deciding = _may_decide(viewer, relations, known.waiting)
    shown = known.latest if viewer.is_staff else (known.in_force.proposal if known.in_force else None)
    href = f"/schools/{school.urn}/"
    blank = JudgeForm(policy=policy, proposal=known.latest, initial={"valid_from": on})
    return CategoryPage(
        heading=f"Category of {school.name}",
        caption=f"URN {school.urn}",
        breadcrumbs=(Link("Schools", "/schools/"), Link("Categories", HOME), Link(school.name, href)),
        sides=_sides(known, policy, staff=viewer.is_staff),
        reasons=tuple(shown.reasons) if shown else (),
        indicators=indicators_table(shown) if shown else None,
        missing=missing_table(shown) if shown and shown.missing else None,
        history=_history(known.judgements, policy, staff=viewer.is_staff),
        proposals=_proposals(known.proposals, policy) if viewer.is_staff else None,
        waiting_words=_waiting_words(known.waiting),
        waiting_reason=known.waiting.reason if known.waiting else "",
        judge_form=(judge_form or blank) if judging else None,
        judge_href=f"{href}category/judge/",
        decide_form=(decide_form or DecideForm(judgement=known.waiting))
        if known.waiting and deciding
        else None,
        may_decide=deciding,
        decide_href=f"{href}category/decide/",
        may_judge=judging if may_change else ALLOWED,
        triggers=_triggers(viewer, school, policy, bool(may_change)),
        tick_href=f"{href}category/triggers/tick/" if may_change and tickable(policy, school.phase) else "",
    )


def _triggers(viewer: Viewer, school: School, policy: CategoryPolicy, may_change: bool) -> Table | None:
    """What officers ticked; for the service alone, and only where the scheme has triggers or had."""
    rows = list(triggers_of(viewer, school)) if viewer.is_staff else []
    if not rows and not (viewer.is_staff and tickable(policy, school.phase)):
        return None
    return triggers_table(rows, may_change=may_change, on=viewer.on)


def _read(viewer: Viewer, school: School, on: date) -> _Known:
    judgements = tuple(judgements_of(school))
    if viewer.is_staff:
        return _Known(judgements, tuple(proposals_of(school)), on)
    return _Known(tuple(one for one in judgements if one.state == JudgementState.AGREED), (), on)


def _may_decide(viewer: Viewer, relations: frozenset[str], waiting: Judgement | None) -> Verdict:
    if waiting is None or waiting.request is None:
        return ALLOWED
    return first_refusal(viewer.may(KIND, "approve", relations), may_decide(waiting.request, viewer))


def _waiting_words(waiting: Judgement | None) -> str:
    if waiting is None:
        return ""
    return (
        f"{waiting.judged_by} judged category {waiting.category}, {waiting.label}, from "
        f"{day_words(waiting.valid_from)}, {waiting.get_direction_display().lower()}. It waits to be agreed by somebody else."
    )


def _sides(known: _Known, policy: CategoryPolicy, *, staff: bool) -> Table:
    """Two columns that are never merged; outside the authority only the judged one."""
    return two_sides(known.latest, known.in_force, known.time, policy, staff=staff)


def two_sides(
    proposed: Proposal | None,
    judged: Judgement | None,
    time: TimeInCategory | None,
    policy: CategoryPolicy,
    *,
    staff: bool = True,
) -> Table:
    """What the rules propose and what an officer judged, beside each other and never merged."""
    left = _proposed_side(proposed, policy)
    right = _judged_side(judged, time, policy, staff=staff)
    rows = [
        Row((label, a, b) if staff else (label, b))
        for label, a, b in zip(
            ("Category", "When", "By whom", "Points", "Direction", "Reason"), left, right, strict=True
        )
        if staff or label != "Points"
    ]
    both = (Column("What"), Column("Proposed by the rules"), Column("Judged by the officer"))
    return Table(
        caption="Proposed and judged",
        columns=both if staff else (both[0], both[2]),
        rows=tuple(rows),
        hide_caption=True,
    )


def _proposed_side(proposal: Proposal | None, policy: CategoryPolicy) -> tuple[Cell, ...]:
    if proposal is None:
        nothing = Cell(None, missing="not reviewed yet")
        return nothing, nothing, nothing, nothing, Cell(None, missing="the rules propose none"), nothing
    category = Cell(None, missing="not enough is known")
    if proposal.category:
        category = category_cell(proposal.category, proposal.label, policy)
    return (
        category,
        Cell(f"Proposed on {day_words(proposal.on)}"),
        Cell(f"Policy {proposal.policy.name}, version {proposal.policy.number}"),
        Cell(f"{_plain(proposal.score)} of {_plain(proposal.maximum)} that could be known"),
        Cell(None, missing="the rules propose none"),
        Cell("Each indicator below"),
    )


def _judged_side(
    judged: Judgement | None, time: TimeInCategory | None, policy: CategoryPolicy, *, staff: bool
) -> tuple[Cell, ...]:
    if judged is None:
        nothing = Cell(None, missing="not judged yet")
        return nothing, nothing, nothing, Cell("No points: a judgement is no score"), nothing, nothing
    return (
        category_cell(judged.category, judged.label, policy),
        Cell(time.words if time else f"From {day_words(judged.valid_from)}"),
        Cell(judged.judged_by.name, note=_decided_words(judged, staff=staff)),
        Cell("No points: a judgement is no score"),
        Cell(judged.get_direction_display()),
        Cell(judged.reason, missing="as the rules proposed"),
    )


def _decided_words(judgement: Judgement, *, staff: bool) -> str:
    """Who agreed or refused, when, and to the service why: what officers say to each other stays among them."""
    decided = judgement.request and judgement.state != JudgementState.WAITING
    decisions = list(judgement.request.decisions.all()) if decided else []
    return "; ".join(
        f"{'agreed' if one.yes else 'refused'} by {one.by} on {day_words(localtime(one.at).date())}"
        + (f": {one.reason}" if one.reason and staff else "")
        for one in decisions
    )


def _plain(number: Any) -> str:
    """A figure without needless zeros."""
    text = f"{number}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def indicators_table(proposal: Proposal) -> Table:
    rows = [
        Row(
            (
                one["label"],
                Cell(one["value_words"], missing="no single value"),
                Cell(FLAGS[one["flag"]][0], colour=FLAGS[one["flag"]][1]),
                _plain(one["contribution"]),
                _plain(one["maximum"]),
                one["reason"],
                Cell(one["source"], missing="recorded here"),
            )
        )
        for one in proposal.indicators
    ]
    return Table(
        caption="Indicators",
        columns=(
            Column("Indicator"),
            Column("Value"),
            Column("Flag"),
            Column("Points", numeric=True),
            Column("Of", numeric=True),
            Column("Reason"),
            Column("Source"),
        ),
        rows=tuple(rows),
        count_words=count_words(len(rows), "indicator"),
        empty_words="No indicator could be answered: nothing is known of this school yet.",
    )


def missing_table(proposal: Proposal) -> Table:
    rows = [Row((one["label"], one["reason"], _plain(one["maximum"]))) for one in proposal.missing]
    return Table(
        caption="What is missing",
        columns=(
            Column("Indicator"),
            Column("Why it is missing"),
            Column("Points not counted", numeric=True),
        ),
        rows=tuple(rows),
        count_words=f"{count_words(len(rows), 'indicator')} not known; none of them counts as zero",
    )


def _history(judgements: Sequence[Judgement], policy: CategoryPolicy, *, staff: bool) -> Table:
    rows = [
        Row(
            (
                category_cell(one.category, one.label, policy),
                day_words(one.valid_from),
                _until(one),
                one.get_direction_display(),
                Cell(one.reason, missing="as proposed"),
                Cell(one.judged_by.name, note=moment_words(localtime(one.judged_at))),
                Cell(
                    JudgementState(one.state).label,
                    colour=STATES[JudgementState(one.state)],
                    note=_decided_words(one, staff=staff),
                ),
            )
        )
        for one in judgements
    ]
    return Table(
        caption="Judgements",
        columns=(
            Column("Category"),
            Column("From"),
            Column("Until"),
            Column("Direction"),
            Column("Reason"),
            Column("Judged by"),
            Column("State"),
        ),
        rows=tuple(rows),
        empty_words="Each judgement will stay listed here with who made it and who agreed.",
    )


def _until(judgement: Judgement) -> Cell:
    if judgement.valid_until:
        return Cell(day_words(judgement.valid_until))
    return Cell("no end set" if judgement.state == JudgementState.AGREED else "never in force")


def _proposals(proposals: Sequence[Proposal], policy: CategoryPolicy) -> Table:
    rows = [
        Row(
            (
                day_words(one.on),
                category_cell(one.category, one.label, policy)
                if one.category
                else Cell(None, missing="not enough is known"),
                f"{_plain(one.score)} of {_plain(one.maximum)}",
                f"{one.policy.name}, version {one.policy.number}",
            )
        )
        for one in proposals
    ]
    return Table(
        caption="Proposals of the rules",
        columns=(Column("On"), Column("Proposed"), Column("Points", numeric=True), Column("Policy")),
        rows=tuple(rows),
        empty_words="Each review's proposal will stay listed here.",
    )
