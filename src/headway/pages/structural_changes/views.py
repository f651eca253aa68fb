"""Views of structural changes: every case with what is late, and one case (M1-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.standing_groups.queries import KIND as GROUPS
from headway.features.standing_groups.queries import points_about
from headway.features.structural_changes import actions as deeds
from headway.features.structural_changes.models import Case, Part
from headway.features.structural_changes.queries import cases_visible_to, facts_of, log_of, stage_days
from headway.flows.give_memberships_back import ended_with_the_corrected
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import count_words, day_words
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.standing_groups.finding import meeting_href
from headway.pages.structural_changes.finding import HOME, SCHOOLS, found_case, kind_of, policy_of
from headway.rules import structural_changes as rule
from headway.rules.structural_changes_policy import StructuralPolicy
from headway.rules.verdict import Verdict

FILTERS = ("q", "kind", "state", "late")
STATE_COLOURS = {rule.OPEN: "blue", rule.DECIDED: "yellow", rule.CLOSED: "grey"}
COLUMNS = (
    Column("Case"),
    Column("Schools"),
    Column("Led by"),
    Column("State"),
    Column("Next stage"),
    Column("Late stages", numeric=True),
)
EMPTY = "No case of structural change is open. Open one when a change of schools is proposed."
NOTHING = "Nothing matches."


@dataclass(frozen=True, slots=True)
class CasesPage:
    """Every case the viewer may see."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    new_href: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    warnings: tuple[str, ...]
    facts: tuple[SummaryRow, ...]
    schools: Table
    stages: Table
    log: Table
    meetings: Table | None
    links: tuple[Link, ...]
    may_close: Verdict
    close_href: str
    take_out: tuple[tuple[str, str], ...]


def list_cases(request: HttpRequest) -> HttpResponse:
    """Cases by kind, state and what is late, newest first."""
    query = ListQuery.read(request.GET, request.path, filters=FILTERS)
    policy, viewer = policy_of(request), request.viewer
    every = list(cases_visible_to(viewer))
    found = [one for one in every if _matches(one, query, viewer.on)]

    def build(asked: ListQuery) -> CasesPage:
        table = asked.table(
            caption="Structural changes",
            columns=COLUMNS,
            rows=[_row(one, policy, viewer.on) for one in found[asked.bounds(len(found))]],
            total=len(found),
            noun=("case", "cases"),
            empty_words=NOTHING if every else EMPTY,
            hide_caption=True,
            filters=(
                query.text_filter("q", "Search", "Part of a title or of a school's name"),
                query.choice_filter("kind", "Kind", policy.labels.items()),
                query.choice_filter("state", "State", rule.STATES.items()),
                query.choice_filter("late", "Late", [("yes", "With a late stage")]),
            ),
        )
        href = reverse("structural_case_new") if deeds.may_open(viewer) else ""
        return CasesPage("Structural changes", (SCHOOLS,), with_export(table, asked), href)

    return answer_list(request, query, build, "structural_changes/cases.html")


def _matches(case: Case, query: ListQuery, on: date) -> bool:
    words = " ".join([case.title, *(one.school.name for one in case.schools.all())]).casefold()
    late = case.closed_on is None and bool(rule.late_stages(stage_days(case.stages.all()), on))
    return (
        all(part in words for part in query.text("q").casefold().split())
        and query.text("kind") in ("", case.kind)
        and query.text("state") in ("", facts_of(case).state)
        and (query.text("late") != "yes" or late)
    )


def _row(case: Case, policy: StructuralPolicy, on: date) -> Row:
    stages = stage_days(case.stages.all())
    late = rule.late_stages(stages, on) if case.closed_on is None else []
    coming = next((one for one in stages if one.done_on is None), None) if case.closed_on is None else None
    state = facts_of(case).state
    schools = [one.school.name for one in case.schools.all()]
    return Row(
        (
            Cell(
                case.title,
                href=reverse("structural_case", args=[case.public_id]),
                note=kind_of(case, policy).label,
            ),
            Cell(", ".join(schools) or None, missing="none named"),
            case.lead.name,
            Cell(rule.STATES[state], colour=STATE_COLOURS[state]),
            Cell(
                coming.label if coming else None,
                note=f"by {day_words(coming.target_on)}" if coming else "",
                missing="none",
            ),
            Cell(len(late), colour="red" if late else ""),
        )
    )


def show_case(request: HttpRequest, key: str) -> HttpResponse:
    """One case: facts, schools, stages, log, and what can be done with it."""
    case, policy, viewer = found_case(request, key), policy_of(request), request.viewer
    if case.closed_on:
        prefetch_related_objects([case], "corrections")
    writes, stages = bool(deeds.may_write(viewer, case)), stage_days(case.stages.all())
    late = rule.late_stages(stages, viewer.on) if case.closed_on is None else []
    page = CasePage(
        heading=case.title,
        caption=kind_of(case, policy).label,
        breadcrumbs=(SCHOOLS, HOME),
        warnings=_warnings(late),
        facts=_facts(case),
        schools=_schools(case),
        stages=_stages(case, stages, viewer.on, writes=writes),
        log=_log(case),
        meetings=_meetings(request, case),
        links=_links(request, case, writes=writes),
        may_close=deeds.may_close(viewer, case, kind_of(case, policy)),
        close_href=""
        if case.closed_on or not viewer.may_ever(deeds.KIND, "approve")
        else reverse("structural_case_close", args=[key]),
        take_out=_take_out(case) if writes else (),
    )
    return render(request, "structural_changes/case.html", {"page": page})


def _warnings(late: Sequence[rule.StageDay]) -> tuple[str, ...]:
    if not late:
        return ()
    names = ", ".join(f"{one.label} (by {day_words(one.target_on)})" for one in late)
    return (f"{count_words(len(late), 'stage')} late: {names}.",)


def _facts(case: Case) -> tuple[SummaryRow, ...]:
    state = facts_of(case).state
    rows = [
        SummaryRow("State", rule.STATES[state], colour=STATE_COLOURS[state]),
        SummaryRow("Led for the authority by", case.lead.name),
        SummaryRow("Began on", day_words(case.opened_on)),
        SummaryRow("Who decides", case.body or None),
    ]
    if case.decided_on:
        ahead = "Goes ahead" if case.goes_ahead else "Does not go ahead"
        rows.append(SummaryRow("Decision", f"{ahead}, {day_words(case.decided_on)}: {case.decision}"))
    if case.takes_effect_on:
        rows.append(SummaryRow("The change holds from", day_words(case.takes_effect_on)))
    if case.closed_on:
        rows.append(SummaryRow("Closed on", day_words(case.closed_on)))
    if case.corrects:
        rows.append(_case_row("Corrects", case.corrects))
    rows += [_case_row("Corrected by", one) for one in (case.corrections.all() if case.closed_on else ())]
    return tuple(rows)


def _case_row(label: str, case: Case) -> SummaryRow:
    return SummaryRow(label, case.title, href=reverse("structural_case", args=[case.public_id]))


def _schools(case: Case) -> Table:
    rows = [
        (
            Cell(one.school.name, href=f"/schools/{one.school_id}/", note=f"URN {one.school_id}"),
            one.get_part_display(),
            _standing(case, one.part, one.school.closed_on),
        )
        for one in case.schools.all()
    ]
    heads = ("School", "What becomes of it", "In the register")
    empty = "No school is named yet. Name those that close and those that go on."
    return plain_table("Schools", heads, rows, empty_words=empty)


def _standing(case: Case, part: str, closed_on: date | None) -> Cell:
    if part != Part.ENDS or case.takes_effect_on is None:
        return Cell(f"Closed on {day_words(closed_on)}" if closed_on else None, missing="no end there")
    words = rule.agreement_words(case.takes_effect_on, closed_on)
    return Cell(words or f"Closed on {day_words(closed_on)}, as recorded")


def _stages(case: Case, stages: Sequence[rule.StageDay], on: date, *, writes: bool) -> Table:
    rows = []
    for one, day in zip(case.stages.all(), stages, strict=True):
        word = rule.stage_word(day, on)
        href = reverse("structural_case_stage", args=[case.public_id, one.slug]) if writes else ""
        rows.append(
            (
                Cell(one.label, href=href),
                day_cell(one.target_on),
                day_cell(one.done_on, missing="not yet"),
                Cell(word.capitalize(), colour=rule.STAGE_COLOURS[word]),
            )
        )
    return plain_table("Stages", ("Stage", "To be done by", "Done on", "How it stands"), rows, empty_words="")


def _log(case: Case) -> Table:
    rows = [(day_cell(one.on), one.words, one.by.name) for one in log_of(case)]
    return plain_table("Log", ("On", "What happened", "By"), rows, empty_words="Nothing is logged yet.")


def _meetings(request: HttpRequest, case: Case) -> Table | None:
    """At which meetings of standing groups it stood, of those the viewer may read."""
    if not request.viewer.may_ever(GROUPS):
        return None
    rows = [
        (
            Cell(day_words(one.meeting.held_on), href=meeting_href(one.meeting)),
            one.meeting.group.name,
            one.words,
        )
        for one in points_about(request.viewer, case)
    ]
    heads = ("Meeting", "Group", "On its agenda")
    empty = "It stood on no agenda that is open to you."
    return plain_table("Meetings that looked at it", heads, rows, empty_words=empty)


def _links(request: HttpRequest, case: Case, *, writes: bool) -> tuple[Link, ...]:
    key, found = [case.public_id], []
    if writes:
        found += [
            Link("Add a school", reverse("structural_case_school", args=key)),
            Link("Record the decision", reverse("structural_case_decide", args=key)),
            Link("Change the case", reverse("structural_case_edit", args=key)),
        ]
    if deeds.may_open(request.viewer):
        found.append(Link("Log what happened", reverse("structural_case_log", args=key)))
    if deeds.may_open(request.viewer) and ended_with_the_corrected(case):
        found.append(Link("Give memberships back", reverse("structural_case_memberships", args=key)))
    if deeds.may_correct(request.viewer, case):
        found.append(Link("Open a case that corrects it", reverse("structural_case_correct", args=key)))
    return tuple(found)


def _take_out(case: Case) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            f"Take out {one.school.name}",
            reverse("structural_case_take_out", args=[case.public_id, one.school_id]),
        )
        for one in case.schools.all()
    )
