"""What the page of publishing shows: which letters go to whom, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headway.features.deployment.models import Draft
from headway.features.letters.drafts import Draft as LetterDraft
from headway.flows.entitlement_facts import PROPOSED_WORDS
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import count_words
from headway.pages.yearplan.addresses import HOME, letter_href, plan_href, step_href
from headway.pages.yearplan.forms import PublishForm
from headway.rules.verdict import Verdict

BY_POST = "by post"


@dataclass(frozen=True, slots=True)
class PublishPage:
    """What publishing would do, before it is done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: PublishForm
    verdict: Verdict
    action_href: str
    consequences: tuple[str, ...]
    changed: tuple[str, ...]
    letters: Table


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter as it reads. `lines`: days and the rule that gives them."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    lines: Table


def publish_page(
    draft: Draft,
    letters: Sequence[LetterDraft],
    form: PublishForm,
    verdict: Verdict,
    changed: tuple[str, ...],
) -> PublishPage:
    """Which letters would go to whom. `changed`: facts that differ since the draft was planned."""
    unjudged = sum(_names_proposal(letter) for letter in letters)
    mailed = sum(any(one.address for one in letter.recipients) for letter in letters)
    return PublishPage(
        heading="Letters and publishing",
        caption=draft.name,
        breadcrumbs=_crumbs(draft),
        form=form,
        verdict=verdict,
        action_href=step_href(draft, "publish"),
        consequences=(
            "Every school's adviser and every partnership's lead is appointed from 1 September, or from today if later.",
            "Last year's advisers end on that day where somebody else follows.",
            f"{count_words(len(letters), 'letter')}, one for each school, released at once: {mailed} announced by e-mail, "
            f"{len(letters) - mailed} to print and post.",
            *_unjudged_words(unjudged),
        ),
        changed=changed,
        letters=_letters_table(draft, letters),
    )


def _names_proposal(letter: LetterDraft) -> bool:
    return any(PROPOSED_WORDS in line["rule"] for line in letter.context["lines"])


def _unjudged_words(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    said = count_words(count, "letter tells its school a category", "letters tell their schools a category")
    return (f"{said} that the rules propose and nobody has judged. Judge these schools first where you can.",)


def letter_page(draft: Draft, letter: LetterDraft) -> LetterPage:
    """One letter before it is released."""
    return LetterPage(
        heading=f"Letter to {letter.context['school']}",
        caption=f"{draft.name}, preview",
        breadcrumbs=(*_crumbs(draft), Link("Letters and publishing", step_href(draft, "publish"))),
        facts=letter_facts(
            letter.context, ", ".join(f"{r.words} ({r.address or BY_POST})" for r in letter.recipients)
        ),
        lines=lines_table(letter.context),
    )


def letter_facts(context: Mapping[str, object], recipients: str) -> tuple[SummaryRow, ...]:
    """What a letter of the year plan says, line by line."""
    return (
        SummaryRow("To", recipients),
        SummaryRow("Date", str(context["letter_on"])),
        SummaryRow("Academic year", str(context["academic_year"])),
        SummaryRow("Adviser", str(context["adviser"])),
        SummaryRow("Quadrant", str(context["quadrant"]) or None),
        SummaryRow("Quadrant lead", str(context["quadrant_lead"]) or None),
        SummaryRow("Partnership", str(context["partnership"]) or "none"),
        SummaryRow("Days in all", str(context["total_days"])),
    )


def lines_table(context: Mapping[str, object]) -> Table:
    """The letter's days and the rule that gives them."""
    rows = [(line["days"], line["rule"]) for line in context["lines"]]  # type: ignore[attr-defined,index]
    empty = "No days are entitled to this school this year."
    return plain_table("Days and why", ("Days", "Rule"), rows, empty_words=empty)


def _letters_table(draft: Draft, letters: Sequence[LetterDraft]) -> Table:
    rows = [
        (
            Cell(
                letter.context["school"], href=letter_href(draft, letter.school.urn) if letter.school else ""
            ),
            letter.context["adviser"],
            Cell(letter.context["partnership"] or None, missing="none"),
            letter.context["total_days"],
            *(Cell(one.address or None, missing=BY_POST) for one in letter.recipients),
        )
        for letter in letters
    ]
    return plain_table(
        "Letters and whom they go to",
        ("School", "Adviser", "Partnership", "Days", "Headteacher", "Chair of governors"),
        rows,
        count_words=count_words(len(rows), "letter"),
        empty_words="A letter for each school will stand here once the draft is planned.",
    )


def _crumbs(draft: Draft) -> tuple[Link, ...]:
    return (Link("Year plan", HOME), Link(draft.name, plan_href(draft)))
