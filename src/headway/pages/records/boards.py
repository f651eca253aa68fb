"""Views for heads and chairs, and of what boards received and say (M8-03, M8-04)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.records import queries
from headway.features.records.actions import boards as deeds
from headway.features.records.models import BoardComment, RecordOfVisit
from headway.features.records.received import Received, Timed, received_by_boards, timed
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.records.forms import WordsForm
from headway.pages.records.words import CRUMB, href_of, policy_of
from headway.rules import records_of_visit as rule

STEPS = ("draft", "check", "head", "final")
HINT = "Your adviser and governor services read it. Name no pupil and no member of staff."


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list with words above it."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: tuple[str, ...]
    table: Table


def list_received(request: HttpRequest) -> HttpResponse:
    """What each board got of the last three visits; those that miss one first (M8-03)."""
    query = ListQuery.read(request.GET, reverse("boards_received"), filters=("short",), sorts=())
    rows = received_by_boards(request.viewer)
    short = sum(one.is_short for one in rows)
    shown = [one for one in rows if one.is_short] if query.text("short") else rows

    def build(asked: ListQuery) -> ListPage:
        table = asked.table(
            caption="Boards and the records of the last three visits",
            columns=(
                Column("School"),
                Column("Board"),
                Column("Received"),
                *(Column(f"Visit {n}") for n in (1, 2, 3)),
            ),
            rows=[Row(_received_cells(one)) for one in shown[asked.bounds(len(shown))]],
            total=len(shown),
            noun=("board", "boards"),
            empty_words="Boards will be listed here once visits were held.",
            filters=(asked.choice_filter("short", "Show", [("yes", "Only boards that miss a record")]),),
        )
        words = (f"{short} of {len(rows)} boards did not get all of their last three records.",)
        return ListPage("What boards received", (CRUMB,), words, with_export(table, asked))

    return answer_list(request, query, build, "records/list.html")


def list_on_time(request: HttpRequest) -> HttpResponse:
    """How many in a hundred records were on time, by author and step."""
    query = ListQuery.read(request.GET, reverse("records_on_time"), filters=(), sorts=())
    policy, viewer = policy_of(request), request.viewer
    if not viewer.is_staff:
        raise Http404
    held = timed(queries.records_visible_to(viewer).filter(number=1), policy, viewer.on)

    def build(asked: ListQuery) -> ListPage:
        table = asked.table(
            caption="Records on time",
            columns=(
                Column("Author"),
                Column("Records", numeric=True),
                *(
                    Column(label, numeric=True, unit="% on time")
                    for label in ("Drafts", "Checks", "Heads' answers", "Issued")
                ),
            ),
            rows=_on_time_rows(held),
            total=len({one.record.author_id for one in held}),
            noun=("author", "authors"),
            empty_words="Records will be counted here once they are begun.",
        )
        words = (
            f"Working days: draft {policy.draft_days} after the visit, check {policy.check_days} after the draft, head "
            f"{policy.head_days} after the check, issued {policy.final_days} after the visit. What still has time is "
            "not counted. First versions alone are.",
        )
        return ListPage("Records on time", (CRUMB,), words, with_export(table, asked))

    return answer_list(request, query, build, "records/list.html")


def list_comments(request: HttpRequest) -> HttpResponse:
    """What heads and chairs said, those that wait longest first; what is late goes to the head of service (M8-04)."""
    query = ListQuery.read(request.GET, reverse("board_comments"), filters=("open",), sorts=())
    rows = queries.comments_visible_to(request.viewer)
    if query.text("open"):
        rows = rows.filter(replied_at=None)
    total = rows.count()

    def build(asked: ListQuery) -> ListPage:
        table = asked.table(
            caption="Comments",
            columns=(
                Column("School"),
                Column("What they said"),
                Column("Said on"),
                Column("Reply by"),
                Column("Reply"),
            ),
            rows=[Row(comment_cells(request, one)) for one in rows[asked.bounds(total)]],
            total=total,
            noun=("comment", "comments"),
            empty_words="What heads and chairs say will be listed here.",
            filters=(asked.choice_filter("open", "Show", [("yes", "Only those without a reply")]),),
        )
        return ListPage("Comments of heads and chairs", (CRUMB,), (), with_export(table, asked))

    return answer_list(request, query, build, "records/list.html")


def reply(request: HttpRequest, key: str) -> HttpResponse:
    """The service's reply."""
    comment = queries.comments_visible_to(request.viewer).filter(public_id=key).first()
    if comment is None or not queries.replies_to(request.viewer, comment):
        raise Http404
    if refused := refuse_unless(request, queries.may_reply(request.viewer, comment)):
        return refused
    form = WordsForm(sent(request), label="Reply")

    def act() -> None:
        deeds.reply_to_board(
            comment=comment, words=form.cleaned_data["words"], by=request.viewer, at=timezone.now()
        )

    words = (f"On {day_words(timezone.localtime(comment.at).date())} they wrote:", comment.words)
    back = reverse("board_comments")
    page = FormPage(
        "Reply", str(comment.school), (CRUMB, Link("Comments", back)), form, "Send the reply", back, words
    )
    return answer(request, page, act, "The reply is sent; the school reads it on its page.")


def comment(request: HttpRequest, urn: int) -> HttpResponse:
    """A head or chair says something; of a record, or of our work."""
    school = queries.school_of(request.viewer, urn)
    if school is None or not queries.may_comment(request.viewer, school):
        raise Http404
    form = WordsForm(sent(request), label="Comment", hint=HINT)
    of = queries.record_for(request.viewer, request.GET.get("record", ""))
    policy = policy_of(request)

    def act() -> None:
        deeds.comment_for_board(
            school=school, record=of if of and of.visit.school_id == urn else None, words=form.cleaned_data["words"],
            policy=policy, by=request.viewer, at=timezone.now(),
        )  # fmt: skip

    back = reverse("school_promises", args=[urn])
    words = [f"A reply is due in {policy.comment_days} working days."]
    if of:
        words.insert(0, f"You comment on the record of the visit on {day_words(of.visit.on)}.")
    page = FormPage("Comment", school.name, (Link(school.name, back),), form, "Send it", back, tuple(words))
    return answer(
        request, page, act, "Thank you. The day by which you get a reply stands on your school's page."
    )


def comment_cells(request: HttpRequest, one: BoardComment) -> tuple[Cell | str, ...]:
    """School, words, day, reply by, reply."""
    waits = queries.answers_boards(request.viewer) and one.replied_at is None
    href = reverse("board_comment_reply", args=[one.public_id]) if waits else ""
    return (
        str(one.school),
        Cell(one.words, href=href),
        day_cell(timezone.localtime(one.at).date()),
        _due(one, request.viewer.on),
        Cell(one.reply or None, missing="not answered yet"),
    )


def _due(one: BoardComment, today: date) -> Cell:
    if rule.is_escalated(one.due_on, one.replied_at is not None, today):
        return Cell(
            "With the head of service", colour="red", note=f"A reply was due by {day_words(one.due_on)}"
        )
    return day_cell(one.due_on)


def _received_cells(one: Received) -> tuple[Cell | str, ...]:
    said = rule.received_words(one.number, len(one.visits))
    href = reverse("school_promises", args=[one.school.urn])
    lines = [_sent(record, visit.on) for visit, record in one.visits]
    return (
        Cell(one.school.name, href=href),
        Cell(one.board or None, missing="no board on record"),
        Cell(said, colour="red" if one.is_short else "green"),
        *(lines + [Cell(None, missing="no visit")] * (3 - len(lines))),
    )


def _sent(record: RecordOfVisit | None, visited_on: date) -> Cell:
    if record is None or record.issued_at is None:
        return Cell(None, missing="not received", note=f"Visit of {day_words(visited_on)}")
    sent_on = timezone.localtime(record.issued_at).date()
    return Cell(
        f"Sent on {day_words(sent_on)}", href=href_of(record), note=f"Visit of {day_words(visited_on)}"
    )


def _on_time_rows(held: list[Timed]) -> list[Row]:
    by_author: dict[str, list[Timed]] = defaultdict(list)
    for one in held:
        by_author[one.record.author.name].append(one)
    rows = [Row(_on_time_cells(name, ones)) for name, ones in sorted(by_author.items())]
    return [*rows, Row(_on_time_cells("All", held), marked=True)] if held else []


def _on_time_cells(name: str, held: list[Timed]) -> tuple[Cell | str | int, ...]:
    percents = [rule.percent_on_time([getattr(one, step) for one in held]) for step in STEPS]
    return (name, len(held), *(Cell(percent, missing="none yet") for percent in percents))
