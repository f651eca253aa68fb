"""Makers of annual reviews, for the matrix: each in a year of its own, for a school has one a year."""

from collections.abc import Callable

from django.utils import timezone
from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.performance_reviews.actions import (
    begin_review,
    except_school,
    share_review,
    take_part,
    write_review,
)
from headway.features.performance_reviews.models import PerformanceReview
from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.schools.models import School
from headway.rules.calendars import academic_year_of

FACT = {
    "label": "Reading",
    "words": "71%",
    "why": "",
    "period": "2024/25",
    "source": "Key stage 2",
    "on": "2025-12-11",
}
WORDS = {"strengths": "Reading is strong.", "concerns": "Writing is behind.", "questions": "What of boys?"}


def make_performance_review(school: School, year: int = 2026) -> PerformanceReview:
    """A review begun by a chief adviser."""
    return begin_review(
        school=school,
        year=year,
        facts=[FACT],
        proposal=None,
        stored=policy_in_use("annual_review", AT.date()),
        by=seen(make_person("chief-adviser")),
        at=AT,
    )


def make_written_review(school: School, year: int = 2026, **told: str) -> PerformanceReview:
    """The same, written; its version is 2."""
    made = make_performance_review(school, year)
    by = seen(make_person("chief-adviser"))
    write_review(review=made, seen_version=1, told=WORDS | told, by=by, at=AT)
    made.refresh_from_db()
    return made


def with_part(made: PerformanceReview) -> PerformanceReview:
    """The same, with what the attendance officer contributes; its version is one more."""
    by = seen(make_person("chief-adviser"))
    take_part(
        review=made, seen_version=made.version, kind="contribution", words="Absence fell.", by=by, at=AT
    )
    made.refresh_from_db()
    return made


def make_shared_review(school: School, year: int = 2026, **told: str) -> PerformanceReview:
    """The same, shared with head and chair."""
    made = make_written_review(school, year, **told)
    share_review(review=with_part(made), by=seen(make_person("chief-adviser")), at=AT)
    made.refresh_from_db()
    return made


def _arguments(made: PerformanceReview) -> Arguments:
    return {"urn": made.school_id, "year": made.year}


def _excepted(side: Side) -> Arguments:
    except_school(
        school=side.school,
        year=2024,
        reason="other",
        words="Burnt down.",
        policy=read_policy(policy_in_use("annual_review", AT.date())),
        by=seen(make_person("chief-adviser")),
        at=AT,
    )
    return {"urn": side.school.urn, "year": 2024}


PERFORMANCE_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "written_annual_review": lambda side: _arguments(with_part(make_written_review(side.school, 2021))),
    "shared_annual_review": lambda side: _arguments(make_shared_review(side.school, 2022)),
    "shared_annual_review_file": lambda side: (
        _arguments(make_shared_review(side.school, 2023)) | {"form": "pdf"}
    ),
    "excepted_annual_review": _excepted,
    "unreviewed_now": lambda side: {
        "urn": side.school.urn,
        "year": academic_year_of(timezone.localdate()).first_on.year,
    },
    "unreviewed_year": lambda side: {"urn": side.school.urn, "year": 2020},
}
