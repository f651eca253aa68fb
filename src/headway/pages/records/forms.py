"""Forms of records of visits."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.record_policy import RecordPolicy
from headway.rules.records_of_visit import SCHOOL, SIDES, Asked

LONGEST = 8000
NEEDED = "Needed at this visit."


class _Boxes(KitForm):
    """A form with one box for each of some parts."""

    def add_box(self, name: str, label: str, hint: str = "", rows: int = 4) -> None:
        """A box of some lines that may stay empty."""
        field = long_text(label, hint, rows=rows, required=False, longest=LONGEST)
        set_house_messages(name, field, {})
        self.fields[name] = field

    def said(self, start: str, keys: Iterable[str]) -> dict[str, str]:
        """What was written in the boxes of these keys."""
        return {key: self.cleaned_data[f"{start}-{key}"].strip() for key in keys}


class BeforeForm(_Boxes):
    """The school's part."""

    def __init__(self, *args: Any, policy: RecordPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.policy = policy
        for key, part in policy.before.items():
            self.add_box(f"before-{key}", part.words, part.hint)

    @property
    def answers(self) -> dict[str, str]:
        """Words by key."""
        return self.said("before", self.policy.before)


class DraftForm(_Boxes):
    """The adviser's part: standing items of the term first, then the sections, progress and the view of the category."""

    progress = forms.ChoiceField(label="Progress since the last visit", required=False, help_text=NEEDED)
    category_view = forms.ChoiceField(
        label="Your view of the category", required=False, help_text="An opinion. It changes no category."
    )
    category_words = long_text("Why you see it so", rows=2, required=False)

    def __init__(
        self,
        *args: Any,
        policy: RecordPolicy,
        asked: Sequence[Asked],
        categories: Mapping[str, str],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.policy, self.asked = policy, asked
        for one in asked:
            self.add_box(f"item-{one.key}", one.words, NEEDED if one.needed else "", 3)
        for part in policy.sections.values():
            self.add_box(
                f"section-{part.key}", part.words, f"{NEEDED if part.needed else ''} {part.hint}".strip()
            )
        self.fields["progress"].choices = [("", "Choose one"), *policy.progress.items()]
        self.fields["category_view"].choices = [("", "No view"), *categories.items()]
        first = [*self._names("item-"), *self._names("section-")]
        self.order_fields([*first, "progress", "category_view", "category_words"])

    def _names(self, start: str) -> list[str]:
        return [name for name in self.fields if name.startswith(start)]

    @property
    def told(self) -> dict[str, Any]:
        """The columns of the draft."""
        return {
            "items": self.said("item", [one.key for one in self.asked]),
            "sections": self.said("section", self.policy.sections),
            "progress": self.cleaned_data["progress"],
            "category_view": self.cleaned_data["category_view"],
            "category_words": self.cleaned_data["category_words"].strip(),
        }


class AgreedForm(KitForm):
    """Something agreed."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what was agreed",
        "side": "Select who does it",
        "who": "Enter the post that does it",
        "due_on": "Enter the day by which it is done",
    }
    words = long_text("What was agreed", "What will be different, and how it will be seen.")
    side = forms.ChoiceField(
        label="Who does it", choices=list(SIDES.items()), widget=forms.RadioSelect, initial=SCHOOL
    )
    who = forms.CharField(
        label="Post", max_length=120, help_text="Like headteacher or literacy lead; no names"
    )
    due_on = MemorableDateField(label="By when", help_text="For example, 27 3 2027")


class FollowForm(KitForm):
    """What became of something agreed before."""

    missing: ClassVar[MissingSentences] = {"done": "Select whether it is done or goes on"}
    done = forms.ChoiceField(
        label="How it stands", choices=[("yes", "Done"), ("no", "It goes on")], widget=forms.RadioSelect
    )
    evidence = long_text("What you saw", "Needed where it is done.", required=False)


class HandInForm(KitForm):
    """That no pupil is named, where something reads like it."""

    confirmed = forms.BooleanField(label="I have looked: no pupil is named in it", required=False)


class CheckForm(KitForm):
    """A mark for each line of the rubric, and words."""

    words = long_text("What you tell the author", "Needed where it goes back.", rows=4, required=False)

    def __init__(self, *args: Any, policy: RecordPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.policy = policy
        choices = [("", "Choose a mark"), *((str(mark), str(mark)) for mark in range(policy.most_marks + 1))]
        for key, line in policy.rubric.items():
            hint = "With 0 here it goes back." if line.never_zero else ""
            field = forms.ChoiceField(
                label=line.words,
                choices=choices,
                help_text=hint,
            )
            set_house_messages(f"mark-{key}", field, {f"mark-{key}": f"Mark “{line.words}”"})
            self.fields[f"mark-{key}"] = field
        self.order_fields([*(f"mark-{key}" for key in policy.rubric), "words"])

    @property
    def marks(self) -> dict[str, int]:
        """Marks by key."""
        return {key: int(self.cleaned_data[f"mark-{key}"]) for key in self.policy.rubric}


class AnswerForm(KitForm):
    """What the head says; which of the two buttons was pressed stands beside it."""

    comment = long_text("Comment", "Needed where something is not right.", required=False)


class WordsForm(KitForm):
    """A text."""

    missing: ClassVar[MissingSentences] = {"words": "Enter what you want to say"}
    words = long_text("Words", rows=5, longest=4000)

    def __init__(self, *args: Any, label: str, hint: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["words"].label, self.fields["words"].help_text = label, hint
