"""Permissions: the table of the access policy, and the questions asked of it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.rules.policies import load_policy

from headway.rules.permissions import (
    ACTS,
    AccessPolicy,
    audits_reading,
    knows,
    knows_kind,
    may,
    may_ever,
    opens_restricted,
    reach,
    read_access,
    roles_that_may,
)
from headway.rules.policyfile import PolicyFault

OWN = frozenset({"own"})


def roles(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.fixture(scope="module")
def policy() -> AccessPolicy:
    return read_access(load_policy("current/access"))


# One line a rule: role, act, kind, relations, expected.
@pytest.mark.parametrize(
    ("role", "act", "kind", "relations", "expected"),
    [
        ("adviser", "see", "categories", (), False),
        ("adviser", "see", "categories", ("own",), True),
        ("adviser", "change", "categories", ("own",), True),
        ("adviser", "approve", "categories", ("own",), False),
        ("quadrant-lead", "approve", "categories", ("own",), True),
        ("quadrant-lead", "approve", "categories", (), False),
        ("head-of-service", "approve", "categories", (), True),
        ("member", "see", "categories", (), False),
        ("member", "count", "categories", (), True),
        ("business-support", "change", "intelligence", (), True),
        ("business-support", "see", "intelligence", (), False),
        ("adviser", "see", "capacity", ("own",), False),
        ("adviser", "see", "capacity", ("self",), True),
        ("headteacher", "change", "visits", ("own",), False),
        ("headteacher", "change", "visits", ("own", "part"), True),
        ("member", "see", "plans", (), False),
        ("member", "see", "plans", ("published",), True),
        ("chair", "see", "pupil-cases", ("own",), False),
        ("chair", "see", "pupil-cases", ("named",), True),
        ("headteacher", "see", "letters", ("own",), True),
        ("headteacher", "see", "letters", (), False),
        ("headteacher", "see", "drafts", ("own",), False),
        ("finance", "count", "drafts", (), True),
        ("provider", "see", "register", (), True),
    ],
)
def test_the_table_answers(
    policy: AccessPolicy, role: str, act: str, kind: str, relations: tuple[str, ...], expected: bool
) -> None:
    verdict = may(policy, roles=roles(role), act=act, kind=kind, relations=frozenset(relations))
    assert bool(verdict) is expected
    assert bool(verdict.reason) is not expected


def test_administrators_manage_access_and_see_no_content(policy: AccessPolicy) -> None:
    known = {kind for kind in policy.kinds if knows_kind(policy, roles=roles("admin"), kind=kind)}
    assert known == {"access", "installation", "jobs"}
    others = {role for role in policy.roles if role != "admin"}
    assert not may_ever(policy, roles=frozenset(others), act="change", kind="access")


def test_nobody_may_do_anything_without_a_role(policy: AccessPolicy) -> None:
    ties = frozenset({"own", "self", "part", "named", "published"})
    for kind in policy.kinds:
        for act in ACTS:
            assert not may(policy, roles=roles(), act=act, kind=kind, relations=ties, named=True)


def test_roles_add_up(policy: AccessPolicy) -> None:
    both = roles("headteacher", "member")
    assert may(policy, roles=both, act="see", kind="categories", relations=OWN)
    assert may(policy, roles=both, act="count", kind="categories")


def test_seeing_is_counting_and_nothing_else_follows(policy: AccessPolicy) -> None:
    assert may(policy, roles=roles("data-officer"), act="count", kind="categories")
    assert not may(policy, roles=roles("finance"), act="see", kind="intelligence")


def test_a_restricted_row_opens_to_the_marked_the_named_and_nobody_else(policy: AccessPolicy) -> None:
    def sees(role: str, **extra: Any) -> bool:
        return bool(may(policy, roles=roles(role), act="see", kind="concern-cases", restricted=True, **extra))

    assert sees("head-of-service")
    assert not sees("adviser", relations=OWN)
    assert sees("adviser", relations=OWN, named=True)
    # Being named opens a restricted row only where the role reaches the row at all.
    assert not sees("provider", named=True)


def test_a_safeguarding_note_is_always_restricted(policy: AccessPolicy) -> None:
    note = {"act": "see", "kind": "safeguarding-notes"}
    assert may(policy, roles=roles("safeguarding"), **note)
    assert may(policy, roles=roles("adviser"), relations=frozenset({"self"}), **note)
    refused = may(policy, roles=roles("adviser"), relations=OWN, **note)
    assert not refused
    assert "restricted" in refused.reason
    assert audits_reading(policy, kind="safeguarding-notes")
    assert not audits_reading(policy, kind="visits")
    assert audits_reading(policy, kind="visits", restricted=True)


def test_safeguarding_complaints_open_only_to_people_named(policy: AccessPolicy) -> None:
    assert not may(policy, roles=roles("head-of-service"), act="see", kind="complaints")
    assert may(policy, roles=roles("head-of-service"), act="see", kind="complaints", named=True)
    assert not opens_restricted(policy, roles=roles("head-of-service"), kind="complaints")


def test_knowing_decides_between_not_found_and_refused(policy: AccessPolicy) -> None:
    # May know but not do: refused with the reason. May not know: not found.
    assert knows(policy, roles=roles("headteacher"), kind="categories", relations=OWN)
    assert not may(policy, roles=roles("headteacher"), act="change", kind="categories", relations=OWN)
    assert not knows(policy, roles=roles("headteacher"), kind="categories")
    assert not knows(policy, roles=roles("member"), kind="categories")
    assert knows_kind(policy, roles=roles("member"), kind="categories")
    assert not knows_kind(policy, roles=roles("provider"), kind="categories")


def test_reach_gives_a_query_its_filter(policy: AccessPolicy) -> None:
    assert reach(policy, roles=roles("adviser"), act="see", kind="categories") == {OWN}
    assert reach(policy, roles=roles("chief-adviser"), act="see", kind="categories") == {frozenset()}
    assert reach(policy, roles=roles("provider"), act="see", kind="categories") == frozenset()


def test_a_refusal_names_who_may(policy: AccessPolicy) -> None:
    refused = may(policy, roles=roles("headteacher"), act="change", kind="drafts")
    assert refused.reason == (
        "Your role may not change drafts of the year plan. These roles may: Head of service, Chief adviser."
    )
    own = may(policy, roles=roles("adviser"), act="see", kind="categories")
    assert own.reason == "You may see the category of a school only where it is your own."


def test_a_page_asking_for_an_unknown_thing_is_told(policy: AccessPolicy) -> None:
    with pytest.raises(KeyError, match="not a kind"):
        may(policy, roles=roles("adviser"), act="see", kind="no-such")
    with pytest.raises(KeyError, match="not an act"):
        may(policy, roles=roles("adviser"), act="burn", kind="visits")
    with pytest.raises(KeyError, match="not a relation"):
        may(policy, roles=roles("adviser"), act="see", kind="visits", relations=frozenset({"cousin"}))


def _break(where: str, value: object) -> dict[str, Any]:
    table = load_policy("current/access")
    *path, last = where.split("/")
    inner = table
    for key in path:
        inner = inner[key]
    inner[last] = value
    return table


@pytest.mark.parametrize(
    ("where", "value", "place", "words"),
    [
        ("kinds/visits/may/adviser", "look own", "kinds.visits.may.adviser", "begins with one of"),
        ("kinds/visits/may/adviser", "see cousin", "kinds.visits.may.adviser", "not a relation"),
        ("kinds/visits/may/adviser", "see any own", "kinds.visits.may.adviser", "cannot stand together"),
        ("kinds/visits/may/wizard", "see", "kinds.visits.may.wizard", "not a role"),
        ("kinds/visits/colour", "red", "kinds.visits.colour", "not known here"),
        (
            "kinds/complaints/opens_restricted",
            ["adviser"],
            "kinds.complaints.opens_restricted",
            "may do nothing",
        ),
        ("roles/adviser/staff", "yes", "roles.adviser.staff", "true or false"),
        ("kind", "entitlement", "kind", "is expected"),
    ],
)
def test_a_broken_table_says_what_and_where(where: str, value: object, place: str, words: str) -> None:
    with pytest.raises(PolicyFault) as caught:
        read_access(_break(where, value))
    assert caught.value.where == place
    assert words in caught.value.words


def test_the_roles_that_may_do_something_are_told_in_the_order_of_the_policy(policy):
    found = roles_that_may(policy, act="change", kind="access")
    assert "admin" in found and "headteacher" not in found
    assert found == tuple(
        slug
        for slug in policy.roles
        if may_ever(policy, roles=frozenset({slug}), act="change", kind="access")
    )
