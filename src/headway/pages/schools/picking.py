"""One action for the schools picked in the list: its form, what it would change, and doing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.queries import partnerships_visible_to
from headway.features.people.models import Adviser
from headway.features.schools.models import School
from headway.flows.pick_schools import (
    Effect,
    effects_of_adviser,
    effects_of_joining,
    give_adviser,
    join_partnership,
)
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Offer, Picking, Table, plain_table
from headway.rules.verdict import Verdict

MOST_PICKED = 1000
PICKED = "school"


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something that can be done with many schools. `choices`: what the viewer may choose among."""

    key: str
    label: str
    kind: str
    ask: str
    head: str
    choices: Callable[[Viewer], QuerySet]
    effects: Callable[[Any, Sequence[School], date], list[Effect]]
    do: Callable[..., dict]
    argument: str
    done: str

    def carry_out(
        self, chosen: Any, schools: Sequence[School], valid_from: date, by: Viewer, at: datetime
    ) -> dict:
        """Do it where it may be done; the facts by which it is taken back."""
        more = {self.argument: chosen, "schools": schools, "valid_from": valid_from}
        return self.do(**more, by=by, at=at)


def _advisers(viewer: Viewer) -> QuerySet:
    rows = Adviser.objects.select_related("person").filter(person__is_active=True)
    return rows.order_by("person__name", "pk") if viewer.may("assignments", "change") else rows.none()


BULK_ACTIONS = (
    BulkAction(
        key="adviser",
        label="Give them an adviser",
        kind="assignments",
        ask="Adviser",
        head="Adviser now",
        choices=_advisers,
        effects=effects_of_adviser,
        do=give_adviser,
        argument="adviser",
        done="advised by",
    ),
    BulkAction(
        key="partnership",
        label="Put them into a partnership",
        kind="partnerships",
        ask="Partnership",
        head="Recognised partnership then",
        choices=lambda viewer: partnerships_visible_to(viewer, "change").order_by("name", "pk"),
        effects=effects_of_joining,
        do=join_partnership,
        argument="partnership",
        done="in",
    ),
)


class BulkActionForm(KitForm):
    """Whom or what, and from which day; the schools travel along."""

    missing = {"chosen": "Select one", "valid_from": "Enter the first day"}

    chosen = forms.ModelChoiceField(Adviser.objects.none(), empty_label="Choose one")
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")

    def __init__(self, *args: object, action: BulkAction, viewer: Viewer, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["chosen"].queryset = action.choices(viewer)
        self.fields["chosen"].label = action.ask


@dataclass(frozen=True, slots=True)
class PickingPage:
    """The form, the schools, and once asked what would change."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: BulkActionForm
    action: str
    urns: str
    back: str
    table: Table
    verdict: Verdict | None = None
    confirm: str = ""


def bulk_actions_of(viewer: Viewer) -> tuple[BulkAction, ...]:
    """What this viewer may do with many schools."""
    return tuple(action for action in BULK_ACTIONS if viewer.may_ever(action.kind, "change"))


def with_picking(viewer: Viewer, table: Table, action_href: str, everything: str) -> Table:
    """The list with a box in each row, where there is anything the viewer may do; `everything` is its address."""
    actions = bulk_actions_of(viewer)
    if not actions or not table.rows:
        return table
    offers = tuple(Offer(action.key, action.label) for action in actions)
    words = f"All {table.count_words} of this list" if table.pages else ""
    return replace(table, picking=Picking(action_href, PICKED, offers, words, everything))


def picked_table(action: BulkAction, schools: Sequence[School], effects: Sequence[Effect] | None) -> Table:
    """The schools picked; with effects what stands there now and whether it will be done."""
    if effects is None:
        rows = [(Cell(school.name, note=str(school.urn)),) for school in schools]
        return plain_table("Schools picked", ("School",), rows)
    rows = [
        (
            Cell(effect.school.name, note=str(effect.school.urn)),
            Cell(effect.now or None, missing="none"),
            Cell("Will be done", colour="green")
            if effect.verdict
            else Cell("Left out", colour="grey", note=effect.verdict.reason),
        )
        for effect in effects
    ]
    return plain_table("What will change", ("School", action.head, "What happens"), rows)
