"""The authority's own sheets: what no publisher knows. CSV, UTF-8, CRLF, dates yyyy-mm-dd.

`from` counts, `until` does not; a blank `until` means still so. Lists are split by ";". Posts are labels,
never persons.

    service/districts.csv         district_code, district, quadrant
    service/partnerships.csv      partnership, kind (geographic | secondary-collaborative | thematic),
                                  recognised (yes | no), urn, from, until, lead (post label); a row a member
    service/provisions.csv        urn, kind (resourced-provision | sen-unit), places, need, from, until
    service/headships.csv         urn, kind (substantive | acting | vacant), from, until
    service/advisers.csv          post, role (adviser | quadrant-lead), contracted_days, leave_days,
                                  training_days, internal_days (promised to other work: courses, traded days,
                                  panels, moderation), base_easting, base_northing, quadrant, phases_first,
                                  phases_second (nursery primary secondary all-through 16-plus special pru),
                                  cross_phase_from (the day from which phases_second count; blank where they
                                  always do), leads (yes | no), max_intensive (schools causing concern)
    service/conflicts.csv         post, urn, reason
    service/last_year.csv         urn, post; a school whose adviser has left has no row
    service/last_year_leads.csv   partnership, post
    service/people.csv            post, role (code of the access policy), email, tie (school:<urn> |
                                  quadrant:<name> | partnership:<name> | blank); a row a role
"""

from collections.abc import Callable, Iterator, Mapping

from headway.demo.county import County
from headway.demo.people import head_post, invent_people
from headway.demo.sheets import Row, Sheet, iso, plain_csv

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "districts": ("district_code", "district", "quadrant"),
    "partnerships": ("partnership", "kind", "recognised", "urn", "from", "until", "lead"),
    "provisions": ("urn", "kind", "places", "need", "from", "until"),
    "headships": ("urn", "kind", "from", "until"),
    "advisers": (
        "post", "role", "contracted_days", "leave_days", "training_days", "internal_days", "base_easting",
        "base_northing", "quadrant", "phases_first", "phases_second", "cross_phase_from", "leads",
        "max_intensive",
    ),
    "conflicts": ("post", "urn", "reason"),
    "last_year": ("urn", "post"),
    "last_year_leads": ("partnership", "post"),
    "people": ("post", "role", "email", "tie"),
}  # fmt: skip


def own_sheets(county: County) -> tuple[Sheet, ...]:
    """Every sheet of the authority's own, in the order of COLUMNS."""
    return tuple(_sheet(name, _ROWS[name](county)) for name in COLUMNS)


def _sheet(name: str, rows: Iterator[Row]) -> Sheet:
    content, number = plain_csv(COLUMNS[name], rows, encoding="utf-8", line_end="\r\n")
    return Sheet(f"service/{name}.csv", content, number)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _days(value: float) -> str:
    """Days with their half where there is one: 31.5, but 32."""
    return f"{value:g}"


def _districts(county: County) -> Iterator[Row]:
    for district in county.districts:
        yield {"district_code": district.code, "district": district.name, "quadrant": district.quadrant}


def _partnerships(county: County) -> Iterator[Row]:
    for partnership in county.service.partnerships:
        for member in partnership.members:
            yield {
                "partnership": partnership.name,
                "kind": partnership.kind,
                "recognised": _yes(partnership.recognised),
                "urn": member.urn,
                "from": iso(member.since),
                "until": iso(member.until),
                "lead": head_post(partnership.lead_urn),
            }


def _provisions(county: County) -> Iterator[Row]:
    for row in county.service.provisions:
        yield {
            "urn": row.urn,
            "kind": row.kind,
            "places": row.places,
            "need": row.need,
            "from": iso(row.since),
            "until": iso(row.until),
        }


def _headships(county: County) -> Iterator[Row]:
    for row in county.service.headships:
        yield {"urn": row.urn, "kind": row.kind, "from": iso(row.since), "until": iso(row.until)}


def _advisers(county: County) -> Iterator[Row]:
    for adviser in county.service.advisers:
        yield {
            "post": adviser.post,
            "role": adviser.role,
            "contracted_days": _days(adviser.contracted_days),
            "leave_days": _days(adviser.leave_days),
            "training_days": _days(adviser.training_days),
            "internal_days": _days(adviser.internal_days),
            "base_easting": adviser.easting,
            "base_northing": adviser.northing,
            "quadrant": adviser.quadrant,
            "phases_first": ";".join(adviser.phases_first),
            "phases_second": ";".join(adviser.phases_second),
            "cross_phase_from": iso(adviser.cross_phase_from),
            "leads": _yes(adviser.leads),
            "max_intensive": adviser.max_intensive,
        }


def _conflicts(county: County) -> Iterator[Row]:
    for post, urn, reason in county.service.conflicts:
        yield {"post": post, "urn": urn, "reason": reason}


def _last_year(county: County) -> Iterator[Row]:
    for urn, post in county.service.last_year:
        yield {"urn": urn, "post": post}


def _last_year_leads(county: County) -> Iterator[Row]:
    for partnership, post in county.service.last_year_leads:
        yield {"partnership": partnership, "post": post}


def _people(county: County) -> Iterator[Row]:
    for holder in invent_people(county):
        yield {"post": holder.post, "role": holder.role, "email": holder.email, "tie": holder.tie}


_ROWS: Mapping[str, Callable[[County], Iterator[Row]]] = {
    "districts": _districts,
    "partnerships": _partnerships,
    "provisions": _provisions,
    "headships": _headships,
    "advisers": _advisers,
    "conflicts": _conflicts,
    "last_year": _last_year,
    "last_year_leads": _last_year_leads,
    "people": _people,
}
