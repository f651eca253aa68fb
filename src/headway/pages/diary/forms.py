"""Forms of the diary: as short as a telephone call; what is usual for a kind of visit need not be chosen."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from headway.features.people.models import Person
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.visits import FUNCTIONS, HALVES, MONEY

USUAL = ("", "As usual for this kind")
LIKE = "For example, 27 3 2026"
ANYWAY = "Keep this day even if something stands against it"


def people_choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """Persons to choose from, by name."""
    return [("", "Choose one"), *((one.public_id, one.name) for one in people)]


class BookForm(KitForm):
    """Where, what, when and who; the rest is usual unless it is chosen."""

    missing: ClassVar[MissingSentences] = {
        "place": "Select the school or partnership",
        "kind": "Select the kind of visit",
        "on": "Enter the day of the visit",
        "lead": "Select who leads the visit",
    }
    place = forms.ChoiceField(label="School or partnership")
    kind = forms.ChoiceField(label="Kind of visit")
    on = MemorableDateField(label="On", help_text=LIKE)
    lead = forms.ChoiceField(label="Led by")
    half = forms.ChoiceField(label="Part of the day", choices=[USUAL, *HALVES.items()], required=False)
    function = forms.ChoiceField(label="What it is", choices=[USUAL, *FUNCTIONS.items()], required=False)
    paid_from = forms.ChoiceField(label="Paid from", choices=[USUAL, *MONEY.items()], required=False)
    why_individual = long_text(
        "Why this visit is needed",
        "Only where the school has no individual days this year and no category gives some. No names of pupils.",
        required=False,
    )
    anyway = forms.BooleanField(label=ANYWAY, required=False)

    def __init__(
        self, *args: Any, places: list, kinds: Mapping[str, str], people: Iterable[Person], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["place"].choices = [("", "Choose one"), *places]
        self.fields["kind"].choices = [("", "Choose one"), *kinds.items()]
        self.fields["lead"].choices = people_choices(people)


class MoveForm(KitForm):
    """Another day, part of the day or lead."""

    missing: ClassVar[MissingSentences] = {
        "on": "Enter the day of the visit",
        "half": "Select the part of the day",
        "lead": "Select who leads the visit",
    }
    on = MemorableDateField(label="On", help_text=LIKE)
    half = forms.ChoiceField(label="Part of the day", choices=list(HALVES.items()))
    lead = forms.ChoiceField(label="Led by")
    anyway = forms.BooleanField(label=ANYWAY, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lead"].choices = people_choices(people)


class CancelForm(KitForm):
    """Why a visit does not take place."""

    missing: ClassVar[MissingSentences] = {"reason": "Enter why the visit is cancelled"}
    reason = long_text("Why it is cancelled", "The school can read it. No names of pupils or staff.")


class PersonForm(KitForm):
    """Who comes along."""

    missing: ClassVar[MissingSentences] = {"person": "Select who comes along"}
    person = forms.ChoiceField(label="Comes along")

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].choices = people_choices(people)


class ReviewForm(KitForm):
    """A review of an agenda with schools."""

    missing: ClassVar[MissingSentences] = {
        "on": "Enter the day of the review",
        "reviewed_with": "Enter who was there for schools",
        "words": "Enter what is to change, or that nothing is",
    }
    on = MemorableDateField(label="Reviewed on", help_text=LIKE)
    reviewed_with = forms.CharField(
        label="With", max_length=300, help_text="The group of schools or the forum; no names of persons"
    )
    words = long_text("What is to change", "What changes becomes a new version under Policies.")


class NoticeForm(KitForm):
    """A notice of inspection."""

    missing: ClassVar[MissingSentences] = {
        "told_on": "Enter the day the notice came",
        "begins_on": "Enter the first day of the inspection",
    }
    told_on = MemorableDateField(label="Notice came on", help_text=LIKE)
    begins_on = MemorableDateField(label="Inspection begins on", help_text=LIKE)


class AttendedForm(KitForm):
    """What was said at the feedback."""

    missing: ClassVar[MissingSentences] = {"note": "Enter what was said at the feedback"}
    note = long_text("What was said at the feedback", "The school can read it. No names of pupils or staff.")


class AwayForm(KitForm):
    """Days somebody is away; why is nobody's concern."""

    missing: ClassVar[MissingSentences] = {
        "person": "Select who is away",
        "first_on": "Enter the first day",
        "last_on": "Enter the last day",
    }
    person = forms.ChoiceField(label="Who is away")
    first_on = MemorableDateField(label="First day", help_text=LIKE)
    last_on = MemorableDateField(label="Last day", help_text=LIKE)

    def __init__(self, *args: Any, people: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].choices = people_choices(people)
