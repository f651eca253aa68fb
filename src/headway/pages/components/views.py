"""The page of components: each in one state, and the same in the next on the page after."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, Engine
from django.urls import reverse
from django.utils.safestring import SafeString

from headway.kit.figures import Link
from headway.pages.components.states import State, parts


@dataclass(frozen=True, slots=True)
class Shown:
    """A component in a state, drawn."""

    component: str
    state: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class ComponentsPage:
    """One page of states, and the way to the others: whether it is the one shown, and its link."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    parts: tuple[tuple[bool, Link], ...]
    shown: tuple[Shown, ...]


def show_components(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Every component in one of its states."""
    if not 1 <= number <= len(parts()):
        raise Http404
    return render(request, "components/components.html", {"page": components_page(number)})


def components_page(number: int) -> ComponentsPage:
    """The page of that number, from 1; what is drawn knows neither the viewer nor the database."""
    every = parts()
    return ComponentsPage(
        heading="Components in their states",
        breadcrumbs=(Link("Installation", reverse("installation")),),
        parts=tuple(
            (at == number, Link(f"Part {at}", reverse("components_part", args=[at])))
            for at in range(1, len(every) + 1)
        ),
        shown=tuple(Shown(state.component, state.name, _drawn(state)) for state in every[number - 1]),
    )


def _drawn(state: State) -> SafeString:
    source = Engine.get_default().from_string("{% load kit %}" + state.html)
    return source.render(Context({"shown": state.shown}))
