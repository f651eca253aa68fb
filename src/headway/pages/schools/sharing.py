"""How a school stands with its data sharing agreement, and the ways to what is shared of it."""

from dataclasses import dataclass

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.sharing.analyses import KIND as ANALYSES
from headway.features.sharing.pupils import CONCERNS, GROUPS
from headway.features.sharing.queries import KIND
from headway.kit.figures import Link, SummaryRow
from headway.pages.schools.gather import Known
from headway.rules.calendars import academic_year_of
from headway.rules.data_sharing import STATES, state_of

# Kind, the act its page asks for, its words and its route.
PLACES = (
    (KIND, "see", "Agreements, and rows that were not taken", "agreement"),
    (ANALYSES, "see", "Analyses agreed for this year", "analyses_school"),
    (GROUPS, "see", "Results by pupil group", "pupil_groups"),
    (CONCERNS, "count", "Pupils whose attendance is a concern", "attendance_school"),
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How it stands, and where to go; only what the viewer may open."""

    rows: tuple[SummaryRow, ...]
    links: tuple[Link, ...]


def sharing_of(known: Known, viewer: Viewer) -> Sharing | None:
    """The section for this viewer; None where nothing of it is open."""
    urn, own = known.school.urn, frozenset({"own"} if known.is_own else ())
    links = []
    for kind, act, words, route in PLACES:
        if viewer.may(kind, act, own) or (act == "count" and viewer.may(kind, "see", own)):
            more = [academic_year_of(known.on).first_on.year] if route == "analyses_school" else []
            links.append(Link(words, reverse(route, args=[urn, *more])))
    return Sharing(_rows(known), tuple(links)) if links else None


def _rows(known: Known) -> tuple[SummaryRow, ...]:
    if "data-sharing" not in known.opened:
        return ()
    state = state_of(known.agreements, known.on)
    words, colour = STATES[state.word]
    return (SummaryRow("Data sharing agreement", words, colour=colour), SummaryRow("Why", state.reason))
