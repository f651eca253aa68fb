"""Photographs in the record of a visit: added and taken out by who writes it, while it is a draft; read as a document."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.files.queries import bytes_of
from headway.features.photographs.actions import add_photograph, take_photograph_out
from headway.features.photographs.models import Photograph
from headway.features.records.content import Content
from headway.features.records.models import RecordOfVisit
from headway.features.records.queries import may_write
from headway.gateways.documents import PackPicture
from headway.gateways.pictures import PictureFault, clean_picture, size_of
from headway.rules.verdict import Refused, insist


def photograph_visit(
    *, record: RecordOfVisit, given: bytes, caption: str, by: Viewer, at: datetime
) -> Photograph:
    """Clean what was given and keep it with the draft; Refused with a sentence where it is no photograph."""
    insist(may_write(by, record))
    try:
        picture = clean_picture(given)
    except PictureFault as fault:
        raise Refused(str(fault)) from fault
    with transaction.atomic():
        held = _held(record, by)
        return add_photograph(
            visit=held.visit, number=held.number, picture=picture, caption=caption, by=by.person, at=at
        )


@transaction.atomic
def take_out_photograph(*, record: RecordOfVisit, photograph: Photograph, by: Viewer, at: datetime) -> None:
    """Take it out of the draft for good."""
    _held(record, by)
    take_photograph_out(photograph=photograph, by=by.person, at=at)


def pictures_of(told: Content) -> tuple[PackPicture, ...]:
    """The photographs of what a record says; one whose file is lost is left to its caption in the list of what is lost."""
    found = []
    for caption, checksum in told.get("photographs", ()):
        content = bytes_of(checksum)
        if content is not None:
            found.append(PackPicture(content, caption, *size_of(content)))
    return tuple(found)


def lost_of(told: Content) -> tuple[str, ...]:
    """A sentence for each photograph whose file the data folder lost."""
    pairs = told.get("photographs", ())
    return tuple(f"This photograph is lost: {caption}." for caption, key in pairs if bytes_of(key) is None)


def _held(record: RecordOfVisit, by: Viewer) -> RecordOfVisit:
    """The record kept from others until the transaction ends, still a draft of the viewer's."""
    rows = RecordOfVisit.objects.select_for_update(of=("self",)).select_related("visit", "author")
    held = rows.get(pk=record.pk)
    insist(may_write(by, held))
    return held
