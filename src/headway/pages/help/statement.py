"""The accessibility statement, from the results of the last run of the browser tests that was recorded."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.schools.queries import own_authority
from headway.kit.words import day_words


@dataclass(frozen=True, slots=True)
class Looked:
    """What the browser tests looked at: when, and how many pages at which widths."""

    on: date
    pages: int
    looks: int
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """The statement of this installation."""

    heading: str
    authority: str
    looked: Looked
    when: str
    widths: str


@cache
def last_results() -> Looked:
    """The recorded results; scripts/accessibility.py writes them anew."""
    kept = json.loads(files(__package__).joinpath("accessibility.json").read_text(encoding="utf-8"))
    return Looked(
        date.fromisoformat(kept["on"]),
        kept["pages"],
        kept["looks"],
        tuple(kept["widths"]),
    )


def show_statement(request: HttpRequest) -> HttpResponse:
    """The statement, open to everybody."""
    looked, authority = last_results(), own_authority()
    page = StatementPage(
        heading="Accessibility statement",
        authority=authority.name if authority else "",
        looked=looked,
        when=day_words(looked.on),
        widths=" and ".join(f"{width:,}" for width in looked.widths),
    )
    return render(request, "help/accessibility.html", {"page": page})
