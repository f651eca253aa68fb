"""How an option that was deployed is told: rows of figures beside its cost, and a sentence."""

from collections.abc import Sequence

from headway.features.deployment.queries import academic_year_from
from headway.flows.option_figures import OptionFigures
from headway.kit.tables import Cell
from headway.kit.words import day_words, days_words, minutes_words

STALE = "its posts are others since"
NOT_YET = "not deployed"
NO_PLAN = "no plan keeps the rules"
NO_STRUCTURE = "no structure"


def deployed_rows(told: Sequence[OptionFigures]) -> list[tuple[str | Cell, ...]]:
    """Days, travel and unmet need of each option; no row where none was deployed."""
    if not any(one.deployment for one in told):
        return []
    return [
        ("Days schools are entitled to", *(_days(one, "demand_half_days") for one in told)),
        ("Days its posts give to schools", *(_days(one, "capacity_half_days") for one in told)),
        ("Days nobody has room for", *(_days(one, "unmet_half_days", alarm=True) for one in told)),
        ("Travel in a year", *(_travel(one) for one in told)),
    ]


def deployed_words(figures: OptionFigures) -> str:
    """How the option was deployed, or why it could not be; empty where it was not."""
    held = figures.deployment
    if held is None:
        return ""
    days = days_words(held.full_half_days)
    head = f"Deployed on {day_words(held.made_at.date())} over {academic_year_from(held.year).label}"
    if held.fault:
        return f"{head}: no plan was possible. {held.fault}"
    gap = f"{100 * (held.gap or 0):.1f} %"
    stale = " Its posts are others since: deploy the options again." if figures.is_stale else ""
    return (
        f"{head}: {len(held.posts)} posts, a full-time one giving {days} to schools; travel and fit are proved to be within "
        f"{gap} of the best there is.{stale}"
    )


def _missing(one: OptionFigures) -> str:
    if one.deployment is None:
        return NOT_YET if one.fte else NO_STRUCTURE
    return NO_PLAN


def _days(one: OptionFigures, name: str, *, alarm: bool = False) -> Cell:
    half_days = getattr(one.deployment, name, None)
    if half_days is None:
        return Cell(None, missing=_missing(one))
    colour = ("red" if half_days else "green") if alarm else ""
    return Cell(days_words(half_days), colour=colour, note=STALE if one.is_stale else "")


def _travel(one: OptionFigures) -> Cell:
    minutes = one.deployment.travel_minutes if one.deployment else None
    if minutes is None:
        return Cell(None, missing=_missing(one))
    return Cell(minutes_words(minutes), note=STALE if one.is_stale else "")
