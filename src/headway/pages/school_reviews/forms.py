"""Forms of school reviews and of feedback on documents."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, ClassVar

from django import forms

from headway.features.people.models import Person
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.document_reviews import Rubric
from headway.rules.school_reviews import KIND_WORDS, OFF_REASONS

LONGEST = 12_000


class PlanForm(KitForm):
    """Which review it is, what it looks at, and the dates of its cycle."""

    missing: ClassVar[MissingSentences] = {
        "kind": "Select which review it is",
        "focus": "Enter what it looks at",
        "starts_on": "Enter the day the reviewers come",
        "report_by": "Enter the day by which the report is agreed",
    }
    kind = forms.ChoiceField(label="Review", widget=forms.RadioSelect, choices=list(KIND_WORDS.items()))
    focus = forms.CharField(label="What it looks at", max_length=200)
    evaluate_by = MemorableDateField(
        label="Self-evaluation by",
        required=False,
        help_text="A peer review begins after it. For example, 5 10 2026",
    )
    starts_on = MemorableDateField(label="Reviewers come on", help_text="For example, 9 11 2026")
    report_by = MemorableDateField(label="Report agreed by", help_text="For example, 11 12 2026")


class ReviewerForm(KitForm):
    """Somebody who reviews."""

    missing: ClassVar[MissingSentences] = {"person": "Select who reviews"}
    person = forms.ChoiceField(label="Reviewer", help_text="A head of another school, or an adviser")

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {one.public_id: one for one in people}
        self.fields["person"].choices = [
            ("", "Choose one"),
            *((key, one.name) for key, one in self.people.items()),
        ]

    @property
    def chosen(self) -> Person:
        """The person chosen."""
        return self.people[self.cleaned_data["person"]]


class OffForm(ReviewerForm):
    """Who is a reviewer no longer, and why."""

    missing: ClassVar[MissingSentences] = {
        "person": "Select who is taken off",
        "reason": "Select why the reviewer is taken off",
    }
    reason = forms.ChoiceField(label="Why", choices=[("", "Choose one"), *OFF_REASONS.items()])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].help_text = "Only who has written nothing yet"


class EvaluationForm(KitForm):
    """What the school finds of itself."""

    missing: ClassVar[MissingSentences] = {"words": "Write what the school finds of itself"}
    words = long_text(
        "Self-evaluation",
        "How good it is, and how you know. No names of pupils or staff.",
        rows=12,
        longest=LONGEST,
    )


class FindingForm(KitForm):
    """What one reviewer found."""

    missing: ClassVar[MissingSentences] = {"words": "Write what you found"}
    words = long_text("What you found", "No names of pupils or staff.", rows=8, longest=LONGEST)


class ReportForm(KitForm):
    """The one report."""

    missing: ClassVar[MissingSentences] = {"words": "Write the report"}
    words = long_text("Report", "The school's report, in words all agree to.", rows=14, longest=LONGEST)


class DocumentForm(KitForm):
    """Which version of which document is read."""

    missing: ClassVar[MissingSentences] = {
        "document": "Select the document",
        "version_label": "Enter which version was read",
        "read_on": "Enter the day it was read",
    }
    document = forms.ChoiceField(label="Document", widget=forms.RadioSelect)
    version_label = forms.CharField(
        label="Version",
        max_length=120,
        help_text="As it stands on the document, like “September 2026, second draft”",
    )
    read_on = MemorableDateField(label="Read on", help_text="For example, 5 10 2026")
    file = forms.FileField(
        label="The file that was read", required=False, allow_empty_file=True,
        help_text="Not kept: only its mark is, so that anybody can check later which version the feedback is about",
    )  # fmt: skip

    def __init__(self, *args: Any, rubric: Rubric, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["document"].choices = list(rubric.documents.items())

    @property
    def told(self) -> dict[str, Any]:
        """What was read, with the mark of the file."""
        data = dict(self.cleaned_data)
        file = data.pop("file")
        return data | {"sha256": sha256(file.read()).hexdigest() if file else ""}


class ScoreForm(KitForm):
    """A mark for each part of the rubric, and what follows in words."""

    def __init__(self, *args: Any, rubric: Rubric, scores: Mapping[str, int], **more: Any) -> None:
        initial = {f"score-{slug}": str(score) for slug, score in scores.items()} | more.pop("initial")
        super().__init__(*args, initial=initial, **more)
        choices = [
            ("", "Not scored yet"),
            *((str(at), f"{at}: {words}") for at, words in enumerate(rubric.scores)),
        ]
        self.criteria = tuple(rubric.criteria)
        for slug, label in rubric.criteria.items():
            field = forms.ChoiceField(label=label, required=False, choices=choices)
            set_house_messages(f"score-{slug}", field, {})
            self.fields[f"score-{slug}"] = field
        self.fields["feedback"] = long_text(
            "Feedback", "What is good, and what to do next.", rows=8, required=False, longest=LONGEST
        )
        set_house_messages("feedback", self.fields["feedback"], {})

    @property
    def scores(self) -> dict[str, int]:
        """The marks that were given."""
        found = {slug: self.cleaned_data[f"score-{slug}"] for slug in self.criteria}
        return {slug: int(score) for slug, score in found.items() if score}
