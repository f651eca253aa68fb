"""Reads of appraisals, the viewer first, and as the rules know them."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.decisions.models import Appraisal, Option
from headway.features.decisions.queries import in_sight
from headway.rules import appraisals as rule


def appraisals_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Appraisal]:
    """The appraisals the viewer may do the act to: all, or those out for consultation; newest first."""
    rows = Appraisal.objects.select_related("made_by").order_by("-made_at", "-pk")
    return in_sight(rows, viewer, act, [rule.CONSULTING])


def options_of(appraisal: Appraisal) -> list[Option]:
    """The options in their order, the status quo first, with structures and gates; two queries."""
    rows = appraisal.options.select_related("structure", "after", "deployment", "appraisal").prefetch_related(
        "gates"
    )
    return list(rows.order_by("-status_quo", "position", "pk"))


def criteria_of(appraisal: Appraisal) -> tuple[rule.Criterion, ...]:
    """The criteria as the rules know them."""
    return tuple(
        rule.Criterion(one["slug"], one["label"], Decimal(one["weight"])) for one in appraisal.criteria
    )


def as_rules(options: Sequence[Option]) -> list[rule.Option]:
    """The options as the rules know them."""
    return [
        rule.Option(
            key=one.public_id,
            title=one.title,
            status_quo=one.status_quo,
            preferred=one.preferred,
            costs=tuple(one.costs),
            one_off_pence=one.one_off_pence,
            scores={
                slug: rule.Score(Decimal(told["points"]), told["evidence"])
                for slug, told in one.scores.items()
            },
            risks=tuple(one.risks),
            gates=tuple(rule.Gate(gate.words, gate.opened_by) for gate in one.gates.all()),
            after=one.after.public_id if one.after else "",
        )
        for one in options
    ]
