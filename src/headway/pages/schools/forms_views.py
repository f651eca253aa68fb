"""Views of the forms that record and end provisions and headships (M1-08)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from headway.features.schools import headships, provisions
from headway.features.schools.models import School
from headway.features.schools.queries import headships_of, provisions_of, school_for
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.pages import errors
from headway.pages.schools.forms import EndForm, HeadshipForm, ProvisionForm
from headway.rules.verdict import Refused


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form with its button and the way back to the school."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: KitForm
    submit_label: str
    cancel_href: str


def record_provision(request: HttpRequest, urn: int) -> HttpResponse:
    """A new enhanced provision."""
    school = _school(request, urn)
    if not (verdict := provisions.may_have_provision(school)):
        return errors.forbidden(request, verdict.reason)
    form = ProvisionForm(_sent(request))
    page = _page(school, "Record an enhanced provision", form, "Record this provision")
    return _answer(request, page, provisions.record_provision, "The provision is recorded.", school=school)


def end_provision(request: HttpRequest, urn: int, key: int) -> HttpResponse:
    """The end of an open provision."""
    school = _school(request, urn)
    provision = get_object_or_404(provisions_of(school), pk=key)
    page = _page(school, f"End the {provision.get_kind_display().lower()}", EndForm(_sent(request)), "End it")
    return _answer(request, page, provisions.end_provision, "The provision has an end.", provision=provision)


def record_headship(request: HttpRequest, urn: int) -> HttpResponse:
    """How the school is led from a day on."""
    school = _school(request, urn)
    page = _page(school, "Record a headship", HeadshipForm(_sent(request)), "Record this headship")
    return _answer(request, page, headships.record_headship, "The headship is recorded.", school=school)


def end_headship(request: HttpRequest, urn: int, key: int) -> HttpResponse:
    """The end of an open headship."""
    school = _school(request, urn)
    headship = get_object_or_404(headships_of(school), pk=key)
    page = _page(school, "End a headship", EndForm(_sent(request)), "End it")
    return _answer(request, page, headships.end_headship, "The headship has an end.", headship=headship)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, an empty one too; None on a first look."""
    return request.POST if request.method == "POST" else None


def _school(request: HttpRequest, urn: int) -> School:
    school = school_for(request.viewer, urn, "register", "change")
    if school is None:
        raise Http404
    return school


def _page(school: School, heading: str, form: KitForm, submit_label: str) -> FormPage:
    here = f"/schools/{school.urn}/"
    crumbs = (Link("Schools", "/schools/"), Link(school.name, here))
    return FormPage(heading, school.name, crumbs, form, submit_label, here)


def _answer(
    request: HttpRequest, page: FormPage, action: Callable[..., object], done: str, **about: object
) -> HttpResponse:
    """Do what the form says and go back to the school, or show the form with the sentence that refuses it."""
    if page.form.is_valid():
        try:
            action(**about, **page.form.cleaned_data, by=request.viewer.id, at=timezone.now())
        except Refused as refused:
            page.form.add_error(None, refused.verdict.reason)
        else:
            messages.success(request, done)
            return redirect(f"{page.cancel_href}#support")
    return render(request, "schools/form.html", {"page": page}, status=422 if page.form.errors else 200)
