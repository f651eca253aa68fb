"""A release whose figures by pupil group raise alerts."""

import pytest
from tests.factories import make_release


@pytest.fixture
def release(policies):
    return make_release("ks2")
