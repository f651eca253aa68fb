"""What the page of one annual review shows, and the same as a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement, JudgementState
from headway.features.performance_reviews.actions import may_answer, may_take_part
from headway.features.performance_reviews.models import PerformanceReview
from headway.features.performance_reviews.queries import Standing, may_do
from headway.features.schools.models import School
from headway.gateways.documents import Pack, PackSection
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import day_words, moment_words
from headway.pages.performance_reviews.listing import CRUMBS
from headway.pages.schools.links import open_address
from headway.pages.schools.profile import printed
from headway.pages.schools.words import year_words
from headway.rules.performance_reviews import (
    EXCEPTED,
    NONE,
    PARTS,
    SHARED,
    STATE_WORDS,
    STATES,
    AnnualReviewPolicy,
    may_begin,
    may_share,
)
from headway.rules.verdict import ALLOWED, Verdict

FORMS = {"pdf": "As PDF", "word": "In Word"}


@dataclass(frozen=True, slots=True)
class Said:
    """A part of the reviewer's words, or a reply: its heading and what it says (empty: nothing yet)."""

    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One school and year: the review or where it stands, and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    facts: tuple[SummaryRow, ...]
    sides: Table | None
    table: Table | None
    said: tuple[Said, ...]
    replies: tuple[Said, ...]
    links: tuple[Link, ...]
    begin_href: str
    may_begin: Verdict
    end_href: str
    share_href: str
    may_share: Verdict
    reply_href: str
    files: tuple[Link, ...]


def review_page(
    viewer: Viewer, school: School, year: int, standing: Standing, review: PerformanceReview | None,
    policy: AnnualReviewPolicy, in_force: Judgement | None,
) -> ReviewPage:  # fmt: skip
    """The page for this viewer. People outside the authority see no proposal and no judgement that waits."""
    state, changes = standing.state, bool(may_do(viewer, "change", school))
    here = [school.urn, year]
    this_year = year_of_day(viewer.on) == year
    begins = changes and this_year and state in (NONE, EXCEPTED)
    return ReviewPage(
        heading=f"Annual review of {school.name}",
        caption=f"Academic year {year_words(year)}",
        breadcrumbs=(*CRUMBS, Link(school.name, open_address(viewer, f"/schools/{school.urn}/"))),
        state=STATE_WORDS[state],
        colour=STATES[state],
        facts=_facts(standing, review, policy),
        sides=_sides(review, in_force) if review and viewer.is_staff else None,
        table=facts_table(review) if review else None,
        said=said_of(review) if review else (),
        replies=_replies(review) if review else (),
        links=_links(viewer, here, review, state, changes=changes),
        begin_href=reverse("annual_review_begin", args=here) if begins else "",
        may_begin=may_begin(review is not None, state == EXCEPTED, is_open=True) if begins else ALLOWED,
        end_href=reverse("annual_review_except_end", args=here) if changes and state == EXCEPTED else "",
        share_href=reverse("annual_review_share", args=here)
        if review and changes and state != SHARED
        else "",
        may_share=may_share(review.state, review.strengths, review.concerns, review.attendance)
        if review
        else ALLOWED,
        reply_href=reverse("annual_review_reply", args=here)
        if review and not viewer.is_staff and may_answer(viewer, review)
        else "",
        files=tuple(
            Link(words, reverse("annual_review_file", args=[*here, form])) for form, words in FORMS.items()
        )
        if review
        else (),
    )


def year_of_day(on: date) -> int:
    """The year in which the academic year of the day began."""
    return on.year if on.month >= 9 else on.year - 1


def said_of(review: PerformanceReview) -> tuple[Said, ...]:
    """The reviewer's words."""
    return (
        Said("Strengths", review.strengths),
        Said("Concerns", review.concerns),
        Said("Questions for the school", review.questions),
        Said(
            f"Attendance officer: {PARTS.get(review.attendance, 'not answered yet').lower()}",
            review.attendance_words,
        ),
    )


def facts_table(review: PerformanceReview) -> Table:
    """What was held on the day the review was begun, with source and date; what was missing says why."""
    rows = [
        (
            fact["label"],
            Cell(fact["words"], missing=fact["why"] or "not known"),
            Cell(fact["period"] or None, missing="no period"),
            Cell(fact["source"] or None, missing="no source", note=_day(fact)),
        )
        for fact in review.facts
    ]
    caption = f"What was held on {day_words(review.begun_on)}"
    return plain_table(caption, ("Measure or fact", "Value", "Period", "Source"), rows)


def review_pack(review: PerformanceReview, in_force: Judgement | None, *, staff: bool) -> Pack:
    """The review as a document."""
    sections = [
        PackSection(one.heading, tuple((one.words or "Nothing written.").splitlines()))
        for one in said_of(review)
    ]
    replies = [PackSection(one.heading, tuple(one.words.splitlines())) for one in _replies(review)]
    sides = (printed(_sides(review, in_force)),) if staff else ()
    tables = (printed(facts_table(review)), *sides)
    return Pack(
        f"Annual review of {review.school.name}, {year_words(review.year)}",
        f"{STATE_WORDS[str(review.state)]}. Figures as they stood on {day_words(review.begun_on)}.",
        (*sections, PackSection("Figures and facts", (), (), tables), *replies),
        str(review.school.authority),
    )


def _day(fact: dict[str, Any]) -> str:
    return day_words(date.fromisoformat(fact["on"])) if fact["on"] else ""


def _facts(
    standing: Standing, review: PerformanceReview | None, policy: AnnualReviewPolicy
) -> tuple[SummaryRow, ...]:
    if review is None:
        exception = standing.exception
        if exception is None:
            return (SummaryRow("Review", "not begun"),)
        reason = policy.reasons.get(exception.reason, exception.reason)
        return (
            SummaryRow("Reason", reason),
            SummaryRow("Why", exception.words),
            SummaryRow("Entered by", f"{exception.by}, {day_words(exception.on)}"),
        )
    rows = [SummaryRow("Begun", f"{day_words(review.begun_on)}, by {review.begun_by}")]
    if review.written_by:
        rows.append(SummaryRow("Written by", str(review.written_by)))
    if review.shared_on:
        rows.append(SummaryRow("Shared with head and chair", day_words(review.shared_on)))
    return tuple(rows)


def _sides(review: PerformanceReview, in_force: Judgement | None) -> Table:
    """The rules' proposal of the day beside officers' judgements; one never becomes the other."""
    proposal, judgement = review.proposal, review.judgement
    proposed = Cell(None, missing="not proposed")
    if proposal and proposal.category:
        proposed = Cell(f"{proposal.category} {proposal.label}", note=" ".join(proposal.reasons))
    elif proposal:
        proposed = Cell(None, missing="not enough is known", note=" ".join(proposal.reasons))
    rows = [(f"Proposed by the rules on {day_words(review.begun_on)}", proposed)]
    if judgement:
        word = JudgementState(judgement.state).label
        rows.append(
            (
                "Judged from this review",
                Cell(
                    f"{judgement.category} {judgement.label}",
                    note=f"{word}, from {day_words(judgement.valid_from)}",
                ),
            )
        )
    held = (
        Cell(f"{in_force.category} {in_force.label}", note=f"from {day_words(in_force.valid_from)}")
        if in_force
        else Cell(None, missing="not judged")
    )
    return plain_table("Category", ("What", "Category"), [*rows, ("In force today", held)])


def _replies(review: PerformanceReview) -> tuple[Said, ...]:
    return tuple(
        Said(f"Reply of {moment_words(localtime(one.at))}, by {one.by}", one.words)
        for one in review.replies.all()
    )


def _links(
    viewer: Viewer, here: Sequence[int], review: PerformanceReview | None, state: str, *, changes: bool
) -> tuple[Link, ...]:
    found = []
    if changes and review is None and state == NONE:
        found.append(("Put it on the exceptions list", "annual_review_except"))
    if changes and review and state != SHARED:
        found.append(("Write strengths, concerns and questions", "annual_review_write"))
    if review and state != SHARED and viewer.is_staff and may_take_part(viewer, review):
        found.append(
            ("Record what the attendance officer contributes, or their apology", "annual_review_attendance")
        )
    if changes and review and review.judgement is None:
        found.append(("Judge the category from this review", "annual_review_judge"))
    return tuple(Link(words, reverse(name, args=here)) for words, name in found)
