"""Reads of consents: who consents today, the history, and whose consent the viewer may record."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.consents.models import Consent
from headway.features.partnerships.models import Membership, Partnership
from headway.features.schools.queries import schools_visible_to

KIND = "consents"  # the permission key


def consenting(partnership: Partnership, roll: Iterable[Membership], on: date) -> frozenset[int]:
    """URNs of the members that consent on the day. A consent of a former time as a member counts no more."""
    since = {row.school_id: row.valid_from for row in roll}
    rows = Consent.objects.as_at(on).filter(partnership=partnership, school__in=since)
    return frozenset(row.school_id for row in rows if row.given_on >= since[row.school_id])


def consents_of(partnership: Partnership) -> QuerySet[Consent]:
    """Every consent there was to this partnership, newest first."""
    rows = Consent.objects.filter(partnership=partnership)
    return rows.select_related("school", "recorded_by", "withdrawal_recorded_by").order_by("-given_on", "-pk")


def schools_consenting_by(viewer: Viewer, roll: Iterable[Membership]) -> frozenset[int]:
    """URNs of the members whose consent the viewer may record: a head the own school's, an officer any."""
    urns = [row.school_id for row in roll]
    return frozenset(
        schools_visible_to(viewer, KIND, "change").filter(pk__in=urns).values_list("pk", flat=True)
    )
