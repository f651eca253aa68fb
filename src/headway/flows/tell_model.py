"""The model of a pack: chart, quadrants, traded offer, consultation, frame of the plan. No database is asked."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from headway.rules.appraisal_packs import NOT_IN_SOURCE
from headway.rules.areas import read_quadrants
from headway.rules.model_packs import ChartPost, ModelPack, read_model
from headway.rules.money import money_words, to_pounds
from headway.rules.structures import Post, tree
from headway.rules.verdict import Refused


def packed_model(pack: str) -> ModelPack:
    """The model of a pack of the product. Refused with the packs that have one."""
    folder = Path(settings.POLICIES)
    known = sorted(place.parts[-3] for place in folder.glob("*/documents/model.toml"))
    if pack not in known:
        raise Refused(f"There is no pack “{pack}” with a model. Use one of: {', '.join(known)}.")
    return read_model(_tables(folder / pack / "documents" / "model.toml"))


def packed_quadrants(pack: str) -> dict[str, tuple[str, ...]]:
    """Label to districts of each quadrant of the pack; empty where it has none."""
    place = Path(settings.POLICIES) / pack / "quadrants.toml"
    if not place.exists():
        return {}
    policy = read_quadrants(_tables(place))
    return {
        label: tuple(name.title() for name, one in policy.by_district.items() if one == slug)
        for slug, label in policy.labels.items()
    }


def as_tables(model: ModelPack, quadrants: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """The model as plain tables: money in pounds, days as ISO text; a part the source does not have is None."""
    chart, traded, asked, frame = model.chart, model.traded, model.consultation, model.frame
    return {
        "pack": model.header.name,
        "title": model.title,
        "source": model.header.source,
        "chart": chart
        and {
            "title": chart.title,
            "year": chart.year,
            "transitional": chart.transitional,
            "notes": list(chart.notes),
            "posts": [_post(one) for one in chart.posts],
        },
        "quadrants": {label: list(districts) for label, districts in quadrants.items()} or None,
        "traded": traded
        and {
            "day_rate": float(to_pounds(traded.day_rate_pence)),
            "products": list(traded.products),
            "kept": list(traded.kept),
        },
        "consultation": asked
        and {
            "title": asked.title,
            "asked": list(asked.asked),
            "suggestions": list(asked.suggestions),
            "steps": [{"what": what, "due": due} for what, due in asked.steps],
        },
        "plan": frame
        and {
            "priorities": list(frame.priorities),
            "periods": [[start.isoformat(), end.isoformat()] for start, end in frame.periods],
        },
        "days": [{"words": words, "half_days": half_days} for words, half_days in model.days],
    }


def tell(model: ModelPack, quadrants: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The model, line by line."""
    yield f"{model.title} ({model.header.source})"
    if model.chart:
        mark = " (transitional)" if model.chart.transitional else ""
        yield f"{model.chart.title}{mark}"
        by_title = {one.title: one for one in model.chart.posts}
        posts = [Post(key=one.title, title=one.title, reports_to=one.reports_to) for one in model.chart.posts]
        for placed in tree(posts):
            number = by_title[placed.post.key].each
            words = f"one for each {number}" if number else f"number {NOT_IN_SOURCE}"
            yield f"{'  ' * (placed.depth + 1)}{placed.post.title}: {words}"
        yield from (f"  Note: {note}" for note in model.chart.notes)
    yield from (f"Quadrant {label}: {', '.join(districts)}" for label, districts in quadrants.items())
    if model.traded:
        yield f"Traded at {money_words(model.traded.day_rate_pence)} a day:"
        yield from (f"  {one}" for one in model.traded.products)
    if model.consultation:
        yield f"Consultation: {model.consultation.title}"
        yield from (f"  {what}: {due}" for what, due in model.consultation.steps)
    if model.frame:
        yield from (f"Priority {number}: {one}" for number, one in enumerate(model.frame.priorities, 1))
        yield from (f"Period from {start} until {end}" for start, end in model.frame.periods)


def _post(one: ChartPost) -> dict[str, Any]:
    return {
        "title": one.title,
        "reports_to": one.reports_to or None,
        "number": f"one for each {one.each}" if one.each else NOT_IN_SOURCE,
        "cross_phase_from": one.cross_phase_from.isoformat() if one.cross_phase_from else None,
    }


def _tables(place: Path) -> dict[str, Any]:
    return tomllib.loads(place.read_text(encoding="utf-8"), parse_float=Decimal)
