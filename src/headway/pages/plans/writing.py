"""Writing a plan: beginning one, its facts, priorities and actions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.plans.actions import writing as deeds
from headway.features.plans.actions.begin import Beginning, begin_plan
from headway.features.plans.actions.rolling import may_roll_forward, roll_plan_forward
from headway.features.plans.actions.told import may_change
from headway.features.plans.models import Plan
from headway.features.plans.queries import KIND
from headway.features.schools.queries import OPEN_STATUSES, schools_visible_to
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.plans.finding import found_action, found_plan, owners, policy_of
from headway.pages.plans.forms import ActionForm, EditPlanForm, NewPlanForm, PriorityForm
from headway.pages.plans.page import CRUMB, crumbs_of, plan_href
from headway.pages.plans.part_forms import RollForm
from headway.rules.plan_life import may_write
from headway.rules.plan_periods import periods_from
from headway.rules.verdict import Refused, first_refusal

BEGIN_FIELDS = ("first_on", "months", "count", "template")


def choices_of(request: HttpRequest) -> dict[str, Any]:
    """What the form of a plan offers."""
    schools = schools_visible_to(request.viewer, KIND, "change").filter(status_code__in=OPEN_STATUSES)
    return {
        "kinds": dict(policy_of(request).kinds),
        "owners": owners(request.viewer),
        "schools": schools.order_by("name", "pk"),
    }


def begin(request: HttpRequest) -> HttpResponse:
    """A new plan with its periods."""
    templates = policy_of(request).templates
    form = NewPlanForm(sent(request), templates=templates, **choices_of(request))
    if form.is_valid():
        data = form.cleaned_data
        told = Beginning(**{name: value for name, value in data.items() if name not in BEGIN_FIELDS})
        periods = periods_from(data["first_on"], data["months"], data["count"])
        try:
            made = begin_plan(
                told=told,
                periods=periods,
                template=templates.get(data["template"]),
                by=request.viewer,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            messages.success(request, "The plan is begun. Add its priorities and actions.")
            return redirect(plan_href(made))
    page = FormPage("Begin a plan", "", (CRUMB,), form, "Begin it", CRUMB.href)
    return render(request, "kit/form_page.html", {"page": page}, status=422 if form.errors else 200)


def roll_forward(request: HttpRequest, plan_id: str) -> HttpResponse:
    """A draft for another year with everything that is open."""
    plan = found_plan(request, plan_id, "change")
    if refused := refuse_unless(request, may_roll_forward(request.viewer, plan)):
        return refused
    form = RollForm(sent(request), initial={"title": plan.title})
    if form.is_valid():
        made = roll_plan_forward(plan=plan, **form.cleaned_data, by=request.viewer, at=timezone.now())
        messages.success(request, "The draft for another year is begun with everything that is open.")
        return redirect(plan_href(made))
    words = (
        "Priorities, areas, risks and every open action go along, with what they are to make different.",
        "Once the draft is approved, they are carried: slips still count from the dates first agreed.",
    )
    page = _page(plan, "Go on for another year", form, "Begin the draft", words=words)
    return render(request, "kit/form_page.html", {"page": page}, status=422 if form.errors else 200)


def edit(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Title, owner, source and aim."""
    plan = found_plan(request, plan_id, "change")
    if closed := _closed(request, plan):
        return closed
    names = ("title", "kind", "owner", "source_words", "source_on", "aim", "version")
    initial = {name: getattr(plan, name) for name in names} | {"school": plan.school_id}
    form = EditPlanForm(sent(request), initial=initial, **choices_of(request))

    def act() -> None:
        wanted = dict(form.cleaned_data)
        version = wanted.pop("version")
        deeds.edit_plan(plan=plan, seen_version=version, wanted=wanted, by=request.viewer, at=timezone.now())

    return answer(request, _page(plan, "Change the plan", form, "Save"), act, "Saved.", thing="plan")


def add_priority(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One more row."""
    plan = found_plan(request, plan_id, "change")
    if closed := _closed(request, plan):
        return closed
    form = PriorityForm(sent(request), corporate=policy_of(request).corporate)

    def act() -> None:
        deeds.write_priority(plan=plan, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(plan, "Add a priority", form, "Add it"), act, "The priority is added.")


def change_priority(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Another title, or away with it."""
    plan = found_plan(request, plan_id, "change")
    priority = plan.priorities.filter(public_id=key).first()
    if priority is None:
        raise Http404
    if closed := _closed(request, plan):
        return closed

    def remove() -> None:
        deeds.remove_priority(priority=priority, by=request.viewer, at=timezone.now())

    initial = {"title": priority.title, "corporate": priority.corporate}
    form = PriorityForm(sent(request), initial=initial, corporate=policy_of(request).corporate)

    def act() -> None:
        deeds.rewrite_priority(priority=priority, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(plan, "Change a priority", form, "Save", remove_label="Remove this priority")
    return answer(request, page, act, "Saved.", remove)


def add_action(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One more action."""
    plan = found_plan(request, plan_id, "change")
    if closed := _closed(request, plan):
        return closed
    form = _action_form(request, plan, {"priority": request.GET.get("priority", "")})

    def act() -> None:
        deeds.write_action(
            plan=plan,
            priority=form.cleaned_data["priority"],
            wanted=form.wanted,
            milestone=form.cleaned_data["milestone"],
            by=request.viewer,
            at=timezone.now(),
        )

    return answer(request, _page(plan, "Add an action", form, "Add it"), act, "The action is added.")


def edit_action(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Change an action before its date is locked."""
    plan = found_plan(request, plan_id, "change")
    action = found_action(plan, key)
    if closed := _closed(request, plan):
        return closed
    of = action.undertaking
    names = ("words", "owner", "owner_words", "due_on", "next_step", "possible", "restricted")
    initial = {name: getattr(of, name) for name in names}
    cost = None if of.cost_pence is None else of.cost_pence / 100
    more = {"priority": action.priority.public_id, "cost": cost, "milestone": action.milestone}
    form = _action_form(request, plan, initial | more)

    def act() -> None:
        deeds.edit_action(
            action=action,
            priority=form.cleaned_data["priority"],
            wanted=form.wanted,
            milestone=form.cleaned_data["milestone"],
            by=request.viewer,
            at=timezone.now(),
        )

    words = (f"{action.proposed} Saving settles it.",) if action.proposed else ()
    return answer(request, _page(plan, "Change an action", form, "Save", words=words), act, "Saved.")


def take_out(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Take an action out before its date is locked."""
    plan = found_plan(request, plan_id, "change")
    action = found_action(plan, key)
    if closed := _closed(request, plan):
        return closed
    if request.method != "POST":
        page = {
            "title": "Take this action out?",
            "breadcrumbs": crumbs_of(plan),
            "consequences": (action.undertaking.words, "The audit keeps that it was there."),
            "confirm_label": "Take it out",
            "action_href": request.path,
            "cancel_href": plan_href(plan, "plan_action", key),
            "warning": True,
        }
        return render(request, "kit/confirm.html", {"page": page})

    def act() -> None:
        deeds.remove_action(action=action, by=request.viewer, at=timezone.now())

    return press(request, act, "The action is taken out.", plan_href(plan))


def _action_form(request: HttpRequest, plan: Plan, initial: dict[str, Any]) -> ActionForm:
    return ActionForm(
        sent(request), initial=initial, priorities=plan.priorities.all(), owners=owners(request.viewer)
    )


def _closed(request: HttpRequest, plan: Plan) -> HttpResponse | None:
    return refuse_unless(request, first_refusal(may_change(request.viewer, plan), may_write(plan.state)))


def _page(plan: Plan, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    return FormPage(heading, plan.title, crumbs_of(plan), form, label, plan_href(plan), **more)
