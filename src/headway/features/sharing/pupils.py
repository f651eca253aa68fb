"""Reads of training in data and of pupils of concern, the viewer first (M4-02, M4-12)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.audit.models import Event
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.policies.queries import policies_in_use, read_policy, typed
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.features.sharing.models import AttendanceConcern, DataTraining
from headway.rules.permissions import opens_restricted
from headway.rules.publishing import PublishingPolicy
from headway.rules.pupil_data import (
    NAMES,
    TOTALS,
    PupilDataPolicy,
    Sessions,
    Totals,
    may_open,
    may_open_groups,
    totals_of,
)
from headway.rules.verdict import ALLOWED, Verdict, first_refusal

TRAINING, GROUPS, CONCERNS = "data-training", "pupil-groups", "attendance-concerns"  # permission keys
OPENED = "open_pupil_data"  # the action of an event
NOBODY: Totals = Totals(0, None)


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody opened data of pupils: when, who, of which school, how deep and for what."""

    at: datetime
    by: str
    urn: int
    depth: str
    purpose: str


def trained_until(people: Iterable[Person]) -> dict[int, date]:
    """Key of a person to the last day their training counts to; who never was trained is absent. One query."""
    rows = DataTraining.objects.filter(person__in=list(people)).order_by()
    return dict(rows.values("person").annotate(until=Max("valid_until")).values_list("person", "until"))


def may_open_pupil_groups(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may open results by pupil group of this school: by role, and trained first (M4-12)."""
    return first_refusal(viewer.may(GROUPS, "see", relations_to(viewer, school)), is_trained(viewer))


def is_trained(viewer: Viewer, policy: PupilDataPolicy | None = None) -> Verdict:
    """Whether the viewer's role needs no training in data, or has it; the refusal says what to do. `policy`: the one in
    use, where it was read already."""
    stored = policies_in_use("pupil_data", on=viewer.on).get("pupil_data") if policy is None else None
    if policy is None and stored is None:
        return ALLOWED
    policy = policy or read_policy(stored)
    if not viewer.roles & policy.training.roles:
        return ALLOWED
    until = trained_until([viewer.person]).get(viewer.person.pk)
    return may_open_groups(policy, viewer.roles, until, viewer.on)


def people_to_train(viewer: Viewer, policy: PupilDataPolicy) -> QuerySet[Person]:
    """Active people who hold a role that is trained first, by name, for who may see training."""
    rows = holders(policy.training.roles, on=viewer.on)
    return rows if viewer.reach(TRAINING) == "all" else rows.none()


def training_visible_to(viewer: Viewer) -> QuerySet[DataTraining]:
    """Every record of training, newest first."""
    rows = DataTraining.objects.select_related("person", "recorded_by").order_by("-taken_on", "-pk")
    return rows if viewer.reach(TRAINING) == "all" else rows.none()


def schools_counted_for(viewer: Viewer) -> QuerySet[School]:
    """Schools of whose pupils of concern the viewer may know the totals."""
    return schools_visible_to(viewer, CONCERNS, "count")


def may_open_names(viewer: Viewer, school: School, purpose: str, policy: PupilDataPolicy) -> Verdict:
    """Whether the viewer may open single pupils of this school for this purpose: by role, tie, purpose and training."""
    return first_refusal(
        viewer.may(CONCERNS, "see", relations_to(viewer, school)),
        may_open(policy, NAMES, viewer.roles, purpose),
        is_trained(viewer, policy),
    )


def knows_names(viewer: Viewer, school: School) -> bool:
    """Whether the viewer may know of single pupils of the school at all, whatever for."""
    return bool(viewer.may(CONCERNS, "see", relations_to(viewer, school)))


def may_note(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may note pupils of this school."""
    return first_refusal(viewer.may(CONCERNS, "change", relations_to(viewer, school)), is_trained(viewer))


def concerns_named_to(viewer: Viewer, school: School) -> QuerySet[AttendanceConcern]:
    """Single pupils of a school, those of concern first; none for who may not see names."""
    rows = AttendanceConcern.objects.filter(
        school__in=schools_visible_to(viewer, CONCERNS, "see"), school_id=school.pk
    )
    opens = opens_restricted(viewer.access, roles=viewer.roles, kind=CONCERNS)
    return rows.select_related("school", "noted_by").order_by("since", "pk") if opens else rows.none()


def totals_by_school(viewer: Viewer, urns: Iterable[int]) -> dict[int, Totals]:
    """URN to totals of open concerns, hidden where they are few; a school without one is absent. No name is read."""
    policy: PublishingPolicy = typed("publishing", viewer.on)
    rows = AttendanceConcern.objects.filter(
        school__in=schools_counted_for(viewer), school_id__in=list(urns), ended_on=None
    )
    found: dict[int, list[Sessions]] = defaultdict(list)
    for urn, possible, missed in rows.values_list("school_id", "possible", "missed"):
        found[urn].append(Sessions(possible, missed))
    return {urn: totals_of(held, policy.smallest_count) for urn, held in found.items()}


def depth_of(viewer: Viewer, policy: PupilDataPolicy) -> str:
    """How deep the viewer's roles open attendance."""
    return NAMES if viewer.roles & policy.attendance[NAMES].roles else TOTALS


def accesses_visible_to(viewer: Viewer) -> QuerySet[Event]:
    """Each opening of pupils' data, newest first, for who keeps training and access."""
    rows = Event.objects.filter(action=OPENED).order_by("-number")
    return rows if viewer.reach(TRAINING) == "all" else rows.none()


def as_access(event: Event) -> Access:
    """An event as what it tells."""
    told = event.after or {}
    return Access(
        event.at, event.by, int(event.subject_id), str(told.get("depth", "")), str(told.get("purpose", ""))
    )
