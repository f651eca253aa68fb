"""How the sign-in library is told about this house: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class SignInAdapter(DefaultAccountAdapter):
    """Persons are invited by an administrator; there is no open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
