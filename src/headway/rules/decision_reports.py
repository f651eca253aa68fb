"""A decision report: what was written for each field of its template, what is blank, and what may happen to it next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from headway.rules.money import money_words
from headway.rules.report_policy import (
    ALTERNATIVES,
    ASSESSMENT,
    CHOICE,
    CONSULTED,
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
NEGATIVE = "negative"
IMPACTS = {"positive": "Positive", NEGATIVE: "Negative", "both": "Positive and negative", "none": "None"}
NO_PAPERS = "There are no background papers relating to this report."
YES, NO = "yes", "no"
# Whether a proposal costs or saves (M14-09).
DIRECTIONS = {"saving": "A saving", "cost": "A cost"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in a field: words; a `choice` where the field has one; for the grid its years, lines and cost centres
    (`items`); `items` are also alternatives or papers.

    `rows`: of the grid, slug and words of what it names; of an assessment, the slug of a group, the impact on it and what is
    done about it; of what was consulted, who, the day as ISO text (empty: not yet) and how (M14-07).
    """

    words: str = ""
    choice: str = ""
    years: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def row_of(self, slug: str) -> tuple[str, ...]:
        """The row that begins with the slug; empty where there is none."""
        return next((one for one in self.rows if one[0] == slug), ())


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
        return _missing_of_grid(of, answer)
    if not _is_filled(of, answer):
        return KINDS[of.kind]
    return _missing_of_groups(of, answer) if of.kind == ASSESSMENT else ""


def _missing_of_grid(of: Field, answer: Answer) -> str:
    """A grid needs a figure, whether it costs or saves, a cost centre, and what its form names besides (M14-08, M14-09)."""
    wanted = {
        KINDS[GRID]: bool(answer.lines),
        "Say whether it costs or saves": answer.choice in DIRECTIONS,
        "Name at least one cost centre": bool(answer.items),
    }
    wanted |= {f"Enter: {label}": bool(answer.row_of(slug)) for slug, label in of.parts.items()}
    return ". ".join(words for words, there in wanted.items() if not there)


def _missing_of_groups(of: Field, answer: Answer) -> str:
    """An assessment that is done says the impact on each group, and what is done about a negative one (M14-15)."""
    if answer.choice not in DONE_STAGES:
        return ""
    silent = [label for slug, label in of.parts.items() if not answer.row_of(slug)]
    if silent:
        return f"Say the impact on: {', '.join(silent)}"
    bare = [
        of.parts[slug]
        for slug, impact, words in answer.rows
        if impact in (NEGATIVE, "both") and not words.strip() and slug in of.parts
    ]
    return f"Say what is done about the negative impact on: {', '.join(bare)}" if bare else ""


def _is_filled(of: Field, answer: Answer) -> bool:
    words = bool(answer.words.strip())
    filled = {
        CHOICE: answer.choice in of.choices,
        CONSULTED: words or bool(answer.rows),
        ALTERNATIVES: words or bool(answer.items),
        PAPERS: bool(answer.items) or answer.choice == NO,
        IMPACT: words and answer.choice in (YES, NO),
        ASSESSMENT: answer.choice in STAGES,
        DECISION: words and answer.choice in DECISIONS,
    }
    return filled.get(of.kind, words)


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


def run_rate_words(answer: Answer) -> list[str]:
    """What is saved in each year with all that goes on, in one sentence; empty without figures (M14-11)."""
    grid = grid_of(answer.years, take_lines(answer.lines).lines)
    if not answer.lines:
        return []
    told = [f"{money_words(pence)} in {year}" for year, pence in zip(grid.years, grid.run_rate, strict=True)]
    return [f"Saved with all that goes on: {', '.join(told)}."]


def _thousands(pence: int | None) -> str:
    if pence is None:
        return ""
    return f"{pence / 100_000:,.3f}".rstrip("0").rstrip(".")


def row_table(of: Field, answer: Answer) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows of what stands in rows: who was consulted, or the impact by group; no rows where there are none."""
    if of.kind == CONSULTED:
        return ("Who", "When", "How"), list(answer.rows)
    if of.kind == ASSESSMENT:
        rows: list[tuple[str, ...]] = [
            (of.parts[slug], IMPACTS.get(impact, ""), words)
            for slug, impact, words in answer.rows
            if slug in of.parts
        ]
        return ("Group", "Impact", "What is done about it"), rows
    return (), []


def paper_lines(answer: Answer) -> tuple[str, ...]:
    """The background papers, or the sentence that there are none (M14-16)."""
    return answer.items or (NO_PAPERS,)
