"""Views of all groups: forums and protocols at a glance, and the management entitlements in force."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.committees.actions import may_keep
from headway.features.committees.models import Forum, Protocol
from headway.features.committees.queries import forums_visible_to, protocols_visible_to
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, typed
from headway.features.standing_groups.queries import KIND as STANDING
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.rules.joint_working import STANDINGS, Party, Standing, standing_of
from headway.rules.joint_working_policy import JointWorkingPolicy, Minimum

CRUMB = Link("Joint working", "/joint-working/")


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """Forums and protocols, and what can be added."""

    heading: str
    protocols: Table
    forums: Table
    entitlements_href: str
    functions_href: str
    standing_href: str
    new_protocol_href: str
    new_forum_href: str


@dataclass(frozen=True, slots=True)
class EntitlementsPage:
    """What each role gets at the least, and which version says so."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    minimums: tuple[Minimum, ...]
    past_review: str


def policy_of(request: HttpRequest) -> JointWorkingPolicy:
    """The policy of joint working on the viewer's day."""
    return typed("joint_working", request.viewer.on)


def stands(protocol: Protocol, request: HttpRequest, divisions: dict[str, str]) -> Standing:
    """How a protocol stands on the viewer's day."""
    parties = [
        Party(divisions.get(one.division, one.division), one.signed_on) for one in protocol.signatures.all()
    ]
    return standing_of(parties, protocol.review_on, request.viewer.on)


def show_groups(request: HttpRequest) -> HttpResponse:
    """Protocols by their review, and forums by name."""
    policy, keeps = policy_of(request), may_keep(request.viewer)
    page = GroupsPage(
        heading="Joint working",
        protocols=_protocols(request, dict(policy.divisions)),
        forums=_forums(request, dict(policy.forums)),
        entitlements_href=reverse("management_entitlements"),
        functions_href=reverse("functions"),
        standing_href=reverse("standing_groups") if request.viewer.may_ever(STANDING) else "",
        new_protocol_href=reverse("protocol_new") if keeps else "",
        new_forum_href=reverse("forum_new") if keeps else "",
    )
    return render(request, "committees/groups.html", {"page": page})


def show_entitlements(request: HttpRequest) -> HttpResponse:
    """The list in force, as it was published (M16-04)."""
    stored, policy = policy_in_use("joint_working", request.viewer.on), policy_of(request)
    late = policy.header.review_by < request.viewer.on
    page = EntitlementsPage(
        heading="Management entitlements",
        breadcrumbs=(CRUMB,),
        facts=_published(stored, policy),
        minimums=policy.entitlements,
        past_review="This list was to be reviewed by now." if late else "",
    )
    return render(request, "committees/entitlements.html", {"page": page})


def _published(stored: Policy, policy: JointWorkingPolicy) -> tuple[SummaryRow, ...]:
    in_force = stored.in_use_from or policy.header.valid_from
    return (
        SummaryRow("Version", f"{stored.number}"),
        SummaryRow("In force from", day_words(in_force)),
        SummaryRow("Review by", day_words(policy.header.review_by)),
        SummaryRow("Owner", policy.header.author),
        SummaryRow("Where it comes from", policy.header.source),
    )


def _protocols(request: HttpRequest, divisions: dict[str, str]) -> Table:
    rows = []
    for one in protocols_visible_to(request.viewer):
        standing = stands(one, request, divisions)
        signed = ", ".join(divisions.get(by.division, by.division) for by in one.signatures.all())
        rows.append(
            (
                Cell(one.title, href=reverse("protocol", args=[one.public_id])),
                signed,
                Cell(standing.word.capitalize(), colour=STANDINGS[standing.word], note=standing.reason),
                day_cell(one.review_on),
            )
        )
    heads = ("Protocol", "Between", "How it stands", "Review by")
    empty = "No protocol is written yet. Write down what two divisions agree on and have both sign it."
    return plain_table("Protocols", heads, rows, empty_words=empty)


def _forums(request: HttpRequest, kinds: dict[str, str]) -> Table:
    rows = [_forum(one, kinds) for one in forums_visible_to(request.viewer)]
    heads = (
        "Forum",
        "Kind",
        Column("Advice", numeric=True),
        Column("Not answered", numeric=True),
        "Last advice",
    )
    empty = "No forum is written down yet. Begin with those that advise the authority most."
    return plain_table("Forums", heads, rows, empty_words=empty)


def _forum(one: Forum, kinds: dict[str, str]) -> Row | tuple:
    return (
        Cell(
            one.name,
            href=reverse("forum", args=[one.public_id]),
            note=f"Ended on {day_words(one.ended_on)}" if one.ended_on else "",
        ),
        kinds.get(one.kind, one.kind),
        one.advised,
        one.unanswered,
        day_cell(one.last_advised_on, missing="none yet"),
    )
