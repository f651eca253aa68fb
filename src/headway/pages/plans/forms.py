"""Forms of plans."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.features.people.models import Person
from headway.features.plans.models import Priority
from headway.features.schools.models import School
from headway.features.undertakings.actions import DONE, NOT_STARTED, UNDER_WAY
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.plan_policy import PlanTemplate

MOST_MEGABYTES = 4
MOST_BYTES = 1_500_000
LENGTHS = ((3, "Quarters"), (1, "Months"), (4, "Terms of four months"), (6, "Half-years"), (12, "Years"))
STATUSES = ((UNDER_WAY, "Under way"), (DONE, "Done"), (NOT_STARTED, "Not started"))
_PENCE = 100
NOT_OF_UNDERTAKING = ("priority", "cost", "milestone")


class PlanForm(KitForm):
    """What is said of a plan."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter the title of the plan",
        "kind": "Select what kind of plan it is",
    }
    title = forms.CharField(label="Title", max_length=200)
    kind = forms.ChoiceField(label="Kind")
    owner = forms.ModelChoiceField(None, required=False, empty_label="Nobody yet", label="Owner")
    school = forms.ModelChoiceField(
        None, required=False, empty_label="The whole service", label="For", to_field_name="urn"
    )
    source_words = forms.CharField(
        label="What asked for it",
        max_length=300,
        required=False,
        help_text="For example, an inspection report",
    )
    source_on = MemorableDateField(label="Of", required=False, help_text="For example, 27 3 2026")
    aim = long_text("Aim", "What is to be different when it is done.", required=False)

    def __init__(
        self,
        *args: Any,
        kinds: dict[str, str],
        owners: QuerySet[Person],
        schools: QuerySet[School],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [("", "Choose one"), *kinds.items()]
        self.fields["owner"].queryset = owners
        self.fields["school"].queryset = schools


class NewPlanForm(PlanForm):
    """A plan from nothing, with its periods."""

    missing: ClassVar[MissingSentences] = PlanForm.missing | {
        "first_on": "Enter the first day of the plan",
        "count": "Enter how many periods it has, like 4",
        "months": "Select how long a period is",
    }
    first_on = MemorableDateField(
        label="First day", help_text="A plan may begin in any month. For example, 1 9 2026"
    )
    months = forms.TypedChoiceField(label="Its periods are", choices=LENGTHS, coerce=int)
    count = forms.IntegerField(label="How many periods", min_value=1, max_value=24, initial=4)
    template = forms.ChoiceField(
        label="Begin with",
        required=False,
        help_text="Priorities and actions such a plan usually has. Owners and dates are yours to name.",
    )

    def __init__(self, *args: Any, templates: Mapping[str, PlanTemplate], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(slug, one.label) for slug, one in templates.items()]
        self.fields["template"].choices = [("", "An empty plan"), *offered]


class EditPlanForm(PlanForm):
    """The same of a plan that stands."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    missing: ClassVar[MissingSentences] = PlanForm.missing | {"version": "Open the page again"}


class BringForm(KitForm):
    """A plan that comes as a document."""

    missing: ClassVar[MissingSentences] = {}
    file = forms.FileField(label="Choose a file", required=False, help_text="Word, a spreadsheet, or a text")
    paste = forms.CharField(
        label="Or paste the text",
        required=False,
        strip=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict:
        """One of the two, and not too large."""
        data = super().clean()
        file, pasted = data.get("file"), bool(data.get("paste", "").strip())
        if file and pasted:
            self.add_error("paste", "Either choose a file or paste the text, not both")
        if not file and not pasted and not self.errors:
            self.add_error("file", "Choose a file, or paste the text")
        # What was read travels along as text, which takes a third more.
        if file and file.size > MOST_BYTES:
            self.add_error(
                "file", "The file is larger than 1.5 megabytes. Save it without pictures and give that"
            )
        return data


class PriorityForm(KitForm):
    """The title of a row, and what of the authority's own it serves."""

    missing: ClassVar[MissingSentences] = {"title": "Enter what the priority is"}
    title = forms.CharField(label="Priority", max_length=200)
    corporate = forms.ChoiceField(
        label="Corporate priority it serves",
        required=False,
        help_text="What the authority as a whole wants. Priorities that serve none are listed.",
    )

    def __init__(self, *args: Any, corporate: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["corporate"].choices = [("", "None"), *corporate.items()]


class ActionForm(KitForm):
    """What is to be done, by whom and when."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what is to be done",
        "priority": "Select the priority",
    }
    words = long_text("Action")
    priority = forms.ModelChoiceField(
        None, label="Priority", empty_label="Choose one", to_field_name="public_id"
    )
    owner = forms.ModelChoiceField(None, required=False, empty_label="Nobody yet", label="Owner")
    owner_words = forms.CharField(
        label="Or who does it", max_length=120, required=False, help_text="A post that does not sign in here"
    )
    due_on = MemorableDateField(
        label="Due on", required=False, help_text="The last day on which it is on time"
    )
    next_step = forms.CharField(label="Next step", max_length=300, required=False)
    cost = forms.DecimalField(
        label="Cost in pounds", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    restricted = forms.BooleanField(
        label="Not for councillors",
        required=False,
        help_text="Left out where the plan is published",
    )
    possible = forms.BooleanField(
        label="It is only possible",
        required=False,
        help_text="It may be dropped with a reason without slipping",
    )

    milestone = forms.BooleanField(
        label="It is a milestone", required=False, help_text="A point on the way that others wait for"
    )

    def __init__(
        self, *args: Any, priorities: QuerySet[Priority], owners: QuerySet[Person], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["priority"].queryset = priorities
        self.fields["owner"].queryset = owners

    @property
    def wanted(self) -> dict[str, Any]:
        """What the undertaking is to say."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in NOT_OF_UNDERTAKING}
        cost = self.cleaned_data["cost"]
        return data | {"cost_pence": None if cost is None else int(cost * _PENCE)}


class ReportForm(KitForm):
    """How far an action is."""

    missing: ClassVar[MissingSentences] = {
        "status": "Select how far it is",
        "evidence": "Enter by what that is seen",
        "on": "Enter the day",
    }
    status = forms.ChoiceField(label="How far is it?", choices=STATUSES, widget=forms.RadioSelect)
    evidence = long_text("Evidence", "By what that is seen, in a line or two.")
    next_step = forms.CharField(label="Next step", max_length=300, required=False)
    forecast_on = MemorableDateField(
        label="Expected to be done on",
        required=False,
        help_text="Where you expect another day than the one agreed",
    )
    on = MemorableDateField(label="As at")


class DateForm(KitForm):
    """Another day, with the reason."""

    missing: ClassVar[MissingSentences] = {"due_on": "Enter the new day", "reason": "Enter why"}
    due_on = MemorableDateField(label="New date")
    reason = long_text("Reason", "It stays with the action, beside the date first agreed.")


class DecideForm(KitForm):
    """Yes or no to a new date."""

    missing: ClassVar[MissingSentences] = {"agreed": "Select what you decide"}
    agreed = forms.ChoiceField(
        label="The new date", choices=(("yes", "Agree to it"), ("no", "Refuse it")), widget=forms.RadioSelect
    )


class DropForm(KitForm):
    """Why an action is given up."""

    missing: ClassVar[MissingSentences] = {"reason": "Enter why it is dropped"}
    reason = long_text("Reason")


class CriterionForm(KitForm):
    """What is to be different, by when."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what is to be different",
        "due_on": "Enter by when it is to be seen",
    }
    words = long_text("What is to be different", "For example, attendance of the group is at 94 % or more.")
    due_on = MemorableDateField(label="By", help_text="It may be later than the action's own date")


class JudgeForm(KitForm):
    """Whether it is different."""

    missing: ClassVar[MissingSentences] = {
        "met": "Select whether it is met",
        "evidence": "Enter by what it is seen",
    }
    met = forms.ChoiceField(
        label="Is it met?", choices=(("yes", "Yes"), ("no", "No")), widget=forms.RadioSelect
    )
    evidence = long_text("Evidence")


class CheckForm(KitForm):
    """The checklist before approval."""

    missing: ClassVar[MissingSentences] = {}
    remarks = long_text("What has to be put right", "Needed where a line does not hold.", required=False)

    def __init__(self, *args: Any, checklist: dict[str, str], **more: Any) -> None:
        self.checklist = checklist
        super().__init__(*args, **more)
        for key, words in checklist.items():
            field = forms.ChoiceField(
                label=words, choices=(("yes", "Yes"), ("no", "No")), widget=forms.RadioSelect, required=False
            )
            set_house_messages(f"item-{key}", field, self.missing)
            self.fields[f"item-{key}"] = field
        self.order_fields([*(f"item-{key}" for key in checklist), "remarks"])

    @property
    def answers(self) -> dict[str, bool]:
        """Item to whether it holds; what was not answered is not in it."""
        told = {key: self.cleaned_data.get(f"item-{key}", "") for key in self.checklist}
        return {key: value == "yes" for key, value in told.items() if value}


class RoundForm(KitForm):
    """The days of a round."""

    missing: ClassVar[MissingSentences] = {
        "window_from": "Enter from which day reports count",
        "due_on": "Enter by when owners report",
    }
    window_from = MemorableDateField(label="Reports count from")
    due_on = MemorableDateField(label="Owners report by")


class AnswerForm(KitForm):
    """Why it slipped, what is done, until when."""

    missing: ClassVar[MissingSentences] = {
        "cause": "Enter why it slipped",
        "remedy": "Enter what is done about it",
    }
    cause = long_text("Cause")
    remedy = long_text("Remedy")
    new_due_on = MemorableDateField(label="New date", required=False)
