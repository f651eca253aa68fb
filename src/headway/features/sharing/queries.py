"""Reads of data sharing agreements, the viewer first, and how schools stand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.features.sharing.models import Agreement, WithheldRow
from headway.rules.data_sharing import NONE, SharingState, Signed, state_of
from headway.rules.verdict import Verdict

KIND = "data-sharing"  # the permission key
NO_AGREEMENT = SharingState(NONE, "None was signed yet.")


def may_record(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may record agreements of this school."""
    return viewer.may(KIND, "change", relations_to(viewer, school))


def agreements_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Agreement]:
    """Agreements of the schools the viewer may see them of, newest first."""
    rows = Agreement.objects.filter(school__in=schools_visible_to(viewer, KIND, act))
    rows = rows.select_related("school", "policy", "recorded_by", "ended_by").defer("policy__body")
    return rows.order_by("-valid_from", "-pk")


def signed(agreement: Agreement) -> Signed:
    """An agreement as the rules take it."""
    return Signed(agreement.valid_from, agreement.valid_until, agreement.ended_on)


def agreements_of(urns: Iterable[int]) -> dict[int, list[Signed]]:
    """URN to the agreements, whoever asks; one query."""
    rows = Agreement.objects.filter(school__in=list(urns))
    found: dict[int, list[Signed]] = defaultdict(list)
    for urn, *days in rows.values_list("school_id", "valid_from", "valid_until", "ended_on"):
        found[urn].append(Signed(*days))
    return dict(found)


def states_of(urns: Iterable[int], on: date) -> dict[int, SharingState]:
    """URN to how the school stands on a day; a school without an agreement is absent. One query."""
    return {urn: state_of(held, on) for urn, held in agreements_of(urns).items()}


def withheld_visible_to(viewer: Viewer) -> QuerySet[WithheldRow]:
    """Rows that were not taken, of the schools the viewer may see agreements of, newest first."""
    rows = WithheldRow.objects.filter(school__in=schools_visible_to(viewer, KIND)).select_related("school")
    return rows.order_by("-at", "sheet", "row", "pk")
