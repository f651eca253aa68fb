"""A provider is asked once in some minutes, whoever comes, and not for ever."""

import time

import pytest
from tests.pages.signin.mock_provider import CLIENT, SECRET, MockProvider

from headway.gateways import identity
from headway.gateways.identity import Provider, Unreachable, Untrusted, ask_who

DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture
def mock():
    identity.forget()
    made = MockProvider()
    yield made
    made.close()
    identity.forget()


@pytest.fixture
def provider(mock):
    return Provider("staff", "Microsoft", mock.url, CLIENT, SECRET, True, True)


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(identity, "monotonic", lambda: now[0])
    return now


def ask(provider):
    return ask_who(provider, back="http://localhost/back/")


def test_many_who_come_ask_the_provider_once(mock, provider, clock):
    for _ in range(20):
        ask(provider)
    assert mock.asked == [DISCOVERY]
    clock[0] += identity.SECONDS_KEPT
    ask(provider)
    assert mock.asked == [DISCOVERY] * 2


def test_a_provider_that_failed_is_asked_again(mock, provider, clock):
    mock.bend["raw discovery"] = lambda handler: handler.connection.close()
    with pytest.raises(Unreachable):
        ask(provider)
    mock.bend.clear()
    assert ask(provider)


def test_a_key_that_is_not_among_them_is_looked_for_anew_but_not_at_once(mock, clock, monkeypatch):
    told = {"jwks_uri": f"{mock.url}/keys"}
    header = {"kid": "key-9", "alg": "RS256"}

    monkeypatch.setattr(identity.jwt, "get_unverified_header", lambda token: header)

    def find():
        return identity._key(told, "a token")

    for _ in range(3):
        with pytest.raises(Untrusted):
            find()
    assert mock.asked == ["/keys"]
    clock[0] += identity.SECONDS_BETWEEN
    mock.bend["keys"] = lambda honest: {"keys": [one | {"kid": "key-9"} for one in honest["keys"]]}
    assert find()
    assert mock.asked == ["/keys"] * 2


def test_an_answer_that_comes_drop_by_drop_is_given_up(mock, provider, monkeypatch):
    monkeypatch.setattr(identity, "SECONDS_TO_ANSWER", 1)

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(60):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.1)

    mock.bend["raw discovery"] = drip
    began = time.monotonic()
    with pytest.raises(Unreachable):
        ask(provider)
    assert time.monotonic() - began < 5, "it drips for six seconds"


def test_what_a_person_is_asked_for_must_be_https_elsewhere(mock, provider):
    mock.bend["discovery"] = lambda told: told | {"userinfo_endpoint": 7}
    with pytest.raises(Untrusted, match="userinfo_endpoint"):
        ask(provider)
