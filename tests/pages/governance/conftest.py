"""Who keeps the boards."""

import pytest


@pytest.fixture
def keeper(client_as):
    return client_as("governor-services")
