"""Asking a council's own provider who somebody is: OpenID Connect, code flow with PKCE, every answer checked.

Rules: OpenID Connect Core 1.0, sections 3.1.2 and 3.1.3.7; RFC 7636 (PKCE). Tokens are checked by PyJWT.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests
from urllib3 import HTTPResponse

ALGORITHMS = ("RS256", "PS256", "ES256")
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 5, 10
# What a provider says of itself and its keys is asked for again after so long; for a key not among them sooner.
SECONDS_KEPT, SECONDS_BETWEEN = 300, 60
LARGEST_ANSWER = 512 * 1024
CLOCK_SLACK_SECONDS = 60
OLDEST_TOKEN_SECONDS = 600
NEEDED_CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]
HERE = ("127.0.0.1", "localhost", "::1")


class Unreachable(Exception):
    """The provider did not answer, or not with what it has to; the message is for the log."""


class Untrusted(Exception):
    """The answer does not prove who somebody is; the message is for the log."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as the installation knows it. `url`: its issuer, exactly.

    `asks_second_factor`: it asks for one itself, so ours is not asked. `owns_addresses`: its administrators give out the
    addresses, so one that it does not call verified is believed, unless it is called unverified.
    """

    id: str
    name: str
    url: str
    client: str
    secret: str
    asks_second_factor: bool
    owns_addresses: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is remembered while somebody is at the provider; it is used once."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says somebody is: its own lasting name for them, and their e-mail address."""

    subject: str
    email: str


def ask_who(provider: Provider, *, back: str) -> tuple[str, Waiting]:
    """The address to send somebody to, and what to remember. `back`: where the provider sends them afterwards."""
    told = _discover(provider)
    waiting = Waiting(*(secrets.token_urlsafe(32) for _ in range(3)))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(waiting.verifier.encode()).digest()).rstrip(b"=")
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": back,
        "scope": "openid email",
        "state": waiting.state,
        "nonce": waiting.nonce,
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    return f"{told['authorization_endpoint']}?{urlencode(asked)}", waiting


def hear_who(
    provider: Provider, waiting: Waiting, answer: Mapping[str, str], *, back: str, now: datetime
) -> Identity:
    """Who came back. Untrusted for an answer that proves nothing, Unreachable for a provider that fails."""
    if not secrets.compare_digest(answer.get("state", "").encode(), waiting.state.encode()):
        raise Untrusted("the state is not the one that was given out")
    if answer.get("error") or not answer.get("code"):
        raise Untrusted("the provider gives no code")
    if answer.get("iss", provider.url) != provider.url:
        raise Untrusted("another provider answers")
    told = _discover(provider)
    tokens = _exchange(provider, told, waiting, answer["code"], back)
    claims = _check_token(provider, told, waiting, tokens.get("id_token"), now)
    return Identity(claims["sub"], _address(provider, told, tokens, claims))


def forget() -> None:
    """Keep nothing of what providers said of themselves."""
    _kept.clear()


def _discover(provider: Provider) -> dict[str, Any]:
    told = _fetch_kept(f"{provider.url.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != provider.url:
        raise Untrusted("the provider calls itself by another name")
    may_be_plain = urlsplit(provider.url).hostname in HERE
    optional = ("userinfo_endpoint",) if "userinfo_endpoint" in told else ()
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", *optional):
        place = told.get(name)
        if not isinstance(place, str) or not (place.startswith("https://") or may_be_plain):
            raise Untrusted(f"{name} is missing or is not https")
    return told


def _exchange(
    provider: Provider, told: Mapping[str, Any], waiting: Waiting, code: str, back: str
) -> dict[str, Any]:
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": waiting.verifier,
        "client_id": provider.client,
        "client_secret": provider.secret,
    }
    return _fetch("POST", told["token_endpoint"], data=asked)


def _check_token(
    provider: Provider, told: Mapping[str, Any], waiting: Waiting, token: object, now: datetime
) -> dict[str, Any]:
    if not isinstance(token, str):
        raise Untrusted("there is no token")
    try:
        claims = jwt.decode(
            token,
            key=_key(told, token),
            algorithms=list(ALGORITHMS),
            audience=provider.client,
            issuer=provider.url,
            leeway=CLOCK_SLACK_SECONDS,
            options={"require": NEEDED_CLAIMS},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as fault:
        raise Untrusted(f"the token does not hold: {type(fault).__name__}") from fault
    _check_claims(provider, waiting, claims, now)
    return claims


def _check_claims(provider: Provider, waiting: Waiting, claims: Mapping[str, Any], now: datetime) -> None:
    """What the token library leaves to its user."""
    if not isinstance(claims["nonce"], str) or not secrets.compare_digest(
        claims["nonce"].encode(), waiting.nonce.encode()
    ):
        raise Untrusted("the token answers another question")
    audience = claims["aud"]
    many = isinstance(audience, list) and len(audience) > 1
    if claims.get("azp", "" if many else provider.client) != provider.client:
        raise Untrusted("the token was made for another client")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise Untrusted("the token names nobody")
    if claims["iat"] < now.timestamp() - OLDEST_TOKEN_SECONDS:
        raise Untrusted("the token is not fresh")


def _key(told: Mapping[str, Any], token: str) -> Any:
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in ALGORITHMS:
        raise Untrusted("the token is signed in no manner that is taken")
    for seconds in (SECONDS_KEPT, SECONDS_BETWEEN):
        offered = _fetch_kept(told["jwks_uri"], seconds).get("keys")
        if key := _among(offered, header):
            return key
    raise Untrusted("the token is signed with no key of the provider")


def _among(offered: object, header: Mapping[str, Any]) -> Any:
    if not isinstance(offered, list):
        raise Untrusted("the provider shows no keys")
    for one in offered:
        fits = (
            isinstance(one, dict) and one.get("kid") == header.get("kid") and one.get("use", "sig") == "sig"
        )
        if fits and one.get("kid") and one.get("alg", header["alg"]) == header["alg"]:
            return jwt.PyJWK(one, algorithm=header["alg"]).key
    return None


def _address(
    provider: Provider, told: Mapping[str, Any], tokens: Mapping[str, Any], claims: Mapping[str, Any]
) -> str:
    """The e-mail address the provider vouches for; from the token, or asked for where it stands not there."""
    said: Mapping[str, Any] = claims
    if "email" not in claims and "userinfo_endpoint" in told:
        headers = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
        said = _fetch("GET", told["userinfo_endpoint"], headers=headers)
        if said.get("sub") != claims["sub"]:
            raise Untrusted("the provider tells of somebody else")
    email, verified = said.get("email"), said.get("email_verified", provider.owns_addresses)
    if not isinstance(email, str) or "@" not in email or verified not in (True, "true"):
        raise Untrusted("the provider vouches for no e-mail address")
    return email.strip()


_kept: dict[str, tuple[float, dict[str, Any]]] = {}


def _fetch_kept(place: str, seconds: float = SECONDS_KEPT) -> dict[str, Any]:
    """What the place said so many seconds ago at most, so that strangers cannot make us ask again and again."""
    at, said = _kept.get(place, (-inf, {}))
    if monotonic() - at < seconds:
        return said
    said = _fetch("GET", place)
    _kept[place] = (monotonic(), said)
    return said


def _fetch(method: str, place: str, **more: Any) -> dict[str, Any]:
    """A JSON object from the provider: no redirects, not for ever, not without end."""
    try:
        with requests.Session() as session:
            answer = session.request(
                method,
                place,
                timeout=(SECONDS_TO_CONNECT, SECONDS_TO_ANSWER),
                allow_redirects=False,
                stream=True,
                **more,
            )
            if answer.status_code != requests.codes.ok:
                raise Unreachable(f"{method} answers {answer.status_code}")
            body = _read_in_time(answer.raw)
    except (requests.RequestException, requests.packages.urllib3.exceptions.HTTPError, OSError) as fault:
        raise Unreachable(type(fault).__name__) from fault
    try:
        read = json.loads(body)
    except ValueError as fault:
        raise Unreachable("the answer is no JSON") from fault
    if not isinstance(read, dict):
        raise Unreachable("the answer is no object")
    return read


def _read_in_time(raw: HTTPResponse) -> bytes:
    """The whole answer; Unreachable for one that comes drop by drop or has no end."""
    body, last = b"", monotonic() + SECONDS_TO_ANSWER
    while some := raw.read1(LARGEST_ANSWER + 1, decode_content=True):
        body += some
        if len(body) > LARGEST_ANSWER or monotonic() > last:
            raise Unreachable("the answer has no end")
    return body
