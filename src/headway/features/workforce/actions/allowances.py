"""Writes of allowance schemes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.saving import save_seen
from headway.features.workforce.models import AllowanceScheme
from headway.features.workforce.queries import PAY
from headway.features.workforce.staffed import terms_of
from headway.rules.allowances import may_offer
from headway.rules.setting_posts import may_hold
from headway.rules.verdict import Verdict, first_refusal, insist


def may_keep_schemes(by: Viewer) -> Verdict:
    """Whether the person may write allowance schemes: who may change pay."""
    return by.may(PAY, "change")


@transaction.atomic
def offer_allowance(*, told: Mapping[str, Any], by: Viewer, at: datetime) -> AllowanceScheme:
    """A new scheme for staff of these kinds of setting and groups."""
    made = AllowanceScheme(**told)
    _insist_on(made, by)
    made.save(force_insert=True)
    _told("offer_allowance", made, by, at)
    return made


@transaction.atomic
def change_allowance(
    *, scheme: AllowanceScheme, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """A scheme as it is now, its end too; Stale where somebody saved it meanwhile."""
    held = AllowanceScheme.objects.select_for_update().get(pk=scheme.pk)
    save_seen(held, seen_version, told)
    _insist_on(held, by)
    _told("change_allowance", held, by, at)


def _insist_on(scheme: AllowanceScheme, by: Viewer) -> None:
    days = may_hold(scheme.valid_from, scheme.valid_until)
    insist(first_refusal(may_keep_schemes(by), may_offer(terms_of(scheme)), days))


def _told(action: str, scheme: AllowanceScheme, by: Viewer, at: datetime) -> None:
    after = {
        "kinds": scheme.setting_kinds,
        "groups": scheme.groups,
        "valid_from": _iso(scheme.valid_from),
        "valid_until": _iso(scheme.valid_until),
    }
    told = {"subject_kind": "allowance", "subject_id": scheme.public_id}
    record(action=action, **told, at=at, by=by.id, after=after)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
