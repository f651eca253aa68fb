"""Views of one school or one partnership of a draft: why, fix by hand, release."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.allocation.queries import advisers_visible_to
from headway.features.deployment.actions import may_change_draft, release_lock
from headway.features.deployment.facts import team_of
from headway.features.deployment.models import Assignment, Draft, Lead, Lock
from headway.features.deployment.queries import assignments_visible_to, leads_visible_to
from headway.flows.fix_assignment import fix_assignment
from headway.flows.weigh_advisers import NOT_TOLD, alternatives_or_why_not, without_strangers
from headway.flows.who_does_what import held_elsewhere
from headway.pages.yearplan.addresses import plan_href
from headway.pages.yearplan.forms import FixForm
from headway.pages.yearplan.views import find_draft
from headway.pages.yearplan.why_page import WhyPage, lead_page, school_page
from headway.rules.verdict import Refused, Verdict, first_refusal

WHY = "yearplan/why.html"


def show_school(request: HttpRequest, public_id: str, urn: int) -> HttpResponse:
    """Why a school has its adviser; POST fixes another by hand."""
    draft = find_draft(request, public_id)
    row = _assignment(request, draft, urn)

    def page(form: FixForm) -> WhyPage:
        found, stale = alternatives_or_why_not(draft=draft, urn=urn, on=request.viewer.on)
        if not _may_fix(request, draft):
            found, stale = without_strangers(found, _advisers_known(request)), stale and NOT_TOLD
        lock = _lock(draft, school=row.school)
        sees_category = request.viewer.reach("categories") != "none"
        told = held_elsewhere(request.viewer, row.school, request.viewer.on)
        may_fix = _may_fix(request, draft)
        return school_page(draft, row, lock, found, stale, form, may_fix, sees_category, told)

    return _fixing(request, draft, str(urn), f"{row.school.name} is fixed by hand.", page)


def show_lead(request: HttpRequest, public_id: str, partnership: str) -> HttpResponse:
    """A partnership's lead; POST fixes another by hand."""
    draft = find_draft(request, public_id)
    lead = _lead(request, draft, partnership)

    def page(form: FixForm) -> WhyPage:
        lock = _lock(draft, partnership=lead.partnership)
        return lead_page(draft, lead, lock, form, _may_fix(request, draft))

    return _fixing(request, draft, partnership, f"The lead of {lead.partnership} is fixed by hand.", page)


def release_school(request: HttpRequest, public_id: str, urn: int) -> HttpResponse:
    """Let later planning choose the school's adviser again."""
    draft = find_draft(request, public_id)
    return _release(request, draft, school=_assignment(request, draft, urn).school)


def release_lead(request: HttpRequest, public_id: str, partnership: str) -> HttpResponse:
    """Let later planning choose the partnership's lead again."""
    draft = find_draft(request, public_id)
    return _release(request, draft, partnership=_lead(request, draft, partnership).partnership)


def _fixing(
    request: HttpRequest, draft: Draft, subject: str, done: str, page: Callable[[FixForm], WhyPage]
) -> HttpResponse:
    form = _form(request, draft)
    if request.method == "POST" and form.is_valid():
        try:
            _fix(request, draft, subject, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{done} The plan was costed and checked again.")
            return redirect(request.path)
    return render(request, WHY, {"page": page(form)}, status=422 if form.errors else 200)


def _advisers_known(request: HttpRequest) -> frozenset[str]:
    """Of whom the viewer may know what binds them: days, limits, conflicts of interest."""
    seen = advisers_visible_to(request.viewer).values_list("person__public_id", flat=True)
    return frozenset(seen)


def _form(request: HttpRequest, draft: Draft) -> FixForm:
    team = team_of(draft.year, request.viewer.on)
    advisers = [(one.adviser.person.public_id, str(one.adviser)) for one in team]
    given = request.POST if request.method == "POST" else None
    return FixForm(given, advisers=advisers, initial={"version": draft.version})


def _fix(request: HttpRequest, draft: Draft, subject: str, form: FixForm) -> Draft:
    given = form.cleaned_data
    return fix_assignment(
        draft=draft,
        subject=subject,
        adviser=given["adviser"],
        reason=given["reason"],
        pool=given["pool"],
        seen_version=given["version"],
        on=request.viewer.on,
        by=request.viewer.person,
        at=timezone.now(),
    )


def _release(request: HttpRequest, draft: Draft, **subject: object) -> HttpResponse:
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else draft.version
    try:
        release_lock(draft=draft, seen_version=seen, by=request.viewer.person, at=timezone.now(), **subject)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "It is released. The next planning chooses again.")
    return redirect(plan_href(draft))


def _may_fix(request: HttpRequest, draft: Draft) -> Verdict:
    return first_refusal(request.viewer.may_ever("drafts", "change"), may_change_draft(draft))


def _assignment(request: HttpRequest, draft: Draft, urn: int) -> Assignment:
    row = assignments_visible_to(request.viewer, draft).filter(school=urn).first()
    if row is None:
        raise Http404
    return row


def _lead(request: HttpRequest, draft: Draft, partnership: str) -> Lead:
    row = leads_visible_to(request.viewer, draft).filter(partnership__public_id=partnership).first()
    if row is None:
        raise Http404
    return row


def _lock(draft: Draft, **subject: object) -> Lock | None:
    return draft.locks.filter(**subject).select_related("by", "adviser").first()
