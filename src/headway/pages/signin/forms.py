"""The library's forms with the house's labels and sentences."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from django import forms

from headway.kit.forms import HouseMessages

CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": False}


class AddressForm(HouseMessages, RequestLoginCodeForm):
    """Who wants to sign in."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": False}),
    )
    missing = {"email": "Enter your e-mail address"}


class MailedCodeForm(HouseMessages, ConfirmLoginCodeForm):
    """The code of the mail."""

    code = forms.CharField(label="Code", max_length=20, widget=forms.TextInput(attrs=CODE_ATTRIBUTES))
    missing = {"code": "Enter the code from the e-mail"}


class _AppCode(HouseMessages):
    missing = {"code": "Enter the code your authenticator app shows now"}


class SecondFactorForm(_AppCode, AuthenticateForm):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Six digits from your authenticator app, or one of your recovery codes",
        widget=forms.TextInput(attrs=CODE_ATTRIBUTES),
    )


class ProveAgainForm(_AppCode, ReauthenticateForm):
    """The same, for somebody who is signed in already."""

    code = SecondFactorForm.base_fields["code"]


class SetUpForm(_AppCode, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    code = forms.CharField(label="Code", max_length=20, widget=forms.TextInput(attrs=CODE_ATTRIBUTES))


class TakeAwayForm(HouseMessages, DeactivateTOTPForm):
    """Nothing to fill in."""


class NewRecoveryCodesForm(HouseMessages, GenerateRecoveryCodesForm):
    """Nothing to fill in."""
