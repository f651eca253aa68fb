"""The form of a readiness review: one answer and a few words a question, made from the policy's list."""

from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.readiness import NOT_LOOKED_AT, ReadinessPolicy, question_head

ANSWER, NOTE = "answer-", "note-"


class ReviewForm(KitForm):
    """When it was held, what was found, and what comes next."""

    missing: ClassVar[MissingSentences] = {
        "on": "Enter the day of the review",
        "next_step": "Enter what comes next, and who does it",
    }
    on = MemorableDateField(label="Held on", help_text="For example, 27 3 2026")

    def __init__(self, *args: Any, policy: ReadinessPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.slugs = tuple(policy.questions)
        for slug, words in policy.questions.items():
            answer = forms.ChoiceField(
                label=words, choices=list(policy.answers.items()), initial=NOT_LOOKED_AT
            )
            note = long_text(f"What was found: {question_head(words)}", rows=2, required=False)
            self._add(f"{ANSWER}{slug}", answer)
            self._add(f"{NOTE}{slug}", note)
        self._add(
            "next_step",
            long_text("Next step", "What is done next, by which post and by when. The school can read it."),
        )

    def _add(self, name: str, field: forms.Field) -> None:
        sentences = {**self.missing, name: self.missing.get(name, "Choose an answer, or “Not looked at”")}
        set_house_messages(name, field, sentences)
        self.fields[name] = field

    @property
    def answers(self) -> dict[str, str]:
        """The answer to each question."""
        return {slug: self.cleaned_data[f"{ANSWER}{slug}"] for slug in self.slugs}

    @property
    def notes(self) -> dict[str, str]:
        """What was written to each question."""
        return {slug: self.cleaned_data[f"{NOTE}{slug}"] for slug in self.slugs}
