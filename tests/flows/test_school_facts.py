"""What is loaded from published files is what the categories are proposed from."""

from datetime import date

import pytest
from tests.flows.demonstration import load

from headway.features.schools.queries import open_schools
from headway.flows.review_categories import fact_policies
from headway.flows.school_facts import gather_facts

pytestmark = pytest.mark.django_db


def test_m7_02_results_loaded_from_the_files_stand_beside_englands_of_the_same_year(policies, folder):
    load(folder)
    schools = list(open_schools().filter(phase="primary"))
    known = gather_facts(schools, fact_policies(), date(2026, 9, 1))
    figures = [facts.figures["ks2_rwm_expected"] for facts in known.values()]
    held = [figure for figure in figures if figure.value is not None]
    assert len(held) > len(schools) / 2
    assert all(figure.comparator is not None for figure in held)
    assert all(figure.why_missing for figure in figures if figure.value is None)
