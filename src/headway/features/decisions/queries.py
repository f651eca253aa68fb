"""Reads of decision reports, the viewer first."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.decisions.models import Report
from headway.features.policies.queries import read_policy
from headway.rules.decision_reports import Answer
from headway.rules.decision_reports import Report as RuleReport
from headway.rules.permissions import reach
from headway.rules.report_life import SEEN_BY_MEMBERS
from headway.rules.report_policy import ReportTemplate
from headway.rules.savings import Line

KIND = "appraisals"
ALL, PART = frozenset(), frozenset({"part"})


def reports_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Report]:
    """The reports the viewer may do the act to: all, or those laid for decision and what came of them; newest first."""
    rows = Report.objects.select_related(
        "form", "made_by", "before", "after", "document", "printed"
    ).order_by("-made_at", "-pk")
    return in_sight(rows, viewer, act, SEEN_BY_MEMBERS)


def in_sight[M: Model](
    rows: QuerySet[M], viewer: Viewer, act: str, published: Collection[str]
) -> QuerySet[M]:
    """The rows the viewer may do the act to: all, where it is open on all or on a part; else those in a published state."""
    ways = reach(viewer.access, roles=viewer.roles, act=act, kind=KIND)
    if ALL in ways or PART in ways:
        return rows
    return rows.filter(state__in=published) if ways else rows.none()


def template_of(report: Report) -> ReportTemplate:
    """The form the report is written in, as it was when the report was begun."""
    return read_policy(report.form)


def as_rules(report: Report) -> RuleReport:
    """The report as the rules know it: as it was laid, or as it is written now; two queries while it is a draft."""
    if report.frozen:
        return from_frozen(report.frozen)
    return RuleReport(
        heads=report.heads,
        answers={one.slug: answer_of(one.told) for one in report.answers.all()},
        signed=tuple(report.sign_offs.values_list("section", flat=True)),
    )


def answer_of(told: Mapping[str, Any]) -> Answer:
    """An answer as it is stored."""
    return Answer(
        words=told.get("words", ""),
        choice=told.get("choice", ""),
        years=tuple(told.get("years", ())),
        lines=tuple(Line(*one) for one in told.get("lines", ())),
        items=tuple(told.get("items", ())),
        rows=tuple(tuple(one) for one in told.get("rows", ())),
    )


def told_of(answer: Answer) -> dict[str, Any]:
    """An answer as it is kept; what is empty is left out."""
    told = {
        "words": answer.words,
        "choice": answer.choice,
        "years": list(answer.years),
        "lines": [[one.row, one.year, one.kind, one.pence] for one in answer.lines],
        "items": list(answer.items),
        "rows": [list(one) for one in answer.rows],
    }
    return {name: value for name, value in told.items() if value}


def to_frozen(report: RuleReport) -> dict[str, Any]:
    """The report as it was laid."""
    return {
        "heads": dict(report.heads),
        "answers": {slug: told_of(answer) for slug, answer in report.answers.items()},
        "signed": list(report.signed),
    }


def from_frozen(frozen: Mapping[str, Any]) -> RuleReport:
    """What was laid."""
    answers = {slug: answer_of(told) for slug, told in frozen["answers"].items()}
    return RuleReport(heads=frozen["heads"], answers=answers, signed=tuple(frozen["signed"]))
