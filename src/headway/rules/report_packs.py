"""A decision report given as a file: its heads and what stands in each field."""

from __future__ import annotations

from headway.rules.decision_reports import Answer, Report
from headway.rules.money import to_pence
from headway.rules.policyfile import Section
from headway.rules.savings import ENTERED, KINDS, Line

THOUSAND = 1000


def read_report(table: object) -> Report:
    """The report from its file's tables. Raises PolicyFault saying what and where."""
    section = Section(table)
    section.text("kind", among=("report",))
    section.text("source")
    heads = section.section("heads")
    report = Report(
        heads={slug: heads.text(slug) for slug in heads.names()},
        answers={slug: _answer(part) for slug, part in section.sections("answers")},
        signed=section.texts("signed", default=()),
    )
    for part in (heads, section):
        part.close()
    return report


def _answer(part: Section) -> Answer:
    answer = Answer(
        words=part.text("words") if part.has("words") else "",
        choice=part.text("choice") if part.has("choice") else "",
        years=part.texts("years", default=()),
        lines=tuple(_line(row) for row in part.rows("lines")) if part.has("lines") else (),
        items=part.texts("items", default=()),
        rows=tuple(_row(row) for row in part.rows("rows")) if part.has("rows") else (),
    )
    part.close()
    return answer


def _row(row: Section) -> tuple[str, ...]:
    found = tuple(row.text(name) for name in row.names())
    row.close()
    return found


def _line(row: Section) -> Line:
    found = Line(
        row=row.text("row", among=tuple(ENTERED)),
        year=row.text("year"),
        kind=row.text("kind", among=tuple(KINDS)),
        pence=to_pence(row.number("thousands", least=None) * THOUSAND),
    )
    row.close()
    return found
