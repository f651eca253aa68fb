"""Gaps by purpose: an inclusion officer sees those of the groups the role holds evidence for, and no other (M4-02)."""

from tests.factories import make_school
from tests.pages.gap_world import HOME, RAISED, known, words
from tests.pages.sharing_objects import make_training


def test_m4_02_an_inclusion_officer_sees_gaps_of_the_groups_of_the_role_at_every_school(client_as, release):
    school = known(make_school(), release)
    said = words(client_as("inclusion").get(HOME))
    assert school.name in said and RAISED in said
    assert "the groups it holds evidence for: Disadvantage status; SEN provision" in said


def test_m4_02_a_role_that_holds_no_evidence_of_the_group_sees_nothing_of_it(client_as, release):
    school, client = known(make_school(), release), client_as("ethnic-minority")
    make_training(client.person)
    said = words(client.get(HOME))
    assert school.name not in said and "evidence for: Ethnicity; First language" in said
    assert school.name not in client.get(f"{HOME}?export=csv").content.decode("utf-8-sig")
    assert school.name in words(client_as("head-of-service").get(HOME))


def test_m4_12_who_is_trained_first_sees_no_gap_before(client_as, release):
    school = known(make_school(), release)
    said = words(client_as("ethnic-minority").get(HOME))
    assert school.name not in said and "Ask the data officer" in said
