"""Signatures of many schools at once: typed in one grid, shown what would be recorded, then recorded."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.policies.queries import policy_in_use
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES, schools_visible_to
from headway.features.sharing.actions.agreements import Signature, record_agreements, verdicts_of
from headway.features.sharing.queries import KIND
from headway.kit.figures import Link
from headway.kit.grid import Grid
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import count_words
from headway.pages.lists.picking import BulkAction
from headway.pages.lists.undo import offer
from headway.pages.sharing.forms import SignaturesForm
from headway.rules.verdict import Refused, Verdict, refuse

MOST = 60
HOME = "/schools/agreements/"
SIGN = BulkAction(
    key="sign",
    label="Record their signatures",
    kind=KIND,
    head="",
    effects=lambda *_: [],
    do=record_agreements,
    subjects="signatures",
    done="recorded",
)
NOTHING = refuse("None of them can be recorded; the table says why.")


@dataclass(frozen=True, slots=True)
class SigningPage:
    """The form with its grid, and once asked what would be recorded."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: SignaturesForm
    grid: Grid
    keys: str
    back: str
    table: Table | None = None
    verdict: Verdict | None = None
    confirm: str = ""


def sign(request: HttpRequest) -> HttpResponse:
    """The signatures of the schools picked in the list."""
    posted = request.method == "POST"
    schools = _picked(request, request.POST if posted else request.GET)
    if not schools:
        messages.warning(request, "No school was picked. Tick the schools in the list, then go on.")
        return redirect(HOME)
    on = request.viewer.on
    asked = request.POST if posted and "signed_on-day" in request.POST else None
    form = SignaturesForm(asked, schools=schools, initial={"signed_on": on, "first_on": on})
    table, verdict, confirm = None, None, ""
    if form.is_valid():
        signatures = _signatures(form)
        stored = policy_in_use("data_sharing", on)
        if request.POST.get("step") == "do" and (answer := _do(request, form, signatures)):
            return answer
        verdicts = verdicts_of(signatures, stored, request.viewer)
        table, good = _preview(signatures, verdicts), sum(map(bool, verdicts))
        verdict = None if good else NOTHING
        confirm = f"Record {count_words(good, 'signature')}"
    page = SigningPage(
        heading="Record signatures",
        caption=count_words(len(schools), "school"),
        breadcrumbs=(Link("Schools", "/schools/"), Link("Data sharing", HOME)),
        form=form,
        grid=form.grid,
        keys=" ".join(str(one.urn) for one in schools),
        back=HOME,
        table=table,
        verdict=verdict,
        confirm=confirm,
    )
    return render(request, "sharing/signing.html", {"page": page}, status=422 if form.errors else 200)


def _do(request: HttpRequest, form: SignaturesForm, signatures: list[Signature]) -> HttpResponse | None:
    now = timezone.now()
    stored = policy_in_use("data_sharing", request.viewer.on)
    try:
        facts = record_agreements(signatures=signatures, stored=stored, by=request.viewer, at=now)
    except Refused as refused:
        form.add_error(None, refused.verdict.reason)
        return None
    words = f"{count_words(facts['number'], 'agreement is', 'agreements are')} recorded."
    if left := len(signatures) - facts["number"]:
        words += f" {count_words(left, 'school was', 'schools were')} left out."
    if facts["number"]:
        offer(request, "record_agreements", facts, HOME, words, now)
    else:
        messages.warning(request, f"Nothing was changed. {words}")
    return redirect(HOME)


def _signatures(form: SignaturesForm) -> list[Signature]:
    data = form.cleaned_data
    return [
        Signature(one, data[f"role-{one.urn}"], data[f"name-{one.urn}"], data["signed_on"], data["first_on"])
        for one in form.schools
        if data[f"name-{one.urn}"]
    ]


def _preview(signatures: list[Signature], verdicts: list[Verdict]) -> Table:
    rows = [
        (
            Cell(one.school.name, note=str(one.school.urn)),
            Cell(one.signed_name, note=one.signed_as),
            Cell("Will be recorded", colour="green")
            if may
            else Cell("Left out", colour="grey", note=may.reason),
        )
        for one, may in zip(signatures, verdicts, strict=True)
    ]
    return plain_table("What will be recorded", ("School", "Signed by", "What happens"), rows)


def _picked(request: HttpRequest, sent: QueryDict) -> list[School]:
    """The schools picked, by name: the ticked ones, or with “all” every open one, as many as a grid holds."""
    rows = schools_visible_to(request.viewer, KIND, "change")
    if "all" in sent:
        rows = rows.filter(status_code__in=OPEN_STATUSES)
    else:
        words = " ".join((*sent.getlist("school"), sent.get("keys", "")))
        rows = rows.filter(urn__in=[int(one) for one in re.findall(r"\b\d{1,9}\b", words, re.ASCII)])
    return list(rows.order_by("name", "pk")[:MOST])
