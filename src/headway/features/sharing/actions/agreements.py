"""Writes of agreements: record a signature or many, end one early, take back what was just recorded; keep withheld rows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.policies.models import Policy
from headway.features.policies.queries import read_policy
from headway.features.schools.models import School
from headway.features.search.actions import find_again, forget_findable
from headway.features.sharing.findable import AGREEMENTS
from headway.features.sharing.models import Agreement, WithheldRow
from headway.features.sharing.queries import KIND, agreements_of, may_record, signed
from headway.rules import data_sharing as rule
from headway.rules.verdict import Refused, Verdict, first_refusal, insist

NOT_THERE = "This agreement is not there any more."


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for a school, in which role, when, and from when it holds."""

    school: School
    signed_as: str
    signed_name: str
    signed_on: date
    first_on: date


@dataclass(frozen=True, slots=True)
class Withheld:
    """A row that was not taken, as a spreadsheet counts, and why with what to do."""

    sheet: str
    row: int
    urn: int
    words: str


@transaction.atomic
def record_agreement(*, signature: Signature, stored: Policy, by: Viewer, at: datetime) -> Agreement:
    """Record one signature under the protocol as stored. Refused for days that cannot be and beside another agreement."""
    insist(may_record(by, signature.school))
    School.objects.select_for_update().get(pk=signature.school.pk)
    others = agreements_of([signature.school.urn]).get(signature.school.urn, [])
    policy: rule.SharingPolicy = read_policy(stored)
    insist(rule.may_sign(signature.signed_on, signature.first_on, by.on, policy, others))
    made = Agreement.objects.create(
        school=signature.school,
        policy=stored,
        signed_as=signature.signed_as,
        signed_name=signature.signed_name,
        signed_on=signature.signed_on,
        valid_from=signature.first_on,
        valid_until=rule.valid_until(signature.first_on, policy),
        recorded_by=by.person,
        recorded_at=at,
    )
    find_again(AGREEMENTS, made)
    after = {"school": made.school_id, "policy": stored.public_id, "from": made.valid_from.isoformat()}
    after |= {"until": made.valid_until.isoformat(), "signed_on": made.signed_on.isoformat()}
    _told("record_agreement", made, by, at, after=after)
    return made


@transaction.atomic
def record_agreements(*, signatures: Sequence[Signature], stored: Policy, by: Viewer, at: datetime) -> dict:
    """Record those that may be; the facts by which they are taken back."""
    verdicts = verdicts_of(signatures, stored, by)
    made = [
        record_agreement(signature=one, stored=stored, by=by, at=at).public_id
        for one, verdict in zip(signatures, verdicts, strict=True)
        if verdict
    ]
    return {"number": len(made), "agreements": made}


def verdicts_of(signatures: Sequence[Signature], stored: Policy, by: Viewer) -> list[Verdict]:
    """Whether each may be recorded; a constant number of queries for who may record of all schools."""
    held = agreements_of(one.school.urn for one in signatures)
    policy: rule.SharingPolicy = read_policy(stored)
    may_all = by.may(KIND, "change")
    return [
        first_refusal(
            may_all or may_record(by, one.school),
            rule.may_sign(one.signed_on, one.first_on, by.on, policy, held.get(one.school.urn, [])),
        )
        for one in signatures
    ]


@transaction.atomic
def end_agreement(*, agreement: Agreement, ended_on: date, reason: str, by: Viewer, at: datetime) -> None:
    """End an agreement early; from that day on the school has none."""
    held = Agreement.objects.select_for_update().select_related("school").get(pk=agreement.pk)
    insist(may_record(by, held.school))
    insist(rule.may_end(signed(held), ended_on, by.on, reason))
    held.ended_on, held.ended_why, held.ended_by = ended_on, reason.strip(), by.person
    held.save(update_fields=["ended_on", "ended_why", "ended_by"])
    _told("end_agreement", held, by, at, after={"school": held.school_id, "on": ended_on.isoformat()})


@transaction.atomic
def take_agreements_back(*, agreements: Collection[str], by: Viewer, at: datetime) -> int:
    """Remove agreements that one recorded oneself just now; Refused where one is gone or was ended since."""
    rows = list(Agreement.objects.filter(public_id__in=agreements, recorded_by=by.person, ended_on=None))
    insist(by.may_ever(KIND, "change"))
    if len(rows) != len(agreements):
        raise Refused(NOT_THERE)
    for row in rows:
        _told("take_agreement_back", row, by, at, before={"school": row.school_id})
        row.delete()
    gone = {row.school_id for row in rows}
    left = set(Agreement.objects.filter(school__in=gone).values_list("school_id", flat=True))
    forget_findable(AGREEMENTS.kind, [str(urn) for urn in gone - left])
    return len(rows)


@transaction.atomic
def keep_withheld(
    *, sheets: Iterable[str], urns: Iterable[int], rows: Sequence[Withheld], by: str, at: datetime
) -> None:
    """What of these sheets and schools is withheld now; earlier rows of the same go, for they are told anew or taken."""
    held = WithheldRow.objects.filter(sheet__in=list(sheets), school__in=list(urns))
    before = set(held.values_list("sheet", "row", "school_id", "words"))
    if before == {(one.sheet, one.row, one.urn, one.words) for one in rows}:
        return
    held.delete()
    WithheldRow.objects.bulk_create(
        WithheldRow(sheet=one.sheet, row=one.row, school_id=one.urn, words=one.words, at=at) for one in rows
    )
    after = {"rows": len(rows), "schools": sorted({one.urn for one in rows})}
    record(action="withhold_rows", subject_kind="own_sheet", subject_id="withheld", at=at, by=by, after=after)


def _told(action: str, agreement: Agreement, by: Viewer, at: datetime, **told: dict) -> None:
    record(action=action, subject_kind="agreement", subject_id=agreement.public_id, at=at, by=by.id, **told)
