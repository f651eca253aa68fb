"""What the year plan's first page shows: the strip, drafts side by side, warnings and one table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.models import State as RequestState
from headway.features.deployment.actions import may_change_draft
from headway.features.deployment.models import Draft, State
from headway.features.deployment.queries import academic_year_from
from headway.features.jobs.models import State as JobState
from headway.kit.charts import Chart
from headway.kit.figures import Figure, Link, Progress
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import MINUTES_IN_AN_HOUR, day_words, days_words
from headway.pages.jobs.page import progress_of
from headway.pages.yearplan.addresses import HOME, plan_href, sent_letters_href, step_href
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
NO_PLAN = "no plan"


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
    costs: Table | None = None
    drafts: Table | None = None
    compare_href: str = ""
    changed_words: str = ""
    changed_href: str = ""
    warnings: tuple[str, ...] = ()
    no_warnings: bool = False
    groupings: tuple[Choice, ...] = ()
    table: Table | None = None
    map_href: str = ""
    chart: Chart | None = None
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
    label = f"{year} to {year + 1}"
    may_start = viewer.may_ever("drafts", "change")
    ours = [one for one in drafts if one.year == year]
    base = YearPlanPage(
        "Year plan", label, year, may_start, years=_years(drafts, year), drafts=_drafts_table(ours, draft)
    )
    if draft is None:
        return base
    # Warnings name schools, so they are for who may see every school of the draft.
    sees_all = bool(viewer.may("drafts"))
    published = _published_before(drafts, draft)
    job = draft.job
    waits = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    return YearPlanPage(
        heading=base.heading,
        caption=f"{label}, {draft.name}",
        year=year,
        may_start=may_start,
        state=Cell(_state_words(draft), colour=STATE_COLOURS[State(draft.state)]),
        figures=_strip(viewer, draft) if draft.state != State.EMPTY else (),
        proof=_proof(draft),
        steps=_steps(viewer, draft, waits),
        progress=progress_of(job) if waits and job else None,
        failed_words=job.words if job and job.state == JobState.FAILED else "",
        compare=_compare("Side by side", published, draft, compared),
        costs=_compare("Costs of the year, in minutes", published, draft, costs),
        drafts=base.drafts,
        compare_href=_compare_href(viewer, ours),
        changed_words=_changed_words(draft) if sees_all else "",
        changed_href=step_href(draft, "approval"),
        warnings=tuple(draft.warnings) if sees_all else (),
        no_warnings=sees_all and draft.state != State.EMPTY and not draft.warnings,
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


def _changed_words(draft: Draft) -> str:
    """Comparing every fact is the approval's; here only whether any was written since."""
    if draft.state not in (State.PLANNED, State.APPROVED) or not draft.facts_touched:
        return ""
    return "Schools, days, advisers or rules were written to after this draft was planned."


def _proof(draft: Draft) -> str:
    if draft.state == State.EMPTY:
        return ""
    if draft.gap is None:
        return "Changed by hand so that the proof no longer holds. Plan again to prove how good it is."
    return f"Proved within {percent(draft.gap)} of the best possible."


def _strip(viewer: Viewer, draft: Draft) -> tuple[Figure, ...]:
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
    days_href = "/days/" if viewer.may("entitlement") else ""
    team_href = "/advisers/" if viewer.may("capacity") else ""
    return (
        Figure("Demand", days_words(draft.demand_half_days), href=days_href),
        Figure("Capacity", days_words(draft.capacity_half_days), href=team_href),
        unmet,
        Figure("Travel", _hours(draft), unit="hours", note="a year, by the policy's speed"),
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
    approval = Step("Approval", ALLOWED, href=step_href(draft, "approval"))
    if draft.state == State.PUBLISHED:
        return (approval, Step("Letters that went out", ALLOWED, href=sent_letters_href(draft)))
    further = (approval, Step("Letters and publishing", ALLOWED, href=step_href(draft, "publish")))
    return (plan, *further) if draft.state == State.PLANNED else further


def _compare(
    caption: str, published: Draft | None, draft: Draft, read: Callable[[Draft], Mapping[str, str | None]]
) -> Table | None:
    """The last published plan and the draft, figure by figure; None for a draft that is not planned."""
    if draft.state == State.EMPTY:
        return None
    before = (
        f"Published, {academic_year_from(published.year).label}" if published else "Nothing published yet"
    )
    columns = (
        "Figure",
        Column(before, numeric=True),
        Column(f"{draft.name}, {academic_year_from(draft.year).label}", numeric=True),
    )
    left = read(published) if published else {}
    nothing = NOT_PROVED if published else NO_PLAN
    rows = [
        (label, Cell(left.get(label), missing=nothing), Cell(value, missing=NOT_PROVED))
        for label, value in read(draft).items()
    ]
    return plain_table(caption, columns, rows)


def _hours(draft: Draft) -> str:
    return f"{round(draft.terms.get('travel', 0) / MINUTES_IN_AN_HOUR):,}"


def compared(draft: Draft) -> dict[str, str | None]:
    """The figures of a draft in words; None: not proved."""
    return {
        "Demand": days_words(draft.demand_half_days),
        "Capacity": days_words(draft.capacity_half_days),
        "Not met": days_words(draft.unmet_half_days),
        "Travel": f"{_hours(draft)} hours",
        "Spread of load": percent(draft.spread),
        "Changes of adviser": f"{draft.changes:,}",
        "Changes of lead": f"{draft.lead_changes:,}",
        "Proved within": percent(draft.gap),
    }


def costs(draft: Draft) -> dict[str, str | None]:
    """What a draft costs, term by term, in minutes of the year."""
    named = {
        TERM_WORDS.get(name, name).capitalize(): f"{minutes:,.0f}" for name, minutes in draft.terms.items()
    }
    return {**named, "All together": f"{draft.objective or 0:,.0f}"}


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


def _compare_href(viewer: Viewer, drafts: Sequence[Draft]) -> str:
    """The address that puts the year's plans side by side, where there are several to see."""
    planned = [one for one in drafts if one.state != State.EMPTY]
    return f"{HOME}compare/?year={planned[0].year}" if len(planned) > 1 and viewer.may_ever("drafts") else ""


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
