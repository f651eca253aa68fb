"""What the pages of signing in show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is a title and a form."""

    title: str


@dataclass(frozen=True, slots=True)
class FactorsPage:
    """One's second factor: whether it stands."""

    title: str
    stands: bool


@dataclass(frozen=True, slots=True)
class CodesPage:
    """One's recovery codes that were not used yet."""

    title: str
    codes: tuple[str, ...]


ASK_FOR_CODE = Page("Sign in")
TYPE_CODE = Page("Check your e-mail")
SECOND_FACTOR = Page("Type a code from your authenticator app")
PROVE_AGAIN = Page("Show that it is still you")
SET_UP = Page("Set up your authenticator app")
TAKE_AWAY = Page("Take your authenticator app away")
NEW_CODES = Page("Make new recovery codes")
LINK = Page("Sign in with this link")
DEAD_LINK = Page("This link does not sign you in")


def factors_page(stands: bool) -> FactorsPage:
    """The page of one's second factor."""
    return FactorsPage("Your second factor", stands)


def codes_page(codes: tuple[str, ...]) -> CodesPage:
    """The page of one's recovery codes."""
    return CodesPage("Your recovery codes", codes)
