"""Views of feedback on a school's documents (M7-11)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.school_reviews import reading as deeds
from headway.features.school_reviews.models import DocumentReview
from headway.features.school_reviews.queries import KIND, documents_visible_to
from headway.features.schools.queries import school_for
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.school_reviews.forms import DocumentForm, ScoreForm
from headway.pages.school_reviews.page import DOCUMENTS
from headway.rules.document_reviews import STATE_WORDS, STATES, Rubric, may_score, total_words
from headway.rules.verdict import ALLOWED, Verdict

CRUMBS = (Link("Schools", "/schools/"), Link("Feedback on documents", DOCUMENTS))
SORTS = {"school": "school__name", "read": "read_on"}
NO_SCORE = "A rubric helps the school to write better. It is no judgement of the school."


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """Everything that was read."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One version of a document with its marks and feedback."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    facts: tuple[SummaryRow, ...]
    scores: Table
    feedback: str
    score_href: str
    share_href: str
    may_share: Verdict


def list_documents(request: HttpRequest) -> HttpResponse:
    """Every feedback the viewer may see, or the same as a file."""
    query = ListQuery.read(
        request.GET, DOCUMENTS, filters=("q", "state"), sorts=tuple(SORTS), default_sort="-read"
    )
    rows = documents_visible_to(request.viewer)
    if words := query.text("q"):
        rows = rows.filter(school__name__icontains=words)
    if state := query.text("state"):
        rows = rows.filter(state=state)
    total = rows.count()

    def build(asked: ListQuery) -> DocumentsPage:
        shown = rows.order_by(*asked.order_by(SORTS))[asked.bounds(total)]
        table = asked.table(
            caption="Feedback on documents",
            columns=(
                Column("School", "school", sortable=True),
                Column("Document"),
                Column("Version read"),
                Column("Read on", "read", sortable=True),
                Column("Rubric"),
                Column("How it stands"),
            ),
            rows=[_row(one) for one in shown],
            total=total,
            noun=("document", "documents"),
            empty_words="Nothing was read yet. Begin from a school's page.",
            filters=(
                query.text_filter("q", "School"),
                query.choice_filter("state", "How it stands", STATE_WORDS.items()),
            ),
            hide_caption=True,
        )
        return DocumentsPage("Feedback on documents", CRUMBS[:1], with_export(table, asked))

    return answer_list(request, query, build, "school_reviews/documents.html")


def read(request: HttpRequest, urn: int) -> HttpResponse:
    """Begin feedback on one version of a document."""
    school = school_for(request.viewer, urn, KIND, "change")
    if school is None or not deeds.may_read(request.viewer, school):
        raise Http404
    stored = policy_in_use("document_rubric", request.viewer.on)
    files = request.FILES if request.method == "POST" else None
    form = DocumentForm(
        sent(request), files, rubric=read_policy(stored), initial={"read_on": request.viewer.on}
    )

    def act() -> HttpResponse:
        made = deeds.read_document(
            school=school, **form.told, stored=stored, by=request.viewer, at=timezone.now()
        )
        return redirect("document_score", made.public_id)

    page = FormPage("Read a document", school.name, CRUMBS, form, "Go on", DOCUMENTS, (NO_SCORE,))
    return answer(request, page, act, "Now score each part of the rubric.")


def show_document(request: HttpRequest, key: str) -> HttpResponse:
    """One version of a document with its marks and feedback."""
    row = _found(request, key)
    rubric: Rubric = read_policy(row.rubric)
    gives = bool(deeds.may_read(request.viewer, row.school)) and bool(may_score(row.state, {}, rubric))
    page = DocumentPage(
        heading=rubric.documents.get(row.document, row.document),
        caption=row.school.name,
        breadcrumbs=CRUMBS,
        state=STATE_WORDS[row.state],
        colour=STATES[row.state],
        facts=_facts(row, rubric),
        scores=_scores(row, rubric),
        feedback=row.feedback,
        score_href=reverse("document_score", args=[key]) if gives else "",
        share_href=reverse("document_share", args=[key]) if gives else "",
        may_share=deeds.may_share(request.viewer, row) if gives else ALLOWED,
    )
    return render(request, "school_reviews/document.html", {"page": page})


def score(request: HttpRequest, key: str) -> HttpResponse:
    """A mark for each part of the rubric, and feedback."""
    row = _found(request, key, "change")
    rubric: Rubric = read_policy(row.rubric)
    if refused := refuse_unless(request, may_score(row.state, {}, rubric)):
        return refused
    initial = {"feedback": row.feedback, "version": row.version}
    form = ScoreForm(sent(request), rubric=rubric, scores=row.scores, initial=initial)

    def act() -> None:
        deeds.score_document(
            row=row,
            scores=form.scores,
            feedback=form.cleaned_data["feedback"],
            seen_version=form.seen_version or 0,
            by=request.viewer,
            at=timezone.now(),
        )

    back = reverse("document_review", args=[key])
    crumbs = (*CRUMBS, Link(row.version_label, back))
    page = FormPage("Score the document", row.school.name, crumbs, form, "Save", back, (NO_SCORE,))
    return answer(request, page, act, "Saved.", thing="feedback")


def share(request: HttpRequest, key: str) -> HttpResponse:
    """Show the feedback to the school."""
    row = _found(request, key, "change")

    def act() -> None:
        deeds.share_feedback(row=row, by=request.viewer, at=timezone.now())

    return press(request, act, "The school can read the feedback.", reverse("document_review", args=[key]))


def _found(request: HttpRequest, key: str, act: str = "see") -> DocumentReview:
    found: DocumentReview | None = documents_visible_to(request.viewer, act).filter(public_id=key).first()
    if found is None:
        raise Http404
    return found


def _row(one: DocumentReview) -> Row:
    rubric: Rubric = read_policy(one.rubric)
    href = reverse("document_review", args=[one.public_id])
    return Row(
        (
            Cell(one.school.name, href=href),
            rubric.documents.get(one.document, one.document),
            one.version_label,
            day_cell(one.read_on),
            total_words(one.scores, rubric),
            Cell(STATE_WORDS[one.state], colour=STATES[one.state]),
        )
    )


def _facts(row: DocumentReview, rubric: Rubric) -> tuple[SummaryRow, ...]:
    shared: tuple[Any, ...] = (SummaryRow("Shared on", day_words(row.shared_on)),) if row.shared_on else ()
    return (
        SummaryRow("Version read", row.version_label),
        SummaryRow("Mark of the file", row.sha256 or "no file was given"),
        SummaryRow("Read", f"{day_words(row.read_on)}, by {row.made_by}"),
        SummaryRow("Rubric", f"{total_words(row.scores, rubric)} (version {row.rubric.number})"),
        *shared,
    )


def _scores(row: DocumentReview, rubric: Rubric) -> Table:
    lines = []
    for slug, label in rubric.criteria.items():
        mark = row.scores.get(slug)
        lines.append(
            (
                label,
                Cell(None if mark is None else f"{mark}: {rubric.scores[mark]}", missing="not scored yet"),
            )
        )
    return plain_table("Scores", ("What is looked for", "Score"), lines)
