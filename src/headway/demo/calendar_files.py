"""Writes bank holidays as the government's site gives them, and the authority's term dates."""

import json

from headway.demo.calendars import FIRST_YEAR, LAST_YEAR, TERM_YEARS, bank_holidays, term_dates
from headway.demo.county import AUTHORITY_NAME
from headway.demo.sheets import Sheet, iso, plain_csv
from headway.publicdata.layouts import columns

_DIVISION = "england-and-wales"
_WITHOUT_BUNTING = "Good Friday"


def bank_holidays_sheet() -> Sheet:
    """England's bank holidays 2024 to 2028; the other divisions of the real file are left out."""
    events = [
        {
            "title": holiday.title,
            "date": holiday.on.isoformat(),
            "notes": "Substitute day" if holiday.substitute else "",
            "bunting": holiday.title != _WITHOUT_BUNTING,
        }
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for holiday in bank_holidays(year)
    ]
    text = json.dumps({_DIVISION: {"division": _DIVISION, "events": events}}, ensure_ascii=False, indent=2)
    return Sheet("reference/bank-holidays.json", f"{text}\n".encode(), len(events))


def term_dates_sheet() -> Sheet:
    """Terms, holidays and training days of four academic years."""
    rows = (
        {
            "la": AUTHORITY_NAME,
            "academic_year": period.academic_year,
            "period": period.name,
            "start": iso(period.start),
            "end": iso(period.end),
            "source": "Larkshire school term dates",
        }
        for autumn in TERM_YEARS
        for period in term_dates(autumn)
    )
    content, number = plain_csv(columns("term_dates"), rows, encoding="utf-8", line_end="\n")
    return Sheet("reference/term_dates.csv", content, number)
