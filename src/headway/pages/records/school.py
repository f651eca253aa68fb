"""The school's own page: everything held and promised, on both sides (M8-03, M8-04)."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed
from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement
from headway.features.categories.queries import category_of
from headway.features.letters.queries import letters_visible_to
from headway.features.records import queries
from headway.features.records.models import RecordOfVisit
from headway.features.schools.models import School
from headway.features.visits.models import Visit
from headway.features.visits.queries import lead_of, visits_of
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.pages.records.boards import comment_cells
from headway.pages.records.words import CRUMB, actions_table, href_of
from headway.rules import records_of_visit as rule
from headway.rules.visits import BOOKED, HALVES, STATES

CATEGORIES, ENTITLEMENT = "categories", "entitlement"


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """All that a school is told of our work with it."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    reasons: tuple[str, ...]
    tables: tuple[Table, ...]
    comment_href: str
    links: tuple[Link, ...]


def show_school(request: HttpRequest, urn: int) -> HttpResponse:
    """What is held and promised for one school, as far as the viewer may see it."""
    viewer = request.viewer
    school = queries.school_of(viewer, urn)
    if school is None:
        raise Http404
    records = list(queries.newest(queries.records_visible_to(viewer).filter(visit__school=school)))
    comments = queries.comments_visible_to(viewer).filter(school=school)
    judged = _category(viewer, school)
    page = SchoolPage(
        heading=school.name,
        caption="What we hold and promised",
        breadcrumbs=(CRUMB,),
        facts=_facts(viewer, school, judged),
        reasons=_reasons(judged),
        tables=(
            _visits(viewer, school, records),
            actions_table(
                request,
                "What was agreed",
                queries.agreed_with([school]),
                "Nothing was agreed yet.",
                one_school=True,
            ),
            _letters(viewer, school),
            plain_table(
                "Comments",
                ("What was said", "Said on", "Reply by", "Reply"),
                [comment_cells(request, one)[1:] for one in comments],
                empty_words="No comment was made yet.",
            ),
        ),
        comment_href=reverse("board_comment_new", args=[urn]) if queries.may_comment(viewer, school) else "",
        links=_links(viewer, school),
    )
    return render(request, "records/school.html", {"page": page})


def _category(viewer: Viewer, school: School) -> Judgement | None:
    if not viewer.may(CATEGORIES, "see", frozenset({"own"})):
        return None
    return category_of([school.urn], viewer.on).get(school.urn)


def _facts(viewer: Viewer, school: School, judged: Judgement | None) -> tuple[SummaryRow, ...]:
    advisers = appointed(Subject.SCHOOL, [school.urn], on=viewer.on, role="adviser")
    category = f"{judged.category}, {judged.label}" if judged else None
    facts = [SummaryRow("Adviser", ", ".join(str(one.person) for one in advisers) or None)]
    if viewer.may(CATEGORIES, "see", frozenset({"own"})):
        facts.append(SummaryRow("Category", category))
    return tuple(facts)


def _reasons(judged: Judgement | None) -> tuple[str, ...]:
    """Why the school is in its category: the officer's words, or what the proposal that was followed rests on."""
    if judged is None:
        return ()
    if judged.reason:
        return (judged.reason,)
    return tuple(judged.proposal.reasons) if judged.proposal else ()


def _visits(viewer: Viewer, school: School, records: list[RecordOfVisit]) -> Table:
    by_visit = {one.visit_id: one for one in records}
    rows = [
        (
            day_cell(visit.on),
            _record(viewer, visit, by_visit.get(visit.pk)),
            STATES[visit.state],
            HALVES[visit.half],
            _lead(visit),
        )
        for visit in visits_of(viewer, school=school).order_by("-on", "-pk")
    ]
    heads = ("Visit on", "Record", "How it stands", "Time", "Led by")
    return plain_table("Visits", heads, rows, empty_words="No visit is booked yet.")


def _lead(visit: Visit) -> Cell:
    lead = lead_of(visit)
    return Cell(lead.person.name if lead else None, missing="nobody yet")


def _record(viewer: Viewer, visit: Visit, record: RecordOfVisit | None) -> Cell:
    """The record to read; before the visit, the head's part to write."""
    if record is not None:
        waits = record.state == rule.WITH_HEAD and queries.may_answer(viewer, record)
        words = "Say whether it is accurate" if waits else rule.STATES[record.state]
        return Cell(words, href=href_of(record, "record_answer" if waits else "record"))
    prepares = queries.HEAD in viewer.roles and visit.state == BOOKED and visit.on >= viewer.on
    if prepares:
        return Cell("Write your part", href=reverse("record_before", args=[visit.public_id]))
    return Cell(None, missing="none issued yet")


def _letters(viewer: Viewer, school: School) -> Table:
    rows = [
        (
            Cell(letter.subject, href=f"/letters/{letter.public_id}/"),
            day_cell(
                timezone.localtime(letter.released_at).date() if letter.released_at else None,
                missing="not yet",
            ),
            day_cell(letter.reply_due, missing="none asked for"),
        )
        for letter in letters_visible_to(viewer).filter(school=school)
    ]
    return plain_table(
        "Letters", ("Letter", "Sent on", "Reply by"), rows, empty_words="No letter was sent yet."
    )


def _links(viewer: Viewer, school: School) -> tuple[Link, ...]:
    links = [Link("The school's page", f"/schools/{school.urn}/")]
    if viewer.knows(ENTITLEMENT):
        links.append(Link("Its days and what gives them", f"/days/schools/{school.urn}/"))
    return tuple(links)
