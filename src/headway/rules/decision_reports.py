"""A decision report: what was written for each field of its template, what is blank, and what may happen to it next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from headway.rules.report_policy import (
    ALTERNATIVES,
    ASSESSMENT,
    DECISION,
    GRID,
    IMPACT,
    KINDS,
    PAPERS,
    Field,
    ReportTemplate,
)
from headway.rules.savings import Line, grid_of, take_lines
from headway.rules.verdict import ALLOWED, Verdict, refuse

FOR_CONSULTATION, FOR_APPROVAL, TO_NOTE = "consultation", "approval", "note"
# What may be asked for, and what it sets going (M14-05).
DECISIONS = {
    FOR_CONSULTATION: "For consultation",
    FOR_APPROVAL: "For approval",
    TO_NOTE: "To note",
}
SETS_GOING = {
    FOR_CONSULTATION: "Agreeing to it starts a consultation; nothing is put in place before that.",
    FOR_APPROVAL: "Agreeing to it puts it in place after call-in.",
    TO_NOTE: "Nothing is set going.",
}
# How far an equality assessment is (M14-15).
STAGES = {
    "none": "Not begun",
    "screening": "Screening done",
    "full": "Full assessment done",
    "reviewed": "Reviewed after consultation",
}
DONE_STAGES = ("full", "reviewed")
NO_PAPERS = "There are no background papers relating to this report."
YES, NO = "yes", "no"
# Whether a proposal costs or saves (M14-09).
DIRECTIONS = {"saving": "A saving", "cost": "A cost"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in a field: words; a `choice` where the field has one; for the grid its years, lines and cost centres
    (`items`); `items` are also alternatives or papers."""

    words: str = ""
    choice: str = ""
    years: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it stands: its heads by slug, its answers by field, and the sections signed off by slug."""

    heads: Mapping[str, str]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    signed: Collection[str] = ()

    def answer(self, slug: str) -> Answer:
        """What stands in the field; an empty answer where nothing does."""
        return self.answers.get(slug, Answer())


@dataclass(frozen=True, slots=True)
class Blank:
    """A field or head that is blank or wrong: its number, its title, what to do."""

    number: str
    title: str
    words: str

    @property
    def sentence(self) -> str:
        """Number, title and what to do, in one sentence."""
        return f"{self.number} {self.title}: {self.words}." if self.number else f"{self.title}: {self.words}."


def blanks_of(report: Report, template: ReportTemplate) -> list[Blank]:
    """Everything that keeps the report from being laid before anybody (M14-04, 06, 09, 13, 14)."""
    found = [
        Blank("", label, "Enter it")
        for slug, label in template.heads.items()
        if not report.heads.get(slug, "").strip()
    ]
    for section in template.sections:
        for one in section.fields:
            words = fault_of(one, report.answer(one.slug))
            if words:
                found.append(Blank(one.number, one.title or section.title, words))
    for one in template.footer:
        words = fault_of(one, report.answer(one.slug))
        if words:
            found.append(Blank("", one.title, words))
    return found


def unsigned_of(report: Report, template: ReportTemplate) -> list[Blank]:
    """The sections that wait for an officer's sign-off."""
    return [
        Blank(str(one.number), one.title, f"Waits for the sign-off of: {one.signed_by}")
        for one in template.sections
        if one.signed_by and one.slug not in report.signed
    ]


def fault_of(of: Field, answer: Answer) -> str:
    """What is blank or wrong in a field, in words; empty: nothing."""
    if not of.required and answer == Answer():
        return ""
    if of.kind == GRID:
        return _missing_of_grid(answer)
    return "" if _is_filled(of.kind, answer) else KINDS[of.kind]


def _missing_of_grid(answer: Answer) -> str:
    """A grid needs a figure, whether it costs or saves, and a cost centre (M14-09)."""
    wanted = {
        KINDS[GRID]: bool(answer.lines),
        "Say whether it costs or saves": answer.choice in DIRECTIONS,
        "Name at least one cost centre": bool(answer.items),
    }
    return ". ".join(words for words, there in wanted.items() if not there)


def _is_filled(kind: str, answer: Answer) -> bool:
    words = bool(answer.words.strip())
    filled = {
        ALTERNATIVES: words or bool(answer.items),
        PAPERS: bool(answer.items) or answer.choice == NO,
        IMPACT: words and answer.choice in (YES, NO),
        ASSESSMENT: answer.choice in STAGES,
        DECISION: words and answer.choice in DECISIONS,
    }
    return filled.get(kind, words)


def unknown_fields(answers: Mapping[str, Answer], template: ReportTemplate) -> list[str]:
    """Answers to fields the template does not have."""
    known = {one.slug for one in template.fields}
    return [slug for slug in answers if slug not in known]


def may_lay(report: Report, template: ReportTemplate) -> Verdict:
    """Whether the report can be laid before those who decide: nothing blank, every sign-off there."""
    missing = [*blanks_of(report, template), *unsigned_of(report, template)]
    return refuse(" ".join(one.sentence for one in missing)) if missing else ALLOWED


def may_decide_finally(stage: str, decision: str) -> Verdict:
    """Whether the decision asked for can be taken: a final one needs the equality assessment (Equality Act 2010, s.149)."""
    if decision == FOR_APPROVAL and stage not in DONE_STAGES:
        return refuse("A final decision needs the equality assessment, and it is not done. Finish it first.")
    return ALLOWED


def savings_rows(answer: Answer, rows: Mapping[str, str]) -> list[list[str]]:
    """The grid as rows of text in thousands of pounds, heads first; an empty cell is empty, never nought."""
    grid = grid_of(answer.years, take_lines(answer.lines).lines)
    heads = [""] + [
        f"{f'Savings {column.year}' if column.year else 'Total savings'}, {column.kind.replace('_', '-')} (£000)"
        for column in grid.columns
    ]
    return [heads] + [
        [label, *(_thousands(column.cells[row]) for column in grid.columns)] for row, label in rows.items()
    ]


def _thousands(pence: int | None) -> str:
    if pence is None:
        return ""
    return f"{pence / 100_000:,.3f}".rstrip("0").rstrip(".")


def paper_lines(answer: Answer) -> tuple[str, ...]:
    """The background papers, or the sentence that there are none (M14-16)."""
    return answer.items or (NO_PAPERS,)
