"""Whether the rows of all sheets agree with each other and with what is known; every fault with its place."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from headway.flows.own_sheets.faults import SheetFaults
from headway.flows.own_sheets.known import Known
from headway.flows.own_sheets.rows import AdviserRow, PersonRow, SheetRows
from headway.publicdata.faults import quoted
from headway.rules.capacity import Contract, may_contract


def check_rows(rows: SheetRows, known: Known, faults: SheetFaults) -> None:
    """Note what is wrong in all sheets but partnerships and headships, whose times have checks of their own."""
    for name in ("partnerships", "provisions", "headships", "terms", "targets", "conflicts", "last_year"):
        _check_urns(name, getattr(rows, name), known, faults)
    for name in ("conflicts", "last_year", "last_year_leads"):
        _check_advisers_known(name, getattr(rows, name), known, faults)
    _check_once(rows, faults)
    for row in rows.districts:
        if row.code not in known.codes:
            words = (
                f"The register has no district {quoted(row.code)}. Correct the code, or load the register."
            )
            faults.note("districts", row.row, "district_code", words)
    for row in rows.last_year_leads:
        if row.partnership not in known.partnerships:
            words = f"{quoted(row.partnership)} is no partnership of partnerships.csv. Correct the name."
            faults.note("last_year_leads", row.row, "partnership", words)
    for row in rows.advisers:
        _check_adviser(row, rows, known, faults)
    _check_people(rows.people, known, faults)


def contract_of(row: AdviserRow) -> Contract:
    """An adviser's year as the rules weigh it."""
    return Contract(
        row.contracted_half_days, row.leave_half_days, row.training_half_days, row.internal_half_days
    )


def check_once(
    sheet: str,
    rows: Iterable[Any],
    column: str,
    key: Callable[[Any], Hashable],
    faults: SheetFaults,
    words: str,
) -> None:
    """Note every row whose key stood in an earlier row; `words` say what stands twice."""
    seen: dict[Hashable, int] = {}
    for row in rows:
        first = seen.setdefault(key(row), row.row)
        if first != row.row:
            faults.note(
                sheet, row.row, column, f"{words} stands already in row {first}. Remove one of the two."
            )


def _check_urns(sheet: str, rows: Iterable[Any], known: Known, faults: SheetFaults) -> None:
    for row in rows:
        if row.urn not in known.districts:
            words = (
                f"{row.urn} is no school of the authority in the register. Correct the URN, or load the register "
                "that holds the school."
            )
            faults.note(sheet, row.row, "urn", words)


def _check_advisers_known(sheet: str, rows: Iterable[Any], known: Known, faults: SheetFaults) -> None:
    for row in rows:
        if row.post not in known.advisers:
            words = (
                f"{quoted(row.post)} is no post of advisers.csv. Correct the label, or add the adviser there."
            )
            faults.note(sheet, row.row, "post", words)


def _check_once(rows: SheetRows, faults: SheetFaults) -> None:
    once = (
        ("districts", "district_code", lambda r: r.code, "This district"),
        ("provisions", "urn", lambda r: (r.urn, r.kind, r.need, r.since), "The same provision"),
        ("advisers", "post", lambda r: r.post, "This post"),
        ("conflicts", "urn", lambda r: (r.post, r.urn), "This post with this school"),
        ("last_year", "urn", lambda r: r.urn, "This school"),
        ("last_year_leads", "partnership", lambda r: r.partnership, "This partnership"),
        (
            "people",
            "post",
            lambda r: (r.post, r.role, r.tie_kind, r.tie_name),
            "This post in this role and tie",
        ),
    )
    for sheet, column, key, words in once:
        check_once(sheet, getattr(rows, sheet), column, key, faults, words)


def _check_adviser(row: AdviserRow, rows: SheetRows, known: Known, faults: SheetFaults) -> None:
    def note(column: str, words: str) -> None:
        faults.note("advisers", row.row, column, words)

    if row.post not in known.emails:
        words = "Write its e-mail address in the column email, or add it to people.csv."
        note("post", f"{quoted(row.post)} is no post that signs in. {words}")
    elif row.email and known.emails[row.post] != row.email:
        note("email", f"{quoted(row.post)} has the address {known.emails[row.post]} already. Write that one.")
    elif row.email and (other := _other_with(row.email, row.post, known)):
        note("email", f"The address belongs to {quoted(other)} already. Give each post its own.")
    if not (verdict := may_contract(contract_of(row))):
        note("contracted_days", verdict.reason)
    if not row.phases_first and not row.phases_second:
        note(
            "phases_first",
            "The post has no phase it is meant for or may take. Name at least one, such as primary.",
        )
    for phase in sorted(set(row.phases_first) & set(row.phases_second)):
        note("phases_second", f"{quoted(phase)} stands in phases_first too. Leave it in one of the two.")
    if row.quadrant and known.quadrants and row.quadrant not in known.quadrants:
        note("quadrant", f"{quoted(row.quadrant)} is no quadrant of districts.csv. Correct the name.")
    held = {known.roles.get(person.role) for person in rows.people if person.post == row.post}
    if held and row.role not in held:
        note(
            "role",
            f"people.csv does not give the post the role {row.role}. Make the two sheets say the same.",
        )


def _other_with(email: str, post: str, known: Known) -> str:
    """Another post of this address, if there is one."""
    return next((one for one, address in known.emails.items() if address == email and one != post), "")


def _check_people(people: Iterable[PersonRow], known: Known, faults: SheetFaults) -> None:
    email_of: dict[str, str] = {}
    post_of: dict[str, str] = {}
    for row in people:
        if row.role not in known.roles:
            words = (
                f"{quoted(row.role)} is no role of the access policy; use one of: {', '.join(known.roles)}."
            )
            faults.note("people", row.row, "role", words)
        if email_of.setdefault(row.post, row.email) != row.email:
            words = "The post has another address in an earlier row. Give it the same in all its rows."
            faults.note("people", row.row, "email", words)
        if post_of.setdefault(row.email, row.post) != row.post:
            words = f"The address belongs to {quoted(post_of[row.email])} already. Give each post its own."
            faults.note("people", row.row, "email", words)
        _check_tie(row, known, faults)


def _check_tie(row: PersonRow, known: Known, faults: SheetFaults) -> None:
    places = {
        "school": ({str(urn) for urn in known.districts} if row.tie_kind == "school" else set(), "school"),
        "quadrant": (known.quadrants, "quadrant"),
        "partnership": (known.partnerships, "partnership"),
    }
    if row.tie_kind and row.tie_name not in places[row.tie_kind][0]:
        words = f"There is no {places[row.tie_kind][1]} {quoted(row.tie_name)}. Correct the tie."
        faults.note("people", row.row, "tie", words)
