"""Publish a year plan: appointments from its first day, one letter a school, all in one short transaction (M6-11)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.handover import HandedOver, end_on, hand_over
from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.deployment.actions import mark_published
from headway.features.deployment.facts import ADVISER
from headway.features.deployment.models import Draft, State
from headway.features.deployment.queries import academic_year_from, published_plan
from headway.features.letters.actions import prepare_many, release
from headway.features.letters.drafts import Draft as LetterDraft
from headway.features.letters.queries import schools_without_letter
from headway.features.policies.queries import typed
from headway.flows.approve_year_plan import recheck
from headway.flows.school_ends import school_ends
from headway.flows.year_plan_letters import year_plan_letters
from headway.rules.deployment import may_approve_draft, may_publish
from headway.rules.deployment_policy import DeploymentPolicy
from headway.rules.verdict import ALLOWED, Refused, Verdict, first_refusal, insist, refuse

SUBJECTS = ("school", "partnership")


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: letters released, and appointments of advisers and of leads that began, ended, went on."""

    draft: Draft
    letters: int
    valid_from: date
    advisers: HandedOver
    leads: HandedOver


def may_publish_draft(draft: Draft, on: date, reason: str, policy: DeploymentPolicy) -> Verdict:
    """Whether this draft may be published on the day: approved, nothing published for its year, and a reason where the
    day lies outside 1 to 31 August."""
    if draft.state == State.PUBLISHED:
        return refuse("This plan is published already.")
    if published_plan(draft.year) is not None:
        return refuse("A plan for this year is published already. A second one is not published over it.")
    approved = draft.state == State.APPROVED
    year = academic_year_from(draft.year)
    return first_refusal(
        ALLOWED if approved else refuse("This draft is not approved yet. Ask for its approval first."),
        may_approve_draft(draft.unmet_half_days, draft.pool),
        may_publish(year, on, reason, policy),
    )


def publish_year_plan(*, draft: Draft, reason: str, seen_version: int, by: Viewer, at: datetime) -> Published:
    """Make the approved draft the year's plan.

    From 1 September, or the day of publishing if later, each school's adviser and each partnership's lead is appointed
    and last year's end; the adviser of a school that closes in the year is appointed until it does. One letter a school is
    prepared and released. Refused, with nothing changed, when the plan no longer keeps a rule by today's facts, when it
    changed since `seen_version`, or when another was published meanwhile.
    """
    draft.refresh_from_db()
    insist(by.may("drafts", "approve"))
    insist(may_publish_draft(draft, by.on, reason, typed("deployment")))
    recheck(draft, by.on)
    letters = year_plan_letters(draft=draft, on=by.on)
    return _publish(draft, letters, reason.strip(), seen_version, by, at)


@transaction.atomic
def _publish(
    draft: Draft, letters: list[LetterDraft], reason: str, seen_version: int, by: Viewer, at: datetime
) -> Published:
    mark_published(
        draft=draft, seen_version=seen_version, reason=reason, batch=draft.public_id, by=by.person, at=at
    )
    valid_from = max(academic_year_from(draft.year).first_on, by.on)
    advisers, leads = (_appoint(draft, kind, valid_from) for kind in SUBJECTS)
    ends = school_ends(valid_from, academic_year_from(draft.year).until)
    end_on(role=ADVISER, subject_kind="school", days={one.school_id: one.ends_on for one in ends})
    record(
        action="appoint_year_plan",
        subject_kind="draft",
        subject_id=draft.public_id,
        at=at,
        by=by.id,
        after={
            "valid_from": valid_from.isoformat(),
            "advisers": [advisers.begun, advisers.ended, advisers.kept],
            "leads": [leads.begun, leads.ended, leads.kept],
        },
    )
    prepared = prepare_many(drafts=letters, batch=draft.public_id, by=by.person, at=at)
    missing = schools_without_letter(draft.public_id, draft.assignments.values_list("school", flat=True))
    if missing:
        raise Refused(refuse(f"{len(missing)} schools of the plan have no letter. Nothing was published."))
    released = release(letters=prepared, by=by.person, at=at)
    return Published(draft, released, valid_from, advisers, leads)


def _appoint(draft: Draft, subject_kind: str, valid_from: date) -> HandedOver:
    if subject_kind == "school":
        rows = draft.assignments.select_related("adviser__person")
        holders = {str(row.school_id): row.adviser.person for row in rows}
    else:
        leads = draft.leads.select_related("adviser__person", "partnership")
        holders = {row.partnership.public_id: row.adviser.person for row in leads}
    return hand_over(role=ADVISER, subject_kind=subject_kind, holders=holders, valid_from=valid_from)
