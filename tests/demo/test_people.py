"""Posts that sign in: every role, no person, no address that receives mail."""

import re
from collections import Counter

from headway.demo.county import County
from headway.demo.people import invent_people

OFFICERS = {
    "HoS",
    "CA",
    "QL",
    "ADV",
    "BS",
    "DATA",
    "FIN",
    "HR",
    "INC",
    "ATT",
    "EM",
    "EQ",
    "SAFE",
    "GOV",
    "ADM",
}
ROLES = OFFICERS | {"HT", "COG", "PL", "MEM", "PRO"}


def test_every_role_is_held(county: County, small: County) -> None:
    for made in (county, small):
        assert {holder.role for holder in invent_people(made)} == ROLES


def test_addresses_cannot_receive_mail_and_posts_are_no_names(county: County) -> None:
    for holder in invent_people(county):
        assert re.fullmatch(r"[a-z]+-\d+@larkshire\.invalid", holder.email)
        assert re.search(r" \d+$", holder.post)


def test_ties_lead_somewhere(county: County) -> None:
    partnerships = {partnership.name for partnership in county.service.partnerships}
    quadrants = {district.quadrant for district in county.districts}
    known = {f"school:{school.urn}" for school in county.schools}
    known |= {f"partnership:{name}" for name in partnerships} | {f"quadrant:{name}" for name in quadrants}
    assert {holder.tie for holder in invent_people(county)} <= known | {""}


def test_every_school_has_a_chair_and_all_but_the_vacant_a_head(county: County) -> None:
    roles = Counter(holder.role for holder in invent_people(county))
    vacant = sum(h.kind == "vacant" and h.until is None for h in county.service.headships)
    assert roles["COG"] == 560
    assert roles["HT"] == 560 - vacant
