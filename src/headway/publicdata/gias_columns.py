"""Which column of the schools register says what, and how its cell is taken.

Source: Get Information about Schools, Department for Education, Open Government Licence v3.0.
"""

from collections.abc import Callable
from typing import Any

from headway.publicdata.tables import Layout, Row

SEN_COLUMNS = tuple(f"SEN{number} (name)" for number in range(1, 14))

type _Taker = Callable[[Row, str], Any]

# Field, column, how the cell is taken. Columns absent from a layout leave their fields empty.
PLAIN: tuple[tuple[str, str, _Taker], ...] = (
    ("la_name", "LA (name)", Row.text),
    ("name", "EstablishmentName", Row.text),
    ("type_name", "TypeOfEstablishment (name)", Row.text),
    ("type_group_code", "EstablishmentTypeGroup (code)", Row.text),
    ("type_group", "EstablishmentTypeGroup (name)", Row.text),
    ("status_name", "EstablishmentStatus (name)", Row.text),
    ("opened_on", "OpenDate", Row.day),
    ("reason_opened", "ReasonEstablishmentOpened (name)", Row.text),
    ("closed_on", "CloseDate", Row.day),
    ("reason_closed", "ReasonEstablishmentClosed (name)", Row.text),
    ("phase_name", "PhaseOfEducation (name)", Row.text),
    ("low_age", "StatutoryLowAge", Row.whole),
    ("high_age", "StatutoryHighAge", Row.whole),
    ("nursery_provision", "NurseryProvision (name)", Row.text),
    ("sixth_form", "OfficialSixthForm (name)", Row.text),
    ("gender", "Gender (name)", Row.text),
    ("religious_character", "ReligiousCharacter (name)", Row.text),
    ("diocese", "Diocese (name)", Row.text),
    ("admissions", "AdmissionsPolicy (name)", Row.text),
    ("capacity", "SchoolCapacity", Row.whole),
    ("special_classes", "SpecialClasses (name)", Row.text),
    ("census_on", "CensusDate", Row.day),
    ("pupils", "NumberOfPupils", Row.whole),
    ("fsm_percent", "PercentageFSM", Row.percent),
    ("trust_uid", "Trusts (code)", Row.text),
    ("trust_name", "Trusts (name)", Row.text),
    ("sponsor_name", "SchoolSponsors (name)", Row.text),
    ("federation_uid", "Federations (code)", Row.text),
    ("federation_name", "Federations (name)", Row.text),
    ("ukprn", "UKPRN", Row.text),
    ("resourced_provision_type", "TypeOfResourcedProvision (name)", Row.text),
    ("resourced_provision_on_roll", "ResourcedProvisionOnRoll", Row.whole),
    ("resourced_provision_capacity", "ResourcedProvisionCapacity", Row.whole),
    ("sen_unit_on_roll", "SenUnitOnRoll", Row.whole),
    ("sen_unit_capacity", "SenUnitCapacity", Row.whole),
    ("street", "Street", Row.text),
    ("locality", "Locality", Row.text),
    ("town", "Town", Row.text),
    ("county", "County (name)", Row.text),
    ("postcode", "Postcode", Row.text),
    ("website", "SchoolWebsite", Row.text),
    ("easting", "Easting", Row.whole),
    ("northing", "Northing", Row.whole),
    ("region", "GOR (name)", Row.text),
    ("district_name", "DistrictAdministrative (name)", Row.text),
    ("ward", "AdministrativeWard (name)", Row.text),
    ("lsoa_name", "LSOA (name)", Row.text),
    ("last_changed_on", "LastChangedDate", Row.day),
)
_NEEDED = (
    "URN",
    "LA (code)",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)",
)
# Columns that every layout has, and those that the search page's download leaves out.
_IN_ALL = tuple(column for _, column, _ in PLAIN if not column.endswith("(code)") and column not in _NEEDED)
_CODES = (
    "TypeOfEstablishment (code)",
    "EstablishmentTypeGroup (code)",
    "EstablishmentStatus (code)",
    "PhaseOfEducation (code)",
    "DistrictAdministrative (code)",
    "Trusts (code)",
    "Federations (code)",
)
_OTHERS = ("EstablishmentNumber", "TelephoneNum", "LSOA (code)", *SEN_COLUMNS)
REGISTER = Layout("a GIAS schools register", _NEEDED, (*_IN_ALL, *_CODES, *_OTHERS))
SEARCH_MARK = "Linked establishments"  # last column of the search download; its text holds bare commas
SEARCH = Layout(REGISTER.words, (*_NEEDED, SEARCH_MARK), (*_IN_ALL, *_OTHERS), open_ended=True)
LINKS = Layout("a GIAS links file", ("URN", "LinkURN", "LinkType"), ("LinkName", "LinkEstablishedDate"))
GROUPS = Layout(
    "a GIAS group links file",
    ("URN", "Group UID", "Group Name"),
    ("Group Type (code)", "Group Type", "Group Status", "Closed Date", "Joined date"),
)
