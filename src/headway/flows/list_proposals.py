"""Savings proposals: the reports whose grid has figures, with reference, theme, service and what they save (M14-08)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from headway.features.decisions.models import FieldAnswer, Report
from headway.features.decisions.queries import answer_of, from_frozen, template_of
from headway.rules.decision_reports import Answer
from headway.rules.report_policy import CHOICE, GRID, ReportTemplate
from headway.rules.savings import FINAL, KINDS, ONE_OFF, ONGOING, grid_of, take_lines


@dataclass(frozen=True, slots=True)
class Proposal:
    """A savings proposal; pence in all its years, None where nothing of the kind was entered."""

    report: Report
    theme: str
    service: str
    area: str
    ongoing_pence: int | None
    one_off_pence: int | None


def proposals_of(reports: Iterable[Report]) -> list[Proposal]:
    """Those of these reports that have a grid with figures, in their order; one query for all, policies kept aside."""
    held = list(reports)
    answers: dict[int, dict[str, Answer]] = defaultdict(dict)
    for one in FieldAnswer.objects.filter(report__in=[report.pk for report in held]):
        answers[one.report_id][one.slug] = answer_of(one.told)
    found = []
    for report in held:
        known = from_frozen(report.frozen).answers if report.frozen else answers[report.pk]
        made = _proposal(report, template_of(report), dict(known))
        found += [made] if made else []
    return found


def _proposal(report: Report, template: ReportTemplate, known: dict[str, Answer]) -> Proposal | None:
    grids = [one for one in template.fields if one.kind == GRID and known.get(one.slug, Answer()).lines]
    if not grids:
        return None
    answer = known[grids[0].slug]
    themes = [known[one.slug].choice for one in template.fields if one.kind == CHOICE and one.slug in known]
    grid = grid_of(answer.years, take_lines(answer.lines).lines)
    totals = {kind: grid.cell(FINAL, "", kind) for kind in KINDS}
    return Proposal(
        report=report,
        theme=themes[0] if themes else "",
        service=_named(answer, "service"),
        area=_named(answer, "area"),
        ongoing_pence=totals[ONGOING],
        one_off_pence=totals[ONE_OFF],
    )


def _named(answer: Answer, slug: str) -> str:
    row = answer.row_of(slug)
    return row[1] if row else ""
