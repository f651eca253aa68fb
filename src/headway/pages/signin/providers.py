"""Signing in with a council's own provider: there and back again, and a plain sentence where it does not work."""

import logging
from dataclasses import asdict
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from headway.features.people.identities import person_at_provider
from headway.features.people.models import Person
from headway.gateways.identity import Provider, Unreachable, Untrusted, Waiting, ask_who, hear_who
from headway.pages.signin.factors import BY_PROVIDER

log = logging.getLogger(__name__)
WAITING = "identity_waiting"
MINUTES_TO_COME_BACK = 10
SILENT = "{} does not answer as it should just now. Sign in with a code by e-mail instead."
# An address may be a whole town hall's, where many begin their day at once.
GOING = {"provider": "60/m/ip"}
OFTEN = "Signing in with {} was asked for too often from where you are. Wait a minute, then try again."
UNKNOWN = (
    "Signing in with {} did not work: the account is not known here, or it could not be checked. "
    "Sign in with a code by e-mail instead, or ask whoever manages access in your authority."
)


def go_to_provider(request: HttpRequest, provider: str) -> HttpResponse:
    """To the provider; what is needed on the way back is remembered in the session, once."""
    asked = _known(provider)
    if asked is None:
        return redirect("account_login")
    if not consume(request, app="headway", action="provider", config=GOING, limit_get=True):
        messages.warning(request, OFTEN.format(asked.name))
        return redirect("account_login")
    try:
        address, waiting = ask_who(asked, back=_back(request, asked))
    except (Unreachable, Untrusted) as fault:
        return _turn_back(request, asked, fault)
    request.session[WAITING] = asdict(waiting) | {
        "provider": asked.id,
        "at": timezone.now().isoformat(),
        "next": request.GET.get("next", ""),
    }
    return redirect(address)


def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """From the provider: signed in where the account proves a person we know, else back to the sign-in page."""
    asked, now = _known(provider), timezone.now()
    if asked is None:
        return redirect("account_login")
    kept = request.session.pop(WAITING, None)
    try:
        waiting = _waiting(asked, kept, now)
        who = hear_who(asked, waiting, request.GET.dict(), back=_back(request, asked), now=now)
    except (Unreachable, Untrusted) as fault:
        return _turn_back(request, asked, fault)
    person = person_at_provider(provider=asked.id, subject=who.subject, email=who.email, by="", at=now)
    if person is None:
        return _turn_back(request, asked, Untrusted("nobody here has this account"))
    return _sign_in(request, asked, person, kept["next"])


def _known(word: str) -> Provider | None:
    return settings.IDENTITY_PROVIDERS.get(word)


def _back(request: HttpRequest, provider: Provider) -> str:
    return request.build_absolute_uri(reverse("provider_back", args=[provider.id]))


def _waiting(provider: Provider, kept: dict[str, str] | None, now: datetime) -> Waiting:
    if not kept or kept["provider"] != provider.id:
        raise Untrusted("nobody was sent there from this session")
    minutes = (now - datetime.fromisoformat(kept["at"])).total_seconds() / 60
    if not -1 <= minutes <= MINUTES_TO_COME_BACK:
        raise Untrusted("it took too long, or the clock jumped")
    return Waiting(kept["state"], kept["nonce"], kept["verifier"])


def _sign_in(request: HttpRequest, provider: Provider, person: Person, wanted: str) -> HttpResponse:
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    address = wanted if safe else settings.LOGIN_REDIRECT_URL
    if not provider.asks_second_factor:
        record_authentication(request, person, "socialaccount", provider=provider.id)
        return perform_login(request, Login(user=person, redirect_url=address))
    get_adapter().login(request, person)
    record_authentication(request, person, "socialaccount", provider=provider.id)
    request.session[BY_PROVIDER] = provider.id
    return redirect(address)


def _turn_back(request: HttpRequest, provider: Provider, fault: Exception) -> HttpResponse:
    log.warning("signing in with %s: %s", provider.id, fault)
    words = SILENT if isinstance(fault, Unreachable) else UNKNOWN
    messages.warning(request, words.format(provider.name))
    return redirect("account_login")
