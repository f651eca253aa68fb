"""Steps that several stories take, each as a person takes it: by what the page says."""

from playwright.sync_api import Page, expect

PATIENCE = 60_000


def go(page: Page, place: str) -> None:
    """Go to a place by the menu."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=place, exact=True).click()
    page.wait_for_load_state()


def press(page: Page, button: str) -> None:
    """Press a button of the page, never the one that signs out."""
    page.locator("main").get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def follow(page: Page, link: str) -> None:
    """Follow a link of the page."""
    page.locator("main").get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_load_state()


def wait_for_plan(page: Page) -> None:
    """The year plan, planned by the worker; it may still be at it."""
    go(page, "Year plan")
    expect(page.get_by_role("main")).to_contain_text("Side by side", timeout=PATIENCE)


def is_published(page: Page) -> bool:
    """Whether the plan that is shown was published."""
    return page.get_by_role("link", name="Letters that went out").count() > 0


def ask_for_approval(page: Page) -> None:
    """Ask somebody else."""
    go(page, "Year plan")
    follow(page, "Approval")
    press(page, "Ask for approval")
    expect(page.get_by_role("main")).to_contain_text("Approval is asked for")


def approve(page: Page) -> None:
    """Say yes, as somebody else."""
    go(page, "Year plan")
    follow(page, "Approval")
    page.get_by_role("radio", name="Yes").check()
    press(page, "Send the answer")
    expect(page.get_by_role("main")).to_contain_text("The plan is approved")


def publish(page: Page, reason: str) -> None:
    """Publish on a day that needs a reason."""
    go(page, "Year plan")
    follow(page, "Letters and publishing")
    page.get_by_role("textbox", name="Reason").fill(reason)
    press(page, "Publish the plan")
    expect(page.get_by_role("main")).to_contain_text("The plan is published")


def press_until(page: Page, reached: str, most: int = 80) -> None:
    """Move with Tab alone until the thing of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if (
            page.evaluate("(document.activeElement.innerText || document.activeElement.value || '').trim()")
            == reached
        ):
            return
    raise AssertionError(f"{reached} is not reached by keyboard")
