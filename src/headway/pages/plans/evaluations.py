"""An evaluation of a pilot or a review: question, method, evidence, findings, decision (M3-10)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.features.plans.actions import evaluating as deeds
from headway.features.plans.models import Evaluation, Plan
from headway.kit.figures import Link, SummaryRow
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.plans.finding import found_plan, found_within
from headway.pages.plans.page import crumbs_of, plan_href
from headway.pages.plans.part_forms import EvaluationDecisionForm, EvaluationForm, NewEvaluationForm
from headway.rules.evaluations import DECISIONS, may_embed
from headway.rules.verdict import Verdict, first_refusal


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """One evaluation and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    edit_href: str
    decide_href: str
    may_decide: Verdict
    embed_href: str
    may_embed: Verdict
    embedded: bool


def begin(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What is to be found out."""
    plan = found_plan(request, plan_id, "change")
    if refused := refuse_unless(request, deeds.may_keep_up(request.viewer, plan)):
        return refused
    form = NewEvaluationForm(sent(request))

    def act() -> None:
        deeds.begin_evaluation(plan=plan, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    back = plan_href(plan, "plan_parts")
    page = FormPage("Add an evaluation", plan.title, crumbs_of(plan), form, "Add it", back)
    return answer(request, page, act, "The evaluation is added.")


def show_evaluation(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """One evaluation."""
    plan = found_within(request, plan_id)
    one = _found(plan, key)
    keeps = deeds.may_keep_up(request.viewer, plan)
    page = EvaluationPage(
        heading=one.title,
        caption="Evaluation",
        breadcrumbs=_crumbs(plan),
        facts=_facts(one),
        edit_href=plan_href(plan, "plan_evaluation_edit", key) if keeps and not one.decision else "",
        decide_href=plan_href(plan, "plan_evaluation_decide", key),
        may_decide=deeds.may_decide_on(request.viewer, one),
        embed_href=plan_href(plan, "plan_evaluation_embed", key),
        may_embed=first_refusal(keeps, may_embed(one.decision)),
        embedded=one.embedded_on is not None,
    )
    return render(request, "plans/evaluation.html", {"page": page})


def edit(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Question, method, evidence and findings."""
    plan = found_plan(request, plan_id, "change")
    one = _found(plan, key)
    if refused := refuse_unless(request, deeds.may_keep_up(request.viewer, plan)):
        return refused
    names = ("title", "question", "method", "due_on", "evidence", "findings", "version")
    form = EvaluationForm(sent(request), initial={name: getattr(one, name) for name in names})

    def act() -> None:
        told = dict(form.cleaned_data)
        version = told.pop("version")
        deeds.write_evaluation(
            evaluation=one, seen_version=version, told=told, by=request.viewer, at=timezone.now()
        )

    return answer(
        request, _page(plan, one, "Write the evaluation", form, "Save"), act, "Saved.", thing="evaluation"
    )


def decide(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Stop, adapt or scale."""
    plan = found_plan(request, plan_id, "approve")
    one = _found(plan, key)
    if refused := refuse_unless(request, deeds.may_decide_on(request.viewer, one)):
        return refused
    form = EvaluationDecisionForm(sent(request))

    def act() -> None:
        deeds.decide_evaluation(evaluation=one, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = (one.findings,) if one.findings else ()
    page = _page(plan, one, "Decide from the findings", form, "Decide", words=words)
    return answer(request, page, act, "Decided.")


def embed(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """What was tried is from today on what is always done."""
    plan = found_plan(request, plan_id, "change")
    one = _found(plan, key)

    def act() -> None:
        deeds.embed_pilot(evaluation=one, on=request.viewer.on, by=request.viewer, at=timezone.now())

    return press(request, act, "It is embedded.", plan_href(plan, "plan_evaluation", key))


def _found(plan: Plan, key: str) -> Evaluation:
    row = plan.evaluations.select_related("by", "plan", "plan__school").filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _crumbs(plan: Plan) -> tuple[Link, ...]:
    return (*crumbs_of(plan), Link("Areas, risks and evaluations", plan_href(plan, "plan_parts")))


def _page(plan: Plan, one: Evaluation, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    href = plan_href(plan, "plan_evaluation", one.public_id)
    return FormPage(heading, one.title, (*_crumbs(plan), Link("Evaluation", href)), form, label, href, **more)


def _facts(one: Evaluation) -> tuple[SummaryRow, ...]:
    decided = DECISIONS.get(one.decision, "")
    if one.decided_on:
        decided = f"{decided}, on {day_words(one.decided_on)}: {one.decision_reason}"
    return (
        SummaryRow("Question", one.question),
        SummaryRow("Method", one.method or "none written yet"),
        SummaryRow("By", day_words(one.due_on) if one.due_on else "no date"),
        SummaryRow("Evidence", one.evidence or "none written yet"),
        SummaryRow("Findings", one.findings or "none written yet"),
        SummaryRow("Decision", decided or "not decided yet"),
        SummaryRow("Embedded", day_words(one.embedded_on) if one.embedded_on else "no"),
        SummaryRow("Begun by", one.by.name if one.by else None),
    )
