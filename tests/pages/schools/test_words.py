"""Inspections in short, each in the words of its own regime."""

from datetime import date

import pytest
from tests.factories import adopt, make_inspection, make_school

from headway.features.policies.queries import typed
from headway.pages.schools.words import inspection_in_short

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("regime", "grades", "words"),
    [
        ("overall", {"overall_effectiveness": "2", "early_years": "1"}, "good"),
        ("overall", {"early_years": "1"}, "no overall grade"),
        (
            "sub-judgements",
            {"quality_of_education": "3", "personal_development": "2"},
            "1 good, 1 requires improvement",
        ),
        (
            "report-card",
            {
                "inclusion": "Needs attention",
                "achievement": "Expected standard",
                "curriculum_and_teaching": "Expected standard",
            },
            "2 expected standard, 1 needs attention",
        ),
    ],
)
def test_grades_stay_in_their_own_regime(regime, grades, words):
    adopt("england")
    inspection = make_inspection(make_school(), regime, date(2025, 12, 1), grades)
    said, when = inspection_in_short(inspection, typed("inspections"))
    assert said == words
    assert when.endswith(", 1 December 2025")


def test_without_a_policy_the_published_words_stand():
    inspection = make_inspection(
        make_school(), "report-card", date(2025, 12, 1), {"inclusion": "Strong standard"}
    )
    assert inspection_in_short(inspection, None)[0] == "1 Strong standard"
