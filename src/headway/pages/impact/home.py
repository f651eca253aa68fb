"""What of support waits for an officer, for their home page."""

from headway.features.appointments.viewer import Viewer
from headway.features.impact.queries import KIND, due_for
from headway.features.policies.queries import typed
from headway.kit.tables import Table
from headway.pages.impact.listing import due_table

SHOWN = 10


def due_tables(viewer: Viewer) -> tuple[Table, ...]:
    """Follow-ups that the viewer gave and judgements that wait for them; nothing where support is not theirs to change."""
    if not viewer.may_ever(KIND, "change"):
        return ()
    policy = typed(KIND, viewer.on)
    rows = due_for(viewer, policy.soon_days)[:SHOWN]
    return (due_table(viewer, rows, policy, "Follow-ups of support"),)
