"""What follows a visit in the demonstration: a drawn picture in a draft of a record, and times that were confirmed."""

import io
from datetime import date, datetime

from PIL import Image, ImageDraw

from headway.features.appointments.queries import viewer_of
from headway.features.policies.queries import typed
from headway.features.records.models import RecordOfVisit
from headway.features.visit_times.actions import confirm_time
from headway.features.visit_times.queries import usual_time
from headway.features.visits.queries import lead_of
from headway.flows.photograph_visit import photograph_visit
from headway.rules.records_of_visit import DRAFT

SIZE = (800, 600)
CAPTION = "A display of reading: posters on one wall, books below"
CONFIRMED = 3


def tell_after_visits(*, on: date, at: datetime) -> None:
    """A picture in the first draft; the time of the first visits confirmed as it is usual, of the others proposed."""
    access, policy = typed("access", on), typed("visit_times", on)
    records = RecordOfVisit.objects.select_related("visit__school", "visit__partnership", "author").order_by(
        "pk"
    )
    for record in records[:CONFIRMED]:
        by, going = viewer_of(record.author, on=on, access=access), lead_of(record.visit)
        if going is not None and going.person_id == record.author_id:
            usual = usual_time(policy, record.visit, going)
            confirm_time(visit=record.visit, minutes=usual, seen_version=0, by=by, at=at)
    draft = records.filter(state=DRAFT).first()
    if draft is not None:
        by = viewer_of(draft.author, on=on, access=access)
        photograph_visit(record=draft, given=drawn(), caption=CAPTION, by=by, at=at)


def drawn() -> bytes:
    """A picture of a wall with posters and a shelf, drawn and not photographed."""
    picture = Image.new("RGB", SIZE, "#f3f2f1")
    pen = ImageDraw.Draw(picture)
    for number, colour in enumerate(("#1d70b8", "#00703c", "#d4351c", "#f47738")):
        pen.rectangle((60 + 180 * number, 80, 200 + 180 * number, 260), fill=colour)
    for number in range(22):
        pen.rectangle((60 + 31 * number, 400 - 7 * (number % 4), 84 + 31 * number, 500), fill="#505a5f")
    pen.rectangle((40, 500, 760, 516), fill="#0b0c0c")
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
