"""Whether somebody's second factor stands."""

from allauth.mfa.models import Authenticator

from headway.features.people.models import Person


def has_second_factor(person: Person) -> bool:
    """True once an authenticator app was set up."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
