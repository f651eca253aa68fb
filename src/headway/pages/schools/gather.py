"""Everything known of one school that this viewer may see, read once for the whole page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db.models import Q

from headway.features.allocation.models import Entitlement
from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import ASIDE, remembered
from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.contacts.models import Contact
from headway.features.contacts.queries import contacts_visible_to
from headway.features.evidence.models import Inspection, Observation, RiskRating
from headway.features.evidence.queries import ENGLAND, area_and_england, inspections_of, results_of
from headway.features.intelligence.models import Note, Question
from headway.features.intelligence.queries import notes_of, questions_that_ask
from headway.features.letters.models import Letter
from headway.features.letters.queries import letters_visible_to
from headway.features.partnerships.models import Membership
from headway.features.readiness.models import ReadinessReview
from headway.features.schools.models import GroupMembership, Headship, Link, Provision, Quadrant, School
from headway.features.schools.queries import (
    groups_of,
    headships_of,
    links_of,
    provisions_of,
    quadrant_of,
    relations_to,
)
from headway.features.sharing.queries import agreements_of
from headway.features.structural_changes.models import CaseSchool, RecordedEnd
from headway.features.structural_changes.queries import cases_of, recorded_end_of
from headway.flows.find_gaps import alerts_from
from headway.pages.schools.governance import Governed, governed
from headway.pages.schools.past import Line, line_of, seen_by
from headway.pages.schools.policies import policies_in_use
from headway.pages.schools.work_done import Work, work_with
from headway.rules.calendars import academic_year_of
from headway.rules.data_sharing import Signed
from headway.rules.gaps import Alert
from headway.rules.judgements import Judged, time_in_category
from headway.rules.measures import Measure, measures_for
from headway.rules.verdict import Verdict

# Kinds of things of a school that are not public: each is read only where the access policy opens it.
CLOSED_KINDS = (
    "assignments",
    "boards",
    "categories",
    "contacts",
    "data-sharing",
    "entitlement",
    "evidence",
    "intelligence",
    "letters",
    "partnerships",
    "readiness",
    "structural-changes",
)
# The newest notes a school's page shows; its log has all.
MOST_NOTES = 3
POLICIES = (
    "calendar",
    "data_sharing",
    "entitlement",
    "governance",
    "gaps",
    "impact",
    "inspection_chances",
    "inspections",
    "measures",
    "partnerships",
    "similar_schools",
    "visit_types",
)


@dataclass(frozen=True, slots=True)
class Held:
    """All that stands in the database of one school on a day, whoever asks."""

    quadrant: Quadrant | None
    inspections: tuple[Inspection, ...]
    results: tuple[Observation, ...]
    areas: tuple[Observation, ...]
    provisions: tuple[Provision, ...]
    headships: tuple[Headship, ...]
    links: tuple[Link, ...]
    groups: tuple[GroupMembership, ...]
    memberships: tuple[Membership, ...]
    appointments: tuple[Appointment, ...]
    judgements: tuple[Judgement, ...]
    proposal: Proposal | None
    entitlements: tuple[Entitlement, ...]
    reviewed: ReadinessReview | None
    governed: Governed | None
    risk: RiskRating | None
    line: Line
    cases: tuple[CaseSchool, ...]
    recorded_end: RecordedEnd | None
    alerts: tuple[Alert, ...]
    agreements: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class Known(Held):
    """One school on a day, newest first throughout. `opened` are the closed kinds this viewer may see of it; what is
    not open is empty. `appointments` are those of today and those to come, to the school, its partnership and its
    quadrant; `reviewed` is the latest readiness review; `notes` are the newest the viewer may
    read. `policies` holds those in use by kind."""

    school: School
    on: date
    year: int
    is_own: bool
    is_staff: bool
    opened: frozenset[str]
    may_change: Verdict
    may_judge: Verdict
    may_contact: Verdict
    measures: tuple[Measure, ...]
    letters: tuple[Letter, ...]
    contacts: tuple[Contact, ...]
    work: Work
    may_note: Verdict
    notes: tuple[Note, ...]
    question: Question | None
    policies: dict[str, Any]

    @property
    def judged(self) -> Judgement | None:
        """The category in force."""
        return next(
            (j for j in self.judgements if j.state == JudgementState.AGREED and _holds(j, self.on)), None
        )

    @property
    def category_since(self) -> date | None:
        """Since when the category of the day has stood without a break, judged again or not."""
        agreed = [j for j in self.judgements if j.state == JudgementState.AGREED]
        stood = time_in_category([Judged(j.category, j.valid_from) for j in agreed], self.on)
        return stood.since_on if stood else None

    @property
    def waiting(self) -> Judgement | None:
        """The judgement that waits for moderation."""
        return next((j for j in self.judgements if j.state == JudgementState.WAITING), None)

    @property
    def membership(self) -> Membership | None:
        """The recognised membership of the day, else any other."""
        held = [m for m in self.memberships if _holds(m, self.on)]
        return next((m for m in held if m.recognised), held[0] if held else None)


def _holds(row: Judgement | Membership, on: date) -> bool:
    return row.valid_from <= on and (row.valid_until is None or on < row.valid_until)


def gather(viewer: Viewer, school: School, *, papers: bool = True) -> Known:
    """Read what this viewer may see of the school; a constant number of queries. `papers`: its letters, contacts, notes
    and the question they ask, and what was done with it, too."""
    own, on = relations_to(viewer, school), viewer.on
    opened = frozenset(kind for kind in CLOSED_KINDS if viewer.may(kind, "see", own))
    policies = policies_in_use(*POLICIES, on=on)
    measures = measures_for(school.phase, policies["measures"]) if "measures" in policies else ()
    stored = remembered(
        (gather, school.pk, on),
        lambda: _stored(school, on, measures, policies),
        apart_from=ASIDE,
        mend=lambda held, urns: _stored(school, on, measures, policies) if school.pk in urns else held,
    )
    held = _opened(viewer, stored, opened)
    return Known(
        **{one.name: getattr(held, one.name) for one in fields(Held)},
        school=school,
        on=viewer.on,
        year=held.entitlements[0].year if held.entitlements else academic_year_of(viewer.on).first_on.year,
        is_own=bool(own),
        is_staff=viewer.is_staff,
        opened=opened,
        may_change=viewer.may("register", "change", own),
        may_judge=viewer.may("categories", "change", own),
        may_contact=viewer.may("contacts", "change", own),
        measures=measures,
        may_note=viewer.may("intelligence", "change", own),
        work=work_with(viewer, school) if papers else Work(),
        **_papers(viewer, school, opened if papers else frozenset(), papers),
        policies=policies,
    )


def _papers(viewer: Viewer, school: School, opened: frozenset[str], notes: bool) -> dict[str, Any]:
    """Letters, contacts, notes and the question they ask, read anew each time."""
    told, may_note = (
        "intelligence" in opened,
        notes and viewer.may("intelligence", "change", relations_to(viewer, school)),
    )
    return {
        "letters": tuple(letters_visible_to(viewer).filter(school=school)) if "letters" in opened else (),
        "contacts": tuple(contacts_visible_to(viewer).filter(school=school)) if "contacts" in opened else (),
        "notes": tuple(notes_of(viewer, school)[:MOST_NOTES]) if may_note else (),
        "question": questions_that_ask(viewer, [school.pk]).get(school.pk) if told else None,
    }


def _stored(school: School, on: date, measures: Iterable[Measure], policies: Mapping[str, Any]) -> Held:
    memberships, quadrant = _memberships(school), quadrant_of(school, on)
    judgements = Judgement.objects.filter(
        school=school, state__in=[JudgementState.AGREED, JudgementState.WAITING]
    )
    results = tuple(results_of(school))
    areas = tuple(area_and_england(school.authority_id, [measure.key for measure in measures]))
    return Held(
        quadrant=quadrant,
        inspections=tuple(inspections_of(school)),
        results=tuple(row for row in results if row.group == "all"),
        areas=areas,
        provisions=tuple(provisions_of(school)),
        headships=tuple(headships_of(school)),
        links=tuple(links_of(school)),
        groups=tuple(groups_of(school)),
        memberships=memberships,
        appointments=_appointments(school, quadrant, memberships, on),
        judgements=tuple(judgements.select_related("judged_by").order_by("-valid_from", "-pk")),
        proposal=Proposal.objects.filter(school=school, latest=True).select_related("policy").first(),
        entitlements=_entitlements(school, on),
        governed=governed(school.urn, on),
        reviewed=ReadinessReview.objects.filter(school=school).order_by("-on", "-pk").first(),
        risk=RiskRating.objects.filter(school=school).select_related("release").first(),
        line=line_of(school),
        cases=tuple(cases_of(school)),
        recorded_end=recorded_end_of(school),
        alerts=_alerts(results, areas, policies),
        agreements=tuple(agreements_of([school.urn]).get(school.urn, ())),
    )


def _alerts(
    results: Iterable[Observation], areas: Iterable[Observation], policies: Mapping[str, Any]
) -> tuple[Alert, ...]:
    if "gaps" not in policies or "measures" not in policies:
        return ()
    england = [row for row in areas if row.area_name == ENGLAND]
    return alerts_from(results, england, policies["gaps"], policies["measures"])


def _memberships(school: School) -> tuple[Membership, ...]:
    rows = Membership.objects.filter(school=school).select_related("partnership")
    return tuple(rows.order_by("-valid_from", "-pk"))


def _entitlements(school: School, on: date) -> tuple[Entitlement, ...]:
    """The lines of this academic year, or of the next one while this year has none."""
    year = academic_year_of(on).first_on.year
    rows = Entitlement.objects.filter(school=school, year__in=(year, year + 1)).select_related(
        "policy", "earned_by"
    )
    lines = tuple(rows.order_by("year", "-base", "pk"))
    return tuple(line for line in lines if line.year == lines[0].year)


def _appointments(
    school: School, quadrant: Quadrant | None, memberships: tuple[Membership, ...], on: date
) -> tuple[Appointment, ...]:
    subjects = Q(subject_kind=Subject.SCHOOL, subject_id=str(school.urn), role="adviser")
    if quadrant:
        subjects |= Q(subject_kind=Subject.QUADRANT, subject_id=quadrant.public_id)
    held = [m.partnership.public_id for m in memberships if _holds(m, on)]
    if held:
        subjects |= Q(subject_kind=Subject.PARTNERSHIP, subject_id__in=held)
    rows = Appointment.objects.filter(subjects).filter(Q(valid_until=None) | Q(valid_until__gt=on))
    return tuple(rows.select_related("person").order_by("valid_from", "pk"))


def _opened(viewer: Viewer, stored: Held, opened: frozenset[str]) -> Held:
    """What of it the viewer may see."""
    return replace(
        stored,
        memberships=stored.memberships if "partnerships" in opened else (),
        appointments=_appointments_open(stored, opened),
        judgements=_judgements(viewer, stored) if "categories" in opened else (),
        proposal=stored.proposal if "categories" in opened else None,
        entitlements=stored.entitlements if "entitlement" in opened else (),
        governed=stored.governed if "boards" in opened else None,
        reviewed=stored.reviewed if "readiness" in opened else None,
        alerts=stored.alerts if "evidence" in opened else (),
        risk=stored.risk if viewer.is_staff and "categories" in opened else None,
        line=seen_by(viewer, stored.line),
        cases=stored.cases if "structural-changes" in opened else (),
        agreements=stored.agreements if "data-sharing" in opened else (),
    )


def _appointments_open(stored: Held, opened: frozenset[str]) -> tuple[Appointment, ...]:
    """None where assignments are closed; those to the partnership only where partnerships are open too."""
    if "assignments" not in opened:
        return ()
    closed = () if "partnerships" in opened else (Subject.PARTNERSHIP,)
    return tuple(row for row in stored.appointments if row.subject_kind not in closed)


def _judgements(viewer: Viewer, stored: Held) -> tuple[Judgement, ...]:
    """Agreed ones; to the service also those that wait."""
    return tuple(row for row in stored.judgements if viewer.is_staff or row.state == JudgementState.AGREED)
