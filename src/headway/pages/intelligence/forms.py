"""Forms of the intelligence log: a note in three fields, a reason, readers, an answer."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.features.people.models import Person
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.intelligence import SET_ASIDE, TAKEN_UP, IntelligencePolicy

NO_NAMES = "What was noticed, in a sentence or two. No names of pupils."
RESTRICTED = " (restricted)"


class CorrectForm(KitForm):
    """A further note in the place of one that was wrong; its kind stays."""

    missing: ClassVar[MissingSentences] = {
        "source": "Select where it comes from",
        "words": "Write what was noticed",
        "weight": "Select its weight",
        "on": "Enter the day of it",
    }
    source = forms.ChoiceField(label="Where it comes from")
    words = long_text("What was noticed", NO_NAMES)
    weight = forms.ChoiceField(label="Weight", widget=forms.RadioSelect)
    on = MemorableDateField(label="Day", help_text="For example, 27 3 2026")

    def __init__(self, *args: Any, policy: IntelligencePolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["source"].choices = [("", "Choose one"), *policy.sources.items()]
        self.fields["weight"].choices = [(one.slug, one.label) for one in policy.weights.values()]


class AddForm(CorrectForm):
    """Three fields and done: kind, where from, what. Weight and day are filled in already."""

    missing: ClassVar[MissingSentences] = {**CorrectForm.missing, "kind": "Select what it is about"}
    kind = forms.ChoiceField(label="About")
    field_order = ("kind", "source", "words", "weight", "on")

    def __init__(self, *args: Any, policy: IntelligencePolicy, **more: Any) -> None:
        super().__init__(*args, policy=policy, **more)
        kinds = [
            (one.slug, one.label + (RESTRICTED if one.restricted else "")) for one in policy.kinds.values()
        ]
        self.fields["kind"].choices = [("", "Choose one"), *kinds]


class WithdrawForm(KitForm):
    """Why a note no longer stands."""

    missing: ClassVar[MissingSentences] = {"reason": "Say why it is withdrawn"}
    reason = forms.CharField(
        label="Why it is withdrawn", help_text="It stays beside the note.", max_length=500
    )


class ReadersForm(KitForm):
    """Who may read a restricted note besides its author and the safeguarding officers."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="May read this note",
        help_text="Besides its author and the roles that open restricted notes. Each reading is kept on record.",
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["people"].queryset = people


class AnswerForm(KitForm):
    """What becomes of a question."""

    missing: ClassVar[MissingSentences] = {"answer": "Select what becomes of the question"}
    answer = forms.ChoiceField(
        label="What becomes of it",
        choices=[
            (TAKEN_UP, "Take it up: the next moderation meeting talks about the school"),
            (SET_ASIDE, "Set it aside"),
        ],
        widget=forms.RadioSelect,
    )
    reason = long_text("Reason", "Needed where it is set aside.", required=False)
