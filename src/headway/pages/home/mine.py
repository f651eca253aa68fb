"""Home of those who have schools of their own: advisers and quadrant leads, heads and chairs, lead heads."""

from datetime import timedelta
from urllib.parse import quote

from headway.features.appointments.viewer import Viewer
from headway.features.letters.models import Reply
from headway.features.letters.queries import letters_visible_to
from headway.features.partnerships.models import Partnership
from headway.features.schools.queries import school_for
from headway.kit.figures import Figure, SummaryRow
from headway.kit.tables import Cell, Column, Row, Table, plain_table
from headway.kit.words import day_words, days_words
from headway.pages.home.changes import changed_table
from headway.pages.home.sections import Section, letters_table
from headway.pages.impact.home import due_tables
from headway.pages.schools.columns import DIRECTIONS
from headway.pages.schools.gather import Known, gather
from headway.pages.schools.lines import Lines, SchoolLine
from headway.pages.schools.links import open_address, open_links
from headway.pages.schools.sentences import three_sentences
from headway.pages.schools.support import days_table, people_rows
from headway.pages.schools.support import letters_table as letters_of_school
from headway.pages.schools.timeline import timeline
from headway.pages.schools.words import FLAGS, phase_words, year_words

SHOWN = 10
RECENT = timedelta(days=90)


def adviser_section(viewer: Viewer, known: Lines) -> Section:
    """My schools with their days, my partnerships, the last letters to them."""
    mine = [line for line in known.lines if line.own and line.is_open]
    letters = (
        letters_visible_to(viewer).filter(school__in=[line.urn for line in mine])[:SHOWN] if mine else []
    )
    half_days = [line.half_days for line in mine if line.half_days is not None]
    return Section(
        "My schools",
        explains=("category", "entitlement", "half-day", "partnership"),
        figures=(
            Figure("Schools", len(mine)),
            Figure(f"Days in {year_words(known.year)}", days_words(sum(half_days)) if half_days else None),
        ),
        tables=(
            changed_table(mine, viewer.on - RECENT),
            _my_schools(mine),
            partnerships_table(viewer),
            letters_table(viewer, list(letters)),
            *due_tables(viewer),
        ),
        links=open_links(
            viewer,
            ("Record a contact", "/contacts/record/"),
            ("My schools on the map", f"/schools/map/?adviser={quote(viewer.person.name)}"),
            ("Categories: proposed and judged", "/schools/categories/"),
        ),
    )


def _my_schools(mine: list[SchoolLine]) -> Table:
    rows = [
        Row(
            (
                Cell(line.name, href=f"/schools/{line.urn}/"),
                Cell(phase_words(line.phase)),
                Cell(
                    f"{line.category} {line.category_label}" if line.category else None,
                    note=DIRECTIONS.get(line.direction, ""),
                    missing="not judged",
                ),
                Cell(days_words(line.half_days) if line.half_days is not None else None, missing="none yet"),
                Cell(", ".join(words for key, words in FLAGS.items() if key in line.flags), missing="none"),
            )
        )
        for line in mine
    ]
    return Table(
        caption="My schools",
        columns=(
            Column("School"),
            Column("Phase"),
            Column("Category judged"),
            Column("Days", numeric=True),
            Column("Flags"),
        ),
        rows=tuple(rows),
        empty_words="No school is yours yet. Publishing the year plan names each school's adviser.",
    )


def partnerships_table(viewer: Viewer) -> Table:
    """The partnerships the viewer is appointed to."""
    found = Partnership.objects.filter(public_id__in=viewer.tied_to("partnership")).order_by("name", "pk")
    rows = [
        (
            Cell(one.name, href=open_address(viewer, f"/partnerships/{one.public_id}/")),
            one.kind.replace("-", " "),
        )
        for one in found
    ]
    return plain_table(
        "My partnerships", ("Partnership", "Kind"), rows, empty_words="No partnership is yours yet."
    )


def school_sections(viewer: Viewer, known: Lines) -> tuple[Section, ...]:
    """For a head or a chair: each own school, its adviser, its days with their rules, its letters, its category."""
    own = [line.urn for line in known.lines if line.own]
    if not own:
        return (
            Section(
                "Our school",
                explains=("register",),
                words=("You are not appointed to a school yet. The authority's administrator can do that.",),
            ),
        )
    return tuple(_school_section(viewer, urn) for urn in own)


def _sentences(seen: Known, viewer: Viewer) -> tuple[str, ...]:
    """The three sentences, with a category only once it is agreed: what rules propose is not yet said of a school."""
    why, *others = three_sentences(seen, timeline(seen, viewer))
    agreed = seen.judged is not None or "categories" not in seen.opened
    return (why if agreed else "No category has been agreed for the school yet.", *others)


def _answers_table(seen: Known, viewer: Viewer) -> Table:
    """Letters that ask for an answer and have none yet, the soonest due first."""
    answered = set(Reply.objects.filter(letter__in=seen.letters).values_list("letter", flat=True))
    waiting = [one for one in seen.letters if one.reply_due and one.pk not in answered]
    rows = [
        (
            Cell(one.subject, href=open_address(viewer, f"/letters/{one.public_id}/")),
            day_words(one.reply_due),
            Cell("Late", colour="yellow") if one.reply_due < seen.on else Cell("Open", colour="blue"),
        )
        for one in sorted(waiting, key=lambda one: one.reply_due)
    ]
    return plain_table(
        "Letters we must answer",
        ("Letter", "By", "State"),
        rows,
        empty_words="No letter waits for your answer.",
    )


def _school_section(viewer: Viewer, urn: int) -> Section:
    school = school_for(viewer, urn)
    seen = gather(viewer, school)
    people = people_rows(seen, viewer)
    tables = [_answers_table(seen, viewer)] if "letters" in seen.opened else []
    tables += [days_table(seen)] if "entitlement" in seen.opened else []
    tables += [letters_of_school(seen, viewer)] if "letters" in seen.opened else []
    return Section(
        school.name,
        explains=("category", "entitlement", "half-day", "adviser"),
        words=_sentences(seen, viewer),
        facts=people or (SummaryRow("Adviser", None),),
        tables=tuple(tables),
        links=open_links(
            viewer,
            ("Everything held about the school", f"/schools/{urn}/"),
            ("Visits, records and what was agreed", f"/records/schools/{urn}/"),
            ("Days used and left", f"/days/ledger/schools/{urn}/"),
        ),
    )
