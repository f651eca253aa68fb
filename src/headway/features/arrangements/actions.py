"""Writes of arrangements; each person writes their own only."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.arrangements.models import Arrangement
from headway.features.audit.actions import record
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse

MOST_VIEWS = 50
LONGEST_ADDRESS = Arrangement._meta.get_field("address").max_length


@transaction.atomic
def arrange_columns(*, list_name: str, address: str, by: Viewer, at: datetime) -> None:
    """Remember the part of an address that leaves columns out of a list and orders them; an empty one: as usual.

    Refused where it is longer than a row holds.
    """
    if len(address) > LONGEST_ADDRESS:
        insist(refuse("These columns are too many to be kept. Leave fewer of them out."))
    held = Arrangement.objects.filter(person=by.person, list_name=list_name, name="")
    if address:
        Arrangement.objects.update_or_create(
            person=by.person, list_name=list_name, name="", defaults={"address": address, "kept_at": at}
        )
    else:
        held.delete()
    _record("arrange_columns", list_name, by, at, {"as_usual": not address})


@transaction.atomic
def keep_view(
    *, list_name: str, name: str, address: str, shared: bool, by: Viewer, at: datetime
) -> Arrangement:
    """Keep a view of a list under a name; one's own of that name is replaced. Refused without a name, past the most
    one person may keep, and for sharing by somebody who is not staff."""
    insist(may_keep(list_name=list_name, name=name, address=address, shared=shared, by=by))
    made, new = Arrangement.objects.update_or_create(
        person=by.person,
        list_name=list_name,
        name=name.strip(),
        defaults={"address": address, "shared": shared, "kept_at": at},
    )
    _record("keep_view", list_name, by, at, {"shared": shared, "new": new})
    return made


def may_keep(*, list_name: str, name: str, address: str, shared: bool, by: Viewer) -> Verdict:
    """Whether this view may be kept."""
    longest = Arrangement._meta.get_field("name").max_length
    if not name.strip():
        return refuse("Enter a name for the view.")
    if len(name.strip()) > longest:
        return refuse(f"The name of a view has {longest} characters at most. Shorten it.")
    if len(address) > LONGEST_ADDRESS:
        return refuse("The filters of this view are too many to be kept. Take some away.")
    if shared and not by.is_staff:
        return refuse("Views are shared among the authority's staff. Keep this one for yourself.")
    others = Arrangement.objects.filter(person=by.person).exclude(name__in=("", name.strip()))
    if others.count() >= MOST_VIEWS:
        return refuse(f"You keep {MOST_VIEWS} views already. Remove one that you no longer use.")
    return ALLOWED


@transaction.atomic
def share_view(*, view: Arrangement, shared: bool, by: Viewer, at: datetime) -> None:
    """Share one's view with colleagues, or keep it to oneself again."""
    insist(_own(view, by))
    if shared and not by.is_staff:
        insist(refuse("Views are shared among the authority's staff. Keep this one for yourself."))
    Arrangement.objects.filter(pk=view.pk).update(shared=shared)
    _record("share_view", view.list_name, by, at, {"shared": shared})


@transaction.atomic
def drop_view(*, view: Arrangement, by: Viewer, at: datetime) -> None:
    """Remove one's view."""
    insist(_own(view, by))
    view.delete()
    _record("drop_view", view.list_name, by, at, {"shared": view.shared})


def _own(view: Arrangement, by: Viewer) -> Verdict:
    return ALLOWED if view.person_id == by.person.pk else refuse("Only who made a view may change it.")


def _record(action: str, list_name: str, by: Viewer, at: datetime, after: dict) -> None:
    record(action=action, subject_kind="list", subject_id=list_name, at=at, by=by.id, after=after)
