"""The appraisals of a pack, costed: options, posts, cost by year, gates and the preferred one. No database is asked."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from headway.flows.cost_post import packed_pay
from headway.rules.appraisal_packs import (
    NOT_IN_SOURCE,
    AppraisalPack,
    AppraisalsFile,
    OptionPack,
    Phase,
    PostLine,
    read_appraisals,
)
from headway.rules.money import money_words, to_pounds
from headway.rules.option_costs import CostedLine, CostedOption, cost_option, income_of, per_place
from headway.rules.verdict import Refused


@dataclass(frozen=True, slots=True)
class CostedAppraisal:
    """One appraisal of a pack with its options costed on a day."""

    pack: AppraisalPack
    options: tuple[CostedOption, ...]

    @property
    def preferred(self) -> OptionPack:
        """The option the pack prefers."""
        return next(one.option for one in self.options if one.option.preferred)


def appraise_pack(
    *, pack: str, on: date, uplift_percent: Decimal | None = None
) -> tuple[CostedAppraisal, ...]:
    """Every appraisal of the pack with its costs at what holds on the day. Refused where there is no such pack, or it prefers
    other than one option."""
    policy = packed_pay()
    uplift = policy.uplift_percent if uplift_percent is None else uplift_percent
    found = []
    for one in packed_appraisals(pack).appraisals:
        preferred = [option.title for option in one.options if option.preferred]
        if len(preferred) != 1:
            raise Refused(f"{one.title} prefers {len(preferred)} options. Just one is preferred.")
        options = tuple(cost_option(option, on, policy, uplift) for option in one.options)
        found.append(CostedAppraisal(one, options))
    return tuple(found)


def packed_appraisals(pack: str) -> AppraisalsFile:
    """The appraisals of a pack of the product. Refused with the packs that have some."""
    folder = Path(settings.POLICIES)
    known = sorted(place.parts[-3] for place in folder.glob("*/documents/appraisals.toml"))
    if pack not in known:
        raise Refused(f"There is no pack “{pack}” with appraisals. Use one of: {', '.join(known)}.")
    text = (folder / pack / "documents" / "appraisals.toml").read_text(encoding="utf-8")
    return read_appraisals(tomllib.loads(text, parse_float=Decimal))


def as_tables(appraisals: tuple[CostedAppraisal, ...], pack: str, on: date) -> dict[str, Any]:
    """The appraisals as plain tables: money in pounds; what the source does not say is None, with `not_in_source`."""
    return {
        "pack": pack,
        "priced_on": on.isoformat(),
        "appraisals": [
            {
                "title": one.pack.title,
                "decision": one.pack.decision,
                "preferred": one.preferred.key,
                "options": [_option(costed) for costed in one.options],
            }
            for one in appraisals
        ],
    }


def tell_appraisals(appraisals: tuple[CostedAppraisal, ...]) -> Iterator[str]:
    """The appraisals, line by line."""
    for one in appraisals:
        yield f"{one.pack.title}: option {one.preferred.key} is preferred, {one.preferred.title.casefold()}."
        for costed in one.options:
            option = costed.option
            mark = " (preferred)" if option.preferred else ""
            yield f"  {option.key} {option.title}{mark}: {_cost_words(costed)}"
            for gate in option.gates:
                yield f"    waits for: {gate.words}"
            for phase in option.phases:
                yield f"    {_phase_words(phase)}"


def _cost_words(costed: CostedOption) -> str:
    if not costed.option.in_source:
        return NOT_IN_SOURCE
    amounts = sum(one.pence for one in costed.option.amounts)
    parts = []
    if costed.by_year:
        parts.append(f"{costed.posts.normalize():f} posts, {money_words(costed.by_year[0][1])} a year")
    if costed.uncosted:
        parts.append(
            f"{len(costed.uncosted)} lines of posts not costed, for the source does not give their pay"
        )
    if amounts:
        parts.append(f"{money_words(amounts)} of delegated money")
    return ", ".join(parts) or "no cost in the source"


def _phase_words(phase: Phase) -> str:
    year = f" in {phase.year}" if phase.year else ""
    waits = f", waits for: {'; '.join(gate.words for gate in phase.gates)}" if phase.gates else ""
    return f"{phase.words}{year}{waits}"


def _option(costed: CostedOption) -> dict[str, Any]:
    option = costed.option
    return {
        "key": option.key,
        "title": option.title,
        "status_quo": option.status_quo,
        "preferred": option.preferred,
        "not_in_source": not option.in_source,
        "after": option.after or None,
        "posts": [_post(line) for line in costed.lines],
        "cost_by_year": {year: float(to_pounds(pence)) for year, pence in costed.by_year} or None,
        "income_target": float(to_pounds(income_of(costed.lines))) if costed.by_year else None,
        "not_costed": list(costed.uncosted),
        "amounts": [
            {
                "words": one.words,
                "year": one.year,
                "pounds": float(to_pounds(one.pence)),
                "places": one.places,
                "each": float(to_pounds(per_place(one.pence, one.places))),
            }
            for one in option.amounts
        ],
        "gates": [{"words": gate.words, "open": bool(gate.opened_by)} for gate in option.gates],
        "phases": [
            {
                "words": one.words,
                "year": one.year or None,
                "gates": [{"words": gate.words, "open": bool(gate.opened_by)} for gate in one.gates],
            }
            for one in option.phases
        ],
    }


def _post(costed: CostedLine) -> dict[str, Any]:
    line = costed.line
    return {
        "title": line.title,
        "number": float(line.number),
        "reports_to": line.reports_to or None,
        "core": line.core,
        "scale": _scale(line),
        "advice": costed.advice or None,
        "shares": {source: float(share) for source, share in line.shares.items()} if line.shares else None,
        "cost": None if costed.cost_pence is None else float(to_pounds(costed.cost_pence)),
        "income_target": None if costed.target_pence is None else float(to_pounds(costed.target_pence)),
        "phases": list(line.phases),
        "subject": line.subject or None,
        "also": line.also or None,
    }


def _scale(line: PostLine) -> dict[str, Any] | None:
    if line.scale is None:
        return None
    return dict(zip(("spine", "first", "last", "assessed"), line.scale, strict=True))
