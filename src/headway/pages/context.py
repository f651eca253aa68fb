"""What every template knows: the installation and the navigation."""

from django.conf import settings
from django.http import HttpRequest

from headway.features.schools.queries import own_authority
from headway.pages.places import PLACES


def installation(request: HttpRequest) -> dict[str, object]:
    """Whose installation this is and how it looks."""
    authority = own_authority()
    return {
        "installation": {
            "authority_name": authority.name if authority else "No authority yet",
            "service_name": "Headway",
            "strapline": settings.SERVICE_NAME,
            "brand_colour": settings.BRAND_COLOUR,
            "demonstration": settings.DEMONSTRATION,
        }
    }


def navigation(request: HttpRequest) -> dict[str, object]:
    """The places this person may open, in their order, with the present one marked."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {"navigation": [], "signed_in": None}
    here = request.path
    items = [
        {"label": place.label, "href": place.path, "current": is_current(place.path, here)}
        for place in PLACES
        if not place.kind or viewer.may_ever(place.kind)
    ]
    return {"navigation": items, "signed_in": {"name": viewer.person.name, "role": viewer.role_words()}}


def is_current(path: str, here: str) -> bool:
    """Whether the page one is on belongs to the place at this path."""
    return here == path if path == "/" else here.startswith(path)
