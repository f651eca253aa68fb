"""Taking back what a person just did: one way back for each kind of deed."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.changeover import Changeover, undo_changeover
from headway.features.appointments.viewer import Viewer
from headway.features.arrangements.actions import keep_view
from headway.features.contacts.actions import take_contact_back
from headway.features.partnerships.actions import propose_again, undo_members
from headway.features.partnerships.queries import partnerships_visible_to
from headway.features.people.models import Person
from headway.features.performance_reviews.actions import take_reviews_back
from headway.features.saving import Stale
from headway.features.sharing.actions.agreements import take_agreements_back
from headway.features.undoing.actions import take_back
from headway.features.undoing.models import Deed
from headway.features.visits.models import Visit
from headway.features.visits.queries import visit_for
from headway.features.workforce.actions.service_teams import remove_subscriptions
from headway.features.workforce.served import services_visible_to
from headway.flows.edit_advisers import edit_back
from headway.flows.edit_partnerships import edit_partnerships_back
from headway.flows.stale import StaleRows
from headway.flows.undo_own_sheet import undo_own_sheet
from headway.flows.visit_days import move_visit, restore_visit
from headway.kit.words import count_words, day_words
from headway.rules.verdict import Refused, insist


@transaction.atomic
def undo_deed(*, deed: Deed, by: Viewer, at: datetime) -> str:
    """Take a deed back, once and in time; what was done then, in a sentence.

    Refused when the time is over, when it was taken back already, and when somebody changed the same thing since.
    """
    held = take_back(deed=deed, by=by, at=at)
    return WAYS_BACK[held.kind](held.facts, by, at)


def _keep_view_again(facts: dict, by: Viewer, at: datetime) -> str:
    keep_view(
        list_name=facts["list"],
        name=facts["name"],
        address=facts["address"],
        shared=facts["shared"],
        by=by,
        at=at,
    )
    return f"The view “{facts['name']}” is back."


def _advisers_as_before(facts: dict, by: Viewer, at: datetime) -> str:
    done = Changeover(tuple(facts["begun"]), tuple(facts["ended"]))
    undo_changeover(changeover=done, by=by, at=at)
    return f"{count_words(facts['number'], 'school has', 'schools have')} the adviser they had before."


def _members_as_before(facts: dict, by: Viewer, at: datetime) -> str:
    found = partnerships_visible_to(by, "change").filter(public_id=facts["partnership"]).first()
    if found is None:
        raise Refused("The partnership is no longer yours to change.")
    undo_members(partnership=found, members=facts["members"], by=by, at=at)
    return f"{count_words(facts['number'], 'school is', 'schools are')} out of {found.name} again."


def _advisers_edited_back(facts: dict, by: Viewer, at: datetime) -> str:
    insist(by.may("capacity", "change"))
    try:
        number = edit_back(facts=facts, by=by.id, at=at)
    except StaleRows as stale:
        raise Refused(f"Somebody has changed {stale} since. Look at each, and change it by hand.") from stale
    return f"{count_words(number, 'adviser is', 'advisers are')} as before."


def _partnerships_edited_back(facts: dict, by: Viewer, at: datetime) -> str:
    try:
        number = edit_partnerships_back(facts=facts, by=by, at=at)
    except StaleRows as stale:
        raise Refused(f"Somebody has changed {stale} since. Look at each, and change it by hand.") from stale
    return f"{count_words(number, 'partnership is', 'partnerships are')} as before."


def _sheet_taken_back(facts: dict, by: Viewer, at: datetime) -> str:
    number = undo_own_sheet(facts=facts, by=by, at=at)
    return f"The sheet was taken back: {count_words(number, 'row is', 'rows are')} as before."


def _contact_taken_back(facts: dict, by: Viewer, at: datetime) -> str:
    take_contact_back(public_id=facts["contact"], by=by, at=at)
    return "The contact is no longer recorded."


def _proposed_as_before(facts: dict, by: Viewer, at: datetime) -> str:
    propose_again(partnerships=facts["partnerships"], by=by, at=at)
    return f"{count_words(facts['number'], 'partnership is', 'partnerships are')} proposed as before."


def _agreements_taken_back(facts: dict, by: Viewer, at: datetime) -> str:
    number = take_agreements_back(agreements=facts["agreements"], by=by, at=at)
    return f"{count_words(number, 'agreement is', 'agreements are')} recorded no longer."


def _unsubscribed(facts: dict, by: Viewer, at: datetime) -> str:
    found = services_visible_to(by, "change").filter(public_id=facts["service"]).first()
    if found is None:
        raise Refused("The service is no longer yours to change.")
    keys = facts["subscriptions"]
    number = remove_subscriptions(service=found, subscriptions=keys, untouched=True, by=by, at=at)
    return f"{count_words(number, 'school does', 'schools do')} not take {found.name} again."


def _reviews_taken_back(facts: dict, by: Viewer, at: datetime) -> str:
    number = take_reviews_back(keys=facts["reviews"], by=by, at=at)
    return f"{count_words(number, 'annual review is', 'annual reviews are')} taken back."


def _visit_booked_again(facts: dict, by: Viewer, at: datetime) -> str:
    restore_visit(visit=_visit_of(facts, by), by=by, at=at)
    return "The visit is booked again."


def _visit_moved_back(facts: dict, by: Viewer, at: datetime) -> str:
    lead = Person.objects.filter(public_id=facts["lead"]).first()
    visit = _visit_of(facts, by)
    if lead is None:
        raise Refused("Who led the visit is no longer there.")
    on = date.fromisoformat(facts["on"])
    try:
        seen = facts["version"]
        move_visit(visit=visit, on=on, half=facts["half"], lead=lead, seen_version=seen, by=by, at=at)
    except Stale as stale:
        raise Refused("Somebody has changed the visit since. Look at it, and move it by hand.") from stale
    return f"The visit is on {day_words(on)} again."


def _replanned_back(facts: dict, by: Viewer, at: datetime) -> str:
    for one in facts["moves"]:
        _visit_moved_back(one, by, at)
    return f"{count_words(len(facts['moves']), 'visit is', 'visits are')} on the day it was again."


def _visit_of(facts: dict, by: Viewer) -> Visit:
    found = visit_for(by, facts["visit"], "change")
    if found is None:
        raise Refused("The visit is no longer yours to change.")
    return found


WAYS_BACK: dict[str, Callable[[dict, Viewer, datetime], str]] = {
    "begin_performance_reviews": _reviews_taken_back,
    "drop_view": _keep_view_again,
    "cancel_visit": _visit_booked_again,
    "edit_advisers": _advisers_edited_back,
    "edit_partnerships": _partnerships_edited_back,
    "give_adviser": _advisers_as_before,
    "give_quadrant": _advisers_edited_back,
    "move_visit": _visit_moved_back,
    "replan_inspection": _replanned_back,
    "join_partnership": _members_as_before,
    "subscribe_picked": _unsubscribed,
    "record_agreements": _agreements_taken_back,
    "record_contact": _contact_taken_back,
    "take_sheet": _sheet_taken_back,
    "settle_partnerships": _proposed_as_before,
}
