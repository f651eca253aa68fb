"""What every template knows: the installation and the navigation."""

from django.conf import settings
from django.http import HttpRequest

from headway.features.schools.queries import is_invented, own_authority
from headway.kit.figures import Installation, NavigationItem, SignedIn
from headway.pages.places import Place, menu_of
from headway.pages.schools.links import open_address

SEARCH = "/search/"
ACCOUNT = "/your-account/"


def installation(request: HttpRequest) -> dict[str, object]:
    """Whose installation this is and how it looks."""
    authority = own_authority()
    made = Installation(
        authority_name=authority.name if authority else "",
        brand_colour=settings.BRAND_COLOUR,
        strapline=settings.SERVICE_NAME,
        demonstration=settings.DEMONSTRATION or is_invented(authority),
    )
    return {"installation": made}


def navigation(request: HttpRequest) -> dict[str, object]:
    """The places this person may open, in their order, with the present one marked; and where the search leads."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {"navigation": (), "navigation_more": (), "signed_in": None, "search_href": ""}
    menu = menu_of(viewer)
    return {
        "navigation": _items(menu.row, request.path),
        "navigation_more": _items(menu.more, request.path),
        "signed_in": signed_in(viewer.person.name, viewer.role_words()),
        "search_href": open_address(viewer, SEARCH),
    }


def signed_in(name: str, role_words: str) -> SignedIn:
    """Name and role; a post that is named after its role is said once."""
    if name.casefold().startswith(role_words.casefold()):
        return SignedIn("", name, account_href=ACCOUNT)
    return SignedIn(name, role_words, account_href=ACCOUNT)


def _items(places: tuple[Place, ...], here: str) -> list[NavigationItem]:
    return [NavigationItem(one.label, one.path, one.holds(here)) for one in places]
