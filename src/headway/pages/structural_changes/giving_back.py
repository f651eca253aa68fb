"""The form that gives memberships back after a case was put right (M1-11)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.flows.give_memberships_back import Offer, give_memberships_back, memberships_to_give_back
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.structural_changes.finding import crumbs_of, found_case
from headway.rules.verdict import ALLOWED, refuse

NOTHING = "No membership is to be given back."
WORDS = (
    "These memberships ended with the case that is corrected here. Each that you give back goes on as if it had not ended.",
)


class GiveBackForm(KitForm):
    """Which memberships go on."""

    missing: ClassVar[MissingSentences] = {"memberships": "Select the memberships to give back"}
    memberships = forms.MultipleChoiceField(
        label="Memberships to give back", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["memberships"].choices = [(one.key, words_of(one)) for one in offers]


def words_of(offer: Offer) -> str:
    """A membership, until when it would go on."""
    row = offer.membership
    end = f", until {day_words(offer.until)}" if offer.until else ""
    return f"{row.school.name} in {row.partnership.name}, since {day_words(row.valid_from)}{end}"


def give_back(request: HttpRequest, key: str) -> HttpResponse:
    """Give memberships back; those that cannot be are told with the reason."""
    case, viewer = found_case(request, key, "change"), request.viewer
    offers = memberships_to_give_back(case, viewer)
    if refused := refuse_unless(request, ALLOWED if offers else refuse(NOTHING)):
        return refused
    free = [one for one in offers if one.verdict]
    form = GiveBackForm(sent(request), offers=free, initial={"memberships": [one.key for one in free]})

    def act() -> None:
        keys = form.cleaned_data["memberships"]
        give_memberships_back(case=case, keys=keys, by=viewer, at=timezone.now())

    words = (
        *WORDS,
        *(f"{words_of(one)}: not possible. {one.verdict.reason}" for one in offers if not one.verdict),
    )
    href = reverse("structural_case", args=[key])
    page = FormPage("Give memberships back", case.title, crumbs_of(case), form, "Give them back", href, words)
    return answer(request, page, act, "The memberships go on.")
