"""Writes the register, its links and its groups as GIAS publishes them."""

from collections.abc import Iterator

from headway.demo.county import (
    AUTHORITY_CODE,
    AUTHORITY_GSS,
    AUTHORITY_NAME,
    Closure,
    County,
    Group,
    School,
)
from headway.demo.kinds import REGISTER_PHASE, TYPES
from headway.demo.sheets import Row, Sheet, british_dashes, iso, plain_csv, register_csv
from headway.demo.words import STREETS
from headway.publicdata.layouts import columns

_FAITHS = {"": ("00", "Does not apply"), "ce": ("02", "Church of England"), "rc": ("03", "Roman Catholic")}
_DIOCESES = {
    "": ("0000", "Not applicable"),
    "ce": ("CE99", "Diocese of Ambersett (ce)"),
    "rc": ("RC99", "Diocese of Ambersett (rc)"),
}
_GENDERS = {"Boys": "1", "Girls": "2", "Mixed": "3"}
_GROUP_CODES = {"Federation": "1", "Multi-academy trust": "6", "Single-academy trust": "10"}
_TRUST_FLAGS = {
    "Multi-academy trust": ("3", "Supported by a multi-academy trust"),
    "Single-academy trust": ("5", "Supported by a single-academy trust"),
}
_NEEDS = {
    "ASD": "ASD - Autistic Spectrum Disorder",
    "SLCN": "SLCN - Speech, language and Communication",
    "HI": "HI - Hearing Impairment",
    "VI": "VI - Visual Impairment",
    "PD": "PD - Physical Disability",
    "SEMH": "SEMH - Social, Emotional and Mental Health",
    "MLD": "MLD - Moderate Learning Difficulty",
    "SpLD": "SpLD - Specific Learning Difficulty",
}
_FIRST_UKPRN = 10_900_000
_AUTUMN_CENSUS_MONTH, _AUTUMN_CENSUS_DAY = 1, 15


def register_sheet(county: County) -> Sheet:
    """The register's extract of `first_day`: open schools, one to come, and the closed ones."""
    closures = {closure.school.urn: closure for closure in county.closures}
    rows = (_register_row(county, county.by_urn[urn], closures.get(urn)) for urn in sorted(county.by_urn))
    content, number = register_csv(columns("gias_register"), rows)
    return Sheet(f"gias/edubasealldata{county.first_day:%Y%m%d}.csv", content, number)


def _register_row(county: County, school: School, closure: Closure | None) -> Row:
    return {
        **_identity(county, school, closure),
        **_character(school),
        **_numbers(county, school, closure),
        **_membership(county, school, closure),
        **_address(county, school),
        **_provision(county, school),
        **_where(school),
    }


def _identity(county: County, school: School, closure: Closure | None) -> Row:
    kind = TYPES[school.type_code]
    phase_code, phase_name = REGISTER_PHASE[school.phase]
    status = (
        ("2", "Closed")
        if closure
        else ("4", "Proposed to open")
        if school in county.coming
        else ("1", "Open")
    )
    opened = ("10", "Academy Converter") if school.type_code == "34" else ("00", "Not applicable")
    return {
        "URN": school.urn,
        "LA (code)": AUTHORITY_CODE,
        "LA (name)": AUTHORITY_NAME,
        "EstablishmentNumber": school.establishment_number,
        "EstablishmentName": school.name,
        "TypeOfEstablishment (code)": school.type_code,
        "TypeOfEstablishment (name)": kind.name,
        "EstablishmentTypeGroup (code)": kind.group_code,
        "EstablishmentTypeGroup (name)": kind.group_name,
        "EstablishmentStatus (code)": status[0],
        "EstablishmentStatus (name)": status[1],
        "ReasonEstablishmentOpened (code)": opened[0],
        "ReasonEstablishmentOpened (name)": opened[1],
        "OpenDate": british_dashes(school.opened_on),
        "ReasonEstablishmentClosed (code)": closure.reason_code if closure else "00",
        "ReasonEstablishmentClosed (name)": closure.reason_name if closure else "Not applicable",
        "CloseDate": british_dashes(closure.closed_on if closure else None),
        "PhaseOfEducation (code)": phase_code,
        "PhaseOfEducation (name)": phase_name,
    }


def _character(school: School) -> Row:
    faith, diocese = _FAITHS[school.faith], _DIOCESES[school.faith]
    secondary = school.phase in {"secondary", "all-through"}
    sixth = ("1", "Has a sixth form") if school.sixth_form else ("2", "Does not have a sixth form")
    sixth = sixth if secondary else ("0", "Not applicable")
    admissions = ("0", "Not applicable")
    if secondary:
        admissions = ("2", "Selective") if school.selective else ("4", "Non-selective")
    return {
        "StatutoryLowAge": school.low_age,
        "StatutoryHighAge": school.high_age,
        "Boarders (code)": "1",
        "Boarders (name)": "No boarders",
        "NurseryProvision (name)": "Has Nursery Classes" if school.low_age < 4 else "No Nursery Classes",
        "OfficialSixthForm (code)": sixth[0],
        "OfficialSixthForm (name)": sixth[1],
        "Gender (code)": _GENDERS[school.gender],
        "Gender (name)": school.gender,
        "ReligiousCharacter (code)": faith[0],
        "ReligiousCharacter (name)": faith[1],
        "Diocese (code)": diocese[0],
        "Diocese (name)": diocese[1],
        "AdmissionsPolicy (code)": admissions[0],
        "AdmissionsPolicy (name)": admissions[1],
    }


def _numbers(county: County, school: School, closure: Closure | None) -> Row:
    """Capacity and the January census; a closed school and one not yet open have no census."""
    if school.pupils is None:
        return {"SchoolCapacity": school.capacity}
    boys = school.pupils if school.gender == "Boys" else 0 if school.gender == "Girls" else school.pupils // 2
    census = county.first_day.replace(month=_AUTUMN_CENSUS_MONTH, day=_AUTUMN_CENSUS_DAY)
    return {
        "SchoolCapacity": school.capacity,
        "CensusDate": british_dashes(census),
        "NumberOfPupils": str(school.pupils),
        "NumberOfBoys": str(boys),
        "NumberOfGirls": str(school.pupils - boys),
        "PercentageFSM": f"{school.fsm_percent:.1f}",
        "FSM": str(round(school.pupils * school.fsm_percent / 100)),
    }


def _membership(county: County, school: School, closure: Closure | None) -> Row:
    trust, federation = county.trust_of.get(school.urn), county.federation_of.get(school.urn)
    flag = _TRUST_FLAGS[trust.kind] if trust else ("0", "Not applicable")
    return {
        "TrustSchoolFlag (code)": flag[0],
        "TrustSchoolFlag (name)": flag[1],
        "Trusts (code)": str(trust.uid) if trust else "",
        "Trusts (name)": trust.name if trust else "",
        "SchoolSponsorFlag (name)": "Not applicable",
        "FederationFlag (name)": "Supported by a federation" if federation else "Not under a federation",
        "Federations (code)": str(federation.uid) if federation else "",
        "Federations (name)": federation.name if federation else "",
        "UKPRN": "" if closure else _FIRST_UKPRN + school.urn % 100_000,
        "LastChangedDate": british_dashes(county.first_day),
    }


def _address(county: County, school: School) -> Row:
    return {
        "Street": STREETS[school.urn % len(STREETS)],
        "Town": school.place.name,
        "County (name)": AUTHORITY_NAME,
        "Postcode": school.postcode,
        "SchoolWebsite": f"https://school-{school.urn}.larkshire.invalid",
        "TelephoneNum": f"01632960{school.urn % 1000:03d}",  # a range kept free for stories
        "HeadPreferredJobTitle": "Headteacher",
    }


def _provision(county: County, school: School) -> Row:
    """Enhanced provision in the register's columns, as far as the service's own sheet says it is open."""
    for provision in county.service.provisions:
        if provision.urn == school.urn and provision.until is None:
            unit = provision.kind == "sen-unit"
            stem = "SenUnit" if unit else "ResourcedProvision"
            return {
                "TypeOfResourcedProvision (name)": "SEN unit" if unit else "Resourced provision",
                f"{stem}Capacity": str(provision.places),
                f"{stem}OnRoll": str(provision.places - 1),
                "SEN1 (name)": _NEEDS[provision.need],
            }
    return {"TypeOfResourcedProvision (name)": "Not applicable"}


def _where(school: School) -> Row:
    district = school.place.district
    named = school.has_district
    return {
        "GOR (code)": "Z",
        "GOR (name)": "Not Applicable",
        "DistrictAdministrative (code)": district.code if named else "",
        "DistrictAdministrative (name)": district.name if named else "",
        "AdministrativeWard (name)": f"{school.place.name} Ward" if named else "",
        "UrbanRural (code)": "UN1" if school.place.town else "RLF1",
        "UrbanRural (name)": "Urban: Nearer to a major town or city"
        if school.place.town
        else "Larger rural: Further from a major town or city",
        "GSSLACode (name)": AUTHORITY_GSS,
        "Easting": school.easting,
        "Northing": school.northing,
        "LSOA (name)": f"{district.name} {int(district.code[-2:]):03d}A" if named else "",
        "LSOA (code)": "999999999",
    }


def links_sheet(county: County) -> Sheet:
    """Predecessors and successors, each pair told from both sides."""
    content, number = register_csv(columns("gias_links"), _link_rows(county))
    return Sheet(f"gias/links_edubasealldata{county.first_day:%Y%m%d}.csv", content, number)


def _link_rows(county: County) -> Iterator[Row]:
    rows: list[tuple[int, int, str, str, str]] = []
    for closure in county.closures:
        if closure.successor is None:
            continue
        before, after = closure.school, county.by_urn[closure.successor]
        back = closure.link_type.replace("Successor", "Predecessor")
        day = british_dashes(after.opened_on)
        rows.append((before.urn, after.urn, after.name, closure.link_type, day))
        rows.append((after.urn, before.urn, before.name, back, day))
    for row in sorted(rows):
        yield dict(zip(columns("gias_links"), row, strict=True))


def groups_sheet(county: County) -> Sheet:
    """Trusts and federations, a row a member; the first column counts rows and has no name."""
    members = sorted((urn, group.uid, group) for group in county.groups for urn in group.members)
    rows = (
        {"": number, **_group_row(county.by_urn[urn], group)}
        for number, (urn, _, group) in enumerate(members)
    )
    content, number = plain_csv(("", *columns("gias_groups")), rows, encoding="utf-8", line_end="\n")
    path = f"gias/grouplinks_edubaseallacademiesandfree{county.first_day:%Y%m%d}.csv"
    return Sheet(path, content, number)


def _group_row(school: School, group: Group) -> Row:
    kind, phase = TYPES[school.type_code], REGISTER_PHASE[school.phase]
    trust = group.kind != "Federation"
    joined_on = max(group.opened_on, school.opened_on) if school.opened_on else group.opened_on
    return {
        "URN": school.urn,
        "Group UID": group.uid,
        "Group ID": f"TR{group.uid}" if trust else "",
        "Group Name": group.name,
        "Group Type (code)": _GROUP_CODES[group.kind],
        "Group Type": group.kind,
        "Open date": "" if trust else iso(group.opened_on),
        "Incorporated on (open date)": iso(group.opened_on) if trust else "",
        "Group Status (code)": "OPEN",
        "Group Status": "Open",
        "Joined date": iso(joined_on),
        "EstablishmentName": school.name,
        "TypeOfEstablishment (code)": str(int(school.type_code)),
        "TypeOfEstablishment (name)": kind.name,
        "PhaseOfEducation (code)": phase[0],
        "PhaseOfEducation (name)": phase[1],
        "LA (code)": AUTHORITY_CODE,
        "LA (name)": AUTHORITY_NAME,
    }
