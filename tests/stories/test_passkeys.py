"""Signing in with a passkey: added once, then neither code nor link; as a second factor; taken away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, CDPSession, Page, StorageState, expect
from tests.stories.conftest import Running

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


def test_an_officer_adds_a_passkey_and_signs_in_with_it(
    signed_in: Callable[..., Page],
    looks_good: Callable[[Page], None],
    sessions: dict[str, StorageState],
    running: Running,
    browser: Browser,
):
    page = signed_in("Equalities officer")
    with_device(page)
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
    sessions["Equalities officer"] = page.context.storage_state()  # the one of before has ended

    # A device that knows no passkey of ours: said beside the button, and nobody is signed in.
    other = browser.new_context(base_url=running.base).new_page()
    with_device(other)
    other.goto("/sign-in/")
    other.get_by_role("button", name="Sign in with a passkey").click()
    expect(other.get_by_text("Your device did not show a passkey.")).to_be_visible()
    other.context.close()
