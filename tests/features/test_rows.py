"""What rows have in common."""

import pytest
from tests.factories import adopt

from headway.features.policies.models import Policy

pytestmark = pytest.mark.django_db


def test_a_policys_keys_keep_the_order_of_its_file_on_both_databases():
    adopt()
    stored = Policy.objects.get(kind="access", pack="current")
    assert list(stored.body["roles"])[:3] == ["head-of-service", "chief-adviser", "quadrant-lead"]
    assert list(stored.body)[:3] == ["kind", "name", "version"]
