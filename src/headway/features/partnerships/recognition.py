"""Recognising a partnership from a day on, and no longer; the time before keeps its own answer."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.actions import may_write, record_change
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import as_rule
from headway.features.schools.models import School
from headway.rules import partnerships as rules
from headway.rules.partnerships import PartnershipPolicy
from headway.rules.verdict import Verdict, first_refusal, insist


@transaction.atomic
def set_recognised(
    *,
    partnership: Partnership,
    recognised: bool,
    on: date,
    policy: PartnershipPolicy,
    by: Viewer | None,
    at: datetime,
) -> None:
    """Recognise a partnership from a day on, or no longer; the time before keeps its own answer.

    Recognising is refused for a kind the policy forbids and while a member is in another recognised one.
    """
    insist(may_write(by, partnership))
    row = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if row.recognised == recognised:
        return
    members = list(
        Membership.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), partnership=row)
        .select_related("partnership")
        .order_by("school_id")
    )
    list(School.objects.select_for_update().filter(pk__in=[one.school_id for one in members]).order_by("pk"))
    if recognised:
        insist(first_refusal(rules.may_recognise(row.kind, policy), _may_all_be_recognised(members, on)))
    for member in members:
        _turn(member, recognised, on)
    Partnership.objects.filter(pk=row.pk).update(recognised=recognised, version=row.version + 1)
    partnership.recognised, partnership.version = recognised, row.version + 1
    change = {"recognised": recognised, "on": on.isoformat()}
    record_change("set_recognised", row, by, at, before={"recognised": row.recognised}, after=change)


def _may_all_be_recognised(members: list[Membership], on: date) -> Verdict:
    others = Membership.objects.filter(school__in=[one.school_id for one in members]).exclude(
        partnership__in=[one.partnership_id for one in members]
    )
    held = [as_rule(row) for row in others.select_related("partnership")]
    return first_refusal(*(rules.may_join(_recognised_from(one, on), held) for one in members))


def _recognised_from(row: Membership, on: date) -> rules.Membership:
    wanted = as_rule(row)
    return rules.Membership(
        wanted.school_id,
        wanted.partnership_id,
        wanted.partnership_name,
        True,
        max(wanted.member_from, on),
        wanted.member_until,
    )


def _turn(member: Membership, recognised: bool, on: date) -> None:
    """Give a membership its new recognition from a day on; what was before that day stays as it was."""
    if member.valid_from < on:
        until = member.valid_until
        member.valid_until = on
        member.save(update_fields=["valid_until"])
        Membership.objects.create(
            partnership_id=member.partnership_id,
            school_id=member.school_id,
            recognised=recognised,
            valid_from=on,
            valid_until=until,
        )
        return
    member.recognised = recognised
    member.save(update_fields=["recognised"])
