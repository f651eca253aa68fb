"""Attendance by role and purpose: totals of schools for those who plan, single pupils for those who support (M4-02)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES, schools_visible_to
from headway.features.sharing.actions.pupils import change_pupil, note_pupil, record_opening
from headway.features.sharing.models import AttendanceConcern
from headway.features.sharing.pupils import (
    CONCERNS,
    NOBODY,
    concerns_named_to,
    is_trained,
    knows_names,
    may_note,
    may_open_names,
    schools_counted_for,
    totals_by_school,
)
from headway.kit.figures import Figure, Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.listing import ListQuery
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Column, Row, Table, day_cell
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.rules.publishing import PublishingPolicy
from headway.rules.pupil_data import HIDDEN, NAMES, TOTALS, PupilDataPolicy, Totals
from headway.rules.verdict import Verdict

HOME = "/schools/attendance/"
CRUMBS = (Link("Schools", "/schools/"),)
CRUMB = Link("Attendance", HOME)
OVERVIEW = "overview"
MOST_SESSIONS = 2000
NOTE = (
    "Initials are enough. What is noted is seen by those who support pupils of this school, never by others.",
)


@dataclass(frozen=True, slots=True)
class AttendancePage:
    """Schools with the totals of their pupils of concern."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: str
    table: Table


@dataclass(frozen=True, slots=True)
class SchoolAttendancePage:
    """One school: totals, and for whom it may be the purposes under which single pupils are opened."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    note: str
    purposes: tuple[Link, ...]
    untrained: str
    note_href: str


@dataclass(frozen=True, slots=True)
class NamesPage:
    """Single pupils of a school, opened for a purpose."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: str
    table: Table
    note_href: str


class PupilForm(KitForm):
    """One pupil of concern."""

    missing: ClassVar[MissingSentences] = {
        "pupil": "Enter the pupil's initials or name",
        "year_group": "Enter the year group",
        "possible": "Enter how many sessions there were",
        "missed": "Enter how many were missed",
        "since": "Enter since when it is a concern",
    }
    pupil = forms.CharField(label="Pupil", max_length=80, help_text="Initials or name")
    year_group = forms.CharField(label="Year group", max_length=20)
    since = MemorableDateField(label="A concern since", help_text="For example, 27 3 2026")
    possible = forms.IntegerField(
        label="Sessions since then", min_value=1, max_value=MOST_SESSIONS, help_text="Two a school day"
    )
    missed = forms.IntegerField(label="Of these missed", min_value=0, max_value=MOST_SESSIONS)


class ChangedPupilForm(PupilForm):
    """The same as it was when the page was opened, and whether the concern has ended."""

    missing: ClassVar[MissingSentences] = PupilForm.missing | {"version": "Open the page again"}
    ended_on = MemorableDateField(
        label="Ended on", required=False, help_text="When it is a concern no longer"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def list_schools(request: HttpRequest) -> HttpResponse:
    """Every open school the viewer may know totals of; how many pupils, and the share of sessions they missed."""
    viewer = request.viewer
    query = ListQuery.read(request.GET, HOME, filters=("q",), sorts=("name",))
    rows = schools_counted_for(viewer).filter(status_code__in=OPEN_STATUSES)
    if words := query.text("q"):
        rows = rows.filter(name__icontains=words)
    total = rows.count()
    smallest = _smallest(request)

    def build(asked: ListQuery) -> AttendancePage:
        shown = list(rows.order_by(*asked.order_by({"name": "name"}))[asked.bounds(total)])
        totals = totals_by_school(viewer, [one.urn for one in shown])
        table = asked.table(
            caption="Pupils whose attendance is a concern",
            columns=(
                Column("School", "name", sortable=True),
                Column("Pupils", numeric=True),
                Column("Sessions they missed", numeric=True),
            ),
            rows=[_row(one, totals.get(one.urn, NOBODY), smallest) for one in shown],
            total=total,
            noun=("school", "schools"),
            empty_words="No school whose totals you may see.",
            hide_caption=True,
            filters=(query.text_filter("q", "School"),),
        )
        words = "Open a school to see its totals, or its pupils where your work needs them. Each opening is recorded."
        return AttendancePage("Attendance", CRUMBS, words, with_export(table, asked))

    return answer_list(request, query, build, "sharing/attendance.html")


def show_school(request: HttpRequest, urn: int) -> HttpResponse:
    """Totals of one school; the opening is recorded."""
    viewer, school = request.viewer, _counted(request, urn)
    policy: PupilDataPolicy = typed("pupil_data", viewer.on)
    totals = totals_by_school(viewer, [urn]).get(urn, NOBODY)
    record_opening(school=school, depth=TOTALS, purpose=OVERVIEW, by=viewer, at=timezone.now())
    named, trained = knows_names(viewer, school), is_trained(viewer, policy)
    pupils, share = _cells(totals, _smallest(request))
    page = SchoolAttendancePage(
        heading=f"Attendance at {school.name}",
        caption=f"URN {urn}",
        breadcrumbs=(*CRUMBS, CRUMB, Link(school.name, f"/schools/{urn}/")),
        figures=(
            Figure("Pupils of concern", _said(pupils)),
            Figure("Sessions they missed", _said(share)),
        ),
        note=pupils.missing if pupils.words is None else "",
        purposes=_purposes(school, policy) if named and trained else (),
        untrained=trained.reason if named and not trained else "",
        note_href=reverse("attendance_note", args=[urn]) if may_note(viewer, school) else "",
    )
    return render(request, "sharing/attendance_school.html", {"page": page})


def show_names(request: HttpRequest, urn: int, purpose: str) -> HttpResponse:
    """Single pupils, for a purpose; the opening is recorded with it."""
    viewer = request.viewer
    policy: PupilDataPolicy = typed("pupil_data", viewer.on)
    if refused := refuse_unless(request, is_trained(viewer, policy)):
        return refused
    school = _named(request, urn)
    if refused := refuse_unless(request, may_open_names(viewer, school, purpose, policy)):
        return refused
    here = reverse("attendance_names", args=[urn, purpose])
    query = ListQuery.read(request.GET, here)
    rows = list(concerns_named_to(viewer, school))
    record_opening(school=school, depth=NAMES, purpose=purpose, by=viewer, at=timezone.now())

    def build(asked: ListQuery) -> NamesPage:
        table = asked.table(
            caption="Pupils whose attendance is a concern",
            columns=_NAME_COLUMNS,
            rows=[_pupil_row(one, purpose) for one in rows[asked.bounds(len(rows))]],
            total=len(rows),
            noun=("pupil", "pupils"),
            empty_words="No pupil is noted. Note the first one.",
            hide_caption=True,
        )
        return NamesPage(
            heading=f"Pupils of concern at {school.name}",
            caption=policy.purposes[purpose],
            breadcrumbs=_crumbs(school),
            words="This opening is recorded with its purpose.",
            table=with_export(table, asked),
            note_href=reverse("attendance_note", args=[urn]) if viewer.may_ever(CONCERNS, "change") else "",
        )

    return answer_list(request, query, build, "sharing/attendance_names.html")


def note(request: HttpRequest, urn: int) -> HttpResponse:
    """A pupil whose attendance is a concern."""
    if refused := refuse_unless(request, is_trained(request.viewer)):
        return refused
    school = _named(request, urn)
    form = PupilForm(sent(request))

    def act() -> None:
        note_pupil(school=school, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    back = reverse("attendance_school", args=[urn])
    page = FormPage("Note a pupil", school.name, _crumbs(school), form, "Note this pupil", back, NOTE)
    return answer(request, page, act, "The pupil is noted.")


def change(request: HttpRequest, urn: int, purpose: str, key: str) -> HttpResponse:
    """What is noted of a pupil, as it is now; the opening is recorded with its purpose."""
    if refused := refuse_unless(request, is_trained(request.viewer)):
        return refused
    school = _named(request, urn)
    held = concerns_named_to(request.viewer, school).filter(public_id=key).first()
    if held is None:
        raise Http404
    may = _may_change(request, school, purpose)
    if refused := refuse_unless(request, may):
        return refused
    if request.method == "GET":
        record_opening(school=school, depth=NAMES, purpose=purpose, by=request.viewer, at=timezone.now())
    form = ChangedPupilForm(sent(request), initial=_initial(held))

    def act() -> None:
        told = dict(form.cleaned_data)
        seen = told.pop("version")
        change_pupil(concern=held, told=told, seen_version=seen, by=request.viewer, at=timezone.now())

    back = reverse("attendance_names", args=[urn, purpose])
    page = FormPage("Change what is noted", school.name, _crumbs(school), form, "Save", back, NOTE)
    return answer(request, page, act, "Saved.", thing="pupil")


_NAME_COLUMNS = (
    Column("Pupil"),
    Column("Year group"),
    Column("Since"),
    Column("Sessions", numeric=True),
    Column("Missed", numeric=True),
    Column("Attendance", numeric=True),
    Column("Ended on"),
)


def _may_change(request: HttpRequest, school: School, purpose: str) -> Verdict:
    may = may_open_names(request.viewer, school, purpose, typed("pupil_data", request.viewer.on))
    return may_note(request.viewer, school) if may else may


def _initial(held: AttendanceConcern) -> dict[str, Any]:
    names = ("pupil", "year_group", "since", "possible", "missed", "ended_on", "version")
    return {name: getattr(held, name) for name in names}


def _counted(request: HttpRequest, urn: int) -> School:
    school = schools_counted_for(request.viewer).filter(urn=urn).first()
    if school is None:
        raise Http404
    return school


def _named(request: HttpRequest, urn: int) -> School:
    """A school of whose single pupils the viewer may know; else not found."""
    school = schools_visible_to(request.viewer, CONCERNS, "see").filter(urn=urn).first()
    if school is None:
        raise Http404
    return school


def _crumbs(school: School) -> tuple[Link, ...]:
    return (*CRUMBS, CRUMB, Link(school.name, reverse("attendance_school", args=[school.urn])))


def _purposes(school: School, policy: PupilDataPolicy) -> tuple[Link, ...]:
    return tuple(
        Link(policy.purposes[slug], reverse("attendance_names", args=[school.urn, slug]))
        for slug in policy.attendance[NAMES].purposes
    )


def _smallest(request: HttpRequest) -> int:
    policy: PublishingPolicy = typed("publishing", request.viewer.on)
    return policy.smallest_count


def _cells(totals: Totals, smallest: int) -> tuple[Cell, Cell]:
    if totals.hidden:
        hidden = Cell(None, missing=HIDDEN.format(smallest))
        return hidden, hidden
    share = totals.percent_missed
    if share is None:
        return Cell(totals.pupils), Cell(None, missing="no pupil of concern")
    return Cell(totals.pupils), Cell(f"{share:.1f}%", plain=round(share, 1))


def _said(cell: Cell) -> str:
    return cell.missing if cell.words is None else str(cell.words)


def _row(school: School, totals: Totals, smallest: int) -> Row:
    href = reverse("attendance_school", args=[school.urn])
    return Row((Cell(school.name, href=href, note=f"{school.urn}"), *_cells(totals, smallest)))


def _pupil_row(one: AttendanceConcern, purpose: str) -> Row:
    href = reverse("attendance_pupil", args=[one.school_id, purpose, one.public_id])
    share = 100 * (one.possible - one.missed) / one.possible
    return Row(
        (
            Cell(one.pupil, href=href),
            one.year_group,
            day_cell(one.since),
            one.possible,
            one.missed,
            Cell(f"{share:.1f}%", plain=round(share, 1)),
            day_cell(one.ended_on, missing="still a concern"),
        )
    )
