"""Puts the invented authority together, one topic of chance after another."""

from datetime import date

from headway.demo.advisers import DEMAND_HALF_DAYS, make_advisers
from headway.demo.county import County, Service, Size, stream
from headway.demo.groups import make_federations, make_trusts
from headway.demo.history import make_history
from headway.demo.partnerships import make_partnerships
from headway.demo.places import make_districts, make_places
from headway.demo.posts import make_conflicts, make_headships, make_last_year, make_provisions
from headway.demo.schools import make_schools

EARLIEST = date(2026, 3, 1)  # report cards began in December 2025; some have to be published by then


def invent_county(*, seed: int, size: Size, first_day: date, demand_half_days: int | None = None) -> County:
    """The whole authority as on `first_day`; the same arguments give the same county.

    Raises ValueError for a first day before March 2026 or a size other than "county" and "small".
    """
    if first_day < EARLIEST:
        raise ValueError(
            f"The demonstration cannot begin on {first_day}: its inspections need {EARLIEST} or later."
        )
    if size not in DEMAND_HALF_DAYS:
        raise ValueError(f'There is no demonstration of size "{size}"; choose "county" or "small".')
    districts = make_districts(stream(seed, "districts"), size)
    places = make_places(stream(seed, "places"), size, districts)
    schools = make_schools(stream(seed, "schools"), size, places)
    schools, closures, coming = make_history(stream(seed, "history"), size, schools, places, first_day)
    groups = (
        *make_trusts(stream(seed, "trusts"), schools),
        *make_federations(stream(seed, "federations"), schools),
    )
    partnerships = make_partnerships(stream(seed, "partnerships"), size, schools, first_day)
    demand = DEMAND_HALF_DAYS[size] if demand_half_days is None else demand_half_days
    advisers = make_advisers(stream(seed, "advisers"), size, schools, places, first_day, demand)
    conflicts = make_conflicts(stream(seed, "conflicts"), advisers, schools)
    last_year, last_leads = make_last_year(
        stream(seed, "last year"), schools, partnerships, advisers, conflicts
    )
    service = Service(
        partnerships=partnerships,
        provisions=make_provisions(stream(seed, "provisions"), schools, first_day),
        headships=make_headships(stream(seed, "headships"), schools, first_day),
        advisers=advisers,
        conflicts=conflicts,
        last_year=last_year,
        last_year_leads=last_leads,
    )
    return County(seed, size, first_day, districts, schools, coming, closures, groups, service)
