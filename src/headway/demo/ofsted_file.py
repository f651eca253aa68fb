"""Writes the latest inspections in Ofsted's layout of 85 columns; what was never judged is the text NULL."""

from collections.abc import Mapping

from headway.demo.county import AUTHORITY_CODE, AUTHORITY_NAME, REGION_NAME, Closure, County, School, stream
from headway.demo.inspections import (
    CARD_AREAS,
    EARLY_YEARS,
    POST_16,
    Graded,
    Record,
    ReportCard,
    Ungraded,
    invent_records,
)
from headway.demo.kinds import OFSTED_PHASE, TYPES
from headway.demo.sheets import Row, Sheet, british_slashes, plain_csv
from headway.publicdata.layouts import columns

_NOT_GRADED = "9"  # the publisher's sign for a judgement that does not apply
_DATE_COLUMNS = {EARLY_YEARS: "Early years", POST_16: "Post-16 provision"}


def ofsted_sheet(county: County) -> Sheet:
    """Every open school's latest inspections under each framework."""
    records = invent_records(stream(county.seed, "inspections"), county.schools, county.first_day)
    before = {closure.successor: closure for closure in county.closures if closure.successor}
    rows = (
        {**_school_part(county, school), **_record_part(school, records[school.urn], before.get(school.urn))}
        for school in county.schools
    )
    content, number = plain_csv(
        columns("ofsted_latest"), rows, encoding="cp1252", line_end="\r\n", blank="NULL"
    )
    name = f"latest_inspections_as_at_{county.first_day:%Y-%m-%d}.csv"
    return Sheet(f"ofsted/{name}", content, number)


def _school_part(county: County, school: School) -> Row:
    trust = county.trust_of.get(school.urn)
    admissions = "Not applicable"
    if school.phase in {"secondary", "all-through"}:
        admissions = "Selective" if school.selective else "Non-selective"
    return {
        "Web Link (opens in new window)": f"https://reports.larkshire.invalid/provider/{school.urn}",
        "URN": school.urn,
        "LAESTAB": AUTHORITY_CODE + school.establishment_number,
        "School name": school.name,
        "Ofsted phase": OFSTED_PHASE[school.phase],
        "Type of education": TYPES[school.type_code].ofsted_name,
        "School open date": british_slashes(school.opened_on),
        "Admissions policy": admissions,
        "Sixth form": "Has a sixth form" if school.sixth_form else "Does not have a sixth form",
        "Designated religious character": {
            "": "Does not apply",
            "ce": "Church of England",
            "rc": "Roman Catholic",
        }[school.faith],
        "Religious ethos": "Does not apply",
        "Faith grouping": "Christian" if school.faith else "Non-faith",
        "Ofsted region": REGION_NAME,
        "Region": REGION_NAME,
        "Local authority": AUTHORITY_NAME,
        "Postcode": school.postcode,
        "Multi-academy trust UID": trust.uid if trust else "",
        "Multi-academy trust name": trust.name if trust else "",
        "The income deprivation affecting children index (IDACI) quintile": min(
            5, 1 + int(school.fsm_percent // 11)
        ),
        "Total number of pupils": "" if school.pupils is None else school.pupils,
        "Statutory lowest age": school.low_age,
        "Statutory highest age": school.high_age,
    }


def _record_part(school: School, record: Record, before: Closure | None) -> Row:
    latest = record.card.category if record.card else record.graded.category if record.graded else ""
    return {
        **(_card_part(school, record.card) if record.card else {}),
        **(_graded_part(school, record.graded, before) if record.graded else {}),
        **(_ungraded_part(school, record.ungraded, before) if record.ungraded else {}),
        "Most recent category of concern": latest,
    }


def _card_part(school: School, card: ReportCard) -> Row:
    day = british_slashes(card.started_on)
    row: dict[str, object] = {
        "Inspection number of latest full inspection": card.number,
        "Inspection type": "S5 Inspection",
        "Inspection type grouping": "S5 Inspection",
        "Event type grouping": "Schools - S5",
        "Inspection start date": day,
        "Publication date": british_slashes(card.published_on),
        "Does the latest full inspection relate to the URN of the current school?": "Yes",
        "URN at time of latest full inspection": school.urn,
        "LAESTAB at time of latest full inspection": AUTHORITY_CODE + school.establishment_number,
        "School name at time of latest full inspection": school.name,
        "School type at time of latest full inspection": TYPES[school.type_code].ofsted_name,
        "Category of concern": card.category,
        "Safeguarding standards": "Met" if card.safeguarding_met else "Not met",
        "Safeguarding standards - date of grade": day,
    }
    for area in (*CARD_AREAS, EARLY_YEARS, POST_16):
        if area in card.grades:
            row[area] = card.grades[area]
            row[f"{_DATE_COLUMNS.get(area, area)} - date of grade"] = day
    return row


def _then(school: School, closure: Closure | None, wording: str, inspected: Graded | Ungraded) -> Row:
    """Which establishment was inspected: the predecessor where the inspection came before the conversion."""
    earlier = closure is not None and inspected.started_on <= closure.closed_on
    then = closure.school if closure is not None and earlier else school
    return {
        f"Does the {wording} relate to the URN of the current school?": "No" if earlier else "Yes",
        f"URN at time of {_the(wording)}": then.urn,
        f"LAESTAB at time of {_the(wording)}": AUTHORITY_CODE + then.establishment_number,
        f"School name at time of {_the(wording)}": then.name,
        f"School type at time of {_the(wording)}": TYPES[then.type_code].ofsted_name,
    }


def _the(wording: str) -> str:
    return wording if wording.startswith("latest") else f"the {wording}"


def _graded_part(school: School, graded: Graded, before: Closure | None) -> Row:
    suffix = "of latest OEIF graded inspection"
    return {
        f"Inspection number {suffix}": graded.number,
        f"Inspection type {suffix}": graded.kind,
        f"Inspection type grouping {suffix}": graded.kind,
        f"Event type grouping {suffix}": "Schools - S5",
        f"Inspection start date {suffix}": british_slashes(graded.started_on),
        f"Publication date {suffix}": british_slashes(graded.published_on),
        **_then(school, before, "latest OEIF graded inspection", graded),
        "Latest OEIF category of concern": graded.category,
        "Latest OEIF overall effectiveness": graded.overall or "Not judged",
        **_judgements(graded),
    }


def _judgements(graded: Graded) -> Mapping[str, object]:
    """The key judgements; before September 2019 the framework had other areas, so those stay NULL."""
    present = graded.started_on.year > 2019 or (
        graded.started_on.year == 2019 and graded.started_on.month >= 9
    )
    effective = "Yes" if graded.safeguarding_effective else "No"
    return {
        "Latest OEIF quality of education": graded.quality if present else "",
        "Latest OEIF behaviour and attitudes": graded.behaviour if present else "",
        "Latest OEIF personal development": graded.development if present else "",
        "Latest OEIF effectiveness of leadership and management": graded.leadership,
        "Latest OEIF  safeguarding is effective?": effective if present else _NOT_GRADED,
        "Latest OEIF early years provision (where applicable)": graded.early_years or "",
        "Latest OEIF sixth form provision (where applicable)": graded.sixth_form or "",
    }


def _ungraded_part(school: School, ungraded: Ungraded, before: Closure | None) -> Row:
    return {
        "Latest ungraded inspection number": ungraded.number,
        "Date of latest ungraded inspection": british_slashes(ungraded.started_on),
        "Ungraded inspection publication date": british_slashes(ungraded.published_on),
        **_then(school, before, "ungraded inspection", ungraded),
        "Ungraded inspection overall outcome": ungraded.outcome,
    }
