"""The permission matrix: every route, method, role and relation against the expectations of matrix.toml."""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone
from tests.pages.objects import MAKERS, Side, make_sides
from tests.pages.people import adopt_current_policies, make_person, sign_in

from headway.features.people.models import Person
from headway.pages.limits import counts

FILE = Path(__file__).with_name("matrix.toml")
OUTSIDERS = ("anonymous", "disabled", "expired")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ANSWERED = {"GET": {200}, "POST": {200, 302, 303}}
FREE_TABLES = ("cache", "audit_event", "audit_chainhead", "django_session")
WRITING = re.compile(
    r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)|^\s*(CREATE|DROP|ALTER|TRUNCATE)\b', re.I
)
TOKENS = re.compile(rb'((?:csrfmiddlewaretoken" value=|nonce=|"csrf": )")[^"]*')


@dataclass(frozen=True)
class World:
    """Sessions by role and by outsider, and the arguments of every object on both sides."""

    sessions: dict[str, str]
    sides: tuple[Side, Side]
    made: dict[tuple[str, str], dict[str, object]]
    missing_pages: dict[str, tuple[bytes, dict]] = field(default_factory=dict)
    client: Client = field(default_factory=Client)
    pages: list[str] = field(default_factory=list)


def read_matrix() -> dict[str, Any]:
    """The expectations as written."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def build_world(roles: Sequence[str]) -> World:
    """One person a role, appointed to the own side's school in that role; a disabled one; an expired session."""
    adopt_current_policies()
    sides = make_sides()
    sessions = {"anonymous": ""}
    for role in (*roles, "disabled", "expired"):
        held = "admin" if role in OUTSIDERS else role
        person = make_person(held, school=sides[0].school)
        sessions[role] = sign_in(person).cookies[settings.SESSION_COOKIE_NAME].value
        if role == "disabled":
            Person.objects.filter(pk=person.pk).update(is_active=False)
    expired = timezone.now() - timedelta(seconds=1)
    Session.objects.filter(session_key=sessions["expired"]).update(expire_date=expired)
    made = {(maker, side.name): make(side) for maker, make in MAKERS.items() for side in sides}
    return World(sessions, sides, made)


def named_routes(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[str]:
    """The name of every address the resolver knows, however deep; "(path)" for one without a name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named_routes(pattern.url_patterns)
        else:
            yield pattern.name or f"({pattern.pattern})"


def members(words: Sequence[str], groups: dict[str, list[str]]) -> set[str]:
    """The roles a list of roles and groups means; a word with a minus takes away."""
    found: set[str] = set()
    for word in words:
        name = word.removeprefix("-")
        meant = members(groups[name], groups) if name in groups else {name}
        found = found - meant if word.startswith("-") else found | meant
    return found


def expected(
    entry: dict[str, Any], method: str, who: str, side: str, groups: dict[str, list[str]]
) -> set[int]:
    """The statuses that are right for this request."""
    if who in OUTSIDERS:
        return {entry.get("anonymous", {}).get(method.lower(), 302)}
    asked = entry.get(method.lower())
    if asked is None:
        return {405}
    right = {asked["status"]} if "status" in asked else ANSWERED[method]
    if who in members(asked.get("any", ()), groups):
        return right
    if who in members(asked.get("own", ()), groups):
        return right if side == "own" else {404}
    return {403} if who in members(asked.get("refused", ()), groups) else {404}


@contextmanager
def writes_watched() -> Iterator[list[str]]:
    """Collects every statement that writes, audit and session rows excepted."""
    found: list[str] = []

    def note_writes(execute, sql, params, many, context):
        if (match := WRITING.match(sql)) and match[1] not in FREE_TABLES:
            found.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note_writes):
        yield found


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(world: World, who: str, method: str, path: str, data: dict[str, Any] | None = None) -> HttpResponse:
    """One request in the session of that role or outsider."""
    counts.forget()  # how often somebody may ask is looked at elsewhere
    client = world.client
    client.cookies.clear()
    if world.sessions[who]:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[who]
    more = {"data": data or {}} if method == "POST" else {}
    return getattr(client, method.lower())(path, **more)


def without_tokens(response: HttpResponse) -> tuple[bytes, dict[str, str]]:
    """Body and headers without what differs from request to request."""
    headers = {name: value for name, value in response.headers.items() if name != "Content-Security-Policy"}
    return TOKENS.sub(rb"\1", response.content), headers


def faults_of_route(
    world: World,
    name: str,
    entry: dict[str, Any],
    groups: dict[str, list[str]],
    asking: Collection[str] = (),
) -> list[str]:
    """Everything at this route that is not as the matrix says, in words; asked by everybody, or by these."""
    sides = world.sides if "object" in entry else world.sides[:1]
    roles = [who for who in world.sessions if not asking or who in asking]
    found = []
    for side in sides:
        arguments = world.made[entry["object"], side.name] if "object" in entry else {}
        path = reverse(name, kwargs=arguments)
        for who in roles:
            for method in offered(entry):
                right = expected(entry, method, who, side.name, groups)
                found += faults_of_request(world, who, method, path, right, entry.get("data"))
    return found + faults_of_methods(world, entry, path, groups)


def offered(entry: dict[str, Any]) -> list[str]:
    """The methods an entry names."""
    return [method for method in ("GET", "POST") if method.lower() in entry]


def faults_of_methods(
    world: World, entry: dict[str, Any], path: str, groups: dict[str, list[str]]
) -> list[str]:
    """Methods a route does not offer are answered 405, asked by somebody who may use it."""
    lists = [entry[m.lower()].get(key, ()) for m in offered(entry) for key in ("any", "own")]
    who = min(set().union(*(members(words, groups) for words in lists)) & set(world.sessions))
    found = []
    for method in METHODS:
        if method not in offered(entry):
            found += faults_of_request(world, who, method, path, {405})
    return found


def faults_of_request(
    world: World, who: str, method: str, path: str, right: set[int], data: dict[str, Any] | None = None
) -> list[str]:
    """What is wrong with one answer: its status, its bytes, or a write that should not be."""
    with rolled_back(), writes_watched() as written:
        try:
            answer = ask(world, who, method, path, data)
            found = faults_of_answer(world, who, answer, right)
        except Exception as error:  # whatever the page raises is a fault of the route, not of the matrix
            found = [f"raised {error!r}"]
    if method == "POST" and who not in OUTSIDERS and not right & {403, 404, 405}:
        written = []
    return [f"{who} {method} {path}: {fault}" for fault in (*found, *(f"wrote {sql}" for sql in written))]


def faults_of_answer(world: World, who: str, answer: HttpResponse, right: set[int]) -> list[str]:
    """What is wrong with status, bytes or destination."""
    if answer.status_code not in right:
        return [f"{answer.status_code}, expected {sorted(right)}"]
    if right == {404} and without_tokens(answer) != missing_page(world, who):
        return ["its 404 is not the one of an address that does not exist"]
    if who in OUTSIDERS and right == {302} and not answer.headers["Location"].startswith("/sign-in/"):
        return [f"sent to {answer.headers['Location']}, not to signing in"]
    return []


def missing_page(world: World, who: str) -> tuple[bytes, dict[str, str]]:
    """What this role gets for an address that does not exist."""
    if who not in world.missing_pages:
        world.missing_pages[who] = without_tokens(ask(world, who, "GET", "/no-such-page/"))
    return world.missing_pages[who]
