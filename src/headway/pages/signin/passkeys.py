"""Passkeys: added to one's account, used to sign in or as the second factor, taken away. The library's, in our words."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from headway.features.people.models import Person
from headway.kit.forms import HouseMessages
from headway.pages.signin import page

MOST_CHARACTERS = 20_000
# What the library raises for answers that no device gives.
FOREIGN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
NOT_TAKEN = "The passkey was not taken. Try again, or sign in with a code"


class CredentialField(forms.JSONField):
    """What a device answered, as JSON of a size that a device sends; whatever else is refused in a sentence."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > MOST_CHARACTERS:
            raise forms.ValidationError(NOT_TAKEN)
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as failure:
            raise forms.ValidationError(NOT_TAKEN) from failure

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent is never shown again: only a device can make it."""
        return None


def credential_field() -> CredentialField:
    """The field with the house's sentence for a form that came without what the device made."""
    return CredentialField(error_messages={"required": NOT_TAKEN, "invalid": NOT_TAKEN})


class AddPasskeyForm(HouseMessages, AddWebAuthnForm):
    """A passkey's name; what the device made of it comes along unseen."""

    name = forms.CharField(
        required=False,
        max_length=60,
        label="Name",
        help_text="So that you know it again, for example “Office laptop”",
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    credential = credential_field()

    def clean(self) -> dict[str, Any]:
        """The library lets some malformed answers through to its own faults; each is a refusal here."""
        try:
            return super().clean()
        except FOREIGN as failure:
            raise forms.ValidationError(NOT_TAKEN) from failure


class _Signed(HouseMessages):
    def clean_credential(self) -> Authenticator:
        """The passkey that signed; a malformed answer is a refusal."""
        try:
            return super().clean_credential()
        except FOREIGN as failure:
            raise forms.ValidationError(NOT_TAKEN) from failure


class SignInForm(_Signed, LoginWebAuthnForm):
    """What the device signed."""

    credential = credential_field()


class SecondFactorPasskeyForm(_Signed, AuthenticateWebAuthnForm):
    """What the device signed, as the second factor."""

    credential = credential_field()


class ProveForm(_Signed, ReauthenticateWebAuthnForm):
    """What the device signed, for somebody who is signed in already."""

    credential = credential_field()


class AddPasskey(AddWebAuthnView):
    """Add a passkey that the device keeps and opens with a finger, a face or a PIN."""

    form_class = AddPasskeyForm
    extra_context = {"page": page.ADD_PASSKEY}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        shown = super().get_context_data(**more) | self.extra_context
        return shown | {"js_data": {"creation_options": auth.begin_registration(self.request.user, True)}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        # The passkey just made proves the person; asking for it again before the recovery codes would teach nothing.
        record_authentication(self.request, self.request.user, "mfa", type="webauthn", reauthenticated=True)
        return response


class RemovePasskey(RemoveWebAuthnView):
    """Take a passkey away."""

    success_url = reverse_lazy("mfa_index")
    extra_context = {"page": page.REMOVE_PASSKEY}


class ProveByPasskey(ReauthenticateWebAuthnView):
    """The passkey once more, before one's own factors are shown or changed."""

    form_class = ProveForm
    extra_context = {"page": page.PROVE_BY_PASSKEY}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**more) | self.extra_context


class SignInByPasskey(LoginWebAuthnView):
    """Sign in with a passkey alone; GET gives a script what it must ask the device for."""

    form_class = SignInForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("user", None)
        return kwargs


def passkeys_of(person: Person) -> list[Authenticator]:
    """One's passkeys, the oldest first."""
    rows = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return list(rows.order_by("created_at", "pk"))


add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
prove_by_passkey = ProveByPasskey.as_view()


def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """The library's view; it is no page, so that a browser without scripts is led to the start."""
    return SignInByPasskey.as_view()(request)
