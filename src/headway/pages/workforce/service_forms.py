"""Forms of services, their teams and subscriptions."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from headway.features.schools.models import School
from headway.features.workforce.models import Service, ServiceTeam, Subscription
from headway.features.workforce.served import read_schools
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.service_teams import shortened

NO_TEAM = ("", "No team yet")
LONGEST_PASTE = 20_000


class ServiceForm(KitForm):
    """What a service is called."""

    missing: ClassVar[MissingSentences] = {"name": "Enter what the service is called"}
    name = forms.CharField(label="Name", max_length=120, help_text="Like grounds maintenance")


class TeamForm(KitForm):
    """What is said of a team."""

    missing: ClassVar[MissingSentences] = {
        "name": "Enter what the team is called",
        "leader": "Enter who leads it",
    }
    name = forms.CharField(label="Name", max_length=120, help_text="Like team north")
    leader = forms.CharField(
        label="Leader", max_length=120, help_text="A role with its number, like team leader 2"
    )


class SubscribeForm(KitForm):
    """Schools that take a service, by their URNs; afterwards `schools` are those."""

    missing: ClassVar[MissingSentences] = {
        "urns": "Paste the URNs of the schools",
        "valid_from": "Enter the first day",
    }
    urns = long_text(
        "URNs of the schools",
        "One or many, with spaces, commas or new lines between. A column of a spreadsheet can be pasted.",
        rows=6,
        longest=LONGEST_PASTE,
    )
    team = forms.ChoiceField(label="Team", required=False)
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")

    def __init__(self, *args: Any, service: Service, teams: Sequence[ServiceTeam], **more: Any) -> None:
        super().__init__(*args, **more)
        self.service, self.schools = service, list[School]()
        self.teams = {one.public_id: one for one in teams}
        self.fields["team"].choices = _choices(self.teams)

    @property
    def told(self) -> dict[str, Any]:
        """Who subscribes, to be served by whom, and from when."""
        data = self.cleaned_data
        return {
            "schools": self.schools,
            "team": self.teams.get(data["team"]),
            "valid_from": data["valid_from"],
        }

    def clean(self) -> dict[str, Any]:
        """Say of each school that cannot subscribe why not."""
        data = super().clean() or self.cleaned_data
        if "urns" in data and "valid_from" in data:
            self.schools, faults = read_schools(self.service, data["urns"], data["valid_from"])
            for words in shortened(faults):
                self.add_error(None, words)
        return data


class SubscriptionForm(KitForm):
    """Who serves a school, and until when."""

    missing: ClassVar[MissingSentences] = {}
    team = forms.ChoiceField(label="Team", required=False)
    valid_until = MemorableDateField(
        label="First day without the service", required=False, help_text="Leave it empty while it goes on"
    )

    def __init__(self, *args: Any, teams: Sequence[ServiceTeam], **more: Any) -> None:
        super().__init__(*args, **more)
        self.teams = {one.public_id: one for one in teams}
        self.fields["team"].choices = _choices(self.teams)

    @property
    def told(self) -> dict[str, Any]:
        """What the subscription is to say."""
        data = self.cleaned_data
        return {"team": self.teams.get(data["team"]), "valid_until": data["valid_until"]}


class ServedForm(KitForm):
    """The schools a team serves, among its own and those without a team."""

    missing: ClassVar[MissingSentences] = {}
    served = forms.MultipleChoiceField(
        label="Schools it serves", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[Subscription], **more: Any) -> None:
        super().__init__(*args, **more)
        self.offered = [one.public_id for one in offered]
        self.fields["served"].choices = [
            (one.public_id, f"{one.school.name} ({one.school_id})") for one in offered
        ]


def _choices(teams: Mapping[str, ServiceTeam]) -> list[tuple[str, str]]:
    return [NO_TEAM, *((key, f"{one.name}, {one.leader}") for key, one in teams.items())]
