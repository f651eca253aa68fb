"""Training in data before it is opened, and who opened data of pupils (M4-12, M4-02)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.people.models import Person
from headway.features.policies.queries import typed
from headway.features.schools.queries import named_schools
from headway.features.sharing.actions.pupils import record_training
from headway.features.sharing.pupils import (
    TRAINING,
    Access,
    accesses_visible_to,
    as_access,
    people_to_train,
    trained_until,
    training_visible_to,
)
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.listing import ListQuery
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Column, Row, Table, day_cell, moment_cell, plain_table
from headway.kit.words import count_words
from headway.pages.answering import FormPage, answer, sent
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.rules.pupil_data import NAMES, STATES, TOTALS, PupilDataPolicy, training_state

HOME = "/schools/agreements/"
CRUMBS = (Link("Schools", "/schools/"), Link("Data sharing", HOME))
DEPTHS = {TOTALS: "totals", NAMES: "single pupils"}


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """Who is trained, who is not, and every record."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: str
    people: Table
    records: Table
    record_href: str


@dataclass(frozen=True, slots=True)
class AccessesPage:
    """Who opened data of pupils."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


class TrainingForm(KitForm):
    """Who took the course, and when."""

    missing: ClassVar[MissingSentences] = {
        "person": "Select who took the course",
        "taken_on": "Enter the day it was taken",
    }
    person = forms.ModelChoiceField(None, empty_label="Choose one", to_field_name="public_id", label="Person")
    taken_on = MemorableDateField(label="Taken on", help_text="For example, 27 3 2026")

    def __init__(self, *args: Any, people: QuerySet[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = people


def show_training(request: HttpRequest) -> HttpResponse:
    """Everybody who is trained first, with how they stand."""
    viewer = request.viewer
    policy: PupilDataPolicy = typed("pupil_data", viewer.on)
    people = list(people_to_train(viewer, policy))
    until = trained_until(people)
    rows = []
    for one in people:
        known = until.get(one.pk)
        words, colour = STATES[training_state(known, viewer.on)]
        rows.append((one.name, Cell(words, colour=colour), day_cell(known, missing="never trained")))
    rule = policy.training
    labels = [viewer.access.roles[role].label for role in sorted(rule.roles) if role in viewer.access.roles]
    records = [
        (one.person.name, one.course, day_cell(one.taken_on), day_cell(one.valid_until), one.recorded_by.name)
        for one in training_visible_to(viewer)[:200]
    ]
    page = TrainingPage(
        heading="Training in data",
        breadcrumbs=CRUMBS,
        words=f"Who holds the role {' or '.join(labels)} opens no data by pupil group before taking “{rule.course}”. "
        f"It counts for {count_words(rule.valid_months, 'month')}.",
        people=plain_table(
            "Who is trained",
            ("Person", "State", "Counts until"),
            rows,
            empty_words="Nobody holds such a role.",
        ),
        records=plain_table(
            "Records",
            ("Person", "Course", "Taken on", "Counts until", "Recorded by"),
            records,
            empty_words="Nothing is recorded yet.",
        ),
        record_href=reverse("data_training_record") if viewer.may(TRAINING, "change") else "",
    )
    return render(request, "sharing/training.html", {"page": page})


def record(request: HttpRequest) -> HttpResponse:
    """A person took the course."""
    viewer = request.viewer
    policy: PupilDataPolicy = typed("pupil_data", viewer.on)
    form = TrainingForm(
        sent(request), people=people_to_train(viewer, policy), initial={"taken_on": viewer.on}
    )

    def act() -> None:
        record_training(**form.cleaned_data, policy=policy, by=viewer, at=timezone.now())

    back = reverse("data_training")
    crumbs = (*CRUMBS, Link("Training in data", back))
    page = FormPage("Record training", policy.training.course, crumbs, form, "Record it", back)
    return answer(request, page, act, "The training is recorded.")


def list_accesses(request: HttpRequest) -> HttpResponse:
    """Each opening of pupils' data with its purpose, newest first."""
    viewer, here = request.viewer, reverse("data_accesses")
    policy: PupilDataPolicy = typed("pupil_data", viewer.on)
    query = ListQuery.read(request.GET, here, filters=("depth", "purpose"), sorts=("at",), default_sort="-at")
    rows = accesses_visible_to(viewer)
    for name in ("depth", "purpose"):
        if value := query.text(name):
            rows = rows.filter(**{f"after__{name}": value})
    rows = rows if query.descending else rows.reverse()
    total = rows.count()

    def build(asked: ListQuery) -> AccessesPage:
        lines = _access_rows([as_access(one) for one in rows[asked.bounds(total)]], policy)
        table = asked.table(
            caption="Who opened data of pupils",
            columns=(
                Column("When", "at", sortable=True),
                Column("Who"),
                Column("School"),
                Column("What"),
                Column("For"),
            ),
            rows=lines,
            total=total,
            noun=("opening", "openings"),
            empty_words="Nobody has opened data of pupils yet. Each opening will stand here with its purpose.",
            hide_caption=True,
            filters=(
                query.choice_filter("depth", "What", DEPTHS.items()),
                query.choice_filter("purpose", "For", policy.purposes.items()),
            ),
        )
        return AccessesPage("Who opened data of pupils", CRUMBS, with_export(table, asked))

    return answer_list(request, query, build, "sharing/schedule.html")


def _access_rows(shown: Sequence[Access], policy: PupilDataPolicy) -> list[Row]:
    """A line an opening; two queries for the names."""
    people = dict(
        Person.objects.filter(public_id__in={one.by for one in shown}).values_list("public_id", "name")
    )
    schools = named_schools({one.urn for one in shown})
    return [
        Row(
            (
                moment_cell(timezone.localtime(one.at)),
                people.get(one.by, "somebody who is gone"),
                schools[one.urn].name if one.urn in schools else str(one.urn),
                DEPTHS.get(one.depth, one.depth),
                policy.purposes.get(one.purpose, one.purpose),
            )
        )
        for one in shown
    ]
