"""The posts that sign in: a role of the access policy, an address that receives no mail, and a tie."""

from collections.abc import Iterator
from dataclasses import dataclass

from headway.demo.advisers import QUADRANT_LEAD
from headway.demo.county import County

_OFFICERS = (  # title, role code of the access policy, how many
    ("Head of service", "HoS", 1),
    ("Chief adviser", "CA", 1),
    ("Business support officer", "BS", 3),
    ("Data officer", "DATA", 2),
    ("Finance officer", "FIN", 1),
    ("Human resources officer", "HR", 1),
    ("Inclusion and SEND officer", "INC", 2),
    ("Attendance officer", "ATT", 2),
    ("Ethnic minority and traveller achievement officer", "EM", 1),
    ("Equalities officer", "EQ", 1),
    ("Education safeguarding officer", "SAFE", 1),
    ("Governor services officer", "GOV", 2),
    ("Councillor", "MEM", 4),
    ("Training provider", "PRO", 2),
    ("Administrator", "ADM", 1),
)
_DOMAIN = "larkshire.invalid"


@dataclass(frozen=True, slots=True)
class PostHolder:
    """One post; the tie is "school:900001", "quadrant:Hills", "partnership:…" or "" (none)."""

    post: str
    role: str
    email: str
    tie: str


def invent_people(county: County) -> tuple[PostHolder, ...]:
    """Officers, advisers, heads, chairs of governors and lead heads; one row for each role a post holds."""
    return tuple(_rows(county))


def _rows(county: County) -> Iterator[PostHolder]:
    number = 0
    for title, role, how_many in _OFFICERS:
        for position in range(1, how_many + 1):
            number += 1
            yield PostHolder(f"{title} {position:02d}", role, _address(f"post-{number:02d}"), "")
    for adviser in county.service.advisers:
        role = "QL" if adviser.role == QUADRANT_LEAD else "ADV"
        email = _address(f"adviser-{adviser.post[-2:]}")
        yield PostHolder(adviser.post, role, email, f"quadrant:{adviser.quadrant}")
    vacant = {h.urn for h in county.service.headships if h.kind == "vacant" and h.until is None}
    for school in county.schools:
        if school.urn not in vacant:
            yield PostHolder(
                head_post(school.urn), "HT", _address(f"head-{school.urn}"), f"school:{school.urn}"
            )
        chair = f"Chair of governors {school.urn}"
        yield PostHolder(chair, "COG", _address(f"chair-{school.urn}"), f"school:{school.urn}")
    for partnership in county.service.partnerships:
        urn = partnership.lead_urn
        if urn not in vacant:
            yield PostHolder(head_post(urn), "PL", _address(f"head-{urn}"), f"partnership:{partnership.name}")


def head_post(urn: int) -> str:
    """The label of a head's post."""
    return f"Headteacher {urn}"


def _address(name: str) -> str:
    """An address under a domain that by rule never exists (RFC 2606)."""
    return f"{name}@{_DOMAIN}"
