"""Views of one action for many schools: nothing is done before its effects were shown."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.flows.pick_schools import may_do_any
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.words import count_words
from headway.pages import errors
from headway.pages.lists.undo import offer
from headway.pages.schools.lines import school_lines
from headway.pages.schools.listing import FILTERS, SORTS, in_scope, matching
from headway.pages.schools.picking import (
    MOST_PICKED,
    PICKED,
    BulkAction,
    BulkActionForm,
    PickingPage,
    bulk_actions_of,
    picked_table,
)
from headway.pages.schools.policies import policies_in_use
from headway.rules.verdict import Refused

NOT_YOURS = "Your role gives no school an adviser and changes no partnership."
NONE_PICKED = "No school was picked. Tick the schools in the list, then go on."
LIST = "/schools/"


def change_picked(request: HttpRequest) -> HttpResponse:
    """The form of a bulk action; then what it would change; then the action, which can be taken back for some seconds."""
    actions = bulk_actions_of(request.viewer)
    if not actions:
        return errors.forbidden(request, NOT_YOURS)
    sent = request.POST if request.method == "POST" else request.GET
    action = next((one for one in actions if one.key == sent.get("action")), None)
    schools = _schools(request, sent)
    if action is None or not schools:
        messages.warning(request, NONE_PICKED)
        return redirect(LIST)
    return _answer(request, action, schools)


def _answer(request: HttpRequest, action: BulkAction, schools: list[School]) -> HttpResponse:
    posted = request.method == "POST"
    form = BulkActionForm(request.POST if posted else None, action=action, viewer=request.viewer)
    effects, verdict, confirm = None, None, ""
    if posted and form.is_valid():
        chosen, since = form.cleaned_data["chosen"], form.cleaned_data["valid_from"]
        try:
            if request.POST.get("step") == "do":
                return _do(request, action, schools, form)
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        effects = action.effects(chosen, schools, since)
        verdict = may_do_any(effects)
        confirm = f"Do it for {count_words(sum(bool(effect.verdict) for effect in effects), 'school')}"
    page = PickingPage(
        heading=action.label,
        caption=count_words(len(schools), "school"),
        breadcrumbs=(Link("Schools", LIST),),
        form=form,
        action=action.key,
        urns=" ".join(str(school.urn) for school in schools),
        back=LIST,
        table=picked_table(action, schools, effects),
        verdict=verdict,
        confirm=confirm,
    )
    return render(request, "schools/picking.html", {"page": page}, status=422 if form.errors else 200)


def _do(
    request: HttpRequest, action: BulkAction, schools: list[School], form: BulkActionForm
) -> HttpResponse:
    chosen, now = form.cleaned_data["chosen"], timezone.now()
    facts = action.carry_out(chosen, schools, form.cleaned_data["valid_from"], request.viewer, now)
    done = facts["schools"]
    words = f"{count_words(done, 'school is', 'schools are')} {action.done} {chosen}."
    if left := len(schools) - done:
        words += f" {count_words(left, 'school was', 'schools were')} left out."
    if done:
        offer(request, action.do.__name__, facts, LIST, words, now)
    else:
        messages.warning(request, f"Nothing was changed. {words}")
    return redirect(LIST)


def _schools(request: HttpRequest, sent: QueryDict) -> list[School]:
    """The schools picked that the viewer may see, by name: the ticked ones, or every one the filter lets through."""
    if "all" in sent:
        urns = _all_of(request, sent["all"])
    else:
        words = " ".join((*sent.getlist(PICKED), sent.get("urns", "")))
        urns = [int(one) for one in re.findall(r"\b\d{1,9}\b", words, re.ASCII)]
    picked = schools_visible_to(request.viewer).filter(urn__in=urns[:MOST_PICKED])
    return list(picked.select_related("authority").order_by("name", "urn"))


def _all_of(request: HttpRequest, address: str) -> list[int]:
    query = ListQuery.read(QueryDict(address[:2000]), LIST, filters=FILTERS, sorts=SORTS, default_sort="name")
    policies = policies_in_use("entitlement", "partnerships", on=request.viewer.on)
    known = school_lines(
        request.viewer,
        entitlement=policies.get("entitlement"),
        partnerships=policies.get("partnerships"),
    )
    return [line.urn for line in matching(query, in_scope(request.viewer, known.lines))]
