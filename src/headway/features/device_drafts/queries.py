"""Reads of what devices keep: may this draft be kept, who is it, under which key is it encrypted."""

import base64
from datetime import date

from django.utils.crypto import salted_hmac

from headway.features.appointments.viewer import Viewer
from headway.features.policies.queries import typed
from headway.features.records.content import texts_of
from headway.features.records.models import RecordOfVisit
from headway.features.records.queries import agreed_at, carried_to, preparation_of
from headway.rules.keeping_drafts import may_keep_offline
from headway.rules.pupil_names import names_in
from headway.rules.verdict import Verdict

WHO, SECRET = "headway.device.who", "headway.device.key"


def may_keep(record: RecordOfVisit, on: date) -> Verdict:
    """Whether the draft and what stands around it on its page may be kept on a device."""
    visit = record.visit
    held = preparation_of(visit)
    around = [*(held.answers.values() if held else ()), *(one.words for one in carried_to(visit))]
    return may_keep_offline(
        typed("visit_types", on).types.get(visit.kind),
        state=record.state,
        concern=record.category_before in typed("records_of_visit", on).concern_categories,
        named=names_in([*around, *texts_of(record, agreed_at(visit))]),
    )


def who_of(viewer: Viewer) -> str:
    """A name for the person that devices may keep: it says nothing and is the same each time."""
    return salted_hmac(WHO, viewer.id, algorithm="sha256").hexdigest()[:32]


def key_of(viewer: Viewer) -> str:
    """The key under which a device encrypts what this person writes, 32 bytes in base 64. It is told to that person alone."""
    return base64.b64encode(salted_hmac(SECRET, viewer.id, algorithm="sha256").digest()).decode()
