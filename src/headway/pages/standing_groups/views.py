"""Views of standing groups: those one may see, one of them, and what is to be done (M1-12)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.standing_groups import actions as deeds
from headway.features.standing_groups.models import GroupMember, TermsOfReference
from headway.features.standing_groups.queries import (
    actions_for,
    actions_of,
    groups_visible_to,
    meetings_visible_to,
    open_for_me,
    with_evidence,
    with_meetings,
)
from headway.features.undertakings.models import Undertaking
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Table, plain_table
from headway.kit.words import day_words
from headway.pages.standing_groups.finding import HOME, JOINT_WORKING, found_group
from headway.pages.standing_groups.tables import (
    actions_table,
    groups_table,
    meetings_table,
    members_table,
)
from headway.rules.standing_groups import CHAIR

NO_TERMS = "No terms of reference are recorded yet."


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The groups the viewer may see."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    mine_href: str
    new_href: str


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group: terms, members, meetings, what is open."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    terms: tuple[str, ...]
    tables: tuple[Table, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """What the viewer has to do, and what is overdue in the groups they chair."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    tables: tuple[Table, ...]


def list_groups(request: HttpRequest) -> HttpResponse:
    """Groups by name."""
    viewer = request.viewer
    rows = list(with_meetings(groups_visible_to(viewer), viewer))
    chairing = GroupMember.objects.as_at(viewer.on).filter(group__in=rows, role=CHAIR)
    chairs = {one.group_id: str(one) for one in chairing.select_related("person")}
    page = GroupsPage(
        heading="Standing groups",
        breadcrumbs=(JOINT_WORKING,),
        table=groups_table(rows, chairs),
        mine_href=reverse("group_actions"),
        new_href=reverse("standing_group_new") if deeds.may_found(viewer) else "",
    )
    return render(request, "standing_groups/groups.html", {"page": page})


def show_group(request: HttpRequest, key: str) -> HttpResponse:
    """One group: its terms of reference, members, meetings, and what is open."""
    group, viewer = found_group(request, key), request.viewer
    keeps = bool(deeds.may_keep(viewer, group))
    terms = list(group.terms.all())
    meetings = list(meetings_visible_to(viewer).filter(group=group))
    members = list(group.members.select_related("person", "group"))
    actions = list(actions_of(meetings).filter(completed_on=None, dropped_on=None))
    own = _mine(actions, viewer.person.pk)
    page = GroupPage(
        heading=group.name,
        breadcrumbs=(JOINT_WORKING, HOME),
        facts=(
            SummaryRow("Meets", group.meets or None),
            *((SummaryRow("Ended on", day_words(group.ended_on)),) if group.ended_on else ()),
            *((SummaryRow("Terms agreed on", day_words(terms[0].agreed_on)),) if terms else ()),
        ),
        terms=tuple(terms[0].words.splitlines()) if terms else (NO_TERMS,),
        tables=(
            *((_terms_before(terms[1:]),) if terms[1:] else ()),
            members_table(members, viewer.on, keeps=keeps),
            meetings_table(meetings, viewer.on),
            actions_table(
                "Open actions",
                actions,
                viewer.on,
                {one.public_id for one in actions} if keeps else own,
                "No action is open.",
            ),
        ),
        links=_links(key) if keeps else (),
    )
    return render(request, "standing_groups/group.html", {"page": page})


def list_actions(request: HttpRequest) -> HttpResponse:
    """What I have to do for a group, what is overdue in groups I chair, and what I did."""
    viewer = request.viewer
    rows = list(open_for_me(viewer))
    own = _mine(rows, viewer.person.pk)
    late = [one for one in rows if one.public_id not in own or (one.due_on and one.due_on < viewer.on)]
    ended = (
        with_evidence(actions_for(viewer))
        .filter(owner=viewer.person)
        .exclude(completed_on=None, dropped_on=None)
    )
    keys = {one.public_id for one in rows}
    mine = [one for one in rows if one.public_id in own]
    tables = (
        actions_table("Due from me", mine, viewer.on, keys, "Nothing is due from you."),
        actions_table("Overdue in groups I chair, and of mine", late, viewer.on, keys, "Nothing is overdue."),
        actions_table("Done or dropped by me", ended[:50], viewer.on, (), "Nothing yet."),
    )
    page = ActionsPage("Actions of groups", (JOINT_WORKING, HOME), tables)
    return render(request, "standing_groups/actions.html", {"page": page})


def _mine(rows: list[Undertaking], person: int) -> set[str]:
    return {one.public_id for one in rows if one.owner_id == person}


def _terms_before(rows: list[TermsOfReference]) -> Table:
    lines = [(day_words(one.agreed_on), one.words) for one in rows]
    return plain_table("Terms agreed before", ("Agreed on", "Terms"), lines)


def _links(key: str) -> tuple[Link, ...]:
    return (
        Link("Add a meeting", reverse("group_meeting_new", args=[key])),
        Link("Add a member", reverse("group_member_new", args=[key])),
        Link("Record terms of reference", reverse("group_terms_new", args=[key])),
        Link("Change the group", reverse("standing_group_edit", args=[key])),
    )
