"""Reads of evidence."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import make_observation, make_release, make_school

from headway.features.evidence.queries import area_and_england, results_of

pytestmark = pytest.mark.django_db


def test_an_authority_is_held_beside_england_and_nobody_else():
    for code, name in (("899", "Eastmarch"), ("970", "England"), ("898", "Elsewhere")):
        make_observation("ks2_rwm_expected", "2024/25", 60, area_code=code, area_name=name)
    make_observation("ks2_rwm_expected", "2024/25", 60, school=make_school())
    names = {row.area_name for row in area_and_england("899", ["ks2_rwm_expected"])}
    assert names == {"Eastmarch", "England"}


def test_a_figure_brings_its_release_but_not_the_list_of_changes():
    school = make_school()
    release = make_release()
    make_observation("ks2_rwm_expected", "2024/25", 60, school=school, release=release)
    with CaptureQueriesContext(connection) as asked:
        row = results_of(school).get()
        assert row.release.title == release.title
    assert len(asked) == 1
    assert '"changes"' not in asked[0]["sql"]
