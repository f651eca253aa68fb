"""Views of a meeting: its papers, as a page and as a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.schools.queries import own_authority
from headway.features.standing_groups import meeting as deeds
from headway.features.standing_groups.models import AgendaPoint, Attendance, GroupMeeting
from headway.features.standing_groups.queries import actions_of, with_evidence
from headway.features.structural_changes.queries import KIND as CASES
from headway.features.undertakings.facts import owner_words
from headway.features.undertakings.models import Undertaking
from headway.gateways.documents import Pack, PackSection, PackTable
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import day_words
from headway.pages.downloading import pack_file
from headway.pages.standing_groups.finding import found_meeting, group_crumbs, meeting_href
from headway.pages.standing_groups.tables import actions_table, minutes_cell, state_cell
from headway.rules import standing_groups as rule
from headway.rules.verdict import Verdict

NOT_WRITTEN = "No minutes are written yet."


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    agenda: Table
    take_off: tuple[tuple[str, str], ...]
    attendance: Table
    minutes: tuple[str, ...]
    actions: Table
    links: tuple[Link, ...]
    files: tuple[Link, ...]
    approve_href: str
    may_approve: Verdict


@dataclass(frozen=True, slots=True)
class Papers:
    """What belongs to a meeting."""

    points: list[AgendaPoint]
    attended: list[Attendance]
    actions: list[Undertaking]


def papers_of(meeting: GroupMeeting) -> Papers:
    """All papers of a meeting; three queries."""
    attended = list(meeting.attendances.select_related("member__person"))
    return Papers(
        list(meeting.points.select_related("case")),
        sorted(attended, key=lambda one: (one.word != rule.PRESENT, str(one.member), one.pk)),
        list(with_evidence(actions_of([meeting]))),
    )


def show_meeting(request: HttpRequest, key: str, meeting: str) -> HttpResponse:
    """Agenda, attendance, minutes and actions of a meeting."""
    found, viewer = found_meeting(request, key, meeting), request.viewer
    papers, may = papers_of(found), deeds.rights_of(viewer, found, found.later_on)
    own = {one.public_id for one in papers.actions if may.keep or one.owner_id == viewer.person.pk}
    take_off = [
        (f"Take off {place}", reverse("group_point_off", args=[key, meeting, one.public_id]))
        for place, one in enumerate(papers.points, 1)
    ]
    page = MeetingPage(
        heading=f"Meeting of {day_words(found.held_on)}",
        caption=found.group.name,
        breadcrumbs=group_crumbs(found.group),
        facts=_facts(found, viewer),
        agenda=_agenda(papers.points, viewer),
        take_off=tuple(take_off) if may.change else (),
        attendance=_attendance(papers.attended),
        minutes=tuple(found.minutes.splitlines()) or (NOT_WRITTEN,),
        actions=actions_table("Actions", papers.actions, viewer.on, own, says_where=False),
        links=_links(found, may) if may.change else (),
        files=tuple(
            Link(label, reverse("group_meeting_file", args=[key, meeting, form]))
            for form, label in (("word", "Word"), ("pdf", "PDF"))
        ),
        approve_href=meeting_href(found, "group_minutes_approve") if may.change and found.minutes else "",
        may_approve=may.approve,
    )
    return render(request, "standing_groups/meeting.html", {"page": page})


def download(request: HttpRequest, key: str, meeting: str, form: str) -> HttpResponse:
    """The papers of a meeting in Word, or as a PDF."""
    found = found_meeting(request, key, meeting)
    name = f"{found.group.name}, {found.held_on.isoformat()}"
    return pack_file(_pack(found, papers_of(found), request.viewer), form, name)


def _facts(meeting: GroupMeeting, viewer: Viewer) -> tuple[SummaryRow, ...]:
    minutes = minutes_cell(meeting, viewer.on)
    words = f"{minutes.words}. {minutes.note}." if minutes.note else str(minutes.words)
    return (
        SummaryRow("Day", day_words(meeting.held_on)),
        SummaryRow("Place and time", meeting.place),
        SummaryRow("Minutes", words),
    )


def _agenda(points: Iterable[AgendaPoint], viewer: Viewer) -> Table:
    sees_cases = bool(viewer.may(CASES))
    rows = [(str(place), one.words, _case_cell(one, sees=sees_cases)) for place, one in enumerate(points, 1)]
    heads = ("No.", "Agenda", "Case")
    return plain_table("Agenda", heads, rows, empty_words="Nothing is on the agenda yet.")


def _case_cell(point: AgendaPoint, *, sees: bool) -> Cell:
    if point.case is None or not sees:
        return Cell(None, missing="none")
    return Cell(point.case.title, href=reverse("structural_case", args=[point.case.public_id]))


def _attendance(rows: Iterable[Attendance]) -> Table:
    lines = [(str(one.member), rule.ROLES[one.member.role], rule.ATTENDANCES[one.word]) for one in rows]
    heads = ("Member", "Role", "Was there")
    return plain_table("Attendance", heads, lines, empty_words="It is not recorded yet who was there.")


def _links(meeting: GroupMeeting, may: deeds.Rights) -> tuple[Link, ...]:
    links = [Link("Add to the agenda", meeting_href(meeting, "group_point_new"))]
    if may.minute:
        links += [
            Link("Record who was there", meeting_href(meeting, "group_attendance")),
            Link("Write the minutes", meeting_href(meeting, "group_minutes")),
            Link("Add an action", meeting_href(meeting, "group_action_new")),
        ]
    return (*links, Link("Change day or place", meeting_href(meeting, "group_meeting_edit")))


def _pack(meeting: GroupMeeting, papers: Papers, viewer: Viewer) -> Pack:
    attended = tuple(
        (str(one.member), rule.ROLES[one.member.role], rule.ATTENDANCES[one.word]) for one in papers.attended
    )
    agenda = tuple((str(place), one.words) for place, one in enumerate(papers.points, 1))
    actions = tuple(_action_line(one, viewer) for one in papers.actions)
    minutes = minutes_cell(meeting, viewer.on)
    sections = (
        PackSection(
            "Attendance", tables=(PackTable("Who was there", ("Member", "Role", "Was there"), attended),)
        ),
        PackSection("Agenda", tables=(PackTable("Agenda", ("No.", "Agenda"), agenda),)),
        PackSection("Minutes", tuple(meeting.minutes.splitlines()) or (NOT_WRITTEN,)),
        PackSection("Actions", tables=(PackTable("Agreed", ("Action", "Who", "By", "Now"), actions),)),
    )
    words = f"{day_words(meeting.held_on)}, {meeting.place}. Minutes: {str(minutes.words).lower()}."
    if minutes.note:
        words += f" {minutes.note}."
    return Pack(meeting.group.name, words, sections, str(own_authority() or ""))


def _action_line(one: Undertaking, viewer: Viewer) -> tuple[str, ...]:
    cell = state_cell(one, viewer.on)
    stands = f"{cell.words}, {cell.note}" if cell.note else str(cell.words)
    return one.words, owner_words(one) or "nobody", day_words(one.due_on), stands
