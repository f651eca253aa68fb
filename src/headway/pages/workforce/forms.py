"""Forms of structures, posts, pay and secondments."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.features.plans.models import Priority
from headway.features.schools.models import School
from headway.features.workforce.models import Post
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.funding import SOURCES
from headway.rules.money import to_pence
from headway.rules.schools import PHASE_WORDS

CHOOSE = ("", "Choose one")


def _money(label: str, hint: str = "", *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, required=required, min_value=0, max_digits=9, decimal_places=2
    )


class StructureForm(KitForm):
    """What is said of a structure."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter what the structure is called",
        "year": "Enter the year it is for",
        "priced_on": "Enter the day whose pay holds",
    }
    title = forms.CharField(label="Title", max_length=200, help_text="Like “Option 1”")
    year = forms.CharField(label="Year", max_length=20, help_text="Like 2026-27")
    transitional = forms.BooleanField(
        label="It is transitional", required=False, help_text="It says so on its chart"
    )
    notes = long_text("Notes", "They stand under the chart.", required=False)
    priced_on = MemorableDateField(
        label="Costed at the pay of", help_text="Pay and rates of this day. For example, 1 9 2026"
    )


class ChangedStructureForm(StructureForm):
    """The same as it was when the page was opened."""

    missing: ClassVar[MissingSentences] = StructureForm.missing | {"version": "Open the page again"}
    version = forms.IntegerField(widget=forms.HiddenInput)


class CopyForm(KitForm):
    """What the copy is called."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter what the copy is called",
        "year": "Enter the year it is for",
    }
    title = forms.CharField(label="Title", max_length=200, help_text="Like “Option 1”")
    year = forms.CharField(label="Year", max_length=20, help_text="Like 2026-27")


class PostForm(KitForm):
    """What a post is, apart from its pay and its title."""

    missing: ClassVar[MissingSentences] = {"fte": "Enter the share of full time, like 1 or 0.6"}
    fte = forms.DecimalField(
        label="Share of full time",
        min_value=Decimal("0.01"),
        max_value=1,
        max_digits=3,
        decimal_places=2,
        help_text="1 is full time, 0.6 three days a week",
    )
    role = forms.ChoiceField(label="Role", required=False)
    reports_to = forms.ChoiceField(label="Reports to", required=False)
    phases = forms.MultipleChoiceField(
        label="Phases", required=False, choices=list(PHASE_WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    subject = forms.CharField(label="Subject", max_length=60, required=False)
    background = forms.ChoiceField(label="Background needed", required=False)
    intervenes = forms.BooleanField(label="Can intervene in schools of concern", required=False)
    vacant = forms.BooleanField(label="Vacant", required=False)
    locked_title = forms.BooleanField(
        label="At director level", required=False, help_text="Its title is not changed without an override"
    )
    leads = forms.MultipleChoiceField(
        label="Priorities it leads", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        roles: Mapping[str, str],
        others: Sequence[Post],
        priorities: QuerySet[Priority],
        backgrounds: Mapping[str, str],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["background"].choices = [("", "None in particular"), *backgrounds.items()]
        self.others = {one.public_id: one for one in others}
        self.priorities = {one.public_id: one for one in priorities}
        self.fields["role"].choices = [("", "None of these"), *roles.items()]
        self.fields["reports_to"].choices = [
            ("", "Nobody in this structure"),
            *((key, one.title) for key, one in self.others.items()),
        ]
        self.fields["leads"].choices = [
            (key, f"{one.title} ({one.plan.title})") for key, one in self.priorities.items()
        ]

    @property
    def told(self) -> dict[str, Any]:
        """What the post is to say."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "leads"}
        chief = self.others.get(data["reports_to"])
        return data | {"reports_to": chief, "phases": " ".join(data["phases"])}

    @property
    def chosen(self) -> list[Priority]:
        """The priorities ticked."""
        return [self.priorities[key] for key in self.cleaned_data["leads"]]


class NewPostForm(PostForm):
    """The same with the title it begins with."""

    missing: ClassVar[MissingSentences] = PostForm.missing | {"title": "Enter the title of the post"}
    title = forms.CharField(label="Title", max_length=120)
    field_order = ("title",)


class TitleForm(KitForm):
    """Another title, and from when."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter the new title",
        "valid_from": "Enter the day from which it holds",
    }
    words = forms.CharField(label="New title", max_length=120)
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")


class ScaleForm(KitForm):
    """How a post is paid: spine, points, pension."""

    missing: ClassVar[MissingSentences] = {
        "spine": "Select the spine",
        "first_point": "Enter the first point of the scale",
        "last_point": "Enter the last point of the scale",
        "assessed_points": "Enter how many assessed points are added, 0 for none",
        "pension": "Select the pension scheme",
    }
    spine = forms.ChoiceField(label="Spine")
    first_point = forms.IntegerField(label="First point", min_value=1, max_value=200)
    last_point = forms.IntegerField(label="Last point", min_value=1, max_value=200)
    assessed_points = forms.IntegerField(
        label="Assessed points", min_value=0, max_value=10, help_text="Structured professional assessment"
    )
    pension = forms.ChoiceField(label="Pension scheme")
    allowance = _money("Allowance a year in pounds", required=False)

    def __init__(
        self, *args: Any, spines: Mapping[str, str], pensions: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["spine"].choices = [CHOOSE, *spines.items()]
        self.fields["pension"].choices = [CHOOSE, *pensions.items()]


class PayForm(ScaleForm):
    """The same with the shares of money, in per cent by source."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for source, label in SOURCES.items():
            field = forms.DecimalField(
                label=f"{label}, per cent",
                required=False,
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
            )
            set_house_messages(source, field, {})
            self.fields[source] = field

    @property
    def told(self) -> dict[str, Any]:
        """How the post is to be paid."""
        names = ("spine", "first_point", "last_point", "assessed_points", "pension")
        pence = to_pence(self.cleaned_data["allowance"] or 0)
        return {name: self.cleaned_data[name] for name in names} | {"allowance_pence": pence}

    @property
    def shares(self) -> dict[str, Decimal]:
        """Per cent by source, those entered."""
        return {source: self.cleaned_data[source] for source in SOURCES if self.cleaned_data.get(source)}


class CostForm(KitForm):
    """A post to be costed, kept nowhere."""

    missing: ClassVar[MissingSentences] = {
        "spine": "Select the spine",
        "point": "Enter the point",
        "on": "Enter the day",
        "pension": "Select the pension scheme",
        "fte": "Enter the share of full time",
        "core": "Enter the per cent from core money",
        "buyback": "Enter the per cent from buyback",
        "day_rate": "Enter the price of a day",
    }
    spine = forms.ChoiceField(label="Spine")
    point = forms.IntegerField(label="Point", min_value=1, max_value=200)
    pension = forms.ChoiceField(label="Pension scheme")
    fte = forms.DecimalField(
        label="Share of full time", min_value=Decimal("0.01"), max_value=1, max_digits=3, decimal_places=2
    )
    core = forms.DecimalField(
        label="Core, per cent", min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    buyback = forms.DecimalField(
        label="Buyback, per cent", min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    day_rate = _money("Price of a day in pounds")
    on = MemorableDateField(label="At the pay of", help_text="For example, 1 9 2025")

    def __init__(
        self, *args: Any, spines: Mapping[str, str], pensions: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["spine"].choices = [CHOOSE, *spines.items()]
        self.fields["pension"].choices = [CHOOSE, *pensions.items()]


class SecondmentForm(KitForm):
    """Somebody lent to the service."""

    missing: ClassVar[MissingSentences] = {
        "school": "Select the school they come from",
        "title": "Enter what they do, like headteacher",
        "days_a_week": "Enter the days a week",
        "starts_on": "Enter the first day",
        "ends_on": "Enter the first day without them",
        "recharge": "Enter what the school is paid a year, 0 for nothing",
    }
    school = forms.ModelChoiceField(None, label="Home school", empty_label="Choose one", to_field_name="urn")
    title = forms.CharField(label="Post at home", max_length=120, help_text="Like headteacher, no name")
    days_a_week = forms.DecimalField(
        label="Days a week", min_value=Decimal("0.5"), max_value=5, max_digits=2, decimal_places=1
    )
    starts_on = MemorableDateField(label="First day")
    ends_on = MemorableDateField(label="First day without them")
    recharge = _money("Paid to the school a year, in pounds")
    intervenes = forms.BooleanField(label="Can intervene in schools of concern", required=False)

    def __init__(self, *args: Any, schools: QuerySet[School], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["school"].queryset = schools

    @property
    def told(self) -> dict[str, Any]:
        """What the secondment is to say."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "recharge"}
        return data | {"recharge_pence": to_pence(self.cleaned_data["recharge"])}
