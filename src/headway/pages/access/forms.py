"""Forms of access."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms

from headway.features.people.models import Person
from headway.features.people.queries import email_is_taken
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.memorable_dates import MemorableDateField

Choices = Iterable[tuple[str, str]]


class PersonForm(KitForm):
    """Name and address of somebody; `person` is the one being edited, none for a new one."""

    missing: ClassVar[MissingSentences] = {
        "name": "Enter the person's name",
        "email": "Enter the person's e-mail address",
    }
    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(
        label="E-mail address", max_length=254, help_text="Codes to sign in are sent there"
    )

    def __init__(self, *args: Any, person: Person | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.person = person

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email_is_taken(email, but=self.person):
            raise forms.ValidationError(
                "Somebody with this e-mail address has access already. Find them in the list"
            )
        return email


class EditForm(PersonForm):
    """The same, with the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RoleFields(KitForm):
    """A role and the day it begins."""

    missing: ClassVar[MissingSentences] = {
        "role": "Choose a role",
        "valid_from": "Enter the day the role begins",
    }
    role = forms.ChoiceField(label="Role")
    valid_from = MemorableDateField(label="From")

    def __init__(self, *args: Any, roles: Choices, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = [("", "Choose a role"), *roles]
        self.fields["valid_from"].initial = on


class InviteForm(RoleFields, PersonForm):
    """Somebody new, with a first role."""

    missing: ClassVar[MissingSentences] = PersonForm.missing | RoleFields.missing
    field_order = ("name", "email", "role", "valid_from")


class EndRoleForm(KitForm):
    """The first day without the role."""

    missing: ClassVar[MissingSentences] = {"valid_until": "Enter the first day without the role"}
    valid_until = MemorableDateField(label="First day without the role")

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["valid_until"].initial = on
