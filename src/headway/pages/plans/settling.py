"""Checking a plan, approving, publishing and closing it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.features.plans.actions import settling as deeds
from headway.features.plans.queries import actions_with_history, last_check
from headway.kit.figures import ConfirmPage
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.plans.finding import found_plan, policy_of
from headway.pages.plans.forms import CheckForm
from headway.pages.plans.page import crumbs_of, plan_href
from headway.pages.plans.part_forms import ReturnForm


def check(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The checklist, answered by somebody who neither owns nor wrote the plan."""
    plan, policy = found_plan(request, plan_id, "change"), policy_of(request)
    if refused := refuse_unless(request, deeds.may_check(request.viewer, plan)):
        return refused
    form = CheckForm(sent(request), checklist=dict(policy.checklist))

    def act() -> None:
        deeds.check_plan(
            plan=plan,
            answers=form.answers,
            remarks=form.cleaned_data["remarks"],
            policy=policy,
            by=request.viewer,
            at=timezone.now(),
        )

    page = FormPage("Check the plan", plan.title, crumbs_of(plan), form, "Record the check", plan_href(plan))
    return answer(request, page, act, "The check is recorded.")


def approve(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Approve the plan; from then on its dates are locked."""
    plan = found_plan(request, plan_id, "approve")
    if refused := refuse_unless(
        request, deeds.may_approve(request.viewer, plan, last_check(plan), actions_with_history(plan))
    ):
        return refused
    if request.method != "POST":
        page = ConfirmPage(
            title="Approve this plan?",
            consequences=(
                f"{plan.title} is in force.",
                "Its dates are locked: every slip counts from them, however often an action is re-dated.",
            ),
            confirm_label="Approve the plan",
            action_href=request.path,
            cancel_href=plan_href(plan),
            breadcrumbs=crumbs_of(plan),
        )
        return render(request, "kit/confirm.html", {"page": page})

    def act() -> None:
        deeds.approve_plan(plan=plan, by=request.viewer, at=timezone.now())

    return press(request, act, "The plan is approved and its dates are locked.", plan_href(plan))


def send_back(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Send a checked plan back to its author with what to put right."""
    plan = found_plan(request, plan_id, "approve")
    if refused := refuse_unless(request, deeds.may_return(request.viewer, plan)):
        return refused
    form = ReturnForm(sent(request))

    def act() -> None:
        deeds.return_plan(plan=plan, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Send the plan back", plan.title, crumbs_of(plan), form, "Send it back", plan_href(plan))
    return answer(request, page, act, "The plan went back to its author.")


def publish(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Let councillors see it, or no longer."""
    plan = found_plan(request, plan_id, "approve")
    wanted = not plan.published

    def act() -> None:
        deeds.publish_plan(plan=plan, published=wanted, by=request.viewer, at=timezone.now())

    words = "Councillors see the plan now." if wanted else "Councillors see the plan no longer."
    return press(request, act, words, plan_href(plan))


def close(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Close a plan whose actions are all done or dropped."""
    plan = found_plan(request, plan_id, "change")
    if request.method != "POST":
        page = ConfirmPage(
            title="Close this plan?",
            consequences=("Nothing is reported on it any more.", "It stays to be read."),
            confirm_label="Close the plan",
            action_href=request.path,
            cancel_href=plan_href(plan),
            breadcrumbs=crumbs_of(plan),
        )
        return render(request, "kit/confirm.html", {"page": page})

    def act() -> None:
        deeds.close_plan(plan=plan, by=request.viewer, at=timezone.now())

    return press(request, act, "The plan is closed.", plan_href(plan))
