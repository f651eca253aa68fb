"""What changed lately at schools: categories, inspections, heads."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from headway.features.categories.models import Judgement, JudgementState
from headway.features.evidence.models import Inspection
from headway.features.schools.models import Headship
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import day_words
from headway.pages.schools.lines import SchoolLine
from headway.pages.schools.timeline import HEADS

SHOWN = 10
Change = tuple[date, int, str]


def changed_table(lines: Sequence[SchoolLine], since: date) -> Table:
    """What changed at these schools since a day, the newest first; three queries."""
    names = {line.urn: line.name for line in lines}
    found = sorted(_changes(names, since), reverse=True)[:SHOWN] if names else []
    rows = [
        (Cell(names[urn], href=f"/schools/{urn}/"), words, Cell(day_words(on), plain=on))
        for on, urn, words in found
    ]
    return plain_table(
        "What changed at my schools",
        ("School", "What", "When"),
        rows,
        empty_words=f"Nothing has changed at your schools since {day_words(since)}.",
    )


def _changes(urns: Iterable[int], since: date) -> Iterator[Change]:
    judged = Judgement.objects.filter(school__in=urns, state=JudgementState.AGREED, valid_from__gte=since)
    for one in judged:
        yield one.valid_from, one.school_id, f"Category {one.category}, {one.label}, agreed"
    for one in Inspection.objects.filter(school__in=urns, started_on__gte=since):
        yield one.started_on, one.school_id, f"{one.kind or 'Inspection'} published"
    for one in Headship.objects.filter(school__in=urns, valid_from__gte=since):
        yield one.valid_from, one.school_id, HEADS[one.kind]
