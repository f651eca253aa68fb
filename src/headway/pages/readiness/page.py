"""What one school's page of readiness shows: what is to be expected, and every review there was."""

from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer
from headway.features.evidence.queries import inspections_of
from headway.features.policies.queries import read_policy
from headway.features.readiness.models import ReadinessReview
from headway.features.readiness.queries import may_review, reviews_of
from headway.features.schools.models import School
from headway.features.visits.models import InspectionNotice
from headway.features.visits.queries import notices_of
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import day_words
from headway.pages.readiness.listing import HOME
from headway.pages.readiness.outlook import outlook_of, outlook_rows, years_offered
from headway.pages.schools.policies import policies_in_use
from headway.rules.readiness import NOT_LOOKED_AT, ReadinessPolicy, question_head
from headway.rules.verdict import Verdict

COLOURS = {"ready": "green", "partly": "yellow", "not-ready": "orange"}


@dataclass(frozen=True, slots=True)
class YearAhead:
    """What is to be expected in one academic year."""

    heading: str
    rows: tuple[SummaryRow, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One review: its facts and its answers."""

    heading: str
    facts: tuple[SummaryRow, ...]
    answers: Table


@dataclass(frozen=True, slots=True)
class SchoolReadinessPage:
    """One school: this academic year and the next, and its reviews, newest first."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    years: tuple[YearAhead, ...]
    reviews: tuple[Review, ...]
    may_record: Verdict
    record_href: str
    notice_href: str
    notices: tuple[str, ...]


def school_readiness_page(viewer: Viewer, school: School) -> SchoolReadinessPage:
    """The page for this viewer."""
    policies = policies_in_use("inspections", "inspection_chances", on=viewer.on)
    rows = list(inspections_of(school))
    years = []
    for year in years_offered(viewer.on):
        outlook = outlook_of(rows, policies, year, viewer.on)
        if outlook:
            ahead = outlook_rows(outlook, policies["inspections"])
            years.append(YearAhead(f"Academic year {year.label}", ahead, outlook.reasons))
    href = f"/schools/{school.urn}/"
    may = may_review(viewer, school)
    return SchoolReadinessPage(
        heading=f"Readiness of {school.name}",
        caption=f"URN {school.urn}",
        breadcrumbs=(Link("Schools", "/schools/"), Link("Ofsted readiness", HOME), Link(school.name, href)),
        years=tuple(years),
        reviews=tuple(_review(one) for one in reviews_of(viewer, school)),
        may_record=may,
        record_href=f"{href}readiness/record/" if may else "",
        notice_href=f"{href}inspection-notice/" if may else "",
        notices=tuple(_notice(one) for one in notices_of(viewer).filter(school=school)),
    )


def _notice(notice: InspectionNotice) -> str:
    """A notice of inspection in a sentence."""
    when = (
        f"Notice came on {day_words(notice.told_on)}; the inspection begins on {day_words(notice.begins_on)}."
    )
    if notice.done_on:
        return f"{when} {notice.note}"
    return (
        f"{when} {notice.owner.name if notice.owner else 'Somebody'} is there by {day_words(notice.due_on)}."
    )


def _review(review: ReadinessReview) -> Review:
    """A review in the words of the list it was held by."""
    policy: ReadinessPolicy = read_policy(review.policy)
    rows = [
        (
            words,
            Cell(
                policy.answers[review.answers[slug]],
                colour=COLOURS.get(review.answers[slug], "blue"),
            ),
            Cell(review.notes.get(slug) or None, missing="nothing written"),
        )
        for slug, words in policy.questions.items()
        if review.answers.get(slug, NOT_LOOKED_AT) != NOT_LOOKED_AT
    ]
    left = [
        question_head(words)
        for slug, words in policy.questions.items()
        if review.answers.get(slug, NOT_LOOKED_AT) == NOT_LOOKED_AT
    ]
    facts = (
        SummaryRow("Reviewed by", review.reviewed_by.name),
        SummaryRow("Next step", review.next_step),
        SummaryRow("Not looked at", "; ".join(left) or "nothing"),
        SummaryRow("List of questions", f"version {review.policy.number}"),
    )
    when = day_words(review.on)
    table = plain_table(f"What was found on {when}", ("Question", "Answer", "Found"), rows, hide_caption=True)
    return Review(f"Review of {when}", facts, table)
