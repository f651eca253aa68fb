"""Forms of what a plan is made of besides its actions: periods, areas, risks, evaluations; and of what is said by hand."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from headway.features.plans.models import Action
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.evaluations import DECISIONS
from headway.rules.plan_status import COLOURS

BY_RULE = "rule"
FROM_ONE_TO_FIVE = [(number, str(number)) for number in range(1, 6)]


class PeriodForm(KitForm):
    """The name and the days of a period."""

    missing: ClassVar[MissingSentences] = {
        "label": "Enter what the period is called",
        "first_on": "Enter its first day",
        "last_on": "Enter its last day",
    }
    label = forms.CharField(label="Period", max_length=80)
    first_on = MemorableDateField(label="First day")
    last_on = MemorableDateField(label="Last day")

    def clean(self) -> dict:
        """The last day is not before the first."""
        data = super().clean()
        first_on, last_on = data.get("first_on"), data.get("last_on")
        if first_on and last_on and last_on < first_on:
            self.add_error("last_on", "The last day lies before the first. Correct one of them")
        return data


class AreaForm(KitForm):
    """An area for improvement and the actions that answer it."""

    missing: ClassVar[MissingSentences] = {"words": "Enter the area for improvement"}
    words = long_text("Area for improvement", "In the words of the report.")
    actions = forms.MultipleChoiceField(
        label="Actions that answer it", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actions: Sequence[Action], **more: Any) -> None:
        self.offered = {one.undertaking.public_id: one for one in actions}
        super().__init__(*args, **more)
        self.fields["actions"].choices = [(key, one.undertaking.words) for key, one in self.offered.items()]

    @property
    def chosen(self) -> list[Action]:
        """The actions ticked."""
        return [self.offered[key] for key in self.cleaned_data["actions"]]


class RiskForm(KitForm):
    """What could keep the plan from working."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what could keep the plan from working",
        "likelihood": "Select how likely it is",
        "impact": "Select how bad it would be",
    }
    words = long_text("Risk")
    likelihood = forms.TypedChoiceField(
        label="How likely, from 1 to 5", choices=[("", "Choose one"), *FROM_ONE_TO_FIVE], coerce=int
    )
    impact = forms.TypedChoiceField(
        label="How bad, from 1 to 5", choices=[("", "Choose one"), *FROM_ONE_TO_FIVE], coerce=int
    )
    response = long_text("What is done against it", required=False)
    owner_words = forms.CharField(label="Who looks after it", max_length=120, required=False)


class NewEvaluationForm(KitForm):
    """What is to be found out."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter what is evaluated",
        "question": "Enter what is to be found out",
    }
    title = forms.CharField(label="What is evaluated", max_length=200, help_text="A pilot or a review")
    question = long_text("Question", "What is to be found out.")
    method = long_text("Method", "How, with whom, compared with what.", required=False)
    due_on = MemorableDateField(label="By", required=False)


class EvaluationForm(NewEvaluationForm):
    """The same with what was found."""

    missing: ClassVar[MissingSentences] = NewEvaluationForm.missing | {"version": "Open the page again"}
    evidence = long_text("Evidence", required=False)
    findings = long_text("Findings", "Needed before anybody decides.", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class EvaluationDecisionForm(KitForm):
    """Stop, adapt or scale."""

    missing: ClassVar[MissingSentences] = {"decision": "Select what you decide", "reason": "Enter why"}
    decision = forms.ChoiceField(label="Decision", choices=tuple(DECISIONS.items()), widget=forms.RadioSelect)
    reason = long_text("Reason")


class OverrideForm(KitForm):
    """How an action stands in somebody's own judgement."""

    missing: ClassVar[MissingSentences] = {"status": "Select how it stands"}
    status = forms.ChoiceField(
        label="How it stands",
        choices=[(BY_RULE, "As the rule has it"), *((one, one.capitalize()) for one in COLOURS)],
    )
    reason = long_text("Reason", "It stands beside what the rule says, with your name.", required=False)


class ReturnForm(KitForm):
    """What has to be put right before a plan is approved."""

    missing: ClassVar[MissingSentences] = {"reasons": "Enter what has to be put right"}
    reasons = long_text("What has to be put right")


class RollForm(KitForm):
    """What the plan of another year is called."""

    missing: ClassVar[MissingSentences] = {"title": "Enter the title of the plan"}
    title = forms.CharField(label="Title", max_length=200)
