"""Signing in with a passkey: added once, then neither code nor link; as a second factor; taken away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(page: Page) -> tuple[CDPSession, str]:
    """A device that keeps passkeys, in this browser."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    return tools, tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def test_an_officer_adds_a_passkey_signs_in_with_it_and_takes_it_away(
    signed_in: Callable[..., Page], looks_good: Callable[[Page], None]
):
    page = signed_in("Equalities officer")
    tools, device = with_device(page)
    page.goto("/second-factor/passkeys/add/")
    expect(page.get_by_text("Your device made no passkey.")).to_be_hidden()
    expect(page.get_by_label("Name")).to_have_value("Passkey 1")
    page.get_by_label("Name").fill("Office laptop")
    looks_good(page)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto("/second-factor/")
    expect(page.get_by_role("row", name="Office laptop")).to_be_visible()
    looks_good(page)

    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/")
    looks_good(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")

    # A device that knows no passkey of ours: said beside the button, and nobody is signed in.
    page.get_by_role("button", name="Sign out").click()
    tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    page.goto("/sign-in/")
    empty = tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Your device did not show a passkey.")).to_be_visible()
    tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": empty})
