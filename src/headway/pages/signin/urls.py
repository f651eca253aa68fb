"""Routes of signing in and out: the library's views under our doors."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp

from headway.pages.routes import Route

ROUTES = (
    Route("sign-in/", "account_login", account.request_login_code, public=True, post="see"),
    Route(
        "sign-in/request/", "account_request_login_code", account.request_login_code, public=True, post="see"
    ),
    Route("sign-in/code/", "account_confirm_login_code", account.confirm_login_code, public=True, post="see"),
    Route("sign-in/second-factor/", "mfa_authenticate", factors.authenticate, public=True, post="see"),
    Route("sign-out/", "account_logout", account.logout, post="see"),
    Route("second-factor/", "mfa_index", factors.index),
    Route("second-factor/set-up/", "mfa_activate_totp", totp.activate_totp, post="see"),
    Route("second-factor/recovery-codes/", "mfa_view_recovery_codes", recovery.view_recovery_codes),
    Route("sign-in/again/", "account_reauthenticate", account.reauthenticate, post="see"),
)
