"""Forms of appraisals: question and criteria, options, scores, gates."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from headway.features.decisions.models import Option
from headway.features.workforce.models import Structure
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.appraisals import MOST_POINTS, Criterion
from headway.rules.money import to_pence
from headway.rules.service_reviews import Template

YEARS = range(1, 6)
CRITERION = re.compile(r"(?P<label>.{1,80}?)[:,;]?\s+(?P<weight>[0-9]{1,3}(\.[0-9]{1,2})?)\s*%?")


class AppraisalForm(KitForm):
    """What is asked."""

    missing: ClassVar[MissingSentences] = {"title": "Enter the title of the appraisal"}
    title = forms.CharField(label="Title", max_length=200)
    question = long_text("Question", "What the options are options for.", required=False)


class BeginAppraisalForm(AppraisalForm):
    """The same with what it begins from."""

    template = forms.ChoiceField(
        label="Begin from", required=False, help_text="Its options and criteria can be changed"
    )

    def __init__(self, *args: Any, templates: Mapping[str, Template], **more: Any) -> None:
        super().__init__(*args, **more)
        self.templates = templates
        named = [(slug, one.label) for slug, one in templates.items()]
        self.fields["template"].choices = [("", "Nothing but the service as it is"), *named]

    @property
    def told(self) -> dict[str, Any]:
        """Title, question and template."""
        return self.cleaned_data | {"template": self.templates.get(self.cleaned_data["template"])}


class CriteriaForm(AppraisalForm):
    """The same with what options are scored on."""

    missing: ClassVar[MissingSentences] = AppraisalForm.missing | {"version": "Open the page again"}
    criteria = long_text(
        "Criteria, one a line with its weight",
        "Like “Impact on pupils 40”. The weights add up to 100.",
        rows=6,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_criteria(self) -> list[dict[str, str]]:
        """Each line as slug, label and weight."""
        found: list[dict[str, str]] = []
        for number, line in enumerate(self.cleaned_data["criteria"].splitlines(), 1):
            if not line.strip():
                continue
            read = CRITERION.fullmatch(line.strip())
            if read is None:
                raise forms.ValidationError(f"Line {number} ends in no weight. Write it like “Impact 40”")
            found.append(
                {"slug": f"c{len(found) + 1}", "label": read["label"].strip(), "weight": read["weight"]}
            )
        total = sum((Decimal(one["weight"]) for one in found), Decimal(0))
        if found and total != 100:
            raise forms.ValidationError(
                f"The weights add up to {total.normalize():f}, not to 100. Correct one of them"
            )
        return found


class OptionForm(KitForm):
    """One option."""

    missing: ClassVar[MissingSentences] = {"title": "Enter what the option is called"}
    title = forms.CharField(label="Title", max_length=200)
    words = long_text("What it means", required=False)
    structure = forms.ChoiceField(
        label="Structure", required=False, help_text="Its costs are then worked out from its posts"
    )
    after = forms.ChoiceField(label="Follows", required=False, help_text="The option that comes first")
    one_off = forms.DecimalField(
        label="Cost once, in pounds", required=False, min_value=0, max_digits=10, decimal_places=2
    )
    risks = long_text("Risks, one a line", required=False)

    def __init__(
        self, *args: Any, structures: Sequence[Structure], others: Sequence[Option], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.structures = {one.public_id: one for one in structures}
        self.others = {one.public_id: one for one in others}
        self.fields["structure"].choices = [
            ("", "None"),
            *((key, f"{one.title}, {one.year}") for key, one in self.structures.items()),
        ]
        self.fields["after"].choices = [
            ("", "None"),
            *((key, one.title) for key, one in self.others.items()),
        ]
        for year in YEARS:
            field = forms.DecimalField(
                label=f"Cost of year {year}, in pounds, where no structure says",
                required=False,
                min_value=0,
                max_digits=10,
                decimal_places=2,
            )
            set_house_messages(f"year_{year}", field, {})
            self.fields[f"year_{year}"] = field

    @property
    def told(self) -> dict[str, Any]:
        """What the option is to say."""
        data = self.cleaned_data
        costs = [data[f"year_{year}"] for year in YEARS]
        known = any(one is not None for one in costs)
        return {
            "title": data["title"],
            "words": data["words"],
            "structure": self.structures.get(data["structure"]),
            "after": self.others.get(data["after"]),
            "one_off_pence": to_pence(data["one_off"] or 0),
            "risks": [line.strip() for line in data["risks"].splitlines() if line.strip()],
            "costs": [to_pence(one or 0) for one in costs] if known else [],
        }


class ScoresForm(KitForm):
    """Points and evidence on each criterion."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **more: Any) -> None:
        super().__init__(*args, **more)
        self.criteria = criteria
        for one in criteria:
            points = forms.ChoiceField(
                label=f"{one.label}, points",
                required=False,
                choices=[
                    ("", "Not scored"),
                    *((str(number), str(number)) for number in range(MOST_POINTS + 1)),
                ],
            )
            evidence = long_text(f"{one.label}, by what it is seen", rows=2, required=False)
            for name, field in ((f"{one.slug}-points", points), (f"{one.slug}-evidence", evidence)):
                set_house_messages(name, field, {})
                self.fields[name] = field

    @property
    def scores(self) -> dict[str, Mapping[str, str]]:
        """Slug to points and evidence of those scored."""
        data = self.cleaned_data
        return {
            one.slug: {"points": data[f"{one.slug}-points"], "evidence": data[f"{one.slug}-evidence"]}
            for one in self.criteria
            if data[f"{one.slug}-points"]
        }


class PreferForm(KitForm):
    """Why."""

    missing: ClassVar[MissingSentences] = {"reason": "Enter why this option is preferred"}
    reason = long_text("Reason")


class GateForm(KitForm):
    """What must have happened."""

    missing: ClassVar[MissingSentences] = {"words": "Enter what must have happened"}
    words = forms.CharField(
        label="What must have happened", max_length=300, help_text="Like “a head of service is appointed”"
    )


class OpenGateForm(KitForm):
    """By what it was opened."""

    missing: ClassVar[MissingSentences] = {
        "opened_by": "Enter by what it was opened",
        "opened_on": "Enter the day",
    }
    opened_by = forms.CharField(label="By what", max_length=300, help_text="Like a letter, a vote, a report")
    opened_on = MemorableDateField(label="On", help_text="For example, 27 3 2026")
