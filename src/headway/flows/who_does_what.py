"""Who carries out what for a school on a day: the matrix of functions read for its trust, federation and partnership."""

from datetime import date

from headway.features.appointments.viewer import Viewer
from headway.features.committees.models import Function
from headway.features.committees.queries import functions_visible_to
from headway.features.partnerships.models import Membership
from headway.features.schools.models import GroupMembership, School
from headway.features.schools.queries import own_authority
from headway.rules.school_functions import UNIVERSAL, Body, Does, HeldFunction, all_who_do, prompt_of


def who_does_what(viewer: Viewer, school: School, on: date) -> list[Does]:
    """Each function the viewer may know of, with who carries it out for the school; four queries."""
    functions = [held for one in functions_visible_to(viewer) if (held := _held(one, on))]
    if not functions:
        return []
    authority = own_authority()
    return all_who_do(functions, _bodies(school, on), authority.name if authority else "")


def held_elsewhere(viewer: Viewer, school: School, on: date) -> tuple[str, ...]:
    """What is said before an adviser plans for the school: each universal function that another body holds (M7-05)."""
    every = who_does_what(viewer, school, on)
    return tuple(prompt_of(one) for one in every if one.elsewhere and one.function.kind == UNIVERSAL)


def _held(function: Function, on: date) -> HeldFunction | None:
    for one in function.holdings.all():
        if one.valid_from <= on and (one.valid_until is None or on < one.valid_until):
            return HeldFunction(function.name, function.kind, one.holder, one.valid_from, function.duty)
    return None


def _bodies(school: School, on: date) -> list[Body]:
    """The bodies of the day; one whose joining is published is told by its days, else the register names it."""
    groups = [row for row in GroupMembership.objects.filter(school=school) if _in_force(row, on)]
    found = [Body(row.group_name, _kind(row.kind), row.joined_on) for row in groups]
    known = {one.name.casefold() for one in found}
    for group, kind in ((school.trust, "trust"), (school.federation, "federation")):
        if group and group.name.casefold() not in known:
            found.append(Body(group.name, kind))
    members = Membership.objects.as_at(on).filter(school=school).select_related("partnership")
    found += [Body(row.partnership.name, "partnership", row.valid_from) for row in members.order_by("pk")]
    return found


def _in_force(row: GroupMembership, on: date) -> bool:
    begun = row.joined_on is None or row.joined_on <= on
    return begun and not any(day and day <= on for day in (row.left_by, row.group_closed_on))


def _kind(words: str) -> str:
    return "federation" if "federation" in words.casefold() else "trust"
