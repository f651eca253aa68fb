"""Forms of recruitments."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from headway.features.plans.models import Action
from headway.features.undertakings.models import Undertaking
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField

KEPT_BACK = "An action that is not shown here"
LONGEST_WORDS = 100


class RecruitmentForm(KitForm):
    """The post somebody is looked for, and the action that waits for it."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter the post somebody is looked for",
        "opened_on": "Enter the day it opens",
    }
    words = forms.CharField(
        label="Post", max_length=200, help_text="Like educational child protection officer, full time"
    )
    opened_on = MemorableDateField(label="Opens on", help_text="For example, 1 9 2026")
    advertised_until = MemorableDateField(
        label="Last day of the advertisement", required=False, help_text="Leave it empty where none is set"
    )
    action = forms.ChoiceField(
        label="Action of a plan that waits for it",
        required=False,
        help_text="It is not done until the appointment is recorded",
    )

    def __init__(
        self, *args: Any, actions: Iterable[Action], held: Undertaking | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        rows = list(actions)
        self.undertakings = {one.undertaking.public_id: one.undertaking for one in rows}
        choices = [
            (one.undertaking.public_id, f"{shortened(one.undertaking.words)} ({one.plan.title})")
            for one in rows
        ]
        if held and held.public_id not in self.undertakings:
            self.undertakings[held.public_id] = held
            choices.append((held.public_id, KEPT_BACK if held.restricted else shortened(held.words)))
        self.fields["action"].choices = [("", "None"), *choices]

    @property
    def told(self) -> dict[str, Any]:
        """What the recruitment is to say."""
        data = dict(self.cleaned_data)
        return data | {"undertaking": self.undertakings.get(data.pop("action"))}


class AppointmentForm(KitForm):
    """Somebody was found."""

    missing: ClassVar[MissingSentences] = {
        "begins_on": "Enter the day it begins",
        "found_by": "Enter how it was found",
    }
    begins_on = MemorableDateField(label="Begins on", help_text="For example, 1 1 2027")
    found_by = forms.CharField(
        label="How it was found",
        max_length=200,
        help_text="Like advertised nationally, three interviewed. No names",
    )


class GiveUpForm(KitForm):
    """Why nobody is looked for any longer."""

    missing: ClassVar[MissingSentences] = {"reason": "Write why it is given up"}
    reason = long_text("Reason", "It stays with the recruitment.")


def shortened(words: str) -> str:
    """The first words of an action."""
    return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS].rstrip()}…"
