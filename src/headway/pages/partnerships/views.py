"""The pages of partnerships."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed
from headway.features.partnerships.actions import (
    add_member,
    end_membership,
    form_partnership,
    may_form,
    set_lead_head,
    settle_partnership,
)
from headway.features.partnerships.models import Partnership
from headway.features.partnerships.queries import (
    history_of,
    joinable_schools,
    may_change,
    partnerships_visible_to,
    roll_of,
)
from headway.features.partnerships.recognition import set_recognised
from headway.features.policies.queries import typed
from headway.flows.propose_partnerships import propose_partnerships
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.kit.listing import ListQuery
from headway.kit.words import day_words
from headway.pages.as_at import asked_as_at
from headway.pages.lists.answer import answer_list
from headway.pages.partnerships.forms import DayForm, LeadForm, MemberForm, PartnershipForm
from headway.pages.partnerships.page import (
    CRUMBS,
    FILTERS,
    HOME,
    SORTS,
    FormPage,
    PartnershipsPage,
    partnership_page,
    partnerships_page,
)
from headway.pages.partnerships.picking import with_boxes
from headway.rules.verdict import Refused

FORM = "partnerships/form.html"


def show_partnerships(request: HttpRequest) -> HttpResponse:
    """Every partnership the viewer may see, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)

    def build(asked: ListQuery) -> PartnershipsPage:
        page = partnerships_page(
            request.viewer, asked, typed("partnerships", request.viewer.on), timezone.localdate()
        )
        return replace(page, table=with_boxes(request.viewer, page.table, query))

    return answer_list(request, query, build, "partnerships/partnerships.html")


def show_partnership(request: HttpRequest, public_id: str) -> HttpResponse:
    """One partnership."""
    found = _visible(request, public_id)
    policy = typed("partnerships", request.viewer.on)
    page = partnership_page(request.viewer, found, policy, timezone.localdate(), asked_as_at(request))
    return render(request, "partnerships/partnership.html", {"page": page})


def form_new(request: HttpRequest) -> HttpResponse:
    """Form a partnership."""
    policy = typed("partnerships", request.viewer.on)
    form = PartnershipForm(_posted(request), policy=policy)

    def act() -> HttpResponse:
        made = form_partnership(**form.cleaned_data, policy=policy, by=request.viewer, at=timezone.now())
        return _done(request, made, f"{made} was formed. Add its members.")

    page = FormPage("Form a partnership", "", CRUMBS, form, "Form it", HOME)
    return _answer(request, form, page, act)


def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a member."""
    found = _changeable(request, public_id)
    form = MemberForm(_posted(request), schools=joinable_schools(found, timezone.localdate()))

    def act() -> HttpResponse:
        made = add_member(partnership=found, **form.cleaned_data, by=request.viewer, at=timezone.now())
        return _done(request, found, f"{made.school} is a member from {day_words(made.valid_from)}.")

    return _answer(request, form, _form_page(found, "Add a member", form, "Add"), act)


def end(request: HttpRequest, public_id: str, urn: int) -> HttpResponse:
    """End a membership."""
    found = _changeable(request, public_id)
    held = history_of(found).filter(school=urn, valid_until=None).first()
    if held is None:
        raise Http404
    form = DayForm(_posted(request), label="First day it is no member any more")

    def act() -> HttpResponse:
        on = form.cleaned_data["on"]
        end_membership(membership=held, on=on, by=request.viewer, at=timezone.now())
        return _done(request, found, f"{held.school} is no member any more from {day_words(on)}.")

    page = _form_page(found, f"End the membership of {held.school}", form, "End it")
    return _answer(request, form, page, act)


def lead(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name the lead head."""
    found = _changeable(request, public_id)
    today = timezone.localdate()
    urns = [row.school_id for row in roll_of(found, today)]
    heads = {
        one.person.public_id: one.person
        for one in appointed(Subject.SCHOOL, urns, on=today, role="headteacher")
    }
    form = LeadForm(_posted(request), heads=[(key, person.name) for key, person in heads.items()])

    def act() -> HttpResponse:
        person = heads.get(form.cleaned_data["person"])
        since = form.cleaned_data["valid_from"]
        set_lead_head(
            partnership=found, person=person, valid_from=since, by=request.viewer, at=timezone.now()
        )
        words = f"{person.name} leads" if person else "Nobody leads"
        return _done(request, found, f"{words} {found} from {day_words(since)}.")

    page = _form_page(found, "Name the lead head", form, "Save", "Heads of its members can lead it.")
    return _answer(request, form, page, act)


def recognise(request: HttpRequest, public_id: str) -> HttpResponse:
    """Recognise a partnership from a day on, or no longer."""
    found = _changeable(request, public_id)
    form = DayForm(_posted(request))
    wanted = not found.recognised

    def act() -> HttpResponse:
        on = form.cleaned_data["on"]
        set_recognised(
            partnership=found,
            recognised=wanted,
            on=on,
            policy=typed("partnerships", request.viewer.on),
            by=request.viewer,
            at=timezone.now(),
        )
        words = "is recognised" if wanted else "is no longer recognised"
        return _done(request, found, f"{found} {words} from {day_words(on)}.")

    words = "A recognised partnership earns days. The time before the day you enter keeps its own answer."
    label = "Recognise the partnership" if wanted else "No longer recognise the partnership"
    return _answer(request, form, _form_page(found, label, form, "Save", words), act)


def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept a proposed partnership as it stands."""
    found = _changeable(request, public_id)
    settle_partnership(partnership=found, by=request.viewer, at=timezone.now())
    return _done(request, found, f"{found} is settled.")


def propose(request: HttpRequest) -> HttpResponse:
    """Propose partnerships by place for schools in none."""
    _insist(may_form(request.viewer))
    found = propose_partnerships(
        on=timezone.localdate(),
        policy=typed("partnerships", request.viewer.on),
        by=request.viewer,
        at=timezone.now(),
    )
    words = f"{found.partnerships} partnerships of {found.schools} schools. {found.words}"
    messages.success(request, " ".join([words, *found.warnings]))
    return redirect(f"{HOME}?state=proposed")


def _visible(request: HttpRequest, public_id: str) -> Partnership:
    return get_object_or_404(partnerships_visible_to(request.viewer), public_id=public_id)


def _changeable(request: HttpRequest, public_id: str) -> Partnership:
    found = _visible(request, public_id)
    _insist(may_change(request.viewer, found))
    return found


def _insist(verdict: object) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _form_page(found: Partnership, heading: str, form: KitForm, submit: str, words: str = "") -> FormPage:
    href = f"{HOME}{found.public_id}/"
    return FormPage(heading, found.name, (*CRUMBS, Link(found.name, href)), form, submit, href, words)


def _answer(
    request: HttpRequest, form: KitForm, page: FormPage, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Act on a form that holds; else, or when the action is refused, show it with what is wrong."""
    if form.is_bound and form.is_valid():
        try:
            return act()
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
    return render(request, FORM, {"page": page}, status=422 if form.is_bound else 200)


def _done(request: HttpRequest, found: Partnership, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("partnership", found.public_id)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty form that was sent is still sent."""
    return request.POST if request.method == "POST" else None
