"""Forms of categories: judge, and decide on a judgement."""

from django import forms

from headway.features.categories.models import Judgement, Proposal
from headway.kit.forms import KitForm
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.category_policy import CategoryPolicy

DIRECTIONS = [("up", "Improving"), ("same", "Steady"), ("down", "Declining")]


class JudgeForm(KitForm):
    """An officer's judgement; `proposal` is the one shown beside it."""

    missing = {
        "category": "Select the category you judge",
        "direction": "Select the direction the school is taking",
        "valid_from": "Enter the day from which it holds",
    }

    category = forms.ChoiceField(widget=forms.RadioSelect, label="Category")
    direction = forms.ChoiceField(choices=DIRECTIONS, widget=forms.RadioSelect, label="Direction")
    reason = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Reason",
        help_text="Needed whenever your category is not the one proposed. It stands in the letter to head and chair.",
    )
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")
    proposal = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: object, policy: CategoryPolicy, proposal: Proposal | None, **more: object
    ) -> None:
        super().__init__(*args, **more)
        proposed = proposal.category if proposal else ""
        self.fields["category"].choices = [
            (slug, f"{slug} {label}{' (proposed by the rules)' if slug == proposed else ''}")
            for slug, label in policy.labels.items()
        ]
        self.fields["proposal"].initial = proposal.public_id if proposal else ""


class DecideForm(KitForm):
    """A yes or a no to a judgement that waits."""

    missing = {"yes": "Select whether you agree"}

    yes = forms.ChoiceField(
        choices=[("yes", "I agree"), ("no", "I do not agree")],
        widget=forms.RadioSelect,
        label="Your decision",
    )
    reason = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why",
        help_text="Needed where you do not agree.",
        # The judge's own form on the same page has a field of the same name.
    )
    judgement = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, judgement: Judgement | None, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["judgement"].initial = judgement.public_id if judgement else ""
