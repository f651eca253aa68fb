"""Views that write in the day ledger: credits, use, pools, taking back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.day_ledger import actions as deeds
from headway.features.day_ledger.queries import Subject, movements_visible_to, usable_requests
from headway.features.partnerships.models import Partnership
from headway.features.schools.models import School
from headway.kit.figures import Link
from headway.kit.words import day_words, days_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.day_ledger.forms import CreditForm, FillForm, TakeBackForm, UseForm, year_of
from headway.pages.day_ledger.page import CRUMBS
from headway.pages.day_ledger.views import found_partnership, found_school
from headway.rules.day_ledger import KIND_WORDS, may_reverse

ONCE = "What is recorded stays. Where it was wrong, take it back with the reason and record it anew."


def credit_school(request: HttpRequest, urn: int) -> HttpResponse:
    """Days a school bought, or that it is granted in a crisis."""
    school = found_school(request, urn, "change")
    form = CreditForm(sent(request), initial={"on": request.viewer.on})

    def act() -> None:
        deeds.credit(
            subject=school, kind=form.cleaned_data["kind"], **form.told, by=request.viewer, at=timezone.now()
        )

    return answer(
        request, school_form(school, "Record days bought or granted", form, "Record"), act, "Recorded."
    )


def use_days(request: HttpRequest, urn: int) -> HttpResponse:
    """Days that were used and stand in no diary."""
    school = found_school(request, urn, "change")
    return _use(request, school, partial(school_form, school))


def use_days_of_lead(request: HttpRequest, key: str) -> HttpResponse:
    """Days of a partnership's lead share that were used and stand in no diary."""
    partnership = found_partnership(request, key, "change")
    return _use(request, partnership, partial(lead_form, partnership))


def _use(request: HttpRequest, subject: Subject, page_of: Callable[..., FormPage]) -> HttpResponse:
    waiting = usable_requests(subject, year_of(request.viewer.on))
    own = "The school's own days" if isinstance(subject, School) else "The lead's own days"
    form = UseForm(sent(request), requests=waiting, own=own, initial={"on": request.viewer.on})

    def act() -> None:
        deeds.debit(subject=subject, **form.told, by=request.viewer, at=timezone.now())

    return answer(request, page_of("Record days used", form, "Record"), act, "Recorded.")


def fill(request: HttpRequest) -> HttpResponse:
    """Days put into a pool."""
    form = FillForm(sent(request), initial={"on": request.viewer.on})

    def act() -> None:
        deeds.fill_pool(**form.told, by=request.viewer, at=timezone.now())

    back = reverse("day_pools")
    page = FormPage("Put days into a pool", "", (*CRUMBS, Link("Pools", back)), form, "Put in", back)
    return answer(request, page, act, "The days are in the pool.")


def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """A movement corrected by its opposite."""
    found = movements_visible_to(request.viewer, "change").filter(public_id=key).first()
    if found is None:
        raise Http404
    if refused := refuse_unless(
        request, may_reverse(found.reverses_id is not None, hasattr(found, "reversed_by"), "asked")
    ):
        return refused
    form = TakeBackForm(sent(request), initial={"on": request.viewer.on})

    def act() -> None:
        deeds.reverse(movement=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = (
        f"{KIND_WORDS[found.kind]}: {days_words(abs(found.half_days))} on {day_words(found.on)}, {found.source}.",
        "Both stay in the ledger. What a pool paid goes back to it.",
    )
    if found.school:
        page = school_form(found.school, "Take back", form, "Take back", words=words)
    elif found.partnership:
        page = lead_form(found.partnership, "Take back", form, "Take back", words=words)
    else:
        back = reverse("day_pools")
        page = FormPage("Take back", "", (*CRUMBS, Link("Pools", back)), form, "Take back", back, words)
    return answer(request, page, act, "Taken back.")


def school_form(school: School, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    """The page of a form about a school's account."""
    back = reverse("day_ledger_school", args=[school.urn])
    more = {"words": (ONCE,)} | more
    return FormPage(heading, school.name, (*CRUMBS, Link(school.name, back)), form, label, back, **more)


def lead_form(partnership: Partnership, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    """The page of a form about the lead share of a partnership."""
    back = reverse("day_ledger_partnership", args=[partnership.public_id])
    more = {"words": (ONCE,)} | more
    crumbs = (*CRUMBS, Link(partnership.name, back))
    return FormPage(heading, f"Lead of {partnership.name}", crumbs, form, label, back, **more)
