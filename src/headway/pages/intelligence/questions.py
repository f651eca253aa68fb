"""Views of raised questions: which schools repeated notes ask about, and the answer of an officer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime

from headway.features.intelligence.actions import answer_question
from headway.features.intelligence.models import Question
from headway.features.intelligence.queries import may_answer, notes_of, questions_visible_to
from headway.features.saving import Stale
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell
from headway.kit.words import count_words, day_words, moment_words
from headway.pages import errors
from headway.pages.answering import CHANGED, sent
from headway.pages.exports import with_export
from headway.pages.intelligence.finding import CRUMBS, found_question
from headway.pages.intelligence.forms import AnswerForm
from headway.pages.intelligence.words import COLUMNS, QUESTIONS, log_href, note_row
from headway.pages.lists.answer import answer_list
from headway.rules.intelligence import LAPSED, OPEN, SET_ASIDE, STATES, TAKEN_UP, question_words
from headway.rules.verdict import ALLOWED, Refused, Verdict

COLOURS = {OPEN: "yellow", TAKEN_UP: "blue", SET_ASIDE: "grey", LAPSED: "grey"}
ORDERS = {"raised": "raised_at", "school": "school__name"}
NONE_YET = "No question is raised. One comes by itself where enough notes on one school come together."


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The list of questions."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question: what it says, the notes it rests on, and its answer or the form for one."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: str
    facts: tuple[SummaryRow, ...]
    notes: Table
    category_href: str
    form: AnswerForm | None
    may_answer: Verdict


def asked_words(question: Question) -> str:
    """What a question says, and since when."""
    state = "" if question.state == OPEN else " It is taken up."
    raised = day_words(localtime(question.raised_at).date())
    return f"{question_words(question.entries, question.months)} Raised on {raised}.{state}"


def list_questions(request: HttpRequest) -> HttpResponse:
    """Every question on schools within the viewer's reach, those that wait first, or the same as a file."""
    query = ListQuery.read(
        request.GET, QUESTIONS, filters=("q", "state"), sorts=tuple(ORDERS), default_sort="-raised"
    )
    found = questions_visible_to(request.viewer)
    if words := query.text("q"):
        found = found.filter(school__name__icontains=words)
    if (state := query.text("state")) in STATES:
        found = found.filter(state=state)
    total = found.count()

    def build(asked: ListQuery) -> QuestionsPage:
        rows = found.order_by(*asked.order_by(ORDERS))[asked.bounds(total)]
        table = asked.table(
            caption="Questions",
            columns=(
                Column("School", "school", sortable=True),
                Column("Raised", "raised", sortable=True),
                Column("Entries", numeric=True),
                Column("State"),
                Column("Answer"),
            ),
            rows=[_row(one) for one in rows],
            total=total,
            noun=("question", "questions"),
            empty_words=NONE_YET,
            hide_caption=True,
            filters=(
                query.text_filter("q", "School", "Part of a name"),
                query.choice_filter("state", "State", list(STATES.items())),
            ),
        )
        return QuestionsPage("Questions that notes raise", CRUMBS, with_export(table, asked))

    return answer_list(request, query, build, "intelligence/questions.html")


def show_question(request: HttpRequest, key: str) -> HttpResponse:
    """One question, and the answer to it."""
    question = found_question(request, key)
    may = may_answer(request.viewer, question.school)
    if request.method == "POST" and not may:
        return errors.forbidden(request, may.reason)
    form = AnswerForm(sent(request), initial={"version": question.version})
    if form.is_valid():
        try:
            answer_question(
                question=question,
                **form.cleaned_data,
                seen_version=form.seen_version,
                by=request.viewer,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        except Stale:
            form.add_error(None, CHANGED.format("question"))
        else:
            messages.success(request, "The answer is kept. The category is as it was.")
            return redirect("intelligence_question", key)
    page = _page(request, question, form, may)
    return render(
        request,
        "intelligence/question.html",
        {"page": page, "form": form},
        status=422 if form.errors else 200,
    )


def _page(request: HttpRequest, question: Question, form: AnswerForm, may: Verdict) -> QuestionPage:
    school = question.school
    # Only what the viewer may read themselves: a note that is restricted is never counted, and never here.
    counted = notes_of(request.viewer, school).filter(questions=question)
    waits = question.state == OPEN
    return QuestionPage(
        heading=f"Should the category of {school.name} be looked at?",
        caption=f"URN {school.urn}",
        breadcrumbs=(*CRUMBS, Link("Questions", QUESTIONS)),
        words=asked_words(question) if waits else question_words(question.entries, question.months),
        facts=tuple(_facts(question)),
        notes=Table(
            caption="Notes it rests on",
            columns=(Column("On"), *COLUMNS[2:]),
            rows=tuple(note_row(one, school=False) for one in counted),
            count_words=count_words(len(counted), "note"),
        ),
        category_href=f"/schools/{school.urn}/category/",
        form=form if may and (waits or form.errors) else None,
        may_answer=may if waits else ALLOWED,
    )


def _facts(question: Question) -> Iterable[SummaryRow]:
    yield SummaryRow("State", STATES[question.state])
    yield SummaryRow("Raised", moment_words(localtime(question.raised_at)))
    if question.state == LAPSED:
        yield SummaryRow("Lapsed", "Notes it counted were withdrawn or corrected, and too few were left.")
    if question.answered_by:
        when = moment_words(localtime(question.answered_at))
        yield SummaryRow("Answered by", f"{question.answered_by.name}, {when}")
        yield SummaryRow("Reason", question.reason or None)


def _row(question: Question) -> Row:
    answered = question.answered_by
    return Row(
        (
            Cell(
                question.school.name, href=f"{QUESTIONS}{question.public_id}/", note=str(question.school_id)
            ),
            day_cell(localtime(question.raised_at).date(), href=log_href(question.school_id)),
            question.entries,
            Cell(STATES[question.state], colour=COLOURS[question.state]),
            Cell(question.reason or None, note=answered.name if answered else "", missing="none"),
        )
    )
