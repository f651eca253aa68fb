"""Triggers of a school: those the scheme has an officer tick, ticked with evidence and an end, or ended before it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import school_for
from headway.features.triggers.actions import end_trigger, tick_trigger
from headway.features.triggers.models import Trigger
from headway.features.triggers.queries import KIND, as_tick, may_tick_at, triggers_of
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import count_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.rules.category_policy import CategoryPolicy, Indicator
from headway.rules.schools import add_months
from headway.rules.triggers import tickable

NONE_TO_TICK = (
    "This scheme has no trigger that an officer ticks. Its indicators are all worked out from evidence."
)
TICK_WORDS = (
    "A trigger adds its weight when the rules next propose a category. It is no category and changes none by itself.",
    "It counts up to the day you give, and then no more; the page of the category says so.",
)


class TickForm(KitForm):
    """Which trigger, what shows it, from when until when."""

    missing: ClassVar[MissingSentences] = {
        "key": "Select the trigger",
        "evidence": "Say what shows it",
        "valid_from": "Enter the day from which it counts",
        "valid_until": "Enter the day on which it ceases to count",
    }
    key = forms.ChoiceField(label="Trigger")
    evidence = forms.CharField(
        label="What shows it", help_text="And where that stands. No names of pupils or staff.", max_length=500
    )
    link = forms.URLField(label="Link to the evidence", required=False, max_length=500, assume_scheme="https")
    valid_from = MemorableDateField(label="From", help_text="For example, 27 3 2026")
    valid_until = MemorableDateField(label="Counts until", help_text="On that day it counts no more.")

    def __init__(self, *args: Any, triggers: Iterable[Indicator], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["key"].choices = [
            ("", "Choose one"),
            *(
                (one.key, f"{one.label}: {one.maximum.normalize():f} points, {_months(one)}")
                for one in triggers
            ),
        ]


class EndForm(KitForm):
    """Why a trigger no longer counts."""

    missing: ClassVar[MissingSentences] = {"reason": "Say why it no longer counts"}
    reason = forms.CharField(label="Why it no longer counts", max_length=500)


def _months(trigger: Indicator) -> str:
    return f"{count_words(trigger.expires_months or 0, 'month')} at most"


def tick(request: HttpRequest, urn: int) -> HttpResponse:
    """Tick a trigger of the scheme in use."""
    school = _found(request, urn)
    policy: CategoryPolicy = typed("categories", request.viewer.on)
    triggers = tickable(policy, school.phase)
    if refused := refuse_unless(request, may_tick_at(request.viewer, school)):
        return refused
    on = request.viewer.on
    shortest = min((one.expires_months or 1 for one in triggers), default=1)
    first = {"valid_from": on, "valid_until": add_months(on, shortest)}
    form = TickForm(sent(request), triggers=triggers, initial=first)
    page = _form_page(school, "Tick a trigger", form, "Tick it", TICK_WORDS if triggers else (NONE_TO_TICK,))

    def act() -> Trigger:
        given = form.cleaned_data
        return tick_trigger(school=school, **given, policy=policy, by=request.viewer, at=timezone.now())

    return answer(request, page, act, "Ticked. Its weight shows when the rules next propose.")


def end(request: HttpRequest, urn: int, key: str) -> HttpResponse:
    """End a trigger before its time."""
    school = _found(request, urn)
    if refused := refuse_unless(request, may_tick_at(request.viewer, school)):
        return refused
    trigger = triggers_of(request.viewer, school).filter(public_id=key).first()
    if trigger is None:
        raise Http404
    form = EndForm(sent(request))
    page = _form_page(school, "End a trigger", form, "End it", (f"{trigger.label}: {trigger.evidence}",))

    def act() -> Trigger:
        return end_trigger(
            trigger=trigger, reason=form.cleaned_data["reason"], by=request.viewer, at=timezone.now()
        )

    return answer(request, page, act, "Ended. Its weight is gone when the rules next propose.")


def triggers_table(rows: Iterable[Trigger], *, may_change: bool, on: date) -> Table:
    """Every trigger ever ticked at a school, with the way to end one that counts."""
    cells = []
    for row in rows:
        counts = as_tick(row).holds(on)
        state = Cell("Counts", colour="yellow") if counts else Cell("Expired", colour="grey")
        if row.ended_reason:
            state = Cell("Ended", colour="grey", note=row.ended_reason)
        end_href = f"/schools/{row.school_id}/category/triggers/{row.public_id}/end/"
        cells.append(
            (
                row.label,
                Cell(row.evidence, href=row.link),
                day_cell(row.valid_from),
                day_cell(row.valid_until),
                row.ticked_by.name,
                state,
                Cell("End it", href=end_href) if counts and may_change else Cell("", missing=""),
            )
        )
    heads = ("Trigger", "Evidence", "From", "Until", "Ticked by", "State", Column("Change"))
    return plain_table("Triggers ticked", heads, cells, empty_words="No officer has ticked a trigger here.")


def _form_page(
    school: School, heading: str, form: KitForm, submit_label: str, words: tuple[str, ...]
) -> FormPage:
    back = f"/schools/{school.urn}/category/"
    return FormPage(
        heading=heading,
        caption=school.name,
        breadcrumbs=(Link("Schools", "/schools/"), Link(f"Category of {school.name}", back)),
        form=form,
        submit_label=submit_label,
        cancel_href=back,
        words=words,
    )


def _found(request: HttpRequest, urn: int) -> School:
    school = school_for(request.viewer, urn, KIND)
    if school is None:
        raise Http404
    return school
