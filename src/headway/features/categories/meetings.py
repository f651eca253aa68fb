"""Reads of moderation meetings: what is to be moderated, meetings, and their agenda as far as the viewer may see it."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import AgendaItem, Judgement, JudgementState, Meeting
from headway.features.categories.moderation import Point
from headway.features.categories.queries import (
    KIND,
    category_of,
    latest_proposals,
    waiting_judgements,
)
from headway.features.intelligence.queries import questions_that_ask
from headway.features.people.models import Person, Role
from headway.features.schools.queries import schools_visible_to
from headway.rules.intelligence import OPEN
from headway.rules.moderation import PUT_OFF, why_to_moderate
from headway.rules.permissions import AccessPolicy, may_ever

APPROVE = "approve"


def points_to_moderate(viewer: Viewer) -> list[Point]:
    """The agenda of a meeting held now, by name: judgements that wait, then categories that differ from the proposal and
    schools whose notes ask for a look.

    Only schools whose category the viewer may approve; seven queries.
    """
    schools = {row.urn: row for row in schools_visible_to(viewer, KIND, APPROVE).order_by("name", "urn")}
    waiting = waiting_judgements(schools)
    in_force = category_of(schools, viewer.on)
    proposals = latest_proposals(schools)
    asking = _asking(viewer, schools)
    points, differing = [], []
    for urn, school in schools.items():
        one = waiting.get(urn)
        why = why_to_moderate(
            waiting=f"{one.judged_by} judged category {one.category}, {one.label}." if one else "",
            in_force=in_force[urn].category if urn in in_force else "",
            proposed=proposals[urn].category if urn in proposals else "",
            asked=urn in asking,
        )
        if why:
            (points if one else differing).append(Point(school, one, why))
    return points + differing


def _asking(viewer: Viewer, urns: Collection[int]) -> set[int]:
    """Schools with a question that waits, or was taken up and neither judged nor talked about since; none for a viewer who
    may not read notes. Whoever approves categories may, so what minutes say of it is told to nobody else."""
    asking = questions_that_ask(viewer, urns)
    talked = AgendaItem.objects.filter(school__in=asking).exclude(outcome__in=("", PUT_OFF))
    judged = Judgement.objects.filter(school__in=asking, state=JudgementState.AGREED)
    last = dict(talked.values_list("school").annotate(at=Max("recorded_at")))
    judged_at = dict(judged.values_list("school").annotate(at=Max("judged_at")))
    return {
        urn
        for urn, one in asking.items()
        if one.state == OPEN
        or not any(at and one.raised_at <= at for at in (last.get(urn), judged_at.get(urn)))
    }


def meetings_visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings, newest first: all for who may approve every category, else those one chaired or was at."""
    rows = Meeting.objects.select_related("chaired_by").order_by("-held_on", "-pk")
    reach = viewer.reach(KIND, APPROVE)
    if reach == "all":
        return rows
    mine = Meeting.objects.filter(Q(chaired_by=viewer.person) | Q(present=viewer.person)).values("pk")
    return rows.filter(pk__in=mine) if reach == "own" else rows.none()


def with_counts(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with how many schools were on the agenda and how many were settled."""
    return meetings.annotate(
        schools=Count("items", distinct=True),
        settled=Count("items", filter=~Q(items__outcome=""), distinct=True),
    )


def items_visible_to(viewer: Viewer, meeting: Meeting) -> list[AgendaItem]:
    """The agenda in order, only schools whose category the viewer may approve; one query."""
    schools = schools_visible_to(viewer, KIND, APPROVE).values("pk")
    rows = meeting.items.filter(school__in=schools)
    return list(rows.select_related("school", "judgement__judged_by", "judgement__request", "recorded_by"))


def people_who_moderate(access: AccessPolicy, on: date) -> QuerySet[Person]:
    """Those whose roles let them see categories of schools as officers: whom a meeting may have at its table."""
    roles = [
        slug
        for slug, role in access.roles.items()
        if role.staff and may_ever(access, roles=frozenset({slug}), act="see", kind=KIND)
    ]
    held = Role.objects.as_at(on).filter(role__in=roles).values("person")
    return Person.objects.filter(pk__in=held, is_active=True).order_by("name", "pk")
