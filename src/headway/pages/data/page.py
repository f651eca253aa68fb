"""What the pages of data show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime

from headway.features.releases.models import Fault, Release, State
from headway.features.schools.models import School
from headway.features.schools.queries import Named
from headway.kit.figures import Figure, Link, Source, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell
from headway.kit.words import day_words, moment_words
from headway.pages.data.tables import (
    CHANGE_COLUMNS,
    FAULT_COLUMNS,
    NO_CHANGE,
    NO_FAULT,
    change_rows,
    fault_rows,
    first_of,
)
from headway.pages.data.words import Line, count_label
from headway.pages.exports import with_export
from headway.rules.verdict import Verdict

STATE_COLOURS = {State.READ: "yellow", State.APPLIED: "green", State.REFUSED: "grey"}
SHOWN_FIRST = 10
CHECKSUM_GROUP = 8
DATA = Link("Data", "/data/")
AS_HISTORY = (
    "A newer file of this kind is held, and this one was given as history: only years of which nothing is held are added, "
    "as listed below. What is held stays as it is."
)
RELEASE_COLUMNS = (
    Column("File", "title", sortable=True),
    Column("Published", "published", sortable=True),
    Column("State"),
    Column("Rows read", numeric=True),
    Column("Rows taken", numeric=True),
    Column("Faults", numeric=True),
    Column("Applied"),
)


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """Every release, newest first."""

    heading: str
    table: Table
    may_give: Verdict
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form of data: giving a file, settling a district."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: object
    facts: tuple[SummaryRow, ...] = ()
    cancel_href: str = "/data/"


@dataclass(frozen=True, slots=True)
class ListPage:
    """All changes, or all faults, of one release."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One release: what it is, and the first of what it changes and of its faults, with the way to all of them."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    figures: tuple[Figure, ...]
    changes: Table
    faults: Table
    all_changes: Link | None
    all_faults: Link | None
    is_applied: bool
    history: str
    may_apply: Verdict
    apply_href: str
    seen: str
    sources: tuple[Source, ...]


def releases_page(
    query: ListQuery,
    releases: Sequence[Release],
    total: int,
    kinds: Iterable[tuple[str, str]],
    may_give: Verdict,
) -> ReleasesPage:
    """The list of releases."""
    table = query.table(
        caption="Published files",
        columns=RELEASE_COLUMNS,
        rows=[_release_row(release) for release in releases],
        total=total,
        noun=("file", "files"),
        empty_words="Published files will be listed here. Give the first one: the register of schools.",
        filters=(
            query.choice_filter("kind", "Kind of file", kinds),
            query.choice_filter("state", "State", [(s.value, s.label) for s in (State.READ, State.APPLIED)]),
        ),
        hide_caption=True,
    )
    return ReleasesPage(
        "Data", with_export(table, query), may_give, tuple(source_of(release) for release in releases)
    )


def _release_row(release: Release) -> Row:
    serious = f"{release.serious_count} left out" if release.serious_count else ""
    waiting = f"{release.open_count} to settle" if release.open_count else ""
    here = f"/data/{release.public_id}/"
    return Row(
        (
            Cell(release.title, href=here, note=release.source),
            day_cell(release.published_on),
            state_cell(release),
            release.rows_read,
            release.rows_taken,
            Cell(
                release.fault_count,
                href=f"{here}faults/" if release.fault_count else "",
                note=", ".join(words for words in (serious, waiting) if words),
            ),
            Cell(_applied_words(release)),
        )
    )


def state_cell(release: Release) -> Cell:
    """The state of a release as a tag."""
    return Cell(_state_words(release), colour=STATE_COLOURS[State(release.state)])


def _state_words(release: Release) -> str:
    again = release.state == State.READ and release.applied_at
    return "Read again, not applied" if again else release.get_state_display()


def _applied_words(release: Release) -> str:
    return moment_words(localtime(release.applied_at)) if release.applied_at else "not applied"


def release_page(
    release: Release,
    changes: Sequence[Line],
    names: Mapping[int, Named],
    faults: Sequence[Fault],
    fault_total: int,
    may_apply: Verdict,
    may_settle: Verdict,
) -> ReleasePage:
    """One release. `faults` are the first ones; `names` those of the schools of the first changes."""
    here = f"/data/{release.public_id}/"
    lines, kinds = changes[:SHOWN_FIRST], {line[0] for line in changes}
    return ReleasePage(
        heading=release.title,
        caption=f"Published {day_words(release.published_on)}",
        breadcrumbs=(DATA,),
        facts=_facts(release),
        figures=tuple(
            _figure(release, word, number, word in kinds) for word, number in release.counts.items()
        ),
        changes=first_of(
            "What the file changes",
            CHANGE_COLUMNS,
            change_rows(lines, names, release),
            len(changes),
            "change",
            NO_CHANGE,
        ),
        faults=first_of(
            "Faults", FAULT_COLUMNS, fault_rows(faults, release, may_settle), fault_total, "fault", NO_FAULT
        ),
        all_changes=Link("All changes, with filters", f"{here}changes/") if changes else None,
        all_faults=Link("All faults, with filters and download", f"{here}faults/") if fault_total else None,
        is_applied=release.state == State.APPLIED,
        history=AS_HISTORY if release.history else "",
        may_apply=may_apply,
        apply_href=f"{here}apply/",
        seen=release.change_hash,
        sources=(source_of(release),),
    )


def list_page(release: Release, heading: str, table: Table) -> ListPage:
    """All changes, or all faults, of a release."""
    way = (DATA, Link(release.title, f"/data/{release.public_id}/"))
    caption = f"{release.title}, published {day_words(release.published_on)}"
    return ListPage(heading, caption, way, table, (source_of(release),))


def settle_page(release: Release, school: School, form: object, words: str) -> FormPage:
    """The form that settles a district."""
    here = f"/data/{release.public_id}/"
    now = school.district.name if school.district else None
    assumed = ", assumed from its nearest school" if school.district_assumed else ""
    return FormPage(
        heading=f"District of {school.name}",
        caption=release.title,
        breadcrumbs=(DATA, Link(release.title, here)),
        form=form,
        facts=(
            SummaryRow("URN", str(school.urn)),
            SummaryRow("Postcode", school.postcode or None),
            SummaryRow("Town", school.town or None),
            SummaryRow("District now", f"{now}{assumed}" if now else None),
            SummaryRow("Why it is to be settled", words),
        ),
        cancel_href=here,
    )


def source_of(release: Release) -> Source:
    """Where the figures of a release come from, for the foot of a page."""
    return Source(release.title, release.source, release.published_on, release.licence)


def _figure(release: Release, word: str, number: int, is_listed: bool) -> Figure:
    href = f"/data/{release.public_id}/changes/?kind={word}" if is_listed else ""
    return Figure(count_label(word, release), number, href=href)


def _in_groups(checksum: str) -> str:
    """A checksum that breaks into lines on a narrow screen."""
    return " ".join(
        checksum[start : start + CHECKSUM_GROUP] for start in range(0, len(checksum), CHECKSUM_GROUP)
    )


def _facts(release: Release) -> tuple[SummaryRow, ...]:
    return (
        SummaryRow("State", _state_words(release), colour=STATE_COLOURS[State(release.state)]),
        SummaryRow("Authority", release.authority_name or None),
        SummaryRow("Source", release.source),
        SummaryRow("Licence", release.licence),
        SummaryRow("File kept as", f"{release.file.name}, {release.file.size:,} bytes"),
        SummaryRow("Checksum (SHA-256)", _in_groups(release.file.sha256)),
        SummaryRow("Rows", f"{release.rows_read:,} read, {release.rows_taken:,} taken"),
        SummaryRow("Read", moment_words(localtime(release.read_at))),
        SummaryRow("Applied", _applied_words(release)),
    )
