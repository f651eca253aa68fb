"""The parts a home page is made of, one record for all of them."""

from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer
from headway.features.letters.models import Letter
from headway.features.releases.models import Release
from headway.kit.charts import Chart
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import day_words
from headway.pages.schools.links import open_address


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a home page. Whatever is empty is not shown. `explains`: words of the glossary met in it."""

    heading: str
    words: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    facts: tuple[SummaryRow, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    chart: Chart | None = None
    explains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomePage:
    """What is due for one person: a section for each thing their roles do."""

    heading: str
    sections: tuple[Section, ...]

    @property
    def explains(self) -> tuple[str, ...]:
        """The words of all sections, each once."""
        return tuple(dict.fromkeys(word for section in self.sections for word in section.explains))


def releases_table(viewer: Viewer, releases: list[Release]) -> Table:
    """The newest releases with their faults."""
    rows = [
        (
            Cell(release.title, href=open_address(viewer, f"/data/{release.public_id}/")),
            day_words(release.published_on),
            release.get_state_display(),
            _faults_cell(viewer, release, release.fault_count, ""),
            _faults_cell(viewer, release, release.serious_count, "?state=left-out"),
        )
        for release in releases
    ]
    heads = ("File", "Published", "State", Column("Faults", numeric=True), Column("Serious", numeric=True))
    return plain_table(
        "Last releases",
        heads,
        rows,
        empty_words="No published file was read yet. Give the first one under Data.",
    )


def _faults_cell(viewer: Viewer, release: Release, count: int, narrowed: str) -> Cell:
    """A number of faults that leads to them; none leads nowhere."""
    path = f"/data/{release.public_id}/faults/{narrowed}"
    return Cell(count, href=open_address(viewer, path) if count else "")


def letters_table(viewer: Viewer, letters: list[Letter]) -> Table:
    """The newest letters with their schools."""
    rows = [
        (
            Cell(letter.subject, href=open_address(viewer, f"/letters/{letter.public_id}/")),
            Cell(letter.school.name if letter.school else None, missing="no school"),
            letter.get_state_display(),
        )
        for letter in letters
    ]
    return plain_table(
        "Last letters",
        ("Letter", "School", "State"),
        rows,
        empty_words="No letter yet. Publishing the year plan makes the first.",
    )
