"""Views of signing in: the library's under the house's rules, and the link that signs in once."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.people.actions import use_link
from headway.features.people.queries import link_is_open
from headway.pages.signin import forms, page
from headway.pages.signin.factors import has_app
from headway.pages.signin.passkeys import SecondFactorPasskeyForm, passkeys_of


class RequestCode(RequestLoginCodeView):
    """Ask for a code by e-mail; the same answer and the same work whether the address is known or not."""

    form_class = forms.AddressForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        start = page.start_page(self.request.GET.get("next", ""))
        return super().get_context_data(**more) | {"page": start}

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        # Who comes back to the start wants to start again, perhaps with another address.
        clear_login(request)

    def form_valid(self, form: Form) -> HttpResponse:
        if form._user is None:
            get_adapter().pretend_to_send_code(form.cleaned_data["email"])
        return super().form_valid(form)


class ConfirmCode(ConfirmLoginCodeView):
    """Type the code of the mail."""

    form_class = forms.MailedCodeForm
    extra_context = {"page": page.TYPE_CODE}


class SecondFactor(AuthenticateView):
    """Type a code of the authenticator app or a recovery code."""

    form_class = forms.SecondFactorForm
    webauthn_form_class = SecondFactorPasskeyForm
    extra_context = {"page": page.SECOND_FACTOR}

    def get_form_class(self) -> type[Form]:
        return self.form_class

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**more) | self.extra_context


class ProveAgain(ReauthenticateView):
    """The second factor once more, before one's own factors are shown or changed."""

    form_class = forms.ProveAgainForm
    extra_context = {"page": page.PROVE_AGAIN}


class SetUp(ActivateTOTPView):
    """Set up an authenticator app."""

    form_class = forms.SetUpForm
    extra_context = {"page": page.SET_UP}

    def dispatch(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if has_app(request.user):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **more)

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        # The code just typed proves the person; asking for another before the recovery codes would teach nothing.
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        return response


class TakeAway(DeactivateTOTPView):
    """Take an authenticator app away, to set up another."""

    form_class = forms.TakeAwayForm
    extra_context = {"page": page.TAKE_AWAY}


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """Make new recovery codes; the old ones end."""

    form_class = forms.NewRecoveryCodesForm
    extra_context = {"page": page.NEW_CODES}


def show_factors(request: HttpRequest) -> HttpResponse:
    """Whether one's second factor stands, and what can be done about it."""
    shown = page.factors_page(has_app(request.user), passkeys_of(request.user))
    return render(request, "mfa/index.html", {"page": shown})


@reauthentication_required(app="allauth.mfa")
def show_recovery_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left; looking at them writes nothing."""
    kept = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    codes = tuple(kept.wrap().get_unused_codes()) if kept else ()
    return render(request, "mfa/recovery_codes/index.html", {"page": page.codes_page(codes)})


def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button; POST signs in, once. A used, expired or unknown link always gives the same page."""
    at = timezone.now()
    if request.method != "POST":
        if link_is_open(token, at=at):
            return render(request, "signin/link.html", {"page": page.LINK})
        return _dead_link(request)
    person = use_link(token=token, at=at)
    if person is None:
        return _dead_link(request)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, person, "link")
    return perform_login(request, Login(user=person))


def _dead_link(request: HttpRequest) -> HttpResponse:
    return render(request, "signin/dead_link.html", {"page": page.DEAD_LINK}, status=410)


request_code = RequestCode.as_view()
confirm_code = ConfirmCode.as_view()
second_factor = SecondFactor.as_view()
prove_again = ProveAgain.as_view()
set_up = SetUp.as_view()
take_away = TakeAway.as_view()
new_recovery_codes = NewRecoveryCodes.as_view()
