"""How the sign-in library is told about this house: nobody signs up, few words, mail off the request."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from headway.features.people.actions import note_sign_in
from headway.pages.signin.delivery import hand_over
from headway.pages.signin.factors import has_app

WRONG_CODE = "That code is not right. Check it and type it again, or ask for a new one"
TOO_OFTEN = "There were too many tries. Wait a few minutes, then start again"


class SignInAdapter(DefaultAccountAdapter):
    """Persons are invited by an administrator; there is no open sign-up and no password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "rate_limited": TOO_OFTEN,
        "too_many_login_attempts": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written in the request, delivered after it, so that the answer takes no longer for a known address."""
        hand_over(self.render_mail(template_prefix, email, context))

    def pretend_to_send_code(self, email: str) -> None:
        """The work of sending a code, for an address nobody has."""
        self.render_mail("account/email/login_code", email, {"code": self.generate_login_code()})
        hand_over(None)

    def send_notification_mail(self, *args: object, **more: object) -> None:
        """None of the library's own notices."""

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only our own sentences; the library's templates would say what the pages say already."""
        if message:
            super().add_message(request, level, message=message, extra_tags=extra_tags)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        UserSession.objects.create_from_request(request)
        note_sign_in(person=user, by=user.public_id, at=timezone.now())

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Somebody disabled between code and entry learns no more than anybody else."""
        return redirect("account_login")

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, str]]:
        """One's identity is proved again with the second factor; there are no passwords."""
        ways = {
            "mfa_reauthenticate": "Type a code of your authenticator app",
            "mfa_reauthenticate_webauthn": "Use your passkey",
        }
        names = list(ways) if has_app(user) else list(reversed(ways))
        return [{"id": name, "description": ways[name], "url": reverse(name)} for name in names]


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor in the house's words."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        """A passkey nobody named: its number, so that two can be told apart."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"
