"""A decision report from a pack's form and a pack's report, to be written as Word or PDF. No database is asked."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from headway.gateways.documents import Pack, PackSection, PackTable
from headway.kit.words import day_words
from headway.rules.decision_reports import (
    DECISIONS,
    DIRECTIONS,
    SETS_GOING,
    STAGES,
    Answer,
    Report,
    blanks_of,
    fault_of,
    paper_lines,
    row_table,
    run_rate_words,
    savings_rows,
    unknown_fields,
)
from headway.rules.report_packs import read_report
from headway.rules.report_policy import (
    ALTERNATIVES,
    ASSESSMENT,
    CHOICE,
    DECISION,
    GRID,
    IMPACT,
    Field,
    ReportSection,
    ReportTemplate,
    read_report_template,
)
from headway.rules.savings import ROWS, take_lines
from headway.rules.verdict import Refused

BLANK = "[Blank: {}]"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def packed_report(pack: str) -> tuple[Report, ReportTemplate]:
    """The report of a pack with the form it is written in. Refused with the packs that have one."""
    folder = Path(settings.POLICIES)
    known = sorted(place.parts[-3] for place in folder.glob("*/documents/report.toml"))
    if pack not in known:
        raise Refused(f"There is no pack “{pack}” with a report. Use one of: {', '.join(known)}.")
    report, template = (
        read_report(_tables(folder / pack / "documents" / "report.toml")),
        packed_template(pack),
    )
    if unknown := unknown_fields(report.answers, template):
        raise Refused(
            f"The form has no field “{unknown[0]}”. Take it out of the report, or add it to the form."
        )
    return report, template


def packed_template(pack: str) -> ReportTemplate:
    """The form of reports of a pack."""
    return read_report_template(_tables(Path(settings.POLICIES) / pack / "decision_report.toml"))


def write_report(
    report: Report,
    template: ReportTemplate,
    *,
    draft: bool,
    reference: str = "",
    letterhead: str = "",
    more: tuple[PackSection, ...] = (),
) -> Pack:
    """The pages of the report; `more` stands at its end. Refused with every blank named, unless it is a draft:
    then they are marked in it."""
    blanks = blanks_of(report, template)
    if blanks and not draft:
        raise Refused("This report is not complete. " + " ".join(one.sentence for one in blanks))
    heads = [
        f"{label}: {report.heads.get(slug) or BLANK.format('Enter it')}"
        for slug, label in template.heads.items()
    ]
    heads = [f"Reference: {reference}", *heads] if reference else heads
    sections = [_section(one, report) for one in template.sections]
    footer = [_papers(one, report.answer(one.slug)) for one in template.footer]
    words = "Draft. What is blank is marked." if blanks else ""
    return Pack(template.title, words, (PackSection("", tuple(heads)), *sections, *footer, *more), letterhead)


def _section(section: ReportSection, report: Report) -> PackSection:
    sentences: list[str] = []
    tables: list[PackTable] = []
    for one in section.fields:
        answer = report.answer(one.slug)
        fault = fault_of(one, answer)
        number = f"{one.number} {one.title}".strip()
        if one.kind == GRID and answer.lines:
            tables.append(_grid(number, answer))
        row_heads, rows = row_table(one, answer)
        if rows:
            tables.append(PackTable(number, row_heads, tuple(tuple(map(cell_words, row)) for row in rows)))
        sentences += [
            f"{number}: {words}" if one.title else f"{number} {words}" for words in field_words(one, answer)
        ]
        if fault:
            sentences.append(f"{number} {BLANK.format(fault)}")
    return PackSection(f"{section.number}. {section.title}", tuple(sentences), (), tuple(tables))


def _papers(of: Field, answer: Answer) -> PackSection:
    fault = fault_of(of, answer)
    return PackSection(of.title, (BLANK.format(fault),) if fault else paper_lines(answer))


def field_words(of: Field, answer: Answer) -> list[str]:
    """What stands in a field, sentence by sentence, without its grid."""
    found = [answer.words] if answer.words else []
    if of.kind == DECISION and answer.choice in DECISIONS:
        found += [f"{DECISIONS[answer.choice]}. {SETS_GOING[answer.choice]}"]
    if of.kind == CHOICE and answer.choice:
        found = [answer.choice, *found]
    if of.kind == IMPACT and answer.choice:
        found = [f"{answer.choice.capitalize()}. {answer.words}"]
    if of.kind == ASSESSMENT and answer.choice in STAGES:
        found = [f"{STAGES[answer.choice]}. {answer.words}".strip()]
    if of.kind == ALTERNATIVES:
        found += list(answer.items)
    if of.kind == GRID:
        found += [
            f"{label}: {answer.row_of(slug)[1]}" for slug, label in of.parts.items() if answer.row_of(slug)
        ]
        found += run_rate_words(answer)
        found += [f"Cost centres: {', '.join(answer.items)}"] if answer.items else []
        found += [DIRECTIONS[answer.choice]] if answer.choice in DIRECTIONS else []
        found += list(take_lines(answer.lines).notices)
    return found


def _grid(caption: str, answer: Answer) -> PackTable:
    heads, *rows = savings_rows(answer, ROWS)
    return PackTable(caption, tuple(heads), tuple(tuple(row) for row in rows))


def cell_words(cell: str) -> str:
    """A cell of a row as it is read: a day in words, nothing said where nothing is."""
    if ISO_DAY.fullmatch(cell):
        return day_words(date.fromisoformat(cell))
    return cell or "not yet"


def _tables(place: Path) -> dict[str, Any]:
    return tomllib.loads(place.read_text(encoding="utf-8"), parse_float=Decimal)
