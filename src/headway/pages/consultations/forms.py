"""Forms of consultations: facts and dates, an answer, a logged response, a theme."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from headway.features.committees.models import Forum
from headway.features.decisions.models import Appraisal
from headway.features.schools.models import Quadrant
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.consultations import SUGGESTIONS

NO_SUGGESTION = [("", "Neither"), *SUGGESTIONS.items()]


class ConsultationForm(KitForm):
    """What is asked, whom, and until when."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter the title of the consultation",
        "about": "Enter what it is about",
        "audiences": "Select who is asked",
        "starts_on": "Enter the first day",
        "ends_on": "Enter the last day",
        "posts_at_risk": "Enter how many posts may go, 0 for none",
    }
    title = forms.CharField(label="Title", max_length=200)
    about = long_text("What it is about", rows=5, longest=8000)
    questions = long_text("Questions, one a line", required=False)
    audiences = forms.MultipleChoiceField(label="Who is asked", widget=forms.CheckboxSelectMultiple)
    bodies = forms.MultipleChoiceField(
        label="Bodies asked by name", required=False, widget=forms.CheckboxSelectMultiple
    )
    appraisal = forms.ChoiceField(label="Appraisal it is about", required=False)
    starts_on = MemorableDateField(label="First day", help_text="For example, 27 3 2026")
    ends_on = MemorableDateField(label="Last day", help_text="In term, where schools are asked")
    publish_by = MemorableDateField(
        label="Result published by",
        required=False,
        help_text="Schools then still see it: the last day of term, often",
    )
    posts_at_risk = forms.IntegerField(
        label="Posts that may go",
        min_value=0,
        max_value=10000,
        help_text="It sets how long staff are consulted",
    )
    asked = forms.IntegerField(
        label="How many are asked",
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text="For the response rate",
    )

    def __init__(
        self,
        *args: Any,
        audiences: Mapping[str, str],
        bodies: Sequence[Forum],
        appraisals: Sequence[Appraisal],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.bodies = {one.public_id: one for one in bodies}
        self.appraisals = {one.public_id: one for one in appraisals}
        self.fields["audiences"].choices = list(audiences.items())
        self.fields["bodies"].choices = [(key, one.name) for key, one in self.bodies.items()]
        self.fields["appraisal"].choices = [
            ("", "None"),
            *((key, one.title) for key, one in self.appraisals.items()),
        ]

    @property
    def told(self) -> dict[str, Any]:
        """What the consultation is to say."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("bodies", "version")}
        lines = [line.strip() for line in data["questions"].splitlines() if line.strip()]
        return data | {"questions": lines, "appraisal": self.appraisals.get(data["appraisal"])}

    @property
    def chosen(self) -> list[Forum]:
        """The bodies ticked."""
        return [self.bodies[key] for key in self.cleaned_data["bodies"]]


class ChangedConsultationForm(ConsultationForm):
    """The same as it was when the page was opened."""

    missing: ClassVar[MissingSentences] = ConsultationForm.missing | {"version": "Open the page again"}
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(KitForm):
    """One's own answer."""

    missing: ClassVar[MissingSentences] = {"words": "Enter your answer"}
    words = long_text("Your answer", "Please name nobody.", rows=8, longest=8000)
    suggestion = forms.ChoiceField(
        label="Is it a suggestion?", choices=NO_SUGGESTION, widget=forms.RadioSelect, required=False
    )


class LogForm(AnswerForm):
    """What somebody else said."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what was said",
        "audience": "Select who said it",
        "given_on": "Enter the day it was said",
    }
    words = long_text("What was said", "No names.", rows=6, longest=8000)
    audience = forms.ChoiceField(label="Who said it", widget=forms.RadioSelect)
    who = forms.CharField(
        label="In more words",
        max_length=120,
        required=False,
        help_text="Like “head of a primary school”, no name",
    )
    body = forms.ChoiceField(label="Body", required=False)
    quadrant = forms.ChoiceField(label="Quadrant of the school", required=False)
    given_on = MemorableDateField(label="Said on", help_text="For example, 27 3 2026")
    field_order = ("audience", "who", "body", "quadrant", "words", "suggestion", "given_on")

    def __init__(
        self,
        *args: Any,
        audiences: Mapping[str, str],
        bodies: Sequence[Forum],
        quadrants: Sequence[Quadrant],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.quadrants = {one.public_id: one for one in quadrants}
        self.fields["quadrant"].choices = [
            ("", "Not known"),
            *((key, one.name) for key, one in self.quadrants.items()),
        ]
        self.bodies = {one.public_id: one for one in bodies}
        self.fields["audience"].choices = list(audiences.items())
        self.fields["body"].choices = [("", "None"), *((key, one.name) for key, one in self.bodies.items())]

    @property
    def told(self) -> dict[str, Any]:
        """What the response is to say."""
        data = self.cleaned_data
        chosen = {
            "body": self.bodies.get(data["body"]),
            "quadrant": self.quadrants.get(data["quadrant"]),
        }
        return data | chosen


class ThemeForm(KitForm):
    """What several said, and what was made of it."""

    missing: ClassVar[MissingSentences] = {"label": "Enter the theme"}
    label = forms.CharField(label="You said", max_length=120, help_text="The theme in a few words")
    decision = long_text("What was decided", "Needed before the result is published.", required=False)
    change = long_text("We did", "What changed, or why nothing did.", required=False)
