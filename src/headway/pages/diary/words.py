"""Visits as pages tell of them: kinds, halves, states and rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from headway.features.policies.queries import policies_in_use, read_policy
from headway.features.visits.models import Visit
from headway.features.visits.queries import lead_of
from headway.kit.figures import Link
from headway.kit.tables import Cell, Row, Table, day_cell, plain_table
from headway.rules.visit_types import VisitPolicy
from headway.rules.visits import BOOKED, CANCELLED, HALVES, HELD, LEAD, STATES

HOME = "/diary/"
CRUMB = Link("Diary", HOME)
COLOURS = {BOOKED: "blue", HELD: "green", CANCELLED: "grey"}
WAITS = "Waits for approval"
COLUMNS = ("Day", "Part of the day", "Where", "Kind", "Led by", "With", "State")


def policy_on(on: date) -> VisitPolicy | None:
    """The policy of visits in use on the day; None where there is none."""
    stored = policies_in_use("visit_types", on=on).get("visit_types")
    return read_policy(stored) if stored else None


def kinds_of(policy: VisitPolicy | None) -> dict[str, str]:
    """Slug to label of each kind of visit."""
    return {slug: one.label for slug, one in policy.types.items()} if policy else {}


def visit_row(visit: Visit, kinds: dict[str, str]) -> Row:
    """One visit in a list, with a link to it."""
    lead = lead_of(visit)
    others = [one.person.name for one in visit.people.all() if one.role != LEAD]
    state = (WAITS, "yellow") if visit.waits else (STATES[visit.state], COLOURS[visit.state])
    return Row(
        (
            day_cell(visit.on),
            HALVES[visit.half],
            Cell(visit.place.name, href=reverse("visit", args=[visit.public_id])),
            kinds.get(visit.kind, visit.kind),
            Cell(lead.person.name if lead else None, missing="nobody yet"),
            Cell(", ".join(others) or None, missing="nobody else"),
            Cell(state[0], colour=state[1]),
        )
    )


def visits_table(
    caption: str, visits: Iterable[Visit], kinds: dict[str, str], empty: str, **more: Any
) -> Table:
    """Visits by day."""
    rows = [visit_row(one, kinds).cells for one in visits]
    return plain_table(caption, COLUMNS, rows, empty_words=empty, **more)
