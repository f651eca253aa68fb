"""What somebody undertook to do and has not done, on their home page."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.undertakings.models import Undertaking
from headway.kit.tables import Cell, day_cell, plain_table
from headway.kit.words import count_words
from headway.pages.home.sections import Section

SHOWN = 10


def actions_section(viewer: Viewer, due: Iterable[Undertaking]) -> Iterator[Section]:
    """The actions of plans among what is due, the next due first; nothing where there is none."""
    rows = [one for one in due if one.origin_kind == "plan"][: SHOWN + 1]
    if not rows:
        return
    late = sum(bool(row.due_on and row.due_on < viewer.on) for row in rows)
    words = (f"{count_words(late, 'action is', 'actions are')} past the day agreed.",) if late else ()
    lines = [
        (
            Cell(row.words, href=_href(row)),
            row.origin_words,
            day_cell(row.due_on, missing="no date"),
            Cell("Late", colour="red")
            if row.due_on and row.due_on < viewer.on
            else Cell("Open", colour="grey"),
        )
        for row in rows[:SHOWN]
    ]
    table = plain_table("Due from me", ("Action", "Plan", "Due on", "Now"), lines)
    yield Section("My actions", explains=("baseline date",), words=words, tables=(table,))


def _href(row: Undertaking) -> str:
    return reverse("plan_action", args=[row.origin_id, row.public_id])
