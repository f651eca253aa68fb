"""What two files say of one thing: both are kept, one is shown, and the difference is told."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from headway.features.evidence.actions import inspection_key, observation_key
from headway.features.evidence.models import Inspection, Observation
from headway.features.evidence.queries import rivals_of
from headway.features.policies.queries import typed
from headway.features.releases.actions import FaultWords
from headway.kit.words import day_words
from headway.rules.verdict import Refused

MOST_TOLD = 200  # differences of one file that are told one by one; the rest are counted
DIFFERS = (
    "{measure} of URN {urn} in {period}: this file says {ours}, “{title}” of {day} says {theirs}. Both are kept, and "
    "{shown} is shown. Ask the publisher if it matters."
)
INSPECTION_DIFFERS = (
    "The inspection of URN {urn} on {day}: this file says {ours}; “{title}” says {theirs}. Both are kept, and that of "
    "{shown} is shown."
)
MORE = "{number:,} further differences to other files are not listed."
# How the publisher coded its words; the third grade was called satisfactory until 2012.
FIGURES = {
    "outstanding": "1",
    "good": "2",
    "requires improvement": "3",
    "satisfactory": "3",
    "inadequate": "4",
}
NO_NEW_YEAR = "This file is older than the one held, and every year it tells of is held already. Nothing is taken from it."


def without_held_years(kind: str, rows: list[Observation]) -> list[Observation]:
    """Of an older file only the years that nothing held tells of. Refused when there are none."""
    held = set(Observation.every.filter(release__kind=kind).values_list("period", flat=True).distinct())
    rest = [row for row in rows if row.period not in held]
    if not rest:
        raise Refused(NO_NEW_YEAR)
    return rest


def disagreements(kind: str, rows: Iterable[Observation], weight: Sequence[str]) -> list[FaultWords]:
    """A fault for each figure of all pupils or of a group that another file gives otherwise; not where one gives none."""
    ours = {observation_key(row): row for row in rows if row.value is not None}
    rivals = rivals_of(kind, weight, {key[1] for key in ours}, {key[2] for key in ours})
    differing = [
        (ours[observation_key(theirs)], theirs)
        for theirs in rivals.filter(value__isnull=False).order_by(
            "school_id", "measure", "period", "group", "pk"
        )
        if observation_key(theirs) in ours and not _alike(ours[observation_key(theirs)].value, theirs.value)
    ]
    labels = {measure.key: measure.short_label for measure in typed("measures").measures} if differing else {}
    return _bounded([_differs(row, theirs, kind, weight, labels) for row, theirs in differing])


def _differs(
    row: Observation, theirs: Observation, kind: str, weight: Sequence[str], labels: Mapping[str, str]
) -> FaultWords:
    first = weight.index(kind) < weight.index(theirs.release.kind)
    words = DIFFERS.format(
        measure=labels.get(row.measure, row.measure) + ("" if row.group == "all" else f" ({row.group})"),
        urn=row.school_id,
        period=row.period,
        ours=_plain(row.value),
        theirs=_plain(theirs.value),
        title=theirs.release.title,
        day=day_words(theirs.release.published_on),
        shown="the figure of this file" if first else "the other",
    )
    return FaultWords(row.row, "", words, False)


def inspection_disagreements(
    kind: str, rows: Iterable[Inspection], weight: Sequence[str]
) -> list[FaultWords]:
    """A fault for each inspection of which another file tells other grades."""
    ours = {inspection_key(row): row for row in rows}
    others = Inspection.every.filter(release__kind__in=weight).exclude(release__kind=kind)
    faults = []
    for theirs in others.select_related("release").order_by("school_id", "started_on", "pk"):
        row = ours.get(inspection_key(theirs))
        areas = _differing(row, theirs) if row else []
        if row is None or not areas:
            continue
        first = weight.index(kind) < weight.index(theirs.release.kind)
        words = INSPECTION_DIFFERS.format(
            urn=row.school_id,
            day=day_words(row.started_on),
            ours=_graded(row, areas),
            theirs=_graded(theirs, areas),
            title=theirs.release.title,
            shown="this file" if first else "the other",
        )
        faults.append(FaultWords(row.row, "", words, False))
    return _bounded(faults)


def _bounded(faults: list[FaultWords]) -> list[FaultWords]:
    rest = len(faults) - MOST_TOLD
    if rest <= 0:
        return faults
    return [*faults[:MOST_TOLD], FaultWords(None, "", MORE.format(number=rest), False)]


def _alike(one: Decimal, other: Decimal) -> bool:
    """The same figure, where one file rounds it more than the other."""
    places = min(_places(one), _places(other))
    return abs(one - other) * 2 <= Decimal(10) ** -places


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _differing(row: Inspection, other: Inspection) -> list[str]:
    """Areas that both grade, and not alike; one file may say in words what another says in a figure."""
    both = sorted({*row.grades} & {*other.grades})
    return [area for area in both if _code(row.grades[area]["grade"]) != _code(other.grades[area]["grade"])]


def _code(grade: str) -> str:
    """The figure of a word of the four-point scale, to compare by and for nothing else."""
    return FIGURES.get(grade.casefold(), grade)


def _graded(row: Inspection, areas: Iterable[str]) -> str:
    return ", ".join(f"{area.replace('_', ' ')}: {row.grades[area]['grade']}" for area in areas)
