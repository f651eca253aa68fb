"""Settling the district of a school that the register gives none."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.releases.actions import settle_faults
from headway.features.schools import actions
from headway.features.schools.models import District, School
from headway.flows.publications.districts import COLUMN
from headway.rules.verdict import Refused

MOVED = "The district of {school} was settled or published by now: it is {district}. Look again before changing it."


@transaction.atomic
def settle_district(*, school: School, district: District, seen: str, viewer: Viewer, at: datetime) -> None:
    """Put the school into the district an officer chose, and close the fault wherever it stands.

    `seen` is the code of the district it had when the officer looked, empty for none. Raises Refused, in words, when
    the viewer may not change the register or the school's district has moved since.
    """
    if not (verdict := viewer.may("register", "change")):
        raise Refused(verdict.reason)
    if not actions.settle_district(urn=school.urn, code=district.code, seen=seen, by=viewer.id, at=at):
        now = School.objects.select_related("district").get(urn=school.urn).district
        raise Refused(MOVED.format(school=school.name, district=now or "not known"))
    settle_faults(urn=school.urn, column=COLUMN, words=f"Settled as {district.name} by an officer")
