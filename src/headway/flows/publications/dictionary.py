"""The dictionary of the interactive tool: what the years of each wanted series are. Only the file itself is kept."""

from pathlib import Path

from headway.features.files.actions import path_of
from headway.features.policies.queries import typed
from headway.features.releases.models import Release
from headway.features.releases.queries import latest_applied
from headway.flows.publications.decided import Decided, Scope, stored_faults
from headway.flows.publications.replaced import compare, count
from headway.publicdata.lait import read_dictionary
from headway.publicdata.recognise import FileKind
from headway.rules.verdict import Refused


def decide_dictionary(path: Path, scope: Scope) -> Decided:
    """What the dictionary says of the years of the wanted series. Refused when it knows none of them."""
    reading = read_dictionary(path, frozenset(scope.series))
    if not reading.rows:
        raise Refused(
            f"The dictionary holds none of the series wanted: {', '.join(sorted(scope.series))}. Nothing was changed."
        )
    after = {(row.short,): row.year_type for row in reading.rows}
    lines = compare({(short,): words for short, words in scope.year_types.items()}, after)
    return Decided(
        len(reading.rows),
        len(after),
        count(lines, len(after)),
        lines,
        stored_faults(reading.faults),
        _keep_the_file,
    )


def year_types() -> dict[str, str]:
    """Series to what its years are ("Academic Year", "Financial Year"), from the newest dictionary applied."""
    newest = latest_applied(FileKind.LAIT_DICTIONARY.value)
    if newest is None:
        return {}
    wanted = frozenset(m.area_series for m in typed("measures").measures if m.area_series)
    reading = read_dictionary(path_of(newest.file.sha256), wanted)
    return {row.short: row.year_type for row in reading.rows}


def _keep_the_file(release: Release) -> None:
    """Nothing else is written: the kept file is what is asked when series are read."""
