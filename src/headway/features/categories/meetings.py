"""Reads of moderation meetings: what is to be moderated, meetings, and their agenda as far as the viewer may see it."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import AgendaItem, Judgement, JudgementState, Meeting
from headway.features.categories.moderation import Point
from headway.features.categories.queries import (
    KIND,
    category_of,
    latest_proposals,
    waiting_judgements,
)
from headway.features.intelligence.models import Question
from headway.features.intelligence.queries import may_see_all_asked
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.rules.intelligence import OPEN, TAKEN_UP
from headway.rules.moderation import PUT_OFF, why_to_moderate
from headway.rules.permissions import AccessPolicy, roles_that_may

APPROVE = "approve"


def points_to_moderate(viewer: Viewer) -> list[Point]:
    """The agenda of a meeting held now, by name: judgements that wait, then categories that differ from the proposal and
    schools whose notes ask for a look.

    Only schools whose category the viewer may approve; four queries.
    """
    schools = {
        row.urn: row for row in _with_asked(schools_visible_to(viewer, KIND, APPROVE)).order_by("name", "urn")
    }
    waiting = waiting_judgements(schools)
    in_force = category_of(schools, viewer.on)
    proposals = latest_proposals(schools)
    # Whoever approves categories may read notes too, so what minutes say of a question is told to nobody else.
    tells = may_see_all_asked(viewer, APPROVE)
    points, differing = [], []
    for urn, school in schools.items():
        one = waiting.get(urn)
        why = why_to_moderate(
            waiting=f"{one.judged_by} judged category {one.category}, {one.label}." if one else "",
            in_force=in_force[urn].category if urn in in_force else "",
            proposed=proposals[urn].category if urn in proposals else "",
            asked=tells and school.asked,
        )
        if why:
            (points if one else differing).append(Point(school, one, why))
    return points + differing


def _with_asked(schools: QuerySet[School]) -> QuerySet[School]:
    """Schools with `asked`: a question waits, or was taken up and neither judged nor talked about since."""
    since = {"school": OuterRef("school")}
    judged = Judgement.objects.filter(
        **since, state=JudgementState.AGREED, judged_at__gte=OuterRef("raised_at")
    )
    talked = AgendaItem.objects.filter(**since, recorded_at__gte=OuterRef("raised_at")).exclude(
        outcome=PUT_OFF
    )
    asking = Question.objects.filter(school=OuterRef("pk"))
    taken_up = asking.filter(~Exists(judged), ~Exists(talked), state=TAKEN_UP)
    return schools.annotate(asked=Exists(asking.filter(state=OPEN)) | Exists(taken_up))


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
    seeing = roles_that_may(access, act="see", kind=KIND)
    return holders([slug for slug in seeing if access.roles[slug].staff], on=on)
