"""Writes of structures: begin, copy, change, move on; posts with titles; secondments."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.plans.models import Priority
from headway.features.saving import save_seen
from headway.features.search.actions import find_again
from headway.features.workforce.facts import as_rules
from headway.features.workforce.findable import STRUCTURES
from headway.features.workforce.models import Post, Secondment, Structure, Title
from headway.features.workforce.queries import KIND, PAY, posts_of
from headway.rules import structure_life as life
from headway.rules.funding import may_fund
from headway.rules.pay_policy import PayPolicy
from headway.rules.staffing_cost import may_use_scale
from headway.rules.structures import faults_of
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse

COPIED = (
    "lineage", "title", "locked_title", "role", "fte", "phases", "subject", "background", "intervenes", "vacant", "spine",
    "first_point", "last_point", "assessed_points", "pension", "allowance_pence", "shares", "position",
)  # fmt: skip


def may_change(by: Viewer, structure: Structure) -> Verdict:
    """Whether the person may change posts and facts of this structure."""
    return first_refusal(by.may(KIND, "change"), life.may_write(structure.state))


def may_price(by: Viewer, structure: Structure) -> Verdict:
    """Whether the person may change how its posts are paid."""
    return first_refusal(by.may(PAY, "change"), life.may_write(structure.state))


def may_consult_on(by: Viewer, structure: Structure, *, posts: int, faults: int) -> Verdict:
    """Whether the person may put it out for consultation."""
    state = life.may_consult(structure.state, posts=posts, faults=faults)
    return first_refusal(by.may(KIND, "change"), state)


def may_take_back(by: Viewer, structure: Structure) -> Verdict:
    """Whether the person may make it a draft again."""
    return first_refusal(by.may(KIND, "change"), life.may_take_back(structure.state))


def may_approve(by: Viewer, structure: Structure) -> Verdict:
    """Whether the person may approve it."""
    own = structure.made_by_id == by.person.pk
    return first_refusal(by.may(KIND, "approve"), life.may_approve(structure.state, is_author=own))


@transaction.atomic
def start_structure(*, told: Mapping[str, Any], by: Viewer, at: datetime) -> Structure:
    """A new draft without posts."""
    insist(by.may(KIND, "change"))
    made = Structure.objects.create(made_by=by.person, made_at=at, **told)
    _told("start_structure", made, by, at, after={"title": made.title, "year": made.year})
    return made


@transaction.atomic
def edit_structure(
    *, structure: Structure, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """Other facts of a draft; Stale where somebody saved it meanwhile."""
    held = Structure.objects.select_for_update().get(pk=structure.pk)
    insist(may_change(by, held))
    before = {name: str(getattr(held, name)) for name in told}
    save_seen(held, seen_version, told)
    after = {name: str(value) for name, value in told.items()}
    _told("edit_structure", held, by, at, before=before, after=after)


@transaction.atomic
def copy_structure(*, structure: Structure, title: str, year: str, by: Viewer, at: datetime) -> Structure:
    """A new draft with the same posts, shares and lines of report, that follows the structure it is copied from."""
    insist(by.may(KIND, "change"))
    made = Structure.objects.create(
        title=title,
        year=year,
        priced_on=structure.priced_on,
        follows=structure,
        made_by=by.person,
        made_at=at,
    )
    copies: dict[int, Post] = {}
    for post in posts_of(structure):
        twin = Post.objects.create(structure=made, **{name: getattr(post, name) for name in COPIED})
        twin.leads.set(post.leads.all())
        copies[post.pk] = twin
    for post in structure.posts.exclude(reports_to=None):
        Post.objects.filter(pk=copies[post.pk].pk).update(reports_to=copies.get(post.reports_to_id))
    _told("copy_structure", made, by, at, after={"from": structure.public_id, "posts": len(copies)})
    return made


@transaction.atomic
def move_structure(*, structure: Structure, to: str, by: Viewer, at: datetime) -> None:
    """Out for consultation, back to a draft, or approved; an approved one that it follows is followed from then on."""
    held = Structure.objects.select_for_update(of=("self",)).select_related("follows").get(pk=structure.pk)
    insist(_may_move(by, held, to))
    before, changes = held.state, {"state": to, "version": F("version") + 1}
    if to == life.APPROVED:
        changes |= {"approved_by": by.person, "approved_at": at}
        Structure.objects.filter(pk=held.follows_id, state=life.APPROVED).update(state=life.FOLLOWED)
    Structure.objects.filter(pk=held.pk).update(**changes)
    _told("move_structure", held, by, at, before={"state": before}, after={"state": to})


@transaction.atomic
def add_post(
    *, structure: Structure, told: Mapping[str, Any], leads: Collection[Priority], by: Viewer, at: datetime
) -> Post:
    """One more post; its title holds from the day the structure is priced at."""
    insist(may_change(by, structure))
    last = structure.posts.aggregate(last=Max("position"))["last"] or 0
    made = Post.objects.create(structure=structure, position=last + 1, **told)
    made.leads.set(leads)
    Title.objects.create(post=made, words=made.title, valid_from=structure.priced_on, by=by.person)
    _insist_on_lines(structure)
    _told("add_post", structure, by, at, after={"post": made.public_id})
    return made


@transaction.atomic
def edit_post(
    *, post: Post, told: Mapping[str, Any], leads: Collection[Priority], by: Viewer, at: datetime
) -> None:
    """Other facts of a post; its title is changed apart, with the day."""
    insist(may_change(by, post.structure))
    for name, value in told.items():
        setattr(post, name, value)
    post.save(update_fields=list(told))
    post.leads.set(leads)
    _insist_on_lines(post.structure)
    _told("edit_post", post.structure, by, at, after={"post": post.public_id})


@transaction.atomic
def remove_post(*, post: Post, by: Viewer, at: datetime) -> None:
    """Take a post out; who reported to it reports to whom it reported."""
    insist(may_change(by, post.structure))
    Post.objects.filter(reports_to=post).update(reports_to=post.reports_to_id)
    told, structure = {"post": post.public_id, "title": post.title}, post.structure
    post.delete()
    _told("remove_post", structure, by, at, before=told)


@transaction.atomic
def rename_post(*, post: Post, words: str, valid_from: date, by: Viewer, at: datetime) -> None:
    """Another title from a day on; the old one stays in the history (M2-11). After approval too: titles are revised then."""
    overrides = bool(by.may(KIND, "approve"))
    insist(
        first_refusal(by.may(KIND, "change"), life.may_rename(locked=post.locked_title, overrides=overrides))
    )
    last = post.titles.order_by("-valid_from", "-pk").first()
    if last and valid_from <= last.valid_from:
        insist(refuse("The new title begins after the one before it. Choose a later day."))
    post.titles.filter(valid_until=None).update(valid_until=valid_from)
    Title.objects.create(post=post, words=words, valid_from=valid_from, by=by.person)
    before = {"post": post.public_id, "title": post.title}
    post.title = words
    post.save(update_fields=["title"])
    after = {"title": words, "from": valid_from.isoformat()}
    _told("rename_post", post.structure, by, at, before=before, after=after)


@transaction.atomic
def pay_post(
    *,
    post: Post,
    told: Mapping[str, Any],
    shares: Mapping[str, Decimal],
    policy: PayPolicy,
    by: Viewer,
    at: datetime,
) -> None:
    """How a post is paid and from what money: a scale that exists on the day it is priced at, shares that make a whole."""
    insist(may_price(by, post.structure))
    scale = (told["first_point"], told["last_point"], told["assessed_points"], told["spine"])
    insist(first_refusal(may_use_scale(*scale, post.structure.priced_on, policy), may_fund(shares)))
    policy.pension(told["pension"])
    for name, value in told.items():
        setattr(post, name, value)
    post.shares = {source: str(share) for source, share in shares.items() if share}
    post.save(update_fields=[*told, "shares"])
    _told("pay_post", post.structure, by, at, after={"post": post.public_id})


@transaction.atomic
def add_secondment(*, structure: Structure, told: Mapping[str, Any], by: Viewer, at: datetime) -> Secondment:
    """A head or officer lent to the service, with what is paid back for it (M2-08)."""
    insist(first_refusal(may_change(by, structure), _may_last(told["starts_on"], told["ends_on"])))
    made = Secondment.objects.create(structure=structure, **told)
    _told("add_secondment", structure, by, at, after={"secondment": made.public_id})
    return made


@transaction.atomic
def change_secondment(*, secondment: Secondment, told: Mapping[str, Any], by: Viewer, at: datetime) -> None:
    """A secondment as it is now."""
    insist(first_refusal(may_change(by, secondment.structure), _may_last(told["starts_on"], told["ends_on"])))
    for name, value in told.items():
        setattr(secondment, name, value)
    secondment.save(update_fields=list(told))
    _told("change_secondment", secondment.structure, by, at, after={"secondment": secondment.public_id})


@transaction.atomic
def remove_secondment(*, secondment: Secondment, by: Viewer, at: datetime) -> None:
    """Take a secondment out."""
    insist(may_change(by, secondment.structure))
    told, structure = {"secondment": secondment.public_id}, secondment.structure
    secondment.delete()
    _told("remove_secondment", structure, by, at, before=told)


def _may_last(starts_on: date, ends_on: date) -> Verdict:
    return ALLOWED if ends_on > starts_on else refuse("It ends before it begins. Correct one of the days.")


def _may_move(by: Viewer, held: Structure, to: str) -> Verdict:
    if to == life.CONSULTING:
        posts = posts_of(held)
        faults = [
            one for one in faults_of(as_rules(posts, held.priced_on, None), {}, ()) if not one.is_warning
        ]
        return may_consult_on(by, held, posts=len(posts), faults=len(faults))
    return may_approve(by, held) if to == life.APPROVED else may_take_back(by, held)


def _insist_on_lines(structure: Structure) -> None:
    """Refused where a post reports to itself, straight or by way of others."""
    known = as_rules(posts_of(structure), structure.priced_on, None)
    faults = [one.words for one in faults_of(known, {}, ()) if not one.is_warning]
    insist(refuse(faults[0]) if faults else ALLOWED)


def _told(action: str, structure: Structure, by: Viewer, at: datetime, **told: Any) -> None:
    find_again(STRUCTURES, structure)
    record(action=action, subject_kind="structure", subject_id=structure.public_id, at=at, by=by.id, **told)
