"""Routes of signing in and out. The names are those the sign-in library looks up; it finds no others."""

from allauth.account.views import logout

from headway.pages.routes import Route
from headway.pages.signin import account, passkeys, providers, views

ROUTES = (
    Route("sign-in/", "account_login", views.request_code, public=True, post="see"),
    # The library knows the same page by a second name.
    Route("sign-in/", "account_request_login_code", views.request_code, public=True, post="see"),
    Route("sign-in/code/", "account_confirm_login_code", views.confirm_code, public=True, post="see"),
    Route("sign-in/second-factor/", "mfa_authenticate", views.second_factor, public=True, post="see"),
    Route("sign-in/with/<slug:provider>/", "provider", providers.go_to_provider, public=True),
    Route("sign-in/with/<slug:provider>/back/", "provider_back", providers.come_back, public=True),
    Route("sign-in/link/<str:token>/", "sign_in_link", views.open_link, public=True, post="see"),
    Route("sign-out/", "account_logout", logout, get=False, post="see"),
    Route("your-account/", "your_account", account.show_account),
    Route(
        "your-account/end-session/", "your_account_end_session", account.end_session, get=False, post="see"
    ),
    Route("second-factor/", "mfa_index", views.show_factors),
    Route("second-factor/set-up/", "mfa_activate_totp", views.set_up, post="see"),
    Route("sign-in/passkey/", "mfa_login_webauthn", passkeys.sign_in_by_passkey, public=True, post="see"),
    Route("second-factor/passkeys/add/", "mfa_add_webauthn", passkeys.add_passkey, post="see"),
    Route(
        "second-factor/passkeys/<int:pk>/take-away/",
        "mfa_remove_webauthn",
        passkeys.remove_passkey,
        post="see",
    ),
    Route(
        "second-factor/passkeys/prove-again/",
        "mfa_reauthenticate_webauthn",
        passkeys.prove_by_passkey,
        post="see",
    ),
    Route("second-factor/take-away/", "mfa_deactivate_totp", views.take_away, post="see"),
    Route("second-factor/prove-again/", "mfa_reauthenticate", views.prove_again, post="see"),
    Route("second-factor/recovery-codes/", "mfa_view_recovery_codes", views.show_recovery_codes),
    Route(
        "second-factor/recovery-codes/new/",
        "mfa_generate_recovery_codes",
        views.new_recovery_codes,
        post="see",
    ),
)
