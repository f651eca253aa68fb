"""What an action is to make different: success criteria, and whether they are met (M3-14)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.plans.actions.told import changed
from headway.features.plans.models import PlanState
from headway.features.undertakings import actions as deeds
from headway.pages.answering import answer, sent
from headway.pages.plans.acting import action_form_page
from headway.pages.plans.finding import found_action, found_plan
from headway.pages.plans.forms import CriterionForm, JudgeForm


def add_criterion(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """What is to be different, by a day of its own."""
    plan = found_plan(request, plan_id, "change")
    action = found_action(plan, key)
    form = CriterionForm(sent(request))

    def act() -> None:
        deeds.add_criterion(
            row=action.undertaking, **form.cleaned_data, by=request.viewer.person, at=timezone.now()
        )
        changed(
            plan, "add_criterion", request.viewer, timezone.now(), counts=plan.state != PlanState.APPROVED
        )

    page = action_form_page(plan, action, "Say what is to be different", form, "Add it")
    return answer(request, page, act, "The criterion is added.")


def judge(request: HttpRequest, plan_id: str, key: str, criterion: str) -> HttpResponse:
    """Say whether it is different."""
    plan = found_plan(request, plan_id, "change")
    action = found_action(plan, key)
    held = next((one for one in action.undertaking.criteria.all() if one.public_id == criterion), None)
    if held is None:
        raise Http404
    form = JudgeForm(sent(request))

    def act() -> None:
        deeds.judge_criterion(
            criterion=held,
            met=form.cleaned_data["met"] == "yes",
            on=request.viewer.on,
            evidence=form.cleaned_data["evidence"],
            by=request.viewer.person,
            at=timezone.now(),
        )

    page = action_form_page(plan, action, "Is it different?", form, "Record it", words=(held.words,))
    return answer(request, page, act, "Recorded.")
