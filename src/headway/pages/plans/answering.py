"""What the views of plans share: finding the plan, a form with its page, and the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person, Role
from headway.features.plans.models import Action, Plan
from headway.features.plans.queries import action_for, plan_for, sees_within
from headway.features.policies.queries import typed
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.pages import errors
from headway.rules.plan_policy import PlanPolicy
from headway.rules.verdict import Refused, Verdict


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form with its button, words above it, and the way back."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: KitForm
    submit_label: str
    cancel_href: str
    words: tuple[str, ...] = ()
    remove_href: str = ""
    remove_label: str = ""


def policy_of(request: HttpRequest) -> PlanPolicy:
    """The policy of plans on the viewer's day."""
    return typed("plans", request.viewer.on)


def found_plan(request: HttpRequest, plan_id: str, act: str = "see") -> Plan:
    """The plan, or 404 where the viewer may not do the act to it."""
    plan = plan_for(request.viewer, plan_id, act)
    if plan is None:
        raise Http404
    return plan


def found_within(request: HttpRequest, plan_id: str) -> Plan:
    """The plan, or 404 for who sees it only because it is published: rounds, risks and packs are not for them."""
    plan = found_plan(request, plan_id)
    if not sees_within(request.viewer, plan):
        raise Http404
    return plan


def found_action(plan: Plan, key: str) -> Action:
    """The action of the plan, or 404."""
    action = action_for(plan, key)
    if action is None:
        raise Http404
    return action


def owners(viewer: Viewer) -> QuerySet[Person]:
    """Who may own a plan or an action: staff with a role today, by name."""
    staff = [slug for slug, role in viewer.access.roles.items() if role.staff]
    held = Role.objects.as_at(viewer.on).filter(role__in=staff).values("person")
    return Person.objects.filter(is_active=True, pk__in=held).order_by("name", "pk")


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, an empty one too; None on a first look."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    page: FormPage,
    act: Callable[[], Any],
    done: str,
    remove: Callable[[], Any] | None = None,
) -> HttpResponse:
    """Do what the form says and go back, or show the form with the sentence that refuses it; `remove`: what its other
    button does."""
    if remove and "remove" in request.POST:
        return press(request, remove, "Removed.", page.cancel_href)
    if page.form.is_valid():
        try:
            act()
        except Refused as refused:
            page.form.add_error(None, refused.verdict.reason)
        else:
            messages.success(request, done)
            return redirect(page.cancel_href)
    return render(request, "plans/form.html", {"page": page}, status=422 if page.form.errors else 200)


def press(request: HttpRequest, act: Callable[[], Any], done: str, back: str) -> HttpResponse:
    """Do what a button says and go back, or say why not."""
    try:
        act()
    except Refused as refused:
        return errors.forbidden(request, refused.verdict.reason)
    messages.success(request, done)
    return redirect(back)


def refuse_unless(request: HttpRequest, verdict: Verdict) -> HttpResponse | None:
    """The page that says why not, where it is refused."""
    return None if verdict else errors.forbidden(request, verdict.reason)
