"""Forms of funds and projects."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from headway.features.budgets.models import Fund, Project
from headway.features.schools.models import School
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.pages.budgets.money import amount, year_field
from headway.rules.money import to_pence
from headway.rules.schools import PHASE_WORDS

FLOW_YEARS = range(6)


class FundForm(KitForm):
    """An amount for a purpose."""

    missing: ClassVar[MissingSentences] = {
        "purpose": "Enter what the money is for",
        "year": "Enter the financial year, like 2026 for 2026/27",
        "amount": "Enter the amount in pounds",
    }
    purpose = forms.CharField(label="What the money is for", max_length=200)
    phase = forms.ChoiceField(label="Phase", required=False, choices=[("", "All"), *PHASE_WORDS.items()])
    year = year_field()
    amount = amount("Amount, in pounds", least=Decimal("0.01"))

    @property
    def told(self) -> dict[str, Any]:
        """What the fund is to say."""
        return _with_pence(dict(self.cleaned_data))


def _with_pence(data: dict[str, Any]) -> dict[str, Any]:
    pounds = data.pop("amount")
    return data | {"pence": to_pence(pounds)}


class ProjectForm(KitForm):
    """What is paid for, where, and what comes back of it."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter the title of the project",
        "kind": "Select what kind of project it is",
        "year": "Enter the financial year, like 2026 for 2026/27",
        "cost": "Enter what it costs in pounds",
    }
    title = forms.CharField(label="Title", max_length=200)
    kind = forms.ChoiceField(label="Kind")
    school = forms.IntegerField(
        label="URN of the school that is its host", required=False, min_value=1, max_value=9_999_999
    )
    places = forms.IntegerField(label="Places", required=False, min_value=1, max_value=100_000)
    year = year_field()
    cost = amount("Cost, in pounds", least=Decimal("0.01"))
    after = forms.ChoiceField(
        label="Project before it", required=False, help_text="It is approved after that one"
    )

    def __init__(self, *args: Any, kinds: Mapping[str, str], others: Sequence[Project], **more: Any) -> None:
        super().__init__(*args, **more)
        self.others = {one.public_id: one for one in others}
        self.fields["kind"].choices = [("", "Choose one"), *kinds.items()]
        self.fields["after"].choices = [
            ("", "None"),
            *((key, one.title) for key, one in self.others.items()),
        ]

    def clean_school(self) -> School | None:
        """The school of the URN."""
        urn = self.cleaned_data["school"]
        found = School.objects.filter(urn=urn).first() if urn else None
        if urn and found is None:
            raise forms.ValidationError(f"No school has the URN {urn}. Correct it, or leave it empty")
        return found

    @property
    def told(self) -> dict[str, Any]:
        """What the project is to say."""
        names = ("title", "kind", "school", "places", "year")
        data = {name: self.cleaned_data[name] for name in names}
        return data | {
            "cost_pence": to_pence(self.cleaned_data["cost"]),
            "after": self.others.get(self.cleaned_data["after"]),
        }


class ChangedProjectForm(ProjectForm):
    """The same as it was when the page was opened, and money by year where it invests to save."""

    missing: ClassVar[MissingSentences] = ProjectForm.missing | {"version": "Open the page again"}
    year_0 = amount("Invested at the start, in pounds", required=False, hint="Where it invests to save")
    year_1 = amount("Saved in year 1, in pounds", required=False, least=None)
    year_2 = amount("Saved in year 2, in pounds", required=False, least=None)
    year_3 = amount("Saved in year 3, in pounds", required=False, least=None)
    year_4 = amount("Saved in year 4, in pounds", required=False, least=None)
    year_5 = amount("Saved in year 5, in pounds", required=False, least=None)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        """Years of saving come with an investment, one after the other."""
        data = super().clean()
        given = [data.get(f"year_{year}") is not None for year in FLOW_YEARS]
        if any(given) and not given[0]:
            self.add_error("year_0", "Enter what is invested, or leave every year empty")
        if given[0] and not all(given[: len(given) - given[::-1].index(True)]):
            self.add_error(f"year_{given.index(False)}", "A year is left out. Enter 0 where nothing is saved")
        return data

    @property
    def told(self) -> dict[str, Any]:
        """The same with pence by year, the investment as a minus."""
        pounds = [self.cleaned_data[f"year_{year}"] for year in FLOW_YEARS]
        flows = [to_pence(one) for one in pounds if one is not None]
        return super().told | {"flows": [-flows[0], *flows[1:]] if flows else []}


class ContributionForm(KitForm):
    """A part of the cost: from a fund, or from a partner."""

    missing: ClassVar[MissingSentences] = {"amount": "Enter the amount in pounds"}
    fund = forms.ChoiceField(label="Fund", required=False)
    partner = forms.CharField(
        label="Or a partner", max_length=120, required=False, help_text="Like children's social care"
    )
    amount = amount("Amount, in pounds", least=Decimal("0.01"))

    def __init__(self, *args: Any, funds: Sequence[Fund], **more: Any) -> None:
        super().__init__(*args, **more)
        self.funds = {one.public_id: one for one in funds}
        self.fields["fund"].choices = [("", "None"), *((key, one.purpose) for key, one in self.funds.items())]

    def clean(self) -> dict:
        """Just one of both."""
        data = super().clean()
        if bool(data.get("fund")) == bool(data.get("partner")):
            self.add_error("fund", "Choose a fund or name a partner, one of both")
        return data

    @property
    def told(self) -> dict[str, Any]:
        """Fund, partner and pence."""
        data = self.cleaned_data
        fund = self.funds.get(data["fund"])
        return {"fund": fund, "partner": data["partner"], "pence": to_pence(data["amount"])}


class EntryForm(KitForm):
    """What was spent, and on how many."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what it was spent on",
        "on": "Enter the day",
        "amount": "Enter the amount in pounds",
    }
    words = forms.CharField(label="What it was spent on", max_length=300)
    on = MemorableDateField(label="Spent on", help_text="For example, 27 3 2026")
    amount = amount("Amount, in pounds", least=None, hint="A minus where money came back")
    pupils = forms.IntegerField(
        label="Pupils it served by then", required=False, min_value=0, max_value=1_000_000
    )

    @property
    def told(self) -> dict[str, Any]:
        """What the entry is to say."""
        return _with_pence(dict(self.cleaned_data))


class CloseForm(KitForm):
    """What came of it."""

    missing: ClassVar[MissingSentences] = {"outcome": "Enter what came of it"}
    outcome = long_text("What came of it", "For pupils, beside what was hoped for.")
