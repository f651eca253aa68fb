"""Writes of photographs. Who may do so is asked by the flow that does: who writes the record of the visit."""

from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.files.actions import forget, keep
from headway.features.people.models import Person
from headway.features.photographs.models import Photograph
from headway.features.visits.models import Visit
from headway.gateways.pictures import JPEG, Picture
from headway.rules.verdict import insist
from headway.rules.visit_photographs import may_add


@transaction.atomic
def add_photograph(
    *, visit: Visit, number: int, picture: Picture, caption: str, by: Person, at: datetime
) -> Photograph:
    """Keep a cleaned photograph with its caption in that version of the record; the same one once, so many at most."""
    held = Photograph.objects.filter(visit=visit, number=number)
    name = f"photograph {visit.public_id}.jpg"
    file = keep(content=picture.content, name=name, content_type=JPEG, at=at)
    insist(may_add(caption, held=held.count(), known=held.filter(file=file).exists()))
    made = Photograph.objects.create(
        visit=visit, number=number, file=file, caption=caption.strip(), width=picture.width,
        height=picture.height, added_by=by, added_at=at,
    )  # fmt: skip
    _tell("add_photograph", visit, by, at, number=number, photograph=made.public_id)
    return made


@transaction.atomic
def take_photograph_out(*, photograph: Photograph, by: Person, at: datetime) -> None:
    """Take it out; what no other record shows is no longer kept."""
    file, key = photograph.file, photograph.public_id
    photograph.delete()
    forgotten = forget(file=file, by=by.public_id, at=at)
    visit, number = photograph.visit, photograph.number
    _tell("take_photograph_out", visit, by, at, number=number, photograph=key, forgotten=forgotten)


@transaction.atomic
def carry_photographs(*, visit: Visit, number: int, into: int, by: Person, at: datetime) -> None:
    """The photographs of one version in the next, each row of its own."""
    rows = list(Photograph.objects.filter(visit=visit, number=number))
    for row in rows:
        row.pk, row.number = None, into
        row.public_id = Photograph._meta.get_field("public_id").get_default()
    Photograph.objects.bulk_create(rows)
    _tell("carry_photographs", visit, by, at, number=into, photographs=len(rows))


def _tell(action: str, visit: Visit, by: Person, at: datetime, **told: Any) -> None:
    record(
        action=action, subject_kind="visit", subject_id=visit.public_id, at=at, by=by.public_id, after=told
    )
