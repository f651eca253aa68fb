"""The year plan itself, and starting to plan."""

from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.audit.memory import SMALL, remembered
from headway.features.deployment.actions import may_change_draft, start_draft
from headway.features.deployment.facts import quadrants_of_districts
from headway.features.deployment.models import Assignment, Draft, Lead, State
from headway.features.deployment.queries import (
    assignments_visible_to,
    draft_for,
    drafts_visible_to,
    leads_visible_to,
    year_to_plan,
)
from headway.features.jobs.models import State as JobState
from headway.kit.listing import ListQuery
from headway.pages.exports import asked_export, asked_print, chart_response, export_response, whole
from headway.pages.lists.arranging import arranged
from headway.pages.yearplan.addresses import HOME, plan_href
from headway.pages.yearplan.charts import load_chart
from headway.pages.yearplan.page import year_plan_page
from headway.pages.yearplan.rows import FILTERS, GROUPINGS, SORTS, PlanRows, plan_table
from headway.pages.years import asked_year
from headway.rules.verdict import Refused, insist
from headway.worker.yearplan import ask_for_plan

FIRST_SEED = 1


def show_plan(request: HttpRequest) -> HttpResponse:
    """The year plan: the draft asked for, else the published plan, else the newest draft; or its table as a file."""
    viewer = request.viewer
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)
    drafts = list(drafts_visible_to(viewer, "count"))
    draft = shown_draft(request, drafts, query.text("draft"))
    kind, every = asked_export(request), asked_print(request)
    table = None
    if draft and draft.state != State.EMPTY and viewer.reach("drafts") != "none":
        asked = whole(query) if kind or every else query
        table = arranged(request, plan_table(asked, rows_of(request, draft), plain=bool(kind)), query)
        if kind:
            return export_response(table, kind)
    grouping = query.text("by") if query.text("by") in GROUPINGS else "school"
    year = draft.year if draft else asked_year(request.GET.get("year", "")) or year_to_plan(viewer.on)
    page = year_plan_page(viewer, drafts, draft, year, table, grouping)
    if table and grouping == "school":
        page = replace(page, map_href=query.href(reverse("year_plan_map")))
    if table and grouping == "adviser" and viewer.may("drafts"):
        page = replace(page, chart=load_chart(rows_of(request, draft)))
    return render(request, "yearplan/plan.html", {"page": page})


def download_loads(request: HttpRequest, public_id: str) -> HttpResponse:
    """What every adviser is given beside their limit, as comma-separated text, for those who see every school of it."""
    draft = find_draft(request, public_id)
    if not request.viewer.may("drafts"):
        raise Http404
    chart = load_chart(rows_of(request, draft), everybody=True)
    return chart_response(chart, f"{draft.name} by adviser")


def start(request: HttpRequest) -> HttpResponse:
    """A new draft, planned by the worker."""
    year = year_to_plan(request.viewer.on)
    with transaction.atomic():
        draft = start_draft(year=year, seed=FIRST_SEED, by=request.viewer.person, at=timezone.now())
        job = ask_for_plan(draft=draft, by=request.viewer.id, at=timezone.now())
    return redirect("job", job.public_id)


def plan_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan a draft anew with what is fixed by hand held; a job that waits or runs is shown instead."""
    draft = find_draft(request, public_id)
    if draft.job and draft.job.state in (JobState.WAITING, JobState.RUNNING):
        return redirect("job", draft.job.public_id)
    try:
        with transaction.atomic():
            insist(may_change_draft(draft))
            job = ask_for_plan(draft=draft, by=request.viewer.id, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(plan_href(draft))
    return redirect("job", job.public_id)


def find_draft(request: HttpRequest, public_id: str) -> Draft:
    """The draft, or 404 where the viewer may not know of it."""
    draft = draft_for(request.viewer, public_id)
    if draft is None:
        raise Http404
    return draft


def shown_draft(request: HttpRequest, drafts: list[Draft], asked: str) -> Draft | None:
    """The draft asked for, else the published plan of the year, else its newest draft; 404 for one not there."""
    if asked:
        found = next((one for one in drafts if one.public_id == asked), None)
        if found is None:
            raise Http404
        return found
    year = asked_year(request.GET.get("year", ""))
    ours = [one for one in drafts if year is None or one.year == year]
    newest = [one for one in ours if one.year == ours[0].year]
    return next((one for one in newest if one.state == State.PUBLISHED), newest[0] if newest else None)


def rows_of(request: HttpRequest, draft: Draft) -> PlanRows:
    """What the table and the map of a draft are made from."""
    viewer = request.viewer

    def read() -> tuple[list[Assignment], list[Lead]]:
        return list(assignments_visible_to(viewer, draft)), list(leads_visible_to(viewer, draft))

    # Who sees drafts of every school reads the same rows as everybody who does.
    sees_all = viewer.reach("drafts") == "all"
    assignments, leads = remembered((show_plan, draft.pk), read, apart_from=SMALL) if sees_all else read()
    locks = draft.locks.values_list("school", "partnership__public_id")
    return PlanRows(
        draft=draft,
        assignments=assignments,
        leads=leads,
        quadrants={code: one.name for code, one in quadrants_of_districts(request.viewer.on).items()},
        fixed=frozenset(str(school or partnership) for school, partnership in locks),
        sees_categories=request.viewer.reach("categories") != "none",
    )
