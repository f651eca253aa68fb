"""What the pages of school reviews show."""

from dataclasses import dataclass

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.school_reviews.actions import (
    may_agree,
    may_begin,
    may_organise,
    may_speak_as_reviewer,
    may_speak_for_school,
    may_write_report,
)
from headway.features.school_reviews.models import SchoolReview
from headway.features.school_reviews.queries import is_named
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.rules.school_reviews import AGREED, BEGUN, KIND_WORDS, PLANNED, STATE_WORDS, STATES
from headway.rules.verdict import ALLOWED, Verdict

HOME = "/schools/joint-reviews/"
DOCUMENTS = "/schools/documents/"
CRUMBS = (Link("Schools", "/schools/"), Link("Joint reviews", HOME))
NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """Every review the viewer may see."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a review in somebody's words."""

    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review: its cycle, its reviewers, what was said, and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    facts: tuple[SummaryRow, ...]
    reviewers: Table
    said: tuple[Said, ...]
    report: str
    links: tuple[Link, ...]
    begin_href: str
    may_begin: Verdict
    agree_href: str
    may_agree: Verdict
    version: int


def review_row(one: SchoolReview) -> Row:
    """A line of the list; the review carries `many` and `agreed`."""
    return Row(
        (
            Cell(one.school.name, href=reverse("joint_review", args=[one.public_id]), note=one.focus),
            KIND_WORDS[one.kind],
            Cell(STATE_WORDS[one.state], colour=STATES[one.state]),
            day_cell(one.evaluated_on, missing=_waiting(one)),
            day_cell(one.starts_on),
            day_cell(one.report_by),
            Cell(f"{one.agreed} of {one.many}", missing="none named"),
        )
    )


def review_columns() -> tuple[Column, ...]:
    """The headings of the list."""
    return (
        Column("School", "school", sortable=True),
        Column("Review"),
        Column("How it stands"),
        Column("Self-evaluation"),
        Column("Reviewers come", "starts", sortable=True),
        Column("Report by"),
        Column("Reviewers agreed"),
    )


def review_page(viewer: Viewer, review: SchoolReview) -> ReviewPage:
    """The page of one review for this viewer."""
    organises = bool(may_organise(viewer, review.school)) and viewer.is_staff
    named, here = is_named(viewer, review), [review.public_id]
    head = bool(may_speak_for_school(viewer, review))
    agrees = review.state == BEGUN and (named or head)
    begins = organises and review.state == PLANNED
    return ReviewPage(
        heading=review.focus,
        caption=f"{KIND_WORDS[review.kind]} of {review.school.name}",
        breadcrumbs=CRUMBS,
        state=STATE_WORDS[review.state],
        colour=STATES[review.state],
        facts=_facts(review),
        reviewers=_reviewers(review),
        said=_said(review),
        report=review.report,
        links=_links(viewer, review, organises=organises, head=head),
        begin_href=reverse("joint_review_begin", args=here) if begins else "",
        may_begin=may_begin(viewer, review) if begins else ALLOWED,
        agree_href=reverse("joint_review_agree", args=here) if agrees else "",
        may_agree=may_agree(viewer, review) if agrees else ALLOWED,
        version=review.version,
    )


def list_table(query: ListQuery, rows: list[SchoolReview], total: int, filters: tuple) -> Table:
    """The table of the reviews of one page."""
    return query.table(
        caption="Joint reviews",
        columns=review_columns(),
        rows=[review_row(one) for one in rows],
        total=total,
        noun=("review", "reviews"),
        empty_words="No review is planned yet. Plan one from a school's page, and name at least two reviewers.",
        filters=filters,
        hide_caption=True,
    )


def _waiting(one: SchoolReview) -> str:
    if one.evaluate_by is None:
        return "not asked for"
    return f"due by {day_words(one.evaluate_by)}"


def _facts(review: SchoolReview) -> tuple[SummaryRow, ...]:
    evaluated = f"submitted on {day_words(review.evaluated_on)}" if review.evaluated_on else _waiting(review)
    school = f"agreed on {day_words(review.school_agreed_on)}" if review.school_agreed_on else NOT_YET
    return (
        SummaryRow("Self-evaluation", evaluated),
        SummaryRow("Reviewers come on", day_words(review.starts_on)),
        SummaryRow("Report agreed by", day_words(review.report_by)),
        SummaryRow("The school", school),
        SummaryRow("Planned by", str(review.made_by)),
    )


def _reviewers(review: SchoolReview) -> Table:
    rows = [
        (
            one.person.name,
            Cell("Written" if one.finding else None, missing=NOT_YET),
            day_cell(one.agreed_on, missing=NOT_YET),
        )
        for one in review.reviewers.all()
    ]
    empty = "Nobody is named yet. A review has at least two reviewers."
    return plain_table("Reviewers", ("Reviewer", "Finding", "Agreed to the report"), rows, empty_words=empty)


def _said(review: SchoolReview) -> tuple[Said, ...]:
    found = [
        Said(f"What {one.person.name} found", one.finding) for one in review.reviewers.all() if one.finding
    ]
    if review.evaluation:
        found.insert(0, Said("What the school finds of itself", review.evaluation))
    return tuple(found)


def _links(viewer: Viewer, review: SchoolReview, *, organises: bool, head: bool) -> tuple[Link, ...]:
    found = []
    if organises and review.state == PLANNED:
        found.append(("Change the plan", "joint_review_edit"))
    if organises and review.state != AGREED:
        found.append(("Name a reviewer", "joint_review_reviewers"))
        if any(not one.finding for one in review.reviewers.all()):
            found.append(("Take a reviewer off", "joint_review_reviewer_off"))
    if head and review.state == PLANNED:
        words = "Change the self-evaluation" if review.evaluated_on else "Submit the self-evaluation"
        found.append((words, "joint_review_evaluate"))
    if review.state == BEGUN and may_speak_as_reviewer(viewer, review):
        found.append(("Write what you found", "joint_review_finding"))
    if review.state == BEGUN and may_write_report(viewer, review):
        found.append(("Write the report", "joint_review_report"))
    return tuple(Link(words, reverse(name, args=[review.public_id])) for words, name in found)
