"""The view of help."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.kit.glossary import Chapter, chapters

LONGEST = 60


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The chapters, those that hold what was typed, or all of them."""

    heading: str
    typed: str
    chapters: tuple[Chapter, ...]


def show_help(request: HttpRequest) -> HttpResponse:
    """Every word with its meaning, narrowed to those in which `q` stands."""
    typed = request.GET.get("q", "")[:LONGEST].strip()
    return render(request, "help/help.html", {"page": HelpPage("Help", typed, _holding(typed))})


def _holding(typed: str) -> tuple[Chapter, ...]:
    wanted = typed.casefold()
    narrowed = (
        replace(
            chapter,
            terms=tuple(one for one in chapter.terms if wanted in f"{one.words} {one.plain}".casefold()),
        )
        for chapter in chapters()
    )
    return tuple(chapter for chapter in narrowed if chapter.terms)
