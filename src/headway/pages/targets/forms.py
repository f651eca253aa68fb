"""The grids of targets and of outcomes: a row a group of pupils, a column a measure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from headway.features.targets.evidence import Evidence
from headway.features.targets.models import GroupTarget
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.grid import Grid, GridRow, boxes_of, grid_of
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.numbers import ShortDecimalField
from headway.rules.measures import Measure, value_words
from headway.rules.target_policy import PhaseMeasures, TargetPolicy
from headway.rules.targets import Line, may_stand

COHORT, REASON = "pupils", "reason"
_MOST_PUPILS = 5000


def number_field(measure: Measure, label: str) -> ShortDecimalField:
    """A box for a value of the measure; empty is not known."""
    return ShortDecimalField(
        label=label,
        required=False,
        min_value=-1000,
        max_value=1_000_000,
        max_digits=10,
        decimal_places=measure.decimals,
    )


def plain(value: Decimal | None, measure: Measure) -> str:
    """A stored value as the box shows it."""
    return "" if value is None else f"{value:.{measure.decimals}f}"


class _Grid(KitForm):
    """Boxes by group and measure."""

    missing: ClassVar[MissingSentences] = {}

    def _add(self, name: str, field: forms.Field) -> None:
        field.widget.attrs["id"] = name
        set_house_messages(name, field, {})
        self.fields[name] = field
        self.in_grid = self.in_grid | {name}

    def _check(self, boxes: Sequence[tuple[str, Measure]]) -> None:
        for name, measure in boxes:
            value = self.cleaned_data.get(name)
            if value is not None and not (verdict := may_stand(value, measure)):
                self.add_error(name, verdict.reason)


class TargetsForm(_Grid):
    """For each group how many pupils, a target for each measure, or the reason why there is none."""

    def __init__(
        self,
        *args: Any,
        policy: TargetPolicy,
        phase: PhaseMeasures,
        measures: Mapping[str, Measure],
        evidence: Evidence,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.policy, self.measures, self.evidence = policy, measures, evidence
        self.must = phase.must
        for group in policy.groups.values():
            pupils = forms.IntegerField(
                label=f"Pupils, {group.label}", min_value=0, max_value=_MOST_PUPILS, required=False
            )
            self._add(f"{group.slug}-{COHORT}", pupils)
            for key, measure in measures.items():
                label = f"{measure.short_label}, {group.label}"
                self._add(f"{group.slug}-{key}", number_field(measure, label))
            reason = forms.CharField(label=f"Why no target, {group.label}", max_length=300, required=False)
            self._add(f"{group.slug}-{REASON}", reason)

    def clean(self) -> dict[str, Any]:
        """Numbers that can be values of their measure."""
        data: dict[str, Any] = super().clean()
        self._check(
            [(f"{slug}-{key}", one) for slug in self.policy.groups for key, one in self.measures.items()]
        )
        return data

    @property
    def lines(self) -> dict[str, Line]:
        """What was typed, by group."""
        data = self.cleaned_data
        return {
            slug: Line(
                data[f"{slug}-{COHORT}"],
                data[f"{slug}-{REASON}"],
                {key: value for key in self.measures if (value := data[f"{slug}-{key}"]) is not None},
            )
            for slug in self.policy.groups
        }

    @property
    def grid(self) -> Grid:
        """The boxes; what was held of a group before stands under its name."""
        columns = (
            "Pupils",
            *(f"{one.short_label}{', ' + one.unit if one.unit else ''}" for one in self.measures.values()),
            "Why no target",
        )
        return grid_of("Targets", "Group", columns, [self._row(slug) for slug in self.policy.groups])

    def _row(self, slug: str) -> GridRow:
        names = [f"{slug}-{part}" for part in (COHORT, *self.measures, REASON)]
        group = self.policy.groups[slug]
        before = [
            f"{one.short_label} {value_words(held.value, one)} in {held.period}"
            for key, one in self.measures.items()
            if (held := self.evidence.before.get((slug, key))) and held.value is not None
        ]
        head = f"{group.label} ({'; '.join(before)})" if before else group.label
        return GridRow(head, tuple(boxes_of(self, [(name, str(self.fields[name].label)) for name in names])))


class OutcomesForm(_Grid):
    """What came of each target; empty where it is not known yet."""

    def __init__(
        self,
        *args: Any,
        policy: TargetPolicy,
        measures: Mapping[str, Measure],
        targets: Mapping[tuple[str, str], GroupTarget],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.policy, self.measures, self.targets = policy, measures, targets
        for (slug, key), target in targets.items():
            measure = measures[key]
            aim = value_words(target.value, measure)
            label = f"{measure.short_label}, {policy.groups[slug].label}: target {aim}"
            self._add(f"{slug}-{key}", number_field(measure, label))

    def clean(self) -> dict[str, Any]:
        """Numbers that can be values of their measure."""
        data: dict[str, Any] = super().clean()
        self._check([(f"{slug}-{key}", self.measures[key]) for slug, key in self.targets])
        return data

    @property
    def outcomes(self) -> dict[tuple[str, str], Decimal | None]:
        """What was typed, by group and measure."""
        return {(slug, key): self.cleaned_data[f"{slug}-{key}"] for slug, key in self.targets}

    @property
    def grid(self) -> Grid:
        """One box a target."""
        rows = [
            GridRow(
                str(self.fields[f"{slug}-{key}"].label),
                tuple(boxes_of(self, [(f"{slug}-{key}", str(self.fields[f"{slug}-{key}"].label))])),
            )
            for slug, key in self.targets
        ]
        return grid_of("Outcomes", "Target", ("Outcome",), rows)


class DiscussForm(KitForm):
    """When the targets were discussed with the school, and what was said."""

    missing: ClassVar[MissingSentences] = {
        "on": "Enter the day of the discussion",
        "words": "Enter what was said of the targets",
    }
    on = MemorableDateField(label="Discussed on", help_text="For example, 27 11 2026")
    words = long_text("What was said", "The school can read it. No names of pupils or staff.", rows=5)
