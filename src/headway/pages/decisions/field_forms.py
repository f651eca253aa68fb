"""Forms of the fields of a report that are more than words: choices, the savings grid, the log of who was consulted, the
equality assessment group by group; and which form a kind of field has."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import MissingSentences, long_text, set_house_messages
from headway.kit.grid import Grid, GridRow, boxes_of, grid_of
from headway.pages.decisions.forms import (
    AlternativesForm,
    DecisionFieldForm,
    FieldForm,
    ImpactForm,
    PapersForm,
)
from headway.rules.decision_reports import DIRECTIONS, IMPACTS, NO, STAGES, Answer
from headway.rules.money import to_pence
from headway.rules.report_policy import (
    ALTERNATIVES,
    ASSESSMENT,
    CHOICE,
    CONSULTED,
    DECISION,
    GRID,
    IMPACT,
    PAPERS,
    TEXT,
    Field,
)
from headway.rules.savings import ENTERED, KINDS, Line

THOUSAND = 1000
MOST_LOGGED = 8
DAY_FORMS = ["%d %m %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]


class ChoiceForm(FieldForm):
    """One of the form's own list."""

    choice = forms.ChoiceField(label="Choose one", widget=forms.RadioSelect, required=False)
    field_order = ("choice", "words")

    def __init__(self, *args: Any, of: Field, **more: Any) -> None:
        super().__init__(*args, of=of, **more)
        self.fields["choice"].choices = [(words, words) for words in of.choices]


class LogForm(FieldForm):
    """Who was consulted, when and how (M14-07)."""

    def __init__(self, *args: Any, of: Field, **more: Any) -> None:
        super().__init__(*args, of=of, **more)
        for name, label in _logged():
            field = _day(label) if name.startswith("when") else _text(label)
            set_house_messages(name, field, {})
            self.fields[name] = field
        self.in_grid = frozenset(name for name, _ in _logged())

    @property
    def grid(self) -> Grid:
        """A row for each who was or will be asked."""
        rows = [
            GridRow(
                str(number),
                tuple(boxes_of(self, [one for one in _logged() if one[0].endswith(f"-{number}")])),
            )
            for number in range(1, MOST_LOGGED + 1)
        ]
        columns = ("Who", "When, like 12 6 2026; empty: not yet", "How")
        return grid_of("Who was or will be consulted", "No.", columns, rows)

    def clean(self) -> dict:
        """A row says who and how."""
        data = super().clean()
        for number in range(1, MOST_LOGGED + 1):
            given = [data.get(f"{name}-{number}") for name in ("who", "when", "how")]
            if any(given) and not given[0]:
                self.add_error(f"who-{number}", "Enter who was consulted")
            if any(given) and not given[2]:
                self.add_error(f"how-{number}", "Enter how")
        return data

    @property
    def answer(self) -> Answer:
        """Words and the rows that are filled."""
        data, rows = self.cleaned_data, []
        for number in range(1, MOST_LOGGED + 1):
            who, when, how = (data.get(f"{name}-{number}") for name in ("who", "when", "how"))
            if who:
                rows.append((who, when.isoformat() if when else "", how))
        return Answer(words=data["words"], rows=tuple(rows))


class AssessmentForm(FieldForm):
    """How far the equality assessment is, and the impact on each group the form names (M14-15)."""

    choice = forms.ChoiceField(
        label="How far it is", choices=list(STAGES.items()), widget=forms.RadioSelect, required=False
    )
    field_order = ("choice", "words")

    def __init__(self, *args: Any, of: Field, **more: Any) -> None:
        super().__init__(*args, of=of, **more)
        for slug, label in of.parts.items():
            impact = forms.ChoiceField(
                label=f"{label}: impact", choices=[("", "Not said"), *IMPACTS.items()], required=False
            )
            done = _text(f"{label}: what is done about it", 500)
            for name, field in ((f"impact-{slug}", impact), (f"done-{slug}", done)):
                field.widget.attrs["id"] = name
                set_house_messages(name, field, {})
                self.fields[name] = field
        self.in_grid = frozenset(name for slug in of.parts for name in (f"impact-{slug}", f"done-{slug}"))

    @property
    def grid(self) -> Grid | None:
        """A row a group; none where the form names no group."""
        rows = [
            GridRow(
                label,
                tuple(
                    boxes_of(
                        self,
                        [
                            (f"impact-{slug}", f"{label}: impact"),
                            (f"done-{slug}", f"{label}: what is done about it"),
                        ],
                    )
                ),
            )
            for slug, label in self.of.parts.items()
        ]
        return (
            grid_of("Impact on each group", "Group", ("Impact", "What is done about it"), rows)
            if rows
            else None
        )

    @property
    def answer(self) -> Answer:
        """Stage, words, and the groups something is said of."""
        data = self.cleaned_data
        rows = [
            (slug, data[f"impact-{slug}"], data[f"done-{slug}"])
            for slug in self.of.parts
            if data[f"impact-{slug}"]
        ]
        return Answer(words=data["words"], choice=data["choice"], rows=tuple(rows))


class GridForm(FieldForm):
    """The savings grid in thousands of pounds, with its cost centres (M14-09, M14-10)."""

    missing: ClassVar[MissingSentences] = {
        "version": "Open the page again",
        "first_year": "Enter the first year, like 2026/27",
        "second_year": "Enter the second year, like 2027/28",
    }
    words = long_text("Words", required=False)
    items = long_text("Cost centres, one a line", rows=2, required=False)
    choice = forms.ChoiceField(
        label="Does it cost or save?",
        choices=list(DIRECTIONS.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    first_year = forms.CharField(label="First year", max_length=10)
    second_year = forms.CharField(label="Second year", max_length=10)

    def __init__(self, *args: Any, of: Field, **more: Any) -> None:
        super().__init__(*args, of=of, **more)
        for slug, label in of.parts.items():
            named = _text(label)
            set_house_messages(slug, named, {})
            self.fields[f"part-{slug}"] = named
        for name, label in cells():
            field = forms.DecimalField(
                label=label, required=False, max_digits=9, decimal_places=3, min_value=-99999, max_value=99999
            )
            field.widget.attrs["id"] = name
            set_house_messages(name, field, {})
            self.fields[name] = field
        self.in_grid = frozenset(name for name, _ in cells())

    @property
    def grid(self) -> Grid:
        """The boxes as the form on paper has them: a row each, each year ongoing and one-off."""
        columns = [
            f"{year} year, {label.casefold()}" for year in ("First", "Second") for label in KINDS.values()
        ]
        rows = [
            GridRow(label, tuple(boxes_of(self, [one for one in cells() if one[0].startswith(f"{row}-")])))
            for row, label in ENTERED.items()
        ]
        return grid_of("Savings and costs in thousands of pounds", "Row", columns, rows)

    def clean(self) -> dict:
        """The two years differ."""
        data = super().clean()
        if data.get("first_year") and data.get("first_year") == data.get("second_year"):
            self.add_error("second_year", "The two years are the same. Correct one of them")
        return data

    @property
    def answer(self) -> Answer:
        """The lines entered, in pence."""
        data = self.cleaned_data
        years = (data["first_year"], data["second_year"])
        lines = []
        for name, _ in cells():
            row, place, kind = name.split("-")
            if data.get(name) is not None:
                lines.append(Line(row, years[int(place)], kind, to_pence(data[name] * THOUSAND)))
        rows = [(slug, data[f"part-{slug}"]) for slug in self.of.parts if data[f"part-{slug}"]]
        return Answer(data["words"], data["choice"], years, tuple(lines), self._items(), tuple(rows))


FORMS: Mapping[str, type[FieldForm]] = {
    TEXT: FieldForm,
    CHOICE: ChoiceForm,
    CONSULTED: LogForm,
    DECISION: DecisionFieldForm,
    IMPACT: ImpactForm,
    ASSESSMENT: AssessmentForm,
    ALTERNATIVES: AlternativesForm,
    PAPERS: PapersForm,
    GRID: GridForm,
}


def cells() -> Sequence[tuple[str, str]]:
    """The boxes of the grid: name and label, row by row."""
    return [
        (f"{row}-{place}-{kind}", f"{label}, {year} year, {KINDS[kind].casefold()}, £000")
        for row, label in ENTERED.items()
        for place, year in enumerate(("first", "second"))
        for kind in KINDS
    ]


def initial_of(kind: str, answer: Answer) -> dict[str, Any]:
    """What a form of this kind shows of what stands."""
    initial: dict[str, Any] = {
        "words": answer.words,
        "choice": answer.choice,
        "items": "\n".join(answer.items),
    }
    if kind == CONSULTED:
        for number, (who, when, how) in enumerate(answer.rows, 1):
            initial |= {f"who-{number}": who, f"when-{number}": _shown_day(when), f"how-{number}": how}
    if kind == ASSESSMENT:
        for slug, impact, done in answer.rows:
            initial |= {f"impact-{slug}": impact, f"done-{slug}": done}
    if kind == PAPERS:
        return {"items": initial["items"], "none": answer.choice == NO}
    if kind == GRID:
        initial |= {f"part-{slug}": words for slug, words in answer.rows}
        places = {year: place for place, year in enumerate(answer.years)}
        for line in answer.lines:
            initial[f"{line.row}-{places[line.year]}-{line.kind}"] = _thousands(line.pence)
        initial |= dict(zip(("first_year", "second_year"), answer.years, strict=False))
    return initial


def _thousands(pence: int) -> str:
    return f"{pence / 100 / THOUSAND:.3f}".rstrip("0").rstrip(".")


def _shown_day(iso: str) -> str:
    year, month, day = iso.split("-") if iso else ("", "", "")
    return f"{int(day)} {int(month)} {year}" if iso else ""


def _logged() -> Sequence[tuple[str, str]]:
    """The boxes of the log: name and label, row by row."""
    labels = {"who": "Who", "when": "When", "how": "How"}
    return [
        (f"{name}-{number}", f"{label}, row {number}")
        for number in range(1, MOST_LOGGED + 1)
        for name, label in labels.items()
    ]


def _text(label: str, longest: int = 200) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False)


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=DAY_FORMS,
        error_messages={"invalid": "Enter a day like 12 6 2026"},
    )
