"""What is asked of a comparison: a measure, two years, and which support. A wrong word in the address is passed over."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from headway.kit.forms import KitForm
from headway.rules.impact_policy import ImpactPolicy
from headway.rules.measures import Measure

YEAR = re.compile(r"[0-9]{4}/[0-9]{2}")
NAMES = ("measure", "before", "after", "theme", "programme")


@dataclass(frozen=True, slots=True)
class Asked:
    """The question. `baseline`: the years matched on, the last one the year before; `held`: all years from then on."""

    measure: Measure
    baseline: tuple[str, ...]
    after: str
    held: tuple[str, ...]
    theme: str
    programme: str

    @property
    def before(self) -> str:
        """The last year before the support."""
        return self.baseline[-1]

    @property
    def begun_from(self) -> date:
        """The support began on this day or later: after the year before has ended."""
        return date(int(self.before[:4]) + 1, 9, 1)

    @property
    def begun_until(self) -> date:
        """And before this one: before the year after has ended."""
        return date(int(self.after[:4]) + 1, 9, 1)

    @property
    def address(self) -> str:
        """The question as the end of an address."""
        told = {
            "measure": self.measure.key,
            "before": self.before,
            "after": self.after,
            "theme": self.theme,
            "programme": self.programme,
        }
        return urlencode({name: words for name, words in told.items() if words})


class AskedForm(KitForm):
    """The question as a form; nothing in it is required, because each box has a sensible answer already."""

    measure = forms.ChoiceField(label="Measure", required=False)
    before = forms.ChoiceField(label="From", required=False, help_text="The last year before the support.")
    after = forms.ChoiceField(label="To", required=False, help_text="A year in which it should show.")
    theme = forms.ChoiceField(label="Support about", required=False)
    programme = forms.ChoiceField(label="Programme", required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Sequence[tuple[str, str]]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name, offered in choices.items():
            self.fields[name].choices = offered


def read_asked(
    params: QueryDict,
    measures: Sequence[Measure],
    held: Mapping[str, Sequence[str]],
    programmes: Sequence[str],
    policy: ImpactPolicy,
) -> Asked | None:
    """The question of an address; None where no measure has figures of two years."""
    usable = [one for one in measures if len(_years(held, one)) > 1]
    if not usable:
        return None
    measure = next((one for one in usable if one.key == params.get("measure")), usable[0])
    years = _years(held, measure)
    after = params.get("after", "") if params.get("after") in years[1:] else years[-1]
    earlier = years[: years.index(after)]
    before = params.get("before", "") if params.get("before") in earlier else earlier[-1]
    until = earlier.index(before) + 1
    baseline = tuple(earlier[max(0, until - policy.comparison.baseline_years) : until])
    theme = params.get("theme", "")
    programme = params.get("programme", "")
    return Asked(
        measure=measure,
        baseline=baseline,
        after=after,
        held=tuple(one for one in years if one >= baseline[0]),
        theme=theme if theme in policy.themes else "",
        programme=programme if programme in programmes else "",
    )


def asked_form(
    asked: Asked,
    measures: Sequence[Measure],
    held: Mapping[str, Sequence[str]],
    programmes: Sequence[str],
    policy: ImpactPolicy,
) -> AskedForm:
    """The form with what was asked in its boxes."""
    years = [(one, one) for one in _years(held, asked.measure)]
    choices = {
        "measure": [(one.key, one.label) for one in measures if len(_years(held, one)) > 1],
        "before": years[:-1],
        "after": years[1:],
        "theme": [("", "Any theme"), *policy.themes.items()],
        "programme": [("", "Any programme or none"), *((one, one) for one in programmes)],
    }
    known = {
        "measure": asked.measure.key,
        "before": asked.before,
        "after": asked.after,
        "theme": asked.theme,
        "programme": asked.programme,
    }
    return AskedForm(choices=choices, initial=known)


def _years(held: Mapping[str, Sequence[str]], measure: Measure) -> list[str]:
    return [one for one in held.get(measure.key, ()) if YEAR.fullmatch(one)]
