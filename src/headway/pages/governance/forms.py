"""Forms of boards, the schools they govern, seats, terms and statements on health."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from headway.features.schools.models import School
from headway.features.schools.queries import own_schools
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.governance import usual_end
from headway.rules.governance_policy import GovernancePolicy, SeatRole
from headway.rules.service_teams import read_urns, shortened

SEATS = "seats-"
MOST_SEATS = 20
LONGEST_PASTE = 2000
FROM = "For example, 1 9 2026"


class SchoolsForm(KitForm):
    """Schools by their URNs, and from when a board governs them; afterwards `schools` are those."""

    missing: ClassVar[MissingSentences] = {
        "urns": "Enter the URN of the school",
        "valid_from": "Enter the first day",
    }
    urns = long_text(
        "URNs of the schools it governs",
        "One, or several with spaces, commas or new lines between.",
        longest=LONGEST_PASTE,
    )
    valid_from = MemorableDateField(label="From", help_text=FROM)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.schools: list[School] = []

    def clean_urns(self) -> str:
        """Say of each number that is no school of the authority."""
        text = self.cleaned_data["urns"]
        pasted = read_urns(text)
        known = {one.urn: one for one in own_schools().filter(urn__in=pasted.urns)}
        faults = list(pasted.faults)
        faults += [f"{urn} is no school of this authority." for urn in pasted.urns if urn not in known]
        if faults:
            raise forms.ValidationError(shortened(faults))
        self.schools = [known[urn] for urn in pasted.urns]
        return text


class BoardForm(SchoolsForm):
    """A new board with its schools, and how many seats of each role."""

    missing: ClassVar[MissingSentences] = SchoolsForm.missing | {
        "name": "Enter what the board is called",
        "kind": "Select what kind of board it is",
    }
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind")
    field_order = ("name", "kind", "urns", "valid_from")

    def __init__(self, *args: Any, policy: GovernancePolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = kinds_of(policy)
        self.roles = tuple(policy.roles)
        for key, role in policy.roles.items():
            label = f"Seats: {role.words.lower()}"
            field = forms.IntegerField(label=label, min_value=0, max_value=MOST_SEATS, required=False)
            set_house_messages(f"{SEATS}{key}", field, self.missing)
            self.fields[f"{SEATS}{key}"] = field

    @property
    def seats(self) -> dict[str, int]:
        """How many seats of each role; those of which there are none left out."""
        told = {key: self.cleaned_data[f"{SEATS}{key}"] or 0 for key in self.roles}
        return {key: number for key, number in told.items() if number}


class ChangedBoardForm(KitForm):
    """What a board is called, its kind, and whether it has ended."""

    missing: ClassVar[MissingSentences] = {
        "name": "Enter what the board is called",
        "kind": "Select what kind of board it is",
    }
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind")
    ended_on = MemorableDateField(
        label="Ended on",
        required=False,
        help_text="The first day without it; from then on it governs no school. Leave it empty while there is the board.",
    )

    def __init__(self, *args: Any, policy: GovernancePolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = kinds_of(policy)


class UntilForm(KitForm):
    """The first day on which something no longer holds."""

    missing: ClassVar[MissingSentences] = {"until": "Enter the first day without it"}
    until = MemorableDateField(label="First day without it", help_text=FROM)


class SeatsForm(KitForm):
    """More seats of a role."""

    missing: ClassVar[MissingSentences] = {
        "role": "Select what kind of seat it is",
        "number": "Enter how many, like 1",
        "valid_from": "Enter the first day",
    }
    role = forms.ChoiceField(label="Role")
    number = forms.IntegerField(label="How many", min_value=1, max_value=MOST_SEATS)
    valid_from = MemorableDateField(label="From", help_text=FROM)

    def __init__(self, *args: Any, policy: GovernancePolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = [
            ("", "Choose one"),
            *((key, role.words) for key, role in policy.roles.items()),
        ]


class TermForm(KitForm):
    """Who holds a seat, and until when."""

    missing: ClassVar[MissingSentences] = {
        "holder": "Enter who holds the seat",
        "valid_from": "Enter the first day",
    }
    holder = forms.CharField(
        label="Held by",
        max_length=120,
        help_text="The name the board knows them by, and nothing else of them",
    )
    valid_from = MemorableDateField(label="From", help_text=FROM)
    valid_until = MemorableDateField(label="First day after the term", required=False)

    def __init__(self, *args: Any, role: SeatRole, **more: Any) -> None:
        super().__init__(*args, **more)
        self.role = role
        length = f"{role.term_months} months" if role.term_months else "without end"
        self.fields["valid_until"].help_text = f"Leave it empty for a term of the usual length: {length}."

    @property
    def until(self) -> date | None:
        """The end that was typed, or the usual one."""
        return self.cleaned_data["valid_until"] or usual_end(self.cleaned_data["valid_from"], self.role)


class EndTermForm(UntilForm):
    """An early end with its reason."""

    missing: ClassVar[MissingSentences] = UntilForm.missing | {"reason": "Enter why the term ends early"}
    reason = forms.CharField(
        label="Why", max_length=300, help_text="Like “resigned” or “no longer a parent”; nothing personal"
    )


class HealthForm(KitForm):
    """What governor services say of the board."""

    missing: ClassVar[MissingSentences] = {
        "on": "Enter the day of the statement",
        "level": "Select the board's risk",
        "reason": "Enter what the statement rests on",
    }
    level = forms.ChoiceField(label="Board risk", widget=forms.RadioSelect)
    reason = long_text("What it rests on", "The board and the school's head can read it.")
    on = MemorableDateField(label="On", help_text=FROM)

    def __init__(self, *args: Any, levels: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["level"].choices = list(levels.items())


def kinds_of(policy: GovernancePolicy) -> list[tuple[str, str]]:
    """The kinds of boards to choose from."""
    return [("", "Choose one"), *((key, kind.words) for key, kind in policy.kinds.items())]


class CloseSeatForm(UntilForm):
    """Which seat there is no longer, and from when."""

    missing: ClassVar[MissingSentences] = UntilForm.missing | {"seat": "Select the seat"}
    seat = forms.ChoiceField(label="Seat", widget=forms.RadioSelect)
    field_order = ("seat", "until")

    def __init__(self, *args: Any, seats: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["seat"].choices = list(seats.items())
