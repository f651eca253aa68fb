"""A worker that dies before each question it asks of the database, for every kind of job the product does."""

import pytest
from django.db import connection
from tests.worker import test_killed_anywhere as killed

pytestmark = killed.pytestmark
folder = killed.folder


@pytest.mark.proof
@pytest.mark.parametrize("kind", killed.KINDS)
def test_dead_at_every_point_nothing_is_half_done(kind, folder, settings, proven):
    deaths, found = killed.faults_after_deaths(kind, folder, settings, list)
    proven(f"workers killed at {kind}, {connection.vendor}", deaths=deaths, failures=len(found))
    assert found == []


@pytest.mark.control
def test_careless_work_is_found(folder, settings, proven):
    """Control: two steps that a death parts are done twice, or fail at what is there already."""
    deaths, halved = killed.careless_deaths(folder, settings)
    proven("workers killed at careless work (control)", deaths=deaths, caught=halved)
    assert halved, "a death between the two steps leaves half of them"
