"""Whether somebody's second factor stands."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from headway.features.people.models import Person
from headway.features.schools.queries import is_invented, own_authority

# In the session: the provider that asked for a second factor when this session began.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
BY_PROVIDER = "second_factor_by_provider"


def staff_need_one() -> bool:
    """True unless it was switched off and the authority is invented: nobody real is ever done without it."""
    return settings.MFA_REQUIRED or not is_invented(own_authority())


def has_second_factor(person: Person) -> bool:
    """True once an authenticator app was set up or a passkey added."""
    return Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


def has_app(person: Person) -> bool:
    """True once an authenticator app was set up."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor stands behind this session: one's own, or one the provider asked for."""
    return request.session.get(BY_PROVIDER) in settings.IDENTITY_PROVIDERS or has_second_factor(request.user)
