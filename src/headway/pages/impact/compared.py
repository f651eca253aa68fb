"""Views of the matched comparison: supported schools beside similar ones. Only for who may see all support."""

from dataclasses import dataclass
from random import Random
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.impact.queries import KIND, Looked, all_supports, candidates_for, years_held
from headway.kit.figures import Link
from headway.pages.answering import refuse_unless
from headway.pages.exports import asked_export, chart_response, export_response
from headway.pages.impact.asked import Asked, AskedForm, asked_form, read_asked
from headway.pages.impact.comparing import (
    CAUSE,
    ComparedPage,
    SummaryPage,
    balance_table,
    chart_of,
    finding_words,
    left_out_table,
    method_words,
    pairs_table,
    question_words,
    summary_table,
    unmatched_words,
)
from headway.pages.impact.listing import CRUMBS
from headway.pages.schools.policies import policies_in_use
from headway.rules.impact_policy import ImpactPolicy
from headway.rules.matched_effect import Compared, compare
from headway.rules.matching import match, match_by_context

HEADING = "Support beside similar schools"
CHART = "chart"


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its form and what came of it."""

    asked: Asked
    form: AskedForm
    found: Compared
    policy: ImpactPolicy
    source: str


def show(request: HttpRequest) -> HttpResponse:
    """The comparison, its pairs as a file, or its chart's figures."""
    if refused := refuse_unless(request, request.viewer.may(KIND)):
        return refused
    told = _answered(request)
    if told is None:
        return _nothing(request)
    here = f"{reverse('impact_compared')}?{told.asked.address}"
    chart = chart_of(told.asked, told.found, told.source, f"{here}&{CHART}=yes&export=csv")
    pairs = pairs_table(told.asked, told.found, here)
    if kind := asked_export(request):
        drawn = chart if CHART in request.GET else None
        return chart_response(drawn, HEADING) if drawn else export_response(pairs, kind)
    page = ComparedPage(
        heading=HEADING,
        breadcrumbs=CRUMBS,
        form=told.form,
        question=question_words(told.asked, told.policy),
        findings=finding_words(told.found, told.asked.measure),
        warnings=told.found.warnings,
        cause=CAUSE,
        chart=chart,
        method=method_words(told.asked, told.policy.comparison),
        pairs=pairs,
        balance=balance_table(told.found),
        unmatched=unmatched_words(told.found),
        left_out=left_out_table(told.found),
        summary_href=f"{reverse('impact_summary')}?{told.asked.address}",
    )
    return render(request, "impact/compared.html", {"page": page})


def summary(request: HttpRequest) -> HttpResponse:
    """The same for a decision, to print or as a file; no school is named."""
    if refused := refuse_unless(request, request.viewer.may(KIND)):
        return refused
    told = _answered(request)
    if told is None:
        return _nothing(request)
    here = f"{reverse('impact_summary')}?{told.asked.address}"
    table = summary_table(told.asked, told.found, told.policy, told.source, here)
    if kind := asked_export(request):
        return export_response(table, kind)
    crumbs = (*CRUMBS, Link(HEADING, f"{reverse('impact_compared')}?{told.asked.address}"))
    page = SummaryPage(f"{HEADING}: summary for a decision", crumbs, table)
    return render(request, "impact/due.html", {"page": page})


def _answered(request: HttpRequest) -> Answered | None:
    viewer = request.viewer
    policies = policies_in_use(KIND, "measures", on=viewer.on)
    policy: ImpactPolicy = policies[KIND]
    measures = [one for one in policies["measures"].measures if one.polarity != "neither"]
    held, supports = years_held(one.key for one in measures), all_supports(viewer)
    known = sorted({one.programme for one in supports if one.programme})
    asked = read_asked(request.GET, measures, held, known, policy)
    if asked is None:
        return None
    looked = Looked(
        measure=asked.measure.key,
        phases=asked.measure.phases,
        begun_from=asked.begun_from,
        begun_until=asked.begun_until,
        theme=asked.theme,
        programme=asked.programme,
    )
    schools, source = candidates_for(supports, looked)
    span: dict[str, Any] = {"baseline": asked.baseline, "after": asked.after, "policy": policy.comparison}
    found = compare(
        match(schools, **span),
        match_by_context(schools, **span),
        **span,
        dice=Random(policy.comparison.seed),
    )
    return Answered(asked, asked_form(asked, measures, held, known, policy), found, policy, source)


def _nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "impact/nothing.html", {"page": {"heading": HEADING, "breadcrumbs": CRUMBS}})
