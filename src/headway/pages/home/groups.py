"""What is due for a standing group, and what is overdue in a group one chairs, on the home page (M1-12)."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.standing_groups.queries import KIND, ORIGIN
from headway.features.undertakings.models import Undertaking
from headway.kit.figures import Link
from headway.kit.words import count_words
from headway.pages.home.sections import Section
from headway.pages.standing_groups.tables import actions_table

SHOWN = 10


def groups_section(viewer: Viewer, due: Iterable[Undertaking]) -> Iterator[Section]:
    """Open actions of the viewer's and overdue ones of groups they chair, the next due first; nothing where there is none."""
    if not viewer.knows(KIND):
        return
    rows = [one for one in due if one.origin_kind == ORIGIN][: SHOWN + 1]
    if not rows:
        return
    late = sum(bool(one.due_on and one.due_on < viewer.on) for one in rows)
    words = (f"{count_words(late, 'action is', 'actions are')} overdue.",) if late else ()
    table = actions_table(
        "Due from me, and overdue in groups I chair", rows[:SHOWN], viewer.on, {one.public_id for one in rows}
    )
    links = (Link("All actions of groups", reverse("group_actions")),)
    yield Section("Standing groups", words=words, tables=(table,), links=links, explains=("standing group",))
