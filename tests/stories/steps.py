"""Steps that several stories take, each as a person takes it: by what the page says."""

from playwright.sync_api import Page, expect

PATIENCE = 60_000


def go(page: Page, place: str) -> None:
    """Go to a place by the menu, under More where it stands there."""
    menu = page.get_by_role("navigation", name="Main")
    link = menu.get_by_role("link", name=place, exact=True)
    if not link.is_visible():
        menu.locator(".app-navigation__more summary").click()
    link.click()
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


def press_until(page: Page, reached: str, most: int = 160) -> None:
    """Move with Tab alone until the thing of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if (
            page.evaluate("(document.activeElement.innerText || document.activeElement.value || '').trim()")
            == reached
        ):
            return
    raise AssertionError(f"{reached} is not reached by keyboard")


def tab_to(page: Page, name: str, most: int = 160) -> None:
    """Move with Tab alone until what has the focus is of that role and called so: `tab_to(page, 'link "Schools"')`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.count() and name in (focus.aria_snapshot() or "").partition("\n")[0]:
            return
    raise AssertionError(f"{name} is not reached by keyboard on {page.url}")


def enter_at(page: Page, name: str) -> None:
    """Go there by Tab and press Enter."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def type_at(page: Page, name: str, words: str) -> None:
    """Go there by Tab and type."""
    tab_to(page, name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)


def choose(page: Page, name: str, most: int = 12) -> None:
    """Among the choices that the focus stands in, move with the arrow down until the one of that name is chosen."""
    page.keyboard.press("Space")
    for _ in range(most):
        if page.get_by_role("radio", name=name).is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} cannot be chosen by keyboard on {page.url}")
