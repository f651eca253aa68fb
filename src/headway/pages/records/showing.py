"""One record as it is read: its parts, who checked and answered it, what can be done; and as a document."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.records import queries
from headway.features.records.content import BLANK, Content, content_of
from headway.features.records.models import RecordOfVisit
from headway.flows.record_document import document_of
from headway.gateways.documents import safe_name
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, moment_cell, plain_table
from headway.kit.words import day_words, moment_words
from headway.pages.downloading import pack_file
from headway.pages.records.photographs import Shown, shown_of
from headway.pages.records.words import COLOURS, CRUMB, found_record, href_of, policy_of, title_of
from headway.rules import records_of_visit as rule
from headway.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its words."""

    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button that posts, or says why it does not."""

    label: str
    href: str
    verdict: Verdict
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One record."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    words: tuple[str, ...]
    first: Link | None
    links: tuple[Link, ...]
    buttons: tuple[Button, ...]
    carried: Table | None
    before: tuple[Part, ...]
    parts: tuple[Part, ...]
    agreed: Table
    photographs: tuple[Shown, ...]
    history: Table | None
    facts: tuple[SummaryRow, ...]
    files: tuple[Link, ...]


def show_record(request: HttpRequest, key: str) -> HttpResponse:
    """One record and what the viewer can do with it."""
    record = found_record(request, key)
    return render(request, "records/record.html", {"page": page_of(request, record)})


def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The record as a Word document or a PDF, on the authority's letterhead."""
    record = found_record(request, key)
    name = safe_name(f"Record of visit {title_of(record)}", "record of visit")
    return pack_file(document_of(record, policy_of(request), request.viewer.on), form, name)


def page_of(request: HttpRequest, record: RecordOfVisit) -> RecordPage:
    """The page of a record, as far as the viewer reads it."""
    told = content_of(record, policy_of(request))
    staff = request.viewer.is_staff
    return RecordPage(
        heading=title_of(record),
        caption=f"Record of visit, version {record.number}",
        breadcrumbs=(CRUMB,),
        state=rule.STATES[record.state],
        colour=COLOURS[record.state],
        words=_words(request, record, told),
        first=_first(request, record),
        links=_links(request, record),
        buttons=_buttons(request, record),
        carried=carried_table(told),
        before=parts_of(told["before"]) if any(words for _, words in told["before"]) else (),
        parts=told_parts(told),
        agreed=agreed_table(told),
        photographs=shown_of(request.viewer, record),
        history=_history(record) if staff else None,
        facts=_facts(record, told),
        files=_files(record),
    )


def parts_of(pairs: list[list[str]]) -> tuple[Part, ...]:
    """Headings with words; a blank is said so."""
    return tuple(Part(label, words or BLANK) for label, words in pairs)


def told_parts(told: Content) -> tuple[Part, ...]:
    """All that was written: standing items that have words, every section, what was judged."""
    items = [pair for pair in told["items"] if pair[1]]
    return parts_of(items) + parts_of(told["sections"]) + judged(told)


def judged(told: Content) -> tuple[Part, ...]:
    """Progress, and the view of the category, which is an opinion."""
    view = told["category_view"]
    said = f"{view}. {told['category_words']}".strip() if view else told["category_words"]
    return (
        Part("Progress since the last visit", told["progress"] or BLANK),
        Part(
            "The adviser's view of the category",
            f"{said} This is an opinion and changes no category." if said else BLANK,
        ),
    )


def carried_table(told: Content) -> Table | None:
    """What was agreed at earlier visits, with what was said of it at this one."""
    if not told["carried"]:
        return None
    heads = ("Agreed at an earlier visit", "Post", "By", "At this visit")
    return plain_table("From the last visits", heads, [tuple(row) for row in told["carried"]])


def agreed_table(told: Content) -> Table:
    """What was agreed at this visit."""
    rows = [(words, side, who, by) for side, words, who, by in told["agreed"]]
    heads = ("What was agreed", "Side", "Post", "By")
    return plain_table("Agreed at this visit", heads, rows, empty_words="Nothing was agreed.")


def _words(request: HttpRequest, record: RecordOfVisit, told: Content) -> tuple[str, ...]:
    words = []
    last = queries.record_of(record.visit)
    if last is not None and last.number > record.number and request.viewer.is_staff:
        words.append(f"There is a newer version, number {last.number}. This one stays as it was sent.")
    if record.state == rule.CHECKING and request.viewer.is_staff:
        words.append("Somebody else checks it next. If it passes, it goes to the head.")
    if record.state == rule.WITH_HEAD and record.head_by:
        words.append(f"The head is asked to answer by {day_words(record.head_by)}.")
    if told.get("head"):
        words.append(told["head"])
    if record.state == rule.DRAFT and request.viewer.is_staff:
        words += sent_back(record)
    if record.sample_words and request.viewer.is_staff:
        words.append(record.sample_words)
    return tuple(words)


def sent_back(record: RecordOfVisit) -> list[str]:
    """Why a draft came back last: what a checker or the head wrote; nothing where it never did."""
    told = [(one.at, one.words) for one in record.checks.all() if not one.passed]
    told += [(one.at, one.comment) for one in record.answers.all() if not one.accurate]
    return [f"Sent back: {max(told)[1]}"] if told else []


def _first(request: HttpRequest, record: RecordOfVisit) -> Link | None:
    """What the viewer is asked to do with it now."""
    if queries.may_write(request.viewer, record):
        return Link("Write in it", href_of(record, "record_write"))
    if queries.may_check(request.viewer, record):
        return Link("Check it", href_of(record, "record_check"))
    if queries.may_answer(request.viewer, record):
        return Link("Say whether it is accurate", href_of(record, "record_answer"))
    return None


def _links(request: HttpRequest, record: RecordOfVisit) -> tuple[Link, ...]:
    viewer, links = request.viewer, []
    if queries.may_write(viewer, record):
        links += [
            Link("Add what was agreed", href_of(record, "record_agree")),
            Link("Add a photograph", href_of(record, "record_photograph_new")),
            Link("Hand it in", href_of(record, "record_hand_in")),
        ]
    school = record.visit.school
    if school and record.state in rule.LOCKED and queries.may_comment(viewer, school):
        comment = reverse("board_comment_new", args=[school.urn])
        links.append(Link("Comment on it for the school", f"{comment}?record={record.public_id}"))
    if queries.may_note(viewer, record.visit):
        links.append(
            Link("Write a safeguarding note", reverse("safeguarding_note_new", args=[record.visit.public_id]))
        )
    if record.visit.school_id:
        promised = reverse("school_promises", args=[record.visit.school_id])
        links.append(Link("What we hold and promised for this school", promised))
    return tuple(links)


def _buttons(request: HttpRequest, record: RecordOfVisit) -> tuple[Button, ...]:
    viewer = request.viewer
    if not viewer.is_staff:
        return ()
    wanted = []
    if record.state == rule.WITH_HEAD:
        wanted.append(
            ("Take it to be accurate", "record_deem", queries.may_deem(viewer, record), "secondary")
        )
    if record.state == rule.FINAL:
        wanted.append(("Send it to head and chair", "record_send", queries.may_issue(viewer, record), ""))
    if record.state in rule.LOCKED and (verdict := queries.may_amend(viewer, record)):
        wanted.append(("Write a new version", "record_amend", verdict, "secondary"))
    return tuple(Button(label, href_of(record, name), verdict, kind) for label, name, verdict, kind in wanted)


def _history(record: RecordOfVisit) -> Table | None:
    rows = [
        (one.at, "Check passed" if one.passed else "Check: sent back", one.by.name, one.words)
        for one in record.checks.select_related("by")
    ]
    rows += [
        (one.at, "Accurate" if one.accurate else "Something is not right", one.by.name, one.comment)
        for one in record.answers.select_related("by")
    ]
    if not rows:
        return None
    cells = [
        (moment_cell(timezone.localtime(at)), what, who, Cell(words or None, missing="no words"))
        for at, what, who, words in sorted(rows)
    ]
    return plain_table("Checks and answers", ("When", "What", "Who", "Words"), cells)


def _facts(record: RecordOfVisit, told: Content) -> tuple[SummaryRow, ...]:
    facts = [
        SummaryRow("Author", record.author.name),
        SummaryRow("People", ", ".join(told["people"]) or None),
        SummaryRow("Category before the visit", told["category_before"] or "none judged"),
    ]
    if record.locked_at:
        facts.append(SummaryRow("Locked", moment_words(timezone.localtime(record.locked_at))))
        facts.append(SummaryRow("Seal", record.seal))
    if record.issued_at:
        to = "head and chair" if record.to_chair else "the head; no chair is on record"
        facts.append(SummaryRow("Issued", f"{moment_words(timezone.localtime(record.issued_at))}, to {to}"))
    return tuple(facts)


def _files(record: RecordOfVisit) -> tuple[Link, ...]:
    return (
        Link("As a Word document", reverse("record_document", args=[record.public_id, "word"])),
        Link("As a PDF", reverse("record_document", args=[record.public_id, "pdf"])),
    )
