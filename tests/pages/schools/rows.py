"""Rows that the page of a school reads and no other room's factories make."""

from datetime import date

from tests import factories
from tests.factories import AT, ON, SINCE, make_person

from headway.features.allocation.models import Entitlement
from headway.features.appointments.models import Appointment
from headway.features.categories.models import Judgement, Proposal
from headway.features.letters.models import Letter
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use
from headway.features.schools.models import School


def make_school(urn: int = 0, **more: object) -> School:
    """A school that is open by the register's code too."""
    return factories.make_school(urn, **({"status_code": "1"} | more))


def policy(kind: str) -> Policy:
    """The policy in use of a kind."""
    return policy_in_use(kind)


def make_judgement(
    school: School, category: str = "3", *, state: str = "agreed", reason: str = "", **more: object
) -> Judgement:
    """An officer's category since ON."""
    fields = {"direction": "same", "label": "Needs support", "judged_at": AT, "valid_from": ON} | more
    return Judgement.objects.create(
        school=school,
        category=category,
        state=state,
        reason=reason,
        judged_by=make_person("adviser"),
        **fields,
    )


def make_proposal(school: School, category: str = "2", label: str = "Secure", *reasons: str) -> Proposal:
    """What the rules propose on ON."""
    return Proposal.objects.create(
        school=school,
        on=ON,
        policy=policy("categories"),
        category=category,
        label=label,
        score=10,
        maximum=100,
        indicators=[],
        missing=[],
        reasons=list(reasons),
    )


def make_entitlement(
    school: School, half_days: int, *, year: int = 2026, rule: str = "partnership-share"
) -> Entitlement:
    """One line of days."""
    return Entitlement.objects.create(
        year=year,
        policy=policy("entitlement"),
        school=school,
        rule=rule,
        pool="core",
        half_days=half_days,
        whole_year_half_days=half_days,
        words="The school's share of its partnership's days.",
        inputs={"members": 9},
        effective_on=date(year, 9, 1),
        posting_key=f"{school.urn} {year} {rule}",
    )


def make_adviser(school: School, name: str = "Adviser 01", valid_from: date = SINCE) -> Appointment:
    """The school's adviser from a day on."""
    return Appointment.objects.create(
        person=make_person("adviser", name=name),
        role="adviser",
        subject_kind="school",
        subject_id=str(school.urn),
        valid_from=valid_from,
    )


def make_letter(school: School, *, state: str = "released", subject: str = "Your days") -> Letter:
    """A letter to the school, prepared and released at AT."""
    return Letter.objects.create(
        kind="letters",
        school=school,
        template="year-plan",
        subject=subject,
        context={},
        recipients=[],
        key=f"{school.urn} {subject} {state}",
        state=state,
        prepared_at=AT,
        released_at=AT if state == "released" else None,
    )
