"""Addresses of other places, only where they are there and open to the viewer: no page leads nowhere."""

from django.urls import Resolver404, resolve

from headway.features.appointments.viewer import Viewer
from headway.kit.figures import Link


def open_address(viewer: Viewer, path: str) -> str:
    """The address when a page answers there and its door lets the viewer see; else nothing."""
    try:
        match = resolve(path.partition("?")[0].partition("#")[0])
    except Resolver404:
        return ""
    route = getattr(match.func, "route", None)
    if route is None or (route.kind and not viewer.may_ever(route.kind, route.see)):
        return ""
    return path


def open_links(viewer: Viewer, *wanted: tuple[str, str]) -> tuple[Link, ...]:
    """The links, words and address, that are there and open to the viewer."""
    found = (Link(words, open_address(viewer, path)) for words, path in wanted)
    return tuple(link for link in found if link.href)
