"""The log of requests: which route and how long, never an address, a name or a token."""

import io
import json
import logging
import logging.config

import pytest

from headway.site.environment import SettingFault, choice
from headway.site.logs import logging_setup

LOGGER = "headway.pages.requestlog"


@pytest.fixture
def lines():
    """What the JSON log wrote, an object a line."""
    setup = logging_setup("json", "INFO")
    written = io.StringIO()
    formatter = logging.config.DictConfigurator(setup).configure_formatter(setup["formatters"]["json"])
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logger = logging.getLogger(LOGGER)
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_a_request_is_one_object_with_its_route_and_person(lines, client_as):
    client = client_as("adviser")
    client.get("/search/?q=canary-name")
    (line,) = lines()
    assert (line["route"], line["status"], line["method"]) == ("search", 200, "GET")
    assert line["person"] == client.person.public_id
    assert line["request"]
    assert line["milliseconds"] >= 0
    assert line["level"] == "INFO"


def test_no_token_name_or_address_is_logged(lines, client_as):
    client = client_as("adviser")
    client.get("/search/?q=canary-name")
    client.get("/sign-in/link/canary-token/")
    client.get("/nowhere/canary-path/")
    assert len(lines()) == 3
    assert "canary" not in json.dumps(lines())
    assert client.person.email not in json.dumps(lines())


def test_another_form_is_refused(monkeypatch):
    monkeypatch.setenv("HEADWAY_LOG_FORMAT", "xml")
    with pytest.raises(SettingFault, match="It takes text or json"):
        choice("HEADWAY_LOG_FORMAT", "text", "json")
