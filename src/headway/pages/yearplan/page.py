"""What the year plan's first page shows: the strip, drafts side by side, warnings and one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.models import State as RequestState
from headway.features.deployment.actions import may_change_draft
from headway.features.deployment.models import Draft, State
from headway.features.deployment.queries import academic_year_from
from headway.features.jobs.models import State as JobState
from headway.kit.figures import Figure, Link, Progress
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import day_words, days_words, minutes_words
from headway.pages.jobs.page import progress_of
from headway.pages.yearplan.addresses import HOME, plan_href, step_href
from headway.pages.yearplan.rows import GROUPINGS
from headway.planner.deployment.explain import TERM_WORDS
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

STATE_COLOURS = {
    State.EMPTY: "grey",
    State.PLANNED: "yellow",
    State.APPROVED: "blue",
    State.PUBLISHED: "green",
    State.SUPERSEDED: "grey",
}
HUNDRED = 100
NOT_PROVED = "not proved"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do with the draft. Empty `post_href`: a link to `href`."""

    label: str
    verdict: Verdict
    href: str = ""
    post_href: str = ""
    kind: str = "secondary"


@dataclass(frozen=True, slots=True)
class Choice:
    """A grouping of the table."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class YearPlanPage:
    """The year plan. Without a draft only `start` is there; `table` None: one may see totals only."""

    heading: str
    caption: str
    year: int
    may_start: Verdict
    state: Cell | None = None
    figures: tuple[Figure, ...] = ()
    proof: str = ""
    steps: tuple[Step, ...] = ()
    progress: Progress | None = None
    failed_words: str = ""
    compare: Table | None = None
    drafts: Table | None = None
    warnings: tuple[str, ...] = ()
    groupings: tuple[Choice, ...] = ()
    table: Table | None = None
    years: tuple[Link, ...] = ()


def year_plan_page(
    viewer: Viewer,
    drafts: Sequence[Draft],
    draft: Draft | None,
    year: int,
    table: Table | None,
    grouping: str,
) -> YearPlanPage:
    """The page of one year. `drafts`: all the viewer may know of; `draft`: the one shown."""
    label = academic_year_from(year).label.replace("-", " to ")
    may_start = viewer.may_ever("drafts", "change")
    ours = [one for one in drafts if one.year == year]
    base = YearPlanPage(
        "Year plan", label, year, may_start, years=_years(drafts, year), drafts=_drafts_table(ours, draft)
    )
    if draft is None:
        return base
    published = _published_before(drafts, draft)
    job = draft.job
    waits = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    return YearPlanPage(
        heading=base.heading,
        caption=f"{label}, {draft.name}",
        year=year,
        may_start=may_start,
        state=Cell(_state_words(draft), colour=STATE_COLOURS[State(draft.state)]),
        figures=_strip(draft) if draft.state != State.EMPTY else (),
        proof=_proof(draft),
        steps=_steps(viewer, draft, waits),
        progress=progress_of(job) if waits and job else None,
        failed_words=job.words if job and job.state == JobState.FAILED else "",
        compare=_compare(published, draft) if draft.state != State.EMPTY else None,
        drafts=base.drafts,
        warnings=tuple(draft.warnings),
        groupings=tuple(
            Choice(f"By {words.lower()}", plan_href(draft, by=name), name == grouping)
            for name, words in GROUPINGS.items()
        ),
        table=table if draft.state != State.EMPTY else None,
        years=base.years,
    )


def percent(share: float | None) -> str | None:
    """A share as "0.3 %"; below a tenth of one per cent with two digits, so that nearly nothing is not called nothing."""
    if share is None:
        return None
    value = HUNDRED * share
    return f"{value:.2f} %" if 0 < value < 0.1 else f"{value:.1f} %"


def _state_words(draft: Draft) -> str:
    if draft.state == State.PLANNED and draft.approval and draft.approval.state == RequestState.OPEN:
        return "Waits for approval"
    return draft.get_state_display()


def _proof(draft: Draft) -> str:
    if draft.state == State.EMPTY:
        return ""
    if draft.gap is None:
        return "Changed by hand so that the proof no longer holds. Plan again to prove how good it is."
    return f"Proved within {percent(draft.gap)} of the best possible."


def _strip(draft: Draft) -> tuple[Figure, ...]:
    unmet = Figure(
        "Not met",
        days_words(draft.unmet_half_days),
        href=plan_href(draft, mark="unmet") if draft.unmet_half_days else "",
        note=f"carried by {draft.pool}" if draft.unmet_half_days and draft.pool else "",
    )
    changes = Figure(
        "Changes of adviser",
        draft.changes,
        href=plan_href(draft, mark="changed") if draft.changes else "",
        note=f"and {draft.lead_changes} of lead",
    )
    return (
        Figure("Demand", days_words(draft.demand_half_days), href="/days/"),
        Figure("Capacity", days_words(draft.capacity_half_days), href="/advisers/"),
        unmet,
        Figure(
            "Travel", minutes_words(round(draft.terms.get("travel", 0))), note="a year, by the policy's speed"
        ),
        Figure("Spread of load", percent(draft.spread), note="between fullest and emptiest"),
        changes,
        Figure("Proof", percent(draft.gap) or NOT_PROVED, note="at most this far from the best possible"),
    )


def _steps(viewer: Viewer, draft: Draft, waits: bool) -> tuple[Step, ...]:
    busy = refuse("It is being planned just now.") if waits else ALLOWED
    change = first_refusal(viewer.may_ever("drafts", "change"), may_change_draft(draft), busy)
    if not viewer.may("drafts"):
        return ()
    label = "Plan" if draft.state == State.EMPTY else "Plan again"
    plan = Step(label, change, post_href=step_href(draft, "plan"), kind="")
    if draft.state == State.EMPTY:
        return (plan,)
    further = (
        Step("Approval", ALLOWED, href=step_href(draft, "approval")),
        Step("Letters and publishing", ALLOWED, href=step_href(draft, "publish")),
    )
    return (plan, *further) if draft.state == State.PLANNED else further


def _compare(published: Draft | None, draft: Draft) -> Table:
    """The last published plan and the draft, figure by figure."""
    before = f"Published, {academic_year_from(published.year).label}" if published else "Published"
    columns = (
        "Figure",
        Column(before, numeric=True),
        Column(f"{draft.name}, {academic_year_from(draft.year).label}", numeric=True),
    )
    left, right = (_compared(one) for one in (published, draft))
    nothing = "nothing published yet"
    rows = [
        (label, Cell(left[label] if left else None, missing=nothing), Cell(right[label], missing=NOT_PROVED))
        for label in right
    ]
    return plain_table("Side by side", columns, rows)


def _compared(draft: Draft | None) -> dict[str, str | None]:
    if draft is None:
        return {}
    figures = {
        "Demand": days_words(draft.demand_half_days),
        "Capacity": days_words(draft.capacity_half_days),
        "Not met": days_words(draft.unmet_half_days),
        "Changes of adviser": f"{draft.changes:,}",
        "Changes of lead": f"{draft.lead_changes:,}",
        "Spread of load": percent(draft.spread),
        "Within of the best possible": percent(draft.gap),
    }
    terms = {
        f"Cost of {TERM_WORDS.get(name, name)}": f"{minutes:,.0f} minutes"
        for name, minutes in draft.terms.items()
    }
    return {**figures, **terms, "All costs of a year": f"{draft.objective or 0:,.0f} minutes"}


def _drafts_table(drafts: Sequence[Draft], shown: Draft | None) -> Table:
    rows = [
        (
            Cell(one.name, href=plan_href(one), note="shown here" if shown and one.pk == shown.pk else ""),
            Cell(_state_words(one), colour=STATE_COLOURS[State(one.state)]),
            Cell(days_words(one.unmet_half_days) if one.planned_at else None, missing="not planned"),
            Cell(f"{one.objective:,.0f}" if one.objective is not None else None, missing="not planned"),
            Cell(percent(one.gap), missing=NOT_PROVED),
            day_words(one.made_at.date()),
        )
        for one in drafts
    ]
    columns = (
        "Draft",
        "State",
        Column("Not met", numeric=True),
        Column("Cost", numeric=True, unit="minutes a year"),
        Column("Proved within", numeric=True),
        "Made",
    )
    empty = "Drafts of this year's plan will be listed here. Start planning to make the first one."
    return plain_table("Plans and drafts of this year", columns, rows, empty_words=empty)


def _published_before(drafts: Sequence[Draft], draft: Draft) -> Draft | None:
    """The plan published for the draft's year, else the last one before it; never the draft itself."""
    found = [
        one
        for one in drafts
        if one.state in (State.PUBLISHED, State.SUPERSEDED) and one.year <= draft.year and one.pk != draft.pk
    ]
    return max(found, key=lambda one: (one.year, one.published_at), default=None)


def _years(drafts: Sequence[Draft], shown: int) -> tuple[Link, ...]:
    years = sorted({one.year for one in drafts} - {shown}, reverse=True)
    return tuple(Link(academic_year_from(year).label, f"{HOME}?year={year}") for year in years)
