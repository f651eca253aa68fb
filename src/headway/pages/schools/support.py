"""What a school is given: its days with rule and inputs, its adviser, its partnership; what is recorded of its staff."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import Headship, Provision
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Column, Row, Table, plain_table
from headway.kit.words import day_words, days_words
from headway.pages.days.words import as_words, rule_words
from headway.pages.schools.gather import Known
from headway.pages.schools.links import open_address
from headway.pages.schools.words import year_words
from headway.rules.calendars import academic_year_of

NO_DAYS = "No days are given to this school this year. Days are given for all schools at once, under Days."
ADVISER = "adviser"


def days_table(known: Known) -> Table:
    """Each line of the entitlement with its rule's words, its inputs and its policy; the total last."""
    rows = [
        Row(
            (
                Cell(line.words, note=_inputs(line.inputs)),
                as_words(line.pool),
                Cell(f"{line.policy.name}, version {line.policy.number}", note=rule_words(line.rule)),
                day_words(line.effective_on),
                days_words(line.half_days),
            )
        )
        for line in known.entitlements
    ]
    if rows:
        total = days_words(sum(line.half_days for line in known.entitlements))
        blank = Cell("", missing="")
        rows.append(Row((Cell("Total"), blank, blank, blank, Cell(total)), marked=True))
    return Table(
        caption=f"Days in {year_words(known.year)}",
        columns=(
            Column("Why"),
            Column("Pool"),
            Column("Rule set"),
            Column("From"),
            Column("Days", numeric=True),
        ),
        rows=tuple(rows),
        empty_words=NO_DAYS,
    )


def _inputs(inputs: Mapping[str, object]) -> str:
    """What the rule reckoned with, in one line."""
    return "; ".join(
        f"{name.replace('_', ' ')}: {value}" for name, value in inputs.items() if value is not None
    )


def people_rows(known: Known, viewer: Viewer) -> tuple[SummaryRow, ...]:
    """Adviser, partnership, lead and quadrant lead, as far as they are open to the viewer."""
    rows = []
    if "assignments" in known.opened:
        rows.append(SummaryRow("Adviser", adviser_words(known)))
    if "partnerships" in known.opened:
        rows.append(_partnership_row(known, viewer))
    rows += [
        SummaryRow(_role_words(one, viewer), one.person.name)
        for one in known.appointments
        if one.subject_kind != Subject.SCHOOL and one.valid_from <= known.on
    ]
    return tuple(rows)


def adviser_words(known: Known) -> str | None:
    """Today's adviser, and the next one where another is appointed already; None where there is nobody."""
    mine = [one for one in known.appointments if one.subject_kind == Subject.SCHOOL]
    now = next((one.person.name for one in mine if one.valid_from <= known.on), None)
    coming = next((one for one in mine if one.valid_from > known.on), None)
    if coming is None:
        return now
    follows = f"{coming.person.name} from {day_words(coming.valid_from)}"
    return f"{now}; {follows}" if now else follows


def _role_words(one: Appointment, viewer: Viewer) -> str:
    if one.role == ADVISER:
        return "Lead adviser of the partnership"
    known = viewer.access.roles.get(one.role)
    return known.label if known else one.role.replace("-", " ").capitalize()


def _partnership_row(known: Known, viewer: Viewer) -> SummaryRow:
    held = known.membership
    if held is None:
        return SummaryRow("Partnership", "in no partnership")
    words = held.partnership.name if held.recognised else f"{held.partnership.name} (not recognised)"
    href = open_address(viewer, f"/partnerships/{held.partnership.public_id}/")
    return SummaryRow("Partnership", words, href=href)


def provisions_table(known: Known) -> Table:
    """Enhanced provisions, with the way to end an open one for those who keep the register."""
    rows = [
        (
            provision.get_kind_display(),
            Cell(provision.places, missing="not known"),
            Cell(provision.need, missing="not known"),
            day_words(provision.valid_from),
            *_end_cells(known, provision, "provisions"),
        )
        for provision in known.provisions
    ]
    heads = (
        "Kind",
        Column("Places", numeric=True),
        "Need",
        "From",
        "Until",
        *(["Change"] if known.may_change else []),
    )
    return plain_table("Enhanced provision", heads, rows, empty_words="No enhanced provision is recorded.")


def headships_table(known: Known) -> Table:
    """Who has led the school by kind and date, with the way to end an open one."""
    rows = [
        (
            headship.get_kind_display(),
            day_words(headship.valid_from),
            *_end_cells(known, headship, "headships"),
        )
        for headship in known.headships
    ]
    heads = ("Post", "From", "Until", *(["Change"] if known.may_change else []))
    return plain_table("Headship", heads, rows, empty_words="No headship is recorded.")


def _end_cells(known: Known, row: Provision | Headship, place: str) -> tuple[Cell, ...]:
    until = Cell(day_words(row.valid_until) if row.valid_until else "no end set")
    if not known.may_change:
        return (until,)
    if row.valid_until:
        return (until, Cell("", missing=""))
    return (until, Cell("End", href=f"/schools/{known.school.urn}/{place}/{row.pk}/end/"))


def letters_table(known: Known, viewer: Viewer) -> Table:
    """The letters of the school that the viewer may see."""
    rows = [
        (
            Cell(letter.subject, href=open_address(viewer, f"/letters/{letter.public_id}/")),
            _day(letter.prepared_at),
            _day(letter.released_at) if letter.released_at else Cell(None, missing="not yet released"),
        )
        for letter in known.letters
    ]
    return plain_table(
        "Letters",
        ("Letter", "Prepared", "Released"),
        rows,
        empty_words="No letter to this school yet. The first comes when its year plan is published or its category changes.",
    )


def _day(moment: datetime) -> str:
    return day_words(timezone.localtime(moment).date())


def actions_of(known: Known, viewer: Viewer) -> tuple[Link, ...]:
    """What can be done from here: only what is there and open to the viewer."""
    urn = known.school.urn
    closed = known.school.closed_on is not None and known.school.closed_on <= known.on
    wanted = []
    if "categories" in known.opened:
        words = "Judge the category" if known.may_judge and not closed else "How the category came about"
        wanted.append((words, f"/schools/{urn}/category/"))
    if "entitlement" in known.opened:
        wanted.append(("Days of this school", f"/days/schools/{urn}/"))
    if not closed:
        wanted.append(("Open the year plan", "/year-plan/"))
    wanted.append(("Who does what here today", f"/schools/{urn}/functions/"))
    own, year = frozenset({"own"} if known.is_own else ()), academic_year_of(known.on).first_on.year
    if not closed and viewer.may("targets", "see", own):
        wanted.append(("Targets", f"/schools/{urn}/targets/{year}/"))
    if not closed and viewer.may("performance-reviews", "see", own):
        wanted.append(("Annual review", f"/schools/{urn}/reviews/{year}/"))
    if not closed and viewer.is_staff and viewer.may("visits", "change", own | {"part"}):
        wanted.append(("Book a visit", f"/diary/book/?school={urn}"))
    if known.may_contact:
        wanted.append(("Record a contact", f"/contacts/record/?school={urn}"))
    if known.may_note and not closed:
        wanted.append(("Add intelligence", f"/schools/{urn}/intelligence/add/"))
    wanted.append(("Letters", f"/letters/?school={urn}"))
    links = [Link(words, open_address(viewer, path)) for words, path in wanted]
    return (
        *(link for link in links if link.href),
        Link("Data profile", f"/schools/{urn}/profile/"),
        Link("One-page summary to print", f"/schools/{urn}/summary/"),
    )
