"""Reminders as each person sets them, with what would be sent today."""

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.plans.actions.reminding import set_reminders
from headway.features.plans.models import Reminder
from headway.flows.remind import asked_of, digest_of
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.pages.answering import sent
from headway.pages.plans.finding import policy_of
from headway.pages.plans.page import CRUMB
from headway.rules.reminders import EVERY

MOST_DAYS = 90
NAMES = ("every_days", "overdue", "soon", "soon_days", "silent")


class ReminderForm(KitForm):
    """How often, and of what."""

    missing: ClassVar[MissingSentences] = {
        "every_days": "Select how often",
        "soon_days": "Enter how many days before, like 14",
    }
    every_days = forms.TypedChoiceField(
        label="How often", choices=list(EVERY.items()), coerce=int, widget=forms.RadioSelect
    )
    overdue = forms.BooleanField(label="What is overdue", required=False)
    soon = forms.BooleanField(label="What is due soon", required=False)
    soon_days = forms.IntegerField(label="Soon is within so many days", min_value=1, max_value=MOST_DAYS)
    silent = forms.BooleanField(label="What I have not reported on for long", required=False)


@dataclass(frozen=True, slots=True)
class RemindersPage:
    """The form, and the mail as it would be sent today."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: KitForm
    preview: str
    is_off: bool


def settle(request: HttpRequest) -> HttpResponse:
    """One's own reminders."""
    viewer = request.viewer
    held = Reminder.objects.filter(person=viewer.person).first() or Reminder(person=viewer.person)
    form = ReminderForm(sent(request), initial={name: getattr(held, name) for name in NAMES})
    if form.is_valid():
        set_reminders(wanted=form.cleaned_data, by=viewer, at=timezone.now())
        messages.success(request, "Your reminders are set. Below is what would be sent today.")
        return redirect(request.path)
    page = RemindersPage(
        heading="Reminders",
        breadcrumbs=(CRUMB,),
        form=form,
        preview=digest_of(viewer.person, asked_of(held), viewer.on, policy_of(request), settings.BASE_URL),
        is_off=held.every_days == 0,
    )
    return render(request, "plans/reminders.html", {"page": page}, status=422 if form.errors else 200)
