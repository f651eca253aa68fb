"""Forms of standing groups."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.features.people.models import Person
from headway.features.standing_groups.models import GroupMember
from headway.features.structural_changes.models import Case
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.standing_groups import ATTENDANCES, DONE, DROPPED, MEMBER, ROLES

FOR_EXAMPLE = "For example, 27 3 2026"
NOT_SAID = ""


class GroupForm(KitForm):
    """What a group is called and how often it meets."""

    missing: ClassVar[MissingSentences] = {"name": "Enter the name of the group"}
    name = forms.CharField(label="Name", max_length=120)
    meets = forms.CharField(label="How often it meets", max_length=200, required=False)


class ChangedGroupForm(GroupForm):
    """The same, and whether it has ended."""

    ended_on = MemorableDateField(label="Ended on", required=False, help_text="The first day without it")


class TermsForm(KitForm):
    """What the group is for, and from when that holds."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter the terms of reference",
        "agreed_on": "Enter the day they were agreed",
    }
    words = long_text(
        "Terms of reference", "What it is for, whom it reports to, who decides.", rows=8, longest=8000
    )
    agreed_on = MemorableDateField(label="Agreed on", help_text=FOR_EXAMPLE)


class MemberForm(KitForm):
    """Who serves, in which role and from when."""

    missing: ClassVar[MissingSentences] = {
        "role": "Select the role in the group",
        "valid_from": "Enter the first day",
    }
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Person",
        required=False,
        empty_label="Somebody who does not sign in",
        to_field_name="public_id",
    )
    name = forms.CharField(label="Name, of somebody who does not sign in", max_length=120, required=False)
    role = forms.ChoiceField(label="Role", choices=list(ROLES.items()), initial=MEMBER)
    valid_from = MemorableDateField(label="From", help_text=FOR_EXAMPLE)
    valid_until = MemorableDateField(
        label="Until", required=False, help_text="The first day without them; empty: until further notice"
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = people


class EndMemberForm(KitForm):
    """From when they serve no longer."""

    missing: ClassVar[MissingSentences] = {"on": "Enter the first day without them"}
    on = MemorableDateField(label="First day without them", help_text=FOR_EXAMPLE)


class MeetingForm(KitForm):
    """When and where."""

    missing: ClassVar[MissingSentences] = {
        "held_on": "Enter the day of the meeting",
        "place": "Enter where it is held",
    }
    held_on = MemorableDateField(label="Day", help_text=FOR_EXAMPLE)
    place = forms.CharField(
        label="Place and time", max_length=200, help_text="A room, or online, and when it begins"
    )


class PointForm(KitForm):
    """Something on the agenda."""

    missing: ClassVar[MissingSentences] = {"words": "Enter what it is about"}
    words = forms.CharField(label="What it is about", max_length=300)
    case = forms.ModelChoiceField(
        Case.objects.none(),
        label="Case of structural change",
        required=False,
        empty_label="None",
        to_field_name="public_id",
    )

    def __init__(self, *args: Any, cases: QuerySet[Case], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["case"].queryset = cases


class AttendanceForm(KitForm):
    """Who was there, and who sent apologies."""

    def __init__(self, *args: Any, members: Iterable[GroupMember], **more: Any) -> None:
        super().__init__(*args, **more)
        self.keys: Mapping[str, str] = {f"member-{one.public_id}": one.public_id for one in members}
        choices = [(NOT_SAID, "Not recorded"), *ATTENDANCES.items()]
        for one in members:
            name = f"member-{one.public_id}"
            field = forms.ChoiceField(label=str(one), choices=choices, required=False)
            set_house_messages(name, field, {})
            self.fields[name] = field

    @property
    def attended(self) -> dict[str, str]:
        """Public id of a member to what was said of them."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


class MinutesForm(KitForm):
    """What was said and decided."""

    missing: ClassVar[MissingSentences] = {"minutes": "Enter the minutes"}
    minutes = long_text("Minutes", "What was said and decided, no names of pupils.", rows=16, longest=20000)


class ActionForm(KitForm):
    """What somebody is to do by a day."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what is to be done",
        "owner": "Select who does it",
        "due_on": "Enter by when",
    }
    words = long_text("What is to be done", longest=500)
    owner = forms.ModelChoiceField(
        GroupMember.objects.none(), label="Who does it", empty_label="Choose one", to_field_name="public_id"
    )
    due_on = MemorableDateField(label="By", help_text=FOR_EXAMPLE)

    def __init__(self, *args: Any, members: QuerySet[GroupMember], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = members


class EndActionForm(KitForm):
    """That it is done, or dropped."""

    missing: ClassVar[MissingSentences] = {
        "state": "Select whether it is done or dropped",
        "words": "Enter by what it is seen, or why it is dropped",
        "on": "Enter on which day",
    }
    state = forms.ChoiceField(
        label="How it ended", choices=[(DONE, "Done"), (DROPPED, "Dropped")], widget=forms.RadioSelect
    )
    words = long_text("Evidence, or the reason", "By what it is seen that it is done, or why it is dropped.")
    on = MemorableDateField(label="On", help_text=FOR_EXAMPLE)
