"""What the pages of signing in show."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from headway.kit.figures import Link
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import day_words, moment_words


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is a title and a form."""

    title: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """The first page of signing in: a form, and the providers one may sign in with instead."""

    title: str
    providers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FactorsPage:
    """One's second factor: whether it stands."""

    title: str
    stands: bool
    passkeys: Table


@dataclass(frozen=True, slots=True)
class CodesPage:
    """One's recovery codes that were not used yet."""

    title: str
    codes: tuple[str, ...]


TYPE_CODE = Page("Check your e-mail")
SECOND_FACTOR = Page("Type a code from your authenticator app")
PROVE_AGAIN = Page("Show that it is still you")
SET_UP = Page("Set up your authenticator app")
TAKE_AWAY = Page("Take your authenticator app away")
NEW_CODES = Page("Make new recovery codes")
ADD_PASSKEY = Page("Add a passkey")
REMOVE_PASSKEY = Page("Take a passkey away")
PROVE_BY_PASSKEY = Page("Show that it is still you")
LINK = Page("Sign in with this link")
DEAD_LINK = Page("This link does not sign you in")


def start_page(wanted: str) -> StartPage:
    """The first page; `wanted`: where one goes once signed in."""
    after = f"?{urlencode({'next': wanted})}" if wanted else ""
    links = tuple(
        Link(f"Sign in with {one.name}", reverse("provider", args=[one.id]) + after)
        for one in settings.IDENTITY_PROVIDERS.values()
    )
    return StartPage("Sign in", links)


def factors_page(stands: bool, passkeys: Iterable[Authenticator]) -> FactorsPage:
    """The page of one's second factor."""
    rows = [
        (
            one.data["name"],
            day_words(localtime(one.created_at).date()),
            Cell(moment_words(localtime(one.last_used_at)) if one.last_used_at else None, missing="never"),
            Cell("Take it away", href=reverse("mfa_remove_webauthn", args=[one.pk])),
        )
        for one in passkeys
    ]
    table = plain_table(
        "Your passkeys",
        ("Passkey", "Added", "Last used", "Change"),
        rows,
        empty_words="You have no passkey yet. With one you sign in by finger, face or PIN, without a code.",
    )
    return FactorsPage("Your second factor", stands, table)


def codes_page(codes: tuple[str, ...]) -> CodesPage:
    """The page of one's recovery codes."""
    return CodesPage("Your recovery codes", codes)
