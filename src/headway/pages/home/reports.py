"""What was published for the viewer's audiences, on the home of those outside the service."""

from collections.abc import Iterator

from headway.features.appointments.viewer import Viewer
from headway.features.performance_reports.queries import KIND, performance_reports_visible_to
from headway.kit.figures import Link
from headway.kit.words import day_words
from headway.pages.home.sections import Section
from headway.rules.performance_reports import PUBLISHED

SHOWN = 5


def reports_section(viewer: Viewer) -> Iterator[Section]:
    """The newest reports; no section where there is none, or for the service itself."""
    if viewer.is_staff or not viewer.knows(KIND):
        return
    rows = performance_reports_visible_to(viewer).filter(state=PUBLISHED)[:SHOWN]
    links = [
        Link(f"{one.title}, {day_words(one.published_on)}", f"/reports/{one.public_id}/") for one in rows
    ]
    if links:
        yield Section("Reports on schools", explains=("performance report",), links=tuple(links))
