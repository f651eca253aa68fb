"""Which version is in use on a day, and who may see, edit and settle one."""

from datetime import UTC, date, datetime

import pytest
from tests.features.policies.versions import adopt, draft, edit, view_as

from headway.features.policies.drafts import approve_draft, submit_draft
from headway.features.policies.models import Policy
from headway.features.policies.queries import (
    NoPolicy,
    approving_roles,
    may_draft,
    may_settle,
    policies_in_use,
    policies_visible_to,
    policy_in_use,
    typed,
)

pytestmark = pytest.mark.django_db
SUMMER = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)


def test_without_a_policy_the_message_says_how_to_adopt_one():
    with pytest.raises(NoPolicy, match=r"“entitlement” is in use.*adopt_policies"):
        policy_in_use("entitlement")


def test_the_version_of_the_day_is_in_use_and_the_first_before_any():
    adopt()
    adopt("essex-2017", at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    adopt("current", at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    days = [date(2020, 1, 1), date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 2), date(2026, 12, 1)]
    packs = [policy_in_use("entitlement", day).pack for day in days]
    assert packs == ["current", "current", "current", "essex-2017", "current"]
    assert typed("entitlement", date(2026, 11, 2)).header.name == "essex-2017"


def test_an_approved_version_waits_for_its_day():
    adopt()
    writer, approver = view_as("chief-adviser"), view_as("head-of-service", SUMMER.date())
    made = edit(draft(writer), writer, {("from",): "2027-09-01", ("review_by",): "2028-07-31"})
    submit_draft(policy=made, by=writer, at=SUMMER)
    approve_draft(policy=made, by=approver, at=SUMMER)
    assert policy_in_use("entitlement", date(2027, 8, 31)).pack == "current"
    assert policy_in_use("entitlement", date(2027, 9, 1)) == made


def test_several_kinds_are_found_in_one_query(django_assert_num_queries):
    adopt()
    with django_assert_num_queries(1):
        found = policies_in_use("entitlement", "capacity", "quadrants")
    assert sorted(found) == ["capacity", "entitlement"]


def test_only_those_who_may_see_policies_find_any():
    adopt()
    counts = {
        r: policies_visible_to(view_as(r)).count() for r in ("adviser", "headteacher", "member", "admin")
    }
    assert counts == {"adviser": Policy.objects.count(), "headteacher": 0, "member": 0, "admin": 0}


def test_who_may_draft_and_who_may_settle():
    adopt()
    writer, other = view_as("chief-adviser"), view_as("head-of-service")
    assert approving_roles(writer.access) == ["head-of-service", "chief-adviser"]
    assert may_draft(view_as("data-officer"))
    assert "These roles may" in may_draft(view_as("adviser")).reason
    made = draft(writer)
    assert "does not wait" in may_settle(made, other).reason
    waiting = submit_draft(policy=made, by=writer, at=SUMMER)
    assert may_settle(waiting, other)
    assert "wrote in this version yourself" in may_settle(waiting, writer).reason
    assert "may not approve" in may_settle(waiting, view_as("data-officer")).reason
