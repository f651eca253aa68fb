"""Letters to prepare, with hostile words where a person could have typed them."""

from datetime import UTC, datetime

from headway.features.letters.drafts import Draft, Recipient
from headway.features.schools.models import Authority, School

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)
SCHOOL_NAME = 'St Peter & St Paul <CE> "Infants\'" {{7*7}}'


def school(urn=900001, name=SCHOOL_NAME):
    authority, _ = Authority.objects.get_or_create(code="990", defaults={"name": "Invented", "own": True})
    return School.objects.create(
        urn=urn, authority=authority, name=name, type_code="01", type_name="Community school",
        phase="primary", status="Open",
    )  # fmt: skip


def context(**more):
    return {
        "authority": "Invented County Council",
        "service": "School improvement service",
        "letter_on": "1 September 2026",
        "to": "The headteacher",
        "copy_to": "the chair of governors",
        "salutation": "Dear headteacher,",
        "school": SCHOOL_NAME,
        "academic_year": "2026 to 2027",
        "adviser": "Adviser 12",
        "quadrant": "the North quadrant",
        "quadrant_lead": "Quadrant lead 2",
        "partnership": "Oak & Ash",
        "total_days": "6½ days",
        "lines": [
            {"days": "4 days", "rule": "Your share of the partnership's days, by its size"},
            {"days": "2½ days", "rule": "Support for a new headteacher"},
        ],
        "how_to_ask": "Write to school.improvement@example.org.",
        "reply_by": "18 September 2026",
        "sender": "Head of service",
        **more,
    }


HEAD = Recipient("headteacher", "The headteacher", "head@oak.example")
CHAIR = Recipient("chair", "The chair of governors")


def draft(of=None, key="", recipients=(HEAD, CHAIR), given=None, **more):
    return Draft(
        template="year-plan",
        context=given or context(school=of.name if of else SCHOOL_NAME),
        recipients=recipients,
        key=key or f"year-plan:{of.pk if of else 0}",
        school=of,
        **more,
    )
