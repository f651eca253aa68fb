"""Forms of agreements, of the end of one, and of many signatures."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from headway.features.schools.models import School
from headway.kit.forms import KitForm, MissingSentences, set_house_messages
from headway.kit.grid import Grid, GridRow, boxes_of, grid_of
from headway.kit.memorable_dates import MemorableDateField

ROLE_HINT = "Like headteacher or chair of governors"


class AgreementForm(KitForm):
    """Who signed for the school, when, and from when it holds."""

    missing: ClassVar[MissingSentences] = {
        "signed_as": "Enter the role of who signed, like headteacher",
        "signed_name": "Enter the name under the signature",
        "signed_on": "Enter the day it was signed",
        "first_on": "Enter the first day it holds",
    }
    signed_as = forms.CharField(label="Signed in the role of", max_length=120, help_text=ROLE_HINT)
    signed_name = forms.CharField(label="Name under the signature", max_length=120)
    signed_on = MemorableDateField(label="Signed on", help_text="For example, 27 3 2026")
    first_on = MemorableDateField(
        label="Holds from", help_text="The day of the signature, or the end of the one before"
    )


class EndForm(KitForm):
    """From which day on there is no agreement, and why."""

    missing: ClassVar[MissingSentences] = {
        "ended_on": "Enter the first day without it",
        "reason": "Enter why it was ended",
    }
    ended_on = MemorableDateField(label="Ended on", help_text="The first day without it")
    reason = forms.CharField(label="Why", max_length=300, help_text="The school can read it. No names.")


class SignaturesForm(KitForm):
    """One day for all, and a name for each school; a school without a name is left out."""

    missing: ClassVar[MissingSentences] = {
        "signed_on": "Enter the day they were signed",
        "first_on": "Enter the first day they hold",
    }
    signed_on = MemorableDateField(label="Signed on", help_text="For example, 27 3 2026")
    first_on = MemorableDateField(label="Hold from", help_text="The day of the signature or a later one")

    def __init__(self, *args: Any, schools: Sequence[School], **more: Any) -> None:
        super().__init__(*args, **more)
        self.schools = schools
        for one in schools:
            self._add(f"name-{one.urn}", f"Name, {one.name}", "")
            self._add(f"role-{one.urn}", f"Role, {one.name}", "Headteacher")
        self.in_grid = frozenset(f"{part}-{one.urn}" for one in schools for part in ("name", "role"))

    def _add(self, name: str, label: str, initial: str) -> None:
        field = forms.CharField(label=label, max_length=120, required=False, initial=initial)
        field.widget.attrs["id"] = name
        set_house_messages(name, field, {})
        self.fields[name] = field

    def clean(self) -> dict:
        """A name has a role, and there is at least one."""
        data = super().clean()
        named = [one for one in self.schools if data.get(f"name-{one.urn}")]
        for one in named:
            if not data.get(f"role-{one.urn}"):
                self.add_error(f"role-{one.urn}", f"Enter the role of who signed for {one.name}")
        if not named and not self.errors:
            self.add_error(None, "Enter the name under one signature at least")
        return data

    @property
    def grid(self) -> Grid:
        """A line a school."""
        rows = [
            GridRow(
                one.name,
                tuple(
                    boxes_of(
                        self,
                        [(f"name-{one.urn}", f"Name, {one.name}"), (f"role-{one.urn}", f"Role, {one.name}")],
                    )
                ),
            )
            for one in self.schools
        ]
        return grid_of("Who signed", "School", ("Name under the signature", "In the role of"), rows)
