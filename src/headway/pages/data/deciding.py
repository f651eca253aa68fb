"""The page on which an officer decides which school a URN names that the register gives to another one."""

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.releases.models import Release
from headway.features.releases.queries import faults_of
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.flows.publications.reused_urns import COLUMN
from headway.flows.settle_reused_urn import published_row, settle_reused_urn
from headway.kit.figures import Link, SummaryRow
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.words import day_words
from headway.pages.answering import sent
from headway.pages.data.page import DATA, FormPage
from headway.pages.data.views import release_or_404
from headway.publicdata.gias_rows import SchoolRow
from headway.rules.verdict import Refused

KEEP, TAKE = "keep", "take"


class DecideUrnForm(KitForm):
    """Which of the two schools the URN names."""

    missing: ClassVar[MissingSentences] = {"which": "Choose which school it is"}
    which = forms.ChoiceField(
        label="Which school does the URN name?",
        widget=forms.RadioSelect,
        choices=[
            (KEEP, "The school that is held. What this register says under the URN is not taken."),
            (TAKE, "The school of this register. It is taken when the file is given again."),
        ],
    )


def decide(request: HttpRequest, public_id: str, urn: int) -> HttpResponse:
    """Choose between the school that is held and the one the register puts under its URN."""
    release = release_or_404(request, public_id)
    fault = faults_of(release).filter(urn=urn, column=COLUMN).first()
    school = schools_visible_to(request.viewer).filter(urn=urn).first()
    if fault is None or school is None:
        raise Http404
    if fault.settled:
        messages.info(request, f"{school.name}: {fault.settled}.")
        return redirect("release", public_id)
    form = DecideUrnForm(sent(request))
    if form.is_valid():
        take = form.cleaned_data["which"] == TAKE
        try:
            settle_reused_urn(release=release, urn=urn, take=take, viewer=request.viewer, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"URN {urn} is decided.")
            return redirect("release", public_id)
    page = _page(release, school, published_row(release, urn), form, fault.words)
    return render(request, "data/decide_urn.html", {"page": page}, status=422 if form.errors else 200)


def _page(
    release: Release, school: School, row: SchoolRow | None, form: DecideUrnForm, words: str
) -> FormPage:
    here = f"/data/{release.public_id}/"
    said = _identity(row.name, row.establishment_number, day_words(row.opened_on)) if row else None
    return FormPage(
        heading=f"Which school is URN {school.urn}?",
        caption=release.title,
        breadcrumbs=(DATA, Link(release.title, here)),
        form=form,
        facts=(
            SummaryRow(
                "Held", _identity(school.name, school.establishment_number, day_words(school.opened_on))
            ),
            SummaryRow("This register says", said),
            SummaryRow("Why it is to be decided", words),
        ),
        cancel_href=here,
    )


def _identity(name: str, number: str, opened: str) -> str:
    return f"{name}, number {number}, opened on {opened}"
