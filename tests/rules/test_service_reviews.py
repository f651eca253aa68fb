"""When a review of a service is complete, and the policy it is written by."""

from copy import deepcopy
from decimal import Decimal

import pytest
from tests.rules.policies import load_policy

from headway.rules.policyfile import PolicyFault
from headway.rules.service_reviews import COMPLETE, OPEN, may_complete, may_write, read_service_review

TABLE = load_policy("current/service_review")
POLICY = read_service_review(TABLE)
WHOLE = dict.fromkeys(POLICY.parts, "Written")


def test_m14_03_a_review_is_complete_with_all_four_parts_and_not_with_three():
    assert list(POLICY.parts) == ["challenge", "compare", "consult", "compete"]
    assert may_complete(OPEN, WHOLE, POLICY)
    for slug, part in POLICY.parts.items():
        refused = may_complete(OPEN, WHOLE | {slug: " "}, POLICY)
        assert part.label in refused.reason
    assert not may_complete(COMPLETE, WHOLE, POLICY)


def test_a_complete_review_is_not_written():
    assert may_write(OPEN)
    assert not may_write(COMPLETE)


def test_evidence_nobody_can_work_out_and_weights_that_make_no_whole_are_faults():
    unknown = deepcopy(TABLE)
    unknown["criteria"][0]["evidence"] = ["luck"]
    with pytest.raises(PolicyFault, match="luck"):
        read_service_review(unknown)
    short = deepcopy(TABLE)
    short["templates"]["sourcing"]["criteria"][0]["weight"] = Decimal(1)
    with pytest.raises(PolicyFault, match="add up"):
        read_service_review(short)
