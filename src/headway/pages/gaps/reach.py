"""Whose gaps the viewer may see: of every group, or only of those the role holds evidence for (M4-02)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.queries import known_open
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools, schools_visible_to
from headway.features.sharing.pupils import is_trained
from headway.rules.pupil_data import PupilDataPolicy, opens_group

KIND = "evidence"
PART = frozenset({"part"})
OF_PURPOSE = "Your role sees gaps of the groups it holds evidence for: {groups}."
NO_GROUP = "Your role holds evidence for no group of pupils, so no gap is shown."


@dataclass(frozen=True, slots=True)
class Reach:
    """The schools, which groups of theirs, and what is said of it; `words` empty: every group."""

    schools: QuerySet[School]
    opens: Callable[[str], bool]
    words: str = ""


def reach_of(viewer: Viewer, policy: PupilDataPolicy | None) -> Reach:
    """What the viewer sees of gaps. Whose role is trained in data of groups first sees none before (M4-12)."""
    if viewer.reach(KIND) != "none" or not viewer.may(KIND, "see", PART):
        return Reach(known_open(schools_visible_to(viewer, KIND), viewer.on), lambda group: True)
    schools = known_open(own_schools(), viewer.on)
    trained = is_trained(viewer, policy)
    if not trained:
        return Reach(schools.none(), lambda group: False, trained.reason)
    groups = sorted(
        {name for role in viewer.roles for name in (policy.alerts.get(role, ()) if policy else ())}
    )
    if policy is None or not groups:
        return Reach(schools.none(), lambda group: False, NO_GROUP)
    words = OF_PURPOSE.format(groups="; ".join(groups))
    return Reach(schools, lambda group: opens_group(policy, viewer.roles, group), words)
