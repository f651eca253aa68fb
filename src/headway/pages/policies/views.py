"""Views of policies."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from headway.features.approvals.models import State as RequestState
from headway.features.approvals.queries import requests_about
from headway.features.audit.queries import events_of
from headway.features.policies import drafts
from headway.features.policies.actions import alternatives_of
from headway.features.policies.models import Policy, State
from headway.features.policies.queries import (
    KIND,
    may_draft,
    may_edit,
    may_settle,
    policies_in_use,
    policies_visible_to,
    versions_of,
)
from headway.flows.compare_entitlement import KIND as ENTITLEMENT
from headway.flows.compare_entitlement import compare_entitlement
from headway.flows.settle_policy import settle_policy
from headway.flows.submit_policy import submit_policy
from headway.kit.listing import ListQuery
from headway.kit.words import day_words, moment_words
from headway.pages import errors
from headway.pages.lists.answer import answer_list
from headway.pages.policies import effect, page
from headway.pages.policies.documents import documents_of
from headway.pages.policies.forms import FIGURE_SOURCE, MARK, VERSION, DecideForm, EditForm, StartForm
from headway.pages.policies.listing import FILTERS, HOME, SORTS, PoliciesPage, policies_page
from headway.pages.policies.names import names_of
from headway.pages.policies.words import KINDS, with_days_in_words
from headway.rules.policyfile import PolicyFault

NO_START = "There is nothing of that name to start from. Go back, and choose again."
INCOMPLETE = 422
STALE = 409


def list_policies(request: HttpRequest) -> HttpResponse:
    """Every version of every policy, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=tuple(SORTS), default_sort="kind")
    policies = policies_visible_to(request.viewer)
    known = _context(request, policies.values_list("approved_by", flat=True).distinct(), *KINDS)

    def build(asked: ListQuery) -> PoliciesPage:
        return policies_page(asked, policies, known.used, known.names, known.on)

    return answer_list(request, query, build, "policies/policies.html")


def show_policy(request: HttpRequest, public_id: str) -> HttpResponse:
    """One version, its lines, what it changes, and its sisters."""
    policy = _policy(request, public_id)
    viewer = request.viewer
    can = page.Can(may_draft(viewer), may_edit(policy, viewer), may_settle(policy, viewer))
    versions = list(versions_of(policies_visible_to(viewer), policy.kind))
    known = _context(request, [policy.approved_by], policy.kind)
    shown = page.policy_page(
        policy,
        versions,
        known,
        can,
        _refusal(policy),
        _effect_href(request, policy),
    )
    alternatives = alternatives_of(policy.kind, settings.POLICIES) if can.draft else {}
    start = StartForm(alternatives=alternatives) if alternatives else None
    told = {"page": shown, "start": start, "documents": documents_of(policy)}
    return render(request, "policies/policy.html", told)


def show_changes(request: HttpRequest, public_id: str, before_id: str) -> HttpResponse:
    """What a version changed of another of its kind."""
    after = _policy(request, public_id)
    before = get_object_or_404(
        policies_visible_to(request.viewer).defer(None), public_id=before_id, kind=after.kind
    )
    return render(request, "policies/changes.html", {"page": page.changes_page(before, after)})


def show_effect(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a rule set of entitlement would change in every school, or the same as a file."""
    policy = _policy(request, public_id)
    if policy.kind != ENTITLEMENT:
        raise Http404
    if not (verdict := request.viewer.may(ENTITLEMENT)):
        return errors.forbidden(request, verdict.reason)
    query = ListQuery.read(request.GET, request.path, sorts=effect.SORTS, default_sort="-change")
    found = compare_entitlement(policy=policy, on=request.viewer.on)

    def build(asked: ListQuery) -> effect.EffectPage:
        return effect.effect_page(asked, policy, found)

    return answer_list(request, query, build, "policies/effect.html")


def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new version of one's own, with the body of this one."""
    base = _policy(request, public_id)
    alternatives = alternatives_of(base.kind, settings.POLICIES)
    form = StartForm(request.POST, alternatives=alternatives)
    if not form.is_valid():
        return errors.forbidden(request, NO_START)
    start = alternatives.get(form.cleaned_data["start"])
    try:
        made = drafts.draft_policy(base=base, by=request.viewer, at=timezone.now(), start=start)
    except drafts.Refused as refused:
        return errors.forbidden(request, refused.verdict.reason)
    messages.success(request, "This is a draft. Nothing is in use until somebody else has approved it.")
    return redirect("policy_edit", made.public_id)


def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every value of a draft; what its reader refuses stands beside its box, and a late save shows both texts."""
    policy = _policy(request, public_id)
    if not (verdict := may_edit(policy, request.viewer)):
        return errors.forbidden(request, verdict.reason)
    form = EditForm(
        request.POST if request.method == "POST" else None,
        body=policy.body,
        initial={VERSION: policy.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, policy, form)
        except PolicyFault as fault:
            form.show_fault(fault)
        except drafts.Refused as refused:
            return errors.forbidden(request, refused.verdict.reason)
        except drafts.Stale:
            return _stale(request, policy, form)
        else:
            messages.success(request, "Saved as a draft.")
            return redirect("policy", public_id)
    shown = page.form_page("Change the draft", policy, form)
    return render(request, "policies/edit.html", {"page": shown}, status=_status(request))


def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for the approval of a draft."""
    policy = _policy(request, public_id)
    try:
        submit_policy(policy=policy, by=request.viewer, at=timezone.now())
    except drafts.Refused as refused:
        return errors.forbidden(request, refused.verdict.reason)
    except PolicyFault as fault:
        messages.error(request, f"The draft cannot be submitted yet. {with_days_in_words(str(fault))}")
    else:
        messages.success(request, "Submitted. It waits until somebody else approves it.")
    return redirect("policy", public_id)


def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Approve a version that waits, or give it back."""
    policy = _policy(request, public_id)
    if not (verdict := may_settle(policy, request.viewer)):
        return errors.forbidden(request, verdict.reason)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        yes = form.cleaned_data["decision"] == "yes"
        reason = form.cleaned_data["reason"]
        try:
            settled = settle_policy(
                policy=policy, yes=yes, reason=reason, by=request.viewer, at=timezone.now()
            )
        except drafts.Refused as refused:
            form.add_error("reason", refused.verdict.reason)
        else:
            messages.success(request, _settled_words(settled))
            return redirect("policy", public_id)
    changes = page.changes_table(policy.based_on, policy) if policy.based_on else None
    shown = page.form_page("Approve this version?", policy, form, changes, _effect_href(request, policy))
    return render(request, "policies/decide.html", {"page": shown}, status=_status(request))


def _save(request: HttpRequest, policy: Policy, form: EditForm) -> None:
    data = form.cleaned_data
    drafts.edit_draft(
        policy=policy,
        values=form.values,
        mark=data[MARK],
        source=data[FIGURE_SOURCE],
        seen_version=data[VERSION],
        by=request.viewer,
        at=timezone.now(),
    )


def _policy(request: HttpRequest, public_id: str) -> Policy:
    """The version with its body, and what it was drafted from; 404 for one that may not be known of."""
    visible = policies_visible_to(request.viewer).defer(None).select_related("based_on")
    return get_object_or_404(visible, public_id=public_id)


def _context(request: HttpRequest, people: Iterable[str], *kinds: str) -> page.Context:
    on = request.viewer.on
    return page.Context(policies_in_use(*kinds, on=on), names_of(people), on)


def _effect_href(request: HttpRequest, policy: Policy) -> str:
    return effect.effect_href(policy) if request.viewer.may(ENTITLEMENT) else ""


def _refusal(policy: Policy) -> str:
    """Who gave the draft back last, and why."""
    if policy.state != State.DRAFT:
        return ""
    last = requests_about(KIND, "policy", policy.public_id).first()
    if last is None or last.state != RequestState.REFUSED:
        return ""
    no = next(decision for decision in last.decisions.all() if not decision.yes)
    return f"{no.by.name} gave it back on {day_words(timezone.localtime(no.at).date())}: {no.reason}"


def _settled_words(policy: Policy) -> str:
    if policy.state == State.APPROVED:
        return f"Approved. It is used from {day_words(policy.in_use_from)}."
    return "Given back as a draft, with your reason."


def _status(request: HttpRequest) -> int:
    return INCOMPLETE if request.method == "POST" else 200


def _stale(request: HttpRequest, policy: Policy, form: EditForm) -> HttpResponse:
    policy.refresh_from_db()
    last = events_of("policy", policy.public_id).filter(action="edit_draft").first()
    who = names_of([last.by]).get(last.by, "Somebody") if last else "Somebody"
    when = f"on {moment_words(timezone.localtime(last.at))}" if last else "a moment ago"
    shown = page.stale_page(policy, form.values, request.POST.dict(), who, when)
    return render(request, "kit/stale.html", {"page": shown}, status=STALE)
