"""Forms of annual reviews: the reviewer's words, an exception, a reply of the school."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, long_text


class WordsForm(KitForm):
    """What the reviewer says to the school."""

    missing: ClassVar[MissingSentences] = {
        "strengths": "Enter the strengths, or “none”",
        "concerns": "Enter the concerns, or “none”",
    }
    strengths = long_text("Strengths", "What the figures and facts show that is good.", rows=5, longest=6000)
    concerns = long_text("Concerns", "What they show that is not good enough yet.", rows=5, longest=6000)
    questions = long_text(
        "Questions for the school", "What the figures do not tell.", rows=4, longest=6000, required=False
    )


class ExceptionForm(KitForm):
    """Why a school has no review this year."""

    missing: ClassVar[MissingSentences] = {
        "reason": "Select a reason",
        "words": "Enter why, in a sentence",
    }
    reason = forms.ChoiceField(label="Reason", widget=forms.RadioSelect)
    words = forms.CharField(label="Why, in a sentence", max_length=300)

    def __init__(self, *args: Any, reasons: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].choices = list(reasons.items())


class AttendanceForm(KitForm):
    """The attendance officer's contribution or apology."""

    missing: ClassVar[MissingSentences] = {
        "kind": "Select whether it is a contribution or an apology",
        "words": "Enter it in words",
    }
    kind = forms.ChoiceField(
        label="What it is",
        widget=forms.RadioSelect,
        choices=[("contribution", "A contribution"), ("apology", "An apology: they cannot take part")],
    )
    words = long_text("In words", "What attendance tells, or why they cannot take part.", rows=6)


class ReplyForm(KitForm):
    """What the school says to it."""

    missing: ClassVar[MissingSentences] = {"words": "Enter your reply"}
    words = long_text("Your reply", "The adviser and the service read it.", rows=6, longest=6000)
