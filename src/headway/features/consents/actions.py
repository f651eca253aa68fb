"""Writes of consents: recorded, withdrawn."""

from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.consents.models import Consent
from headway.features.consents.queries import KIND, consenting
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import roll_of
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to
from headway.rules import partnership_profiles as rule
from headway.rules.verdict import Verdict, insist


def may_record(by: Viewer, school: School) -> Verdict:
    """Whether the viewer may record or withdraw the consent of this school."""
    return by.may(KIND, "change", relations_to(by, school))


@transaction.atomic
def give_consent(
    *, partnership: Partnership, school: School, given_on: date, given_by: str, by: Viewer, at: datetime
) -> Consent:
    """Record that the school shares its figures with the other members from a day on."""
    insist(may_record(by, school))
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    held = _membership(partnership, school, by.on)
    consents = held is not None and school.pk in consenting(partnership, [held], by.on)
    member_from = held.valid_from if held else None
    insist(rule.may_consent(given_on=given_on, member_from=member_from, on=by.on, consents=consents))
    # One left open from a former time as a member holds no more; it ends as the new one is given.
    for former in Consent.objects.filter(partnership=partnership, school=school, withdrawn_on=None):
        _withdraw(former, by)
    made = Consent.objects.create(
        partnership=partnership,
        school=school,
        given_on=given_on,
        given_by=given_by,
        recorded_by=by.person,
        recorded_at=at,
    )
    after = {"partnership": partnership.public_id, "school": school.pk, "given_on": given_on.isoformat()}
    record(
        action="give_consent", subject_kind="consent", subject_id=made.public_id, at=at, by=by.id, after=after
    )
    return made


@transaction.atomic
def withdraw_consent(*, partnership: Partnership, school: School, by: Viewer, at: datetime) -> None:
    """The school shares no more, at once; that it did stays written."""
    insist(may_record(by, school))
    held = (
        Consent.objects.select_for_update()
        .filter(partnership=partnership, school=school, withdrawn_on=None)
        .first()
    )
    insist(rule.may_withdraw_consent(consents=held is not None))
    if held is None:
        return
    _withdraw(held, by)
    after = {"withdrawn_on": by.on.isoformat()}
    record(
        action="withdraw_consent",
        subject_kind="consent",
        subject_id=held.public_id,
        at=at,
        by=by.id,
        after=after,
    )


def _membership(partnership: Partnership, school: School, on: date) -> Membership | None:
    return roll_of(partnership, on).filter(school=school).first()


def _withdraw(held: Consent, by: Viewer) -> None:
    held.withdrawn_on, held.withdrawal_recorded_by = max(by.on, held.given_on), by.person
    held.save(update_fields=["withdrawn_on", "withdrawal_recorded_by"])
