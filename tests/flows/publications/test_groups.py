"""Trusts and federations: who is in which, since when, and who is no longer listed."""

from datetime import date

import pytest
from tests.factories import make_release, make_school

from headway.features.schools.models import GroupMembership
from headway.flows.publications.decided import Scope
from headway.flows.publications.groups import decide_groups
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
HEADER = "URN,Group UID,Group Name,Group Type (code),Group Type,Group Status,Closed Date,Joined date"


def scope():
    return Scope("Larkshire", "999", frozenset({900001, 900002}), (), {}, {})


def decide(tmp_path, *lines):
    path = tmp_path / "groups.csv"
    path.write_text("\n".join((HEADER, *lines, "")), encoding="utf-8")
    return decide_groups(path, scope())


def line(urn, uid="5001", name="Vale Trust", code="6", kind="Multi-academy trust", joined="2020-09-01"):
    return f"{urn},{uid},{name},{code},{kind},Open,,{joined}"


@pytest.fixture(autouse=True)
def _schools(db):
    make_school(900001), make_school(900002)


def present() -> set[tuple[int, str]]:
    return set(GroupMembership.objects.filter(left_by=None).values_list("school", "group_name"))


def test_members_are_kept_with_when_they_joined_and_again_changes_nothing(tmp_path):
    decided = decide(tmp_path, line(900001), line(900002), line(777777))
    assert decided.counts == {"new": 2, "changed": 0, "gone": 0, "unchanged": 0}
    decided.apply(make_release("gias_groups"))
    assert present() == {(900001, "Vale Trust"), (900002, "Vale Trust")}
    assert GroupMembership.objects.first().joined_on == date(2020, 9, 1)
    assert decide(tmp_path, line(900001), line(900002)).counts["unchanged"] == 2


def test_who_is_no_longer_listed_stays_as_history_with_the_day_of_the_file(tmp_path):
    decide(tmp_path, line(900001), line(900002)).apply(make_release("gias_groups"))
    later = make_release("gias_groups", date(2026, 9, 1))
    decided = decide(tmp_path, line(900001), line(900002, uid="5002", name="Dale Trust"))
    assert decided.counts["gone"] == 1
    decided.apply(later)
    assert present() == {(900001, "Vale Trust"), (900002, "Dale Trust")}
    past = GroupMembership.objects.exclude(left_by=None).get()
    assert (past.school_id, past.group_name, past.left_by) == (900002, "Vale Trust", date(2026, 9, 1))


def test_who_comes_back_is_a_member_again_beside_the_history(tmp_path):
    both, one = (line(900001), line(900002)), (line(900001),)
    for lines in (both, one, both):
        decide(tmp_path, *lines).apply(make_release("gias_groups"))
    assert present() == {(900001, "Vale Trust"), (900002, "Vale Trust")}
    assert GroupMembership.objects.filter(school=900002).count() == 2


def test_a_new_name_is_a_change_of_the_same_group(tmp_path):
    decide(tmp_path, line(900001)).apply(make_release("gias_groups"))
    decided = decide(tmp_path, line(900001, name="Vale Learning Trust"))
    assert decided.counts["changed"] == 1
    decided.apply(make_release("gias_groups"))
    assert present() == {(900001, "Vale Learning Trust")}


@pytest.mark.parametrize("code", ["5", "08", "9"])
def test_sponsors_and_groups_of_childrens_centres_are_no_groups_of_schools(tmp_path, code):
    with pytest.raises(Refused, match="no trust or federation"):
        decide(tmp_path, line(900001, code=code))


def test_a_file_without_the_authoritys_schools_is_refused(tmp_path):
    with pytest.raises(Refused, match="Larkshire"):
        decide(tmp_path, line(777777))
