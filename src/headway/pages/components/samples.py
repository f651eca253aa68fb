"""Invented things to show components with: a form with one field of each kind, a list of schools, a message."""

import datetime
from dataclasses import replace

from django import forms
from django.http import QueryDict

from headway.kit.forms import KitForm
from headway.kit.listing import ListQuery
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Column, Row, Table

PUBLISHED_ON = datetime.date(2026, 3, 3)
NAMES = ("Ash Lane Primary School", "Beacon Hill Academy", "St Peter & St Paul CE Primary School")
STATES = (("On course", "green"), ("Watch", "yellow"), ("Concern", "red"), ("Not judged", "grey"))


class VisitForm(KitForm):
    """One field of each kind."""

    missing = {
        "title": "Enter what the visit is for",
        "email": "Enter the headteacher's e-mail address",
        "half_days": "Enter the number of half-days",
        "reason": "Enter why the visit is needed",
        "phase": "Select a phase",
        "manner": "Select how the visit takes place",
        "themes": "Select at least one theme",
        "visit_on": "Enter the date of the visit",
        "paper": "Choose the paper to send before the visit",
    }
    title = forms.CharField(max_length=20, label="Purpose")
    email = forms.EmailField(label="E-mail address", help_text="The note of visit goes here.")
    half_days = forms.IntegerField(min_value=1, max_value=6, label="Half-days")
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Reason")
    phase = forms.ChoiceField(choices=[("", "Choose"), ("P", "Primary"), ("S", "Secondary")], label="Phase")
    manner = forms.ChoiceField(
        choices=[("school", "At the school"), ("call", "By telephone")],
        widget=forms.RadioSelect,
        label="Manner",
    )
    themes = forms.MultipleChoiceField(
        choices=[("read", "Reading"), ("attend", "Attendance")],
        widget=forms.CheckboxSelectMultiple,
        label="Themes",
    )
    visit_on = MemorableDateField(label="Date of visit", help_text="For example, 27 3 2026")
    paper = forms.FileField(label="Paper")
    alone = forms.BooleanField(required=False, label="The adviser comes alone")


def list_query(address: str = "phase=P&page=3&sort=-days") -> ListQuery:
    """The gallery's list as an address asks for it."""
    sorts = ("name", "phase", "days")
    return ListQuery.read(QueryDict(address), "/schools/", filters=("q", "phase", "flag"), sorts=sorts)


def school_rows(count: int) -> tuple[Row, ...]:
    """Rows with a link, a tag, a number, a missing value and a long name."""
    return tuple(
        Row(
            (
                Cell(NAMES[n % 3], href=f"/schools/{n}/", note="Voluntary aided, Southfield"),
                "Primary",
                Cell(STATES[n % 4][0], colour=STATES[n % 4][1]),
                None if n % 5 == 4 else n * 1204,
                Cell(None, missing="not published"),
            )
        )
        for n in range(count)
    )


def school_table(query: ListQuery, count: int = 12, total: int = 561) -> Table:
    """A list as the schools page shows it."""
    table = query.table(
        caption="Schools of the authority",
        columns=(
            Column("Name", "name", sortable=True),
            Column("Phase", "phase", sortable=True),
            Column("Standing"),
            Column("Half-days", "days", numeric=True, sortable=True),
            Column("Reading, writing and mathematics", numeric=True, unit="% of pupils"),
        ),
        rows=school_rows(count),
        total=total,
        noun=("school", "schools"),
        empty_words="No school is known yet. Load the register to start.",
        filters=(
            query.text_filter("q", "Name or URN", hint="Part of it is enough"),
            query.choice_filter("phase", "Phase", (("P", "Primary"), ("S", "Secondary"))),
            query.choice_filter("flag", "Flags", (("new", "New head"), ("due", "Inspection due")), many=True),
        ),
    )
    return replace(table, export_href=query.href("/schools/export/"))


def message(words: str, level_tag: str) -> object:
    """A message as Django's own framework would hand it over."""
    return type("Message", (), {"level_tag": level_tag, "__str__": lambda self: words})()


def wrong_form() -> VisitForm:
    """A form that was sent with every field wrong."""
    data = {"title": "x" * 30, "email": "nobody", "half_days": "nine", "phase": "Z", "visit_on-day": "31"}
    form = VisitForm(data | {"visit_on-month": "February", "visit_on-year": "2026"})
    form.is_valid()
    form.add_error(None, "The school is closed on that day. Choose another day or another school.")
    return form
