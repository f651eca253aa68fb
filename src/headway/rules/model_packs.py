"""A service's model given as a file: its chart, its quadrants' posts, what it trades, whom it consults, its plan's frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.rules.money import to_pence
from headway.rules.policyfile import Header, Mark, Section, open_policy


@dataclass(frozen=True, slots=True)
class ChartPost:
    """A post the source names. `each`: what there is one for; its number is not in the source where that is empty."""

    title: str
    reports_to: str
    each: str
    cross_phase_from: date | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A structure chart with its year and notes (M2-10)."""

    title: str
    year: str
    transitional: bool
    notes: tuple[str, ...]
    posts: tuple[ChartPost, ...]


@dataclass(frozen=True, slots=True)
class Traded:
    """What is sold, at which pence a day, and what stays without a charge."""

    day_rate_pence: int
    products: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consulted:
    """Who is asked, for which suggestions, and the steps: what, and by when in the source's words."""

    title: str
    asked: tuple[str, ...]
    suggestions: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Priorities in their order, and periods as half-open days."""

    priorities: tuple[str, ...]
    periods: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class ModelPack:
    """One authority's model; a part its source does not have is None. `days`: words and half-days a year."""

    header: Header
    title: str
    chart: Chart | None
    traded: Traded | None
    consultation: Consulted | None
    frame: Frame | None
    days: tuple[tuple[str, int], ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)


def read_model(table: object) -> ModelPack:
    """The model from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="model")
    pack = ModelPack(
        header=header,
        title=section.text("title"),
        chart=_chart(section.section("chart")) if section.has("chart") else None,
        traded=_traded(section.section("traded")) if section.has("traded") else None,
        consultation=_consulted(section.section("consultation")) if section.has("consultation") else None,
        frame=_frame(section.section("plan")) if section.has("plan") else None,
        days=tuple(_days(row) for row in section.rows("days")) if section.has("days") else (),
        marks=dict(section.marks),
    )
    section.close()
    return pack


def _chart(part: Section) -> Chart:
    posts = []
    for row in part.rows("posts"):
        posts.append(
            ChartPost(
                title=row.text("title"),
                reports_to=row.text("reports_to", default=""),
                each=row.text("each", default=""),
                cross_phase_from=row.optional_date("cross_phase_from"),
            )
        )
        row.close()
    found = Chart(
        part.text("title"), part.text("year"), part.boolean("transitional"), part.texts("notes"), tuple(posts)
    )
    part.close()
    return found


def _traded(part: Section) -> Traded:
    found = Traded(to_pence(part.number("day_rate")), part.texts("products"), part.texts("kept", default=()))
    part.close()
    return found


def _consulted(part: Section) -> Consulted:
    steps = []
    for row in part.rows("steps"):
        steps.append((row.text("what"), row.text("due")))
        row.close()
    found = Consulted(
        part.text("title"), part.texts("asked"), part.texts("suggestions", default=()), tuple(steps)
    )
    part.close()
    return found


def _frame(part: Section) -> Frame:
    periods = []
    for row in part.rows("periods"):
        periods.append((row.day("from"), row.day("until")))
        row.close()
    found = Frame(part.texts("priorities"), tuple(periods))
    part.close()
    return found


def _days(row: Section) -> tuple[str, int]:
    found = row.text("words"), row.whole("half_days")
    row.close()
    return found
