"""Who shares figures within a partnership: the members, the history, and the forms of consent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.consents import actions as deeds
from headway.features.consents.models import Consent
from headway.features.consents.queries import consenting, consents_of, schools_consenting_by
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import roll_of
from headway.features.schools.models import School
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import list_words
from headway.pages.answering import FormPage, answer, sent
from headway.pages.partnerships.page import CRUMBS, HOME
from headway.pages.partnerships.profile import found_partnership
from headway.pages.schools.policies import policies_in_use

WHAT = (
    "A school that consents shows the other members its figures of: {}. A school sees its own always, and so do officers "
    "who may see them anyway. A consent is withdrawn on any day and ends at once; that it was given stays written."
)
NOTHING_ASKED = "No figure of the profile needs a consent now: all of them are published of each school."


class ConsentForm(KitForm):
    """Whose word it is, and since when."""

    missing: ClassVar[MissingSentences] = {
        "given_by": "Enter the post of who gave the consent",
        "given_on": "Enter the day the consent was given",
    }
    given_by = forms.CharField(label="Given by", max_length=120, help_text="The post, like headteacher")
    given_on = MemorableDateField(label="Given on", help_text="For example, 27 3 2026")


class WithdrawForm(KitForm):
    """Nothing to fill in: the button says it."""


@dataclass(frozen=True, slots=True)
class SharingPage:
    """Who shares, who does not, and since when."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: str
    members: Table
    history: Table


def show_sharing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who shares figures with the other members of the partnership."""
    viewer, found = request.viewer, found_partnership(request, public_id)
    roll = list(roll_of(found, viewer.on))
    agreed, may = consenting(found, roll, viewer.on), schools_consenting_by(viewer, roll)
    history = list(consents_of(found))
    page = SharingPage(
        heading=f"{found.name}: what its schools share",
        caption="Partnership",
        breadcrumbs=_crumbs(found),
        words=_what(request),
        members=_members(found, roll, agreed, may, {one.school_id: one for one in reversed(history)}),
        history=_history(history),
    )
    return render(request, "partnerships/sharing.html", {"page": page})


def give(request: HttpRequest, public_id: str, urn: int) -> HttpResponse:
    """Record that a school consents."""
    found, school = _member(request, public_id, urn)
    viewer = request.viewer
    usual = "Headteacher" if "headteacher" in viewer.roles else ""
    form = ConsentForm(sent(request), initial={"given_by": usual, "given_on": viewer.on})

    def act() -> None:
        deeds.give_consent(
            partnership=found, school=school, **form.cleaned_data, by=viewer, at=timezone.now()
        )

    page = FormPage(
        f"Share the figures of {school}",
        found.name,
        (*_crumbs(found), Link("What its schools share", _href(found))),
        form,
        "Record the consent",
        _href(found),
        (_what(request),),
    )
    return answer(request, page, act, f"{school} shares its figures with the other members.")


def withdraw(request: HttpRequest, public_id: str, urn: int) -> HttpResponse:
    """A school shares no more, at once."""
    found, school = _member(request, public_id, urn)

    def act() -> None:
        deeds.withdraw_consent(partnership=found, school=school, by=request.viewer, at=timezone.now())

    page = FormPage(
        f"Share the figures of {school} no more",
        found.name,
        (*_crumbs(found), Link("What its schools share", _href(found))),
        WithdrawForm(sent(request)),
        "Withdraw the consent",
        _href(found),
        (
            "The other members see these figures no more from now on. That the consent was given stays written.",
        ),
    )
    return answer(request, page, act, f"{school} shares its figures no more.")


def _member(request: HttpRequest, public_id: str, urn: int) -> tuple[Partnership, School]:
    """The partnership and a member of it whose consent is the viewer's to record, else 404."""
    found = found_partnership(request, public_id)
    held = roll_of(found, request.viewer.on).filter(school=urn).first()
    if held is None or urn not in schools_consenting_by(request.viewer, [held]):
        raise Http404
    return found, held.school


def _href(found: Partnership, name: str = "partnership_sharing", *more: int) -> str:
    return reverse(name, args=[found.public_id, *more])


def _crumbs(found: Partnership) -> tuple[Link, ...]:
    return (*CRUMBS, Link(found.name, f"{HOME}{found.public_id}/"))


def _what(request: HttpRequest) -> str:
    policies = policies_in_use("partnership_profiles", "measures", on=request.viewer.on)
    if len(policies) < 2:
        return NOTHING_ASKED
    asked = [one.key for one in policies["partnership_profiles"].measures if one.needs_consent]
    named = [found.label for key in asked if (found := policies["measures"].get(key))]
    return WHAT.format(list_words(named)) if named else NOTHING_ASKED


def _members(
    found: Partnership,
    roll: Sequence[Membership],
    agreed: Collection[int],
    may: Collection[int],
    latest: Mapping[int, Consent],
) -> Table:
    rows = []
    for row in roll:
        shares = row.school_id in agreed
        consent = latest[row.school_id] if shares else None
        name, label = (
            ("partnership_consent_withdraw", "Withdraw") if shares else ("partnership_consent", "Share")
        )
        change = Cell(label, href=_href(found, name, row.school_id)) if row.school_id in may else Cell("–")
        rows.append(
            (
                Cell(row.school.name, href=f"/schools/{row.school_id}/"),
                Cell("Shares", colour="green") if shares else Cell("Does not share", colour="grey"),
                day_cell(consent.given_on if consent else None, missing="–"),
                Cell(consent.given_by if consent else None, missing="–"),
                *((change,) if may else ()),
            )
        )
    heads = ("School", "Shares figures", "Since", "Given by", *(("Change",) if may else ()))
    return plain_table("Members", heads, rows, empty_words="The partnership has no member now.")


def _history(history: Sequence[Consent]) -> Table:
    rows = [
        (
            one.school.name,
            day_cell(one.given_on),
            one.given_by,
            one.recorded_by.name,
            day_cell(one.withdrawn_on, missing="stands"),
            Cell(one.withdrawal_recorded_by.name if one.withdrawal_recorded_by else None, missing="–"),
        )
        for one in history
    ]
    heads = ("School", "Given on", "Given by", "Recorded by", "Withdrawn on", "Withdrawal recorded by")
    return plain_table("Every consent there was", heads, rows, empty_words="No school has consented yet.")
