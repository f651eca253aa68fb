"""Makers of the things that routes have in their addresses, for the matrix: one for each `object` of matrix.toml.

A maker gets a side of the matrix's world and gives the arguments of the address. It runs once for each side: side "own"
belongs to the school that every person of the matrix is appointed to, side "other" to a school nobody there is tied to.
"""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from tests.pages.appraisal_objects import APPRAISAL_MAKERS
from tests.pages.budget_objects import BUDGET_MAKERS
from tests.pages.consultation_objects import CONSULTATION_MAKERS
from tests.pages.day_ledger_objects import DAY_LEDGER_MAKERS
from tests.pages.decision_objects import DECISION_MAKERS
from tests.pages.governance_objects import GOVERNANCE_MAKERS
from tests.pages.group_objects import GROUP_MAKERS
from tests.pages.impact_objects import IMPACT_MAKERS
from tests.pages.intelligence_objects import INTELLIGENCE_MAKERS
from tests.pages.money_objects import MONEY_MAKERS
from tests.pages.people import AT, SINCE, make_person
from tests.pages.performance_objects import PERFORMANCE_MAKERS
from tests.pages.performance_report_objects import PERFORMANCE_REPORT_MAKERS
from tests.pages.plan_objects import PLAN_MAKERS
from tests.pages.practice_objects import PRACTICE_MAKERS
from tests.pages.record_objects import RECORD_MAKERS
from tests.pages.recruitment_objects import RECRUITMENT_MAKERS
from tests.pages.review_objects import REVIEW_MAKERS
from tests.pages.school_review_objects import SCHOOL_REVIEW_MAKERS
from tests.pages.service_objects import SERVICE_MAKERS
from tests.pages.sharing_objects import SHARING_MAKERS
from tests.pages.sides import Arguments, Side
from tests.pages.staff_objects import STAFF_MAKERS
from tests.pages.standing_objects import STANDING_MAKERS
from tests.pages.structural_objects import STRUCTURAL_MAKERS
from tests.pages.target_objects import TARGET_MAKERS
from tests.pages.visit_objects import VISIT_MAKERS
from tests.pages.workforce_objects import WORKFORCE_MAKERS

from headway.features.allocation.models import Conflict
from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.categories.moderation import Point, open_meeting
from headway.features.deployment.models import Assignment, Draft, Lead
from headway.features.files.actions import keep
from headway.features.files.models import StoredFile
from headway.features.jobs.models import Job
from headway.features.letters.actions import prepare_many, release
from headway.features.letters.drafts import Draft as LetterDraft
from headway.features.letters.drafts import Recipient
from headway.features.letters.models import Letter
from headway.features.letters.templates import template_named
from headway.features.partnerships.models import Membership, Partnership
from headway.features.people.models import Adviser
from headway.features.policies.drafts import draft_policy
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, typed
from headway.features.releases.models import Fault, Release, State
from headway.features.schools.models import Authority, GroupMembership, Headship, Provision, School
from headway.flows.publications.districts import COLUMN
from headway.flows.submit_policy import submit_policy


def make_sides() -> tuple[Side, Side]:
    """Two invented schools of one invented authority."""
    authority = Authority.objects.create(code="900", name="Nowhere", own=True)
    more = {"authority": authority, "status": "Open", "phase": "primary"}
    own = School.objects.create(urn=900001, name="Elm Primary School", **more)
    other = School.objects.create(urn=900002, name="Oak Primary School", **more)
    return Side("own", own), Side("other", other)


def dead_link(side: Side) -> Arguments:
    """A one-time link that never was."""
    return {"token": f"no-link-{side.name}"}


def school_chart(side: Side) -> Arguments:
    """A chart of the school's results."""
    return {"urn": side.school.urn, "measure": "ks2_rwm_expected"}


def school_file(side: Side) -> Arguments:
    """The school's data profile as a PDF."""
    return {"urn": side.school.urn, "of": "profile", "form": "pdf"}


def district_form(side: Side) -> Arguments:
    """The districts for the public as a PDF."""
    return {"form": "pdf"}


def days_chart(side: Side) -> Arguments:
    """A chart of days of a year that has some."""
    return {"chart": "pool"}


def meeting(side: Side) -> Arguments:
    """A moderation meeting of somebody else's, with the school on its agenda."""
    chair = viewer_of(make_person("head-of-service"), on=AT.date(), access=typed("access"))
    made = open_meeting(
        held_on=AT.date(), present=[], points=[Point(side.school, None, "Talked about")], by=chair, at=AT
    )
    return {"public_id": made.public_id}


def agenda_item(side: Side) -> Arguments:
    """The school on that agenda."""
    return meeting(side) | {"place": 1}


def advisers_sheet(side: Side) -> Arguments:
    """A sheet of the authority's own."""
    return {"sheet": "advisers"}


def group(side: Side) -> Arguments:
    """A trust the school is in."""
    made = GroupMembership.objects.create(
        school=side.school,
        group_uid=f"9{side.school.urn}",
        group_name="Vale Trust",
        kind="Multi-academy trust",
    )
    return {"uid": made.group_uid}


def passkey(side: Side) -> Arguments:
    """A passkey of somebody else's: before one has proved who one is, each is answered alike."""
    owner = make_person("headteacher", school=side.school)
    kept = Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    return {"pk": kept.pk}


def no_provider(side: Side) -> Arguments:
    """A provider of sign-in this installation has not."""
    return {"provider": f"none-{side.name}"}


def person(side: Side) -> Arguments:
    """Somebody of the school."""
    return {"person_id": make_person("headteacher", school=side.school).public_id}


def held_role(side: Side) -> Arguments:
    """A role somebody of the school holds."""
    return person(side) | {"role": "headteacher"}


def applied_release(side: Side) -> Arguments:
    """A published file that was applied before, so that applying it again starts no work."""
    file = StoredFile.objects.create(
        name="register.csv", content_type="text/csv", size=1, sha256=side.name.ljust(64, "0"), kept_at=AT
    )
    dates = {"published_on": AT.date(), "read_at": AT, "applied_at": AT}
    more = {"state": State.APPLIED, "title": f"Register {side.name}"}
    release = Release.objects.create(kind="register", file=file, **more, **dates)
    return {"public_id": release.public_id}


def district_to_settle(side: Side) -> Arguments:
    """The school, in a release that shows its district as a fault to settle."""
    found = applied_release(Side(f"{side.name}-district", side.school))
    release = Release.objects.get(public_id=found["public_id"])
    Fault.objects.create(release=release, urn=side.school.urn, column=COLUMN, words="No district.")
    return found | {"urn": side.school.urn}


def urn_to_decide(side: Side) -> Arguments:
    """The school, in a release that gives its URN to another school."""
    found = applied_release(Side(f"{side.name}-urn", side.school))
    release = Release.objects.get(public_id=found["public_id"])
    Fault.objects.create(release=release, urn=side.school.urn, column="URN", words="Another school.")
    return found | {"urn": side.school.urn}


def job(side: Side) -> Arguments:
    """Long work that somebody else asked for."""
    return {"public_id": Job.objects.create(kind="test", title=f"Work {side.name}", asked_at=AT).public_id}


def school(side: Side) -> Arguments:
    """The school itself."""
    return {"urn": side.school.urn}


def partnership(side: Side) -> Arguments:
    """A proposed partnership of which the school is a member."""
    made, _ = Partnership.objects.get_or_create(
        name=f"Partnership {side.name}", defaults={"kind": "geographic", "formed_on": SINCE, "proposed": True}
    )
    Membership.objects.get_or_create(
        partnership=made, school=side.school, defaults={"recognised": True, "valid_from": SINCE}
    )
    return {"public_id": made.public_id}


def membership(side: Side) -> Arguments:
    """The school's membership in that partnership."""
    return partnership(side) | {"urn": side.school.urn}


def provision(side: Side) -> Arguments:
    """An open enhanced provision at the school."""
    made = Provision.objects.create(school=side.school, kind="sen-unit", valid_from=SINCE)
    return school(side) | {"key": made.pk}


def headship(side: Side) -> Arguments:
    """The open headship of the school."""
    made = Headship.objects.create(school=side.school, kind="substantive", valid_from=SINCE)
    return school(side) | {"key": made.pk}


def draft(side: Side) -> Arguments:
    """A planned draft that gives the side's school an adviser and its partnership a lead."""
    return {"public_id": _planned(side).public_id}


def draft_school(side: Side) -> Arguments:
    """The side's school in a draft."""
    return draft(side) | {"urn": side.school.urn}


def draft_lead(side: Side) -> Arguments:
    """The side's partnership in a draft."""
    return draft(side) | {"partnership": _planned(side).leads.get().partnership.public_id}


def _planned(side: Side) -> Draft:
    made, is_new = Draft.objects.get_or_create(
        year=2026, name=f"Draft {side.name}", defaults={"state": "planned", "made_at": AT, "planned_at": AT}
    )
    if is_new:
        adviser = Adviser.objects.create(person=make_person("adviser"), base_easting=1, base_northing=1)
        partnership = Partnership.objects.create(name=f"Planned {side.name}", formed_on=SINCE)
        more = {"draft": made, "adviser": adviser, "partnership": partnership, "half_days": 2}
        Assignment.objects.create(school=side.school, **more)
        Lead.objects.create(**more)
    return made


def letter(side: Side) -> Arguments:
    """A released letter to the side's school."""
    return {"public_id": _released(side).public_id}


def letter_batch(side: Side) -> Arguments:
    """The batch of a released letter."""
    return {"batch": _released(side).batch}


def letter_archive(side: Side) -> Arguments:
    """An archive that was made."""
    kept = keep(content=b"letters", name="Letters.zip", content_type="application/zip", at=AT)
    made = Job.objects.create(
        kind="archive_letters",
        title="Archive",
        asked_at=AT,
        state="done",
        arguments=letter_batch(side),
        result={"file": kept.public_id},
    )
    return {"job_id": made.public_id}


def _released(side: Side) -> Letter:
    fields = template_named("year-plan").fields
    prepared = prepare_many(
        drafts=[
            LetterDraft(
                template="year-plan",
                context={name: [] if columns else name for name, columns in fields.items()},
                recipients=[Recipient("headteacher", "The headteacher")],
                key=f"matrix {side.name}",
                school=side.school,
            )
        ],
        batch=f"batch{side.name}",
        by=None,
        at=AT,
    )
    release(letters=prepared, by=None, at=AT)
    return prepared[0]


def adviser(side: Side) -> Arguments:
    """An adviser who is nobody of the matrix, in no quadrant."""
    person = make_person("adviser", name=f"Adviser {side.name}")
    Adviser.objects.create(person=person, base_easting=600_000, base_northing=200_000)
    return {"public_id": person.public_id}


def conflict(side: Side) -> Arguments:
    """That adviser's conflict of interest with the school."""
    made = adviser(side)
    held = Adviser.objects.get(person__public_id=made["public_id"])
    row = Conflict.objects.create(adviser=held, school=side.school, reason="Governor", valid_from=SINCE)
    return made | {"conflict_id": row.public_id}


def policy(side: Side) -> Arguments:
    """The entitlement in use."""
    return {"public_id": policy_in_use("entitlement").public_id}


def policy_pair(side: Side) -> Arguments:
    """A version and the one it was drafted from."""
    made = _drafted()
    return {"public_id": made.public_id, "before_id": made.based_on.public_id}


def policy_layout(side: Side) -> Arguments:
    """The layout of records as a document."""
    return {"public_id": policy_in_use("record_document").public_id, "form": "word"}


def policy_draft(side: Side) -> Arguments:
    """A draft of the entitlement in use, by somebody else."""
    return {"public_id": _drafted().public_id}


def waiting_policy(side: Side) -> Arguments:
    """A version that waits for approval, by somebody else."""
    made = _drafted("capacity")
    submit_policy(policy=made, by=_author(), at=AT)
    return {"public_id": made.public_id}


def _drafted(kind: str = "entitlement") -> Policy:
    return draft_policy(base=policy_in_use(kind), by=_author(), at=AT)


def _author() -> Viewer:
    return viewer_of(make_person("data-officer"), on=AT.date(), access=typed("access"))


MAKERS: dict[str, Callable[[Side], Arguments]] = {
    **PLAN_MAKERS,
    **GROUP_MAKERS,
    **GOVERNANCE_MAKERS,
    **STRUCTURAL_MAKERS,
    **STANDING_MAKERS,
    **PERFORMANCE_REPORT_MAKERS,
    **WORKFORCE_MAKERS,
    **STAFF_MAKERS,
    **SERVICE_MAKERS,
    **RECORD_MAKERS,
    **RECRUITMENT_MAKERS,
    **DAY_LEDGER_MAKERS,
    **DECISION_MAKERS,
    **APPRAISAL_MAKERS,
    **CONSULTATION_MAKERS,
    **BUDGET_MAKERS,
    **IMPACT_MAKERS,
    **INTELLIGENCE_MAKERS,
    **MONEY_MAKERS,
    **REVIEW_MAKERS,
    **TARGET_MAKERS,
    **VISIT_MAKERS,
    **PERFORMANCE_MAKERS,
    **SCHOOL_REVIEW_MAKERS,
    **PRACTICE_MAKERS,
    **SHARING_MAKERS,
    "meeting": meeting,
    "component-part": lambda side: {"number": 2},
    "agenda_item": agenda_item,
    "advisers_sheet": advisers_sheet,
    "passkey": passkey,
    "group": group,
    "dead_link": dead_link,
    "no_provider": no_provider,
    "school_chart": school_chart,
    "school_file": school_file,
    "district_form": district_form,
    "days_chart": days_chart,
    "person": person,
    "held_role": held_role,
    "provision": provision,
    "headship": headship,
    "applied_release": applied_release,
    "district_to_settle": district_to_settle,
    "urn_to_decide": urn_to_decide,
    "job": job,
    "school": school,
    "partnership": partnership,
    "membership": membership,
    "draft": draft,
    "draft_school": draft_school,
    "draft_lead": draft_lead,
    "letter": letter,
    "letter_batch": letter_batch,
    "letter_archive": letter_archive,
    "adviser": adviser,
    "conflict": conflict,
    "policy": policy,
    "policy_layout": policy_layout,
    "policy_pair": policy_pair,
    "policy_draft": policy_draft,
    "waiting_policy": waiting_policy,
}
