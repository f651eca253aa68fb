"""Structures: lines of report, priorities covered, comparison, capacity to intervene (M2-01, 02, 06, 09, 16)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules.structures import (
    Post,
    by_subject,
    compare,
    cost_of,
    faults_of,
    fte_of,
    tree,
    without,
)

ADVISERS = ("adviser",)
PRIORITIES = {"reading": "Reading", "attendance": "Attendance"}
HEAD = Post("head", "Head of school improvement", role="head-of-service", leads=("reading",))
CHIEF = Post("chief", "Chief adviser", reports_to="head", role="chief-adviser", leads=("attendance",))
ADVISER = Post(
    "adviser",
    "Adviser",
    reports_to="chief",
    role="adviser",
    leads=("reading",),
    cost_pence=10_342_005,
    income_pence=1_034_200,
    intervenes=True,
)


def test_m2_01_the_tree_stands_in_lines_of_report():
    placed = tree([ADVISER, HEAD, CHIEF])
    assert [(one.post.key, one.depth, one.reports) for one in placed] == [
        ("head", 0, 1),
        ("chief", 1, 1),
        ("adviser", 2, 0),
    ]
    assert faults_of([HEAD, CHIEF, ADVISER], PRIORITIES, ADVISERS) == []


@pytest.mark.parametrize(
    ("posts", "says"),
    [
        ([Post("a", "A", reports_to="a")], "A reports to itself. Choose another post, or none."),
        ([Post("a", "A", reports_to="x")], "A reports to a post that is not there."),
        (
            [Post("a", "A", reports_to="b"), Post("b", "B", reports_to="a")],
            "A reports to itself by way of others.",
        ),
        ([Post("a", "A"), Post("a", "A")], "2 posts have the key “a”. Give each its own."),
    ],
)
def test_lines_that_lead_nowhere_are_faults(posts, says):
    found = faults_of(posts, {}, ADVISERS)
    assert says in [one.words for one in found]
    assert not found[0].is_warning


def test_m2_02_an_adviser_without_a_priority_and_a_priority_without_a_lead_are_warned_of():
    found = faults_of([Post("a", "Adviser", role="adviser")], PRIORITIES, ADVISERS)
    assert [one.words for one in found] == [
        "Adviser is tied to no priority.",
        "No post leads on “Reading”.",
        "No post leads on “Attendance”.",
    ]
    assert all(one.is_warning for one in found)


def test_m2_06_two_versions_are_compared_by_what_each_must_earn():
    now = Post("adviser", "Adviser", cost_pence=9_000_000, income_pence=4_500_000)
    then = Post("adviser", "Adviser", cost_pence=10_342_005, income_pence=1_034_200)
    extra = Post("second", "Adviser", cost_pence=None)
    found = compare([now], [then, extra])
    assert [(one.key, one.kind) for one in found.changes] == [("adviser", "changed"), ("second", "created")]
    assert (found.income_before, found.income_after) == (4_500_000, 1_034_200)
    assert found.income_change_percent == Decimal("-77.0")
    assert found.uncosted == ("Adviser",)
    assert compare([extra], [extra]).income_change_percent is None


def test_m2_09_consultants_are_counted_by_subject():
    posts = [
        Post("l", "Consultant", subject="literacy"),
        Post("m", "Consultant", subject="literacy", fte=Decimal("0.5")),
    ]
    assert by_subject(posts) == {"literacy": Decimal("1.5")}


def test_who_reported_to_a_deleted_post_reports_to_whom_it_reported():
    left = without([HEAD, CHIEF, ADVISER], {"chief"})
    assert [(one.key, one.reports_to) for one in left] == [("head", ""), ("adviser", "head")]
    assert [one.reports_to for one in without([HEAD, CHIEF, ADVISER], {"chief", "head"})] == [""]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-1, 6)), max_size=12))
def test_every_post_stands_once_in_the_tree_whatever_the_lines(lines):
    posts = [
        Post(f"{at}-{key}", "P", reports_to=f"{max(at - 1, 0)}-{chief}" if chief >= 0 else "")
        for at, (key, chief) in enumerate(lines)
    ]
    placed = tree(posts)
    assert sorted(one.post.key for one in placed) == sorted(post.key for post in posts)
    assert fte_of(posts) == len(posts)
    assert cost_of(posts) == 0
