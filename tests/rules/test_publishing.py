"""What is kept from tables that leave the service."""

import tomllib
from pathlib import Path

import pytest

from headway.rules.policyfile import PolicyFault
from headway.rules.publishing import read_publishing

TABLE = tomllib.loads(Path("policies/england/publishing.toml").read_text(encoding="utf-8"))


def test_the_smallest_count_is_read_with_its_mark():
    policy = read_publishing(TABLE)
    assert policy.smallest_count == 5
    assert policy.marks["smallest_count"].letter == "D"


def test_a_count_of_none_is_refused():
    with pytest.raises(PolicyFault):
        read_publishing(TABLE | {"smallest_count": {"value": 0, "mark": "D"}})
