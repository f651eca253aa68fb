"""Small own sheets for tests: two schools in two districts, one partnership, one adviser, and whatever a test changes."""

from pathlib import Path

from tests.factories import adopt, make_district, make_school

COLUMNS = {
    "districts": "district_code,district,quadrant",
    "partnerships": "partnership,kind,recognised,urn,from,until,lead",
    "provisions": "urn,kind,places,need,from,until",
    "headships": "urn,kind,from,until",
    "advisers": (
        "post,role,contracted_days,leave_days,training_days,internal_days,base_easting,base_northing,quadrant,"
        "phases_first,phases_second,cross_phase_from,leads,max_intensive"
    ),
    "conflicts": "post,urn,reason",
    "last_year": "urn,post",
    "last_year_leads": "partnership,post",
    "people": "post,role,email,tie",
}
ROWS = {
    "districts": ["E07900001,Northdown,Hills", "E07900002,Southdown,Coast"],
    "partnerships": [
        "Oak Partnership,geographic,yes,900101,2022-09-01,,Headteacher 900101",
        "Oak Partnership,geographic,yes,900102,2023-01-09,,Headteacher 900101",
    ],
    "provisions": ["900101,sen-unit,10,HI,2015-09-01,"],
    "headships": ["900101,substantive,2019-04-01,", "900102,acting,2025-09-01,2026-01-01"],
    "advisers": [
        "Adviser 01,adviser,201.5,25.5,6.5,138,600000,200000,Hills,primary,secondary,2026-01-01,yes,4"
    ],
    "conflicts": ["Adviser 01,900102,Is a governor of this school"],
    "last_year": ["900101,Adviser 01"],
    "last_year_leads": ["Oak Partnership,Adviser 01"],
    "people": [
        "Adviser 01,ADV,adviser-01@eastmarch.invalid,quadrant:Hills",
        "Quadrant lead 01,QL,lead-01@eastmarch.invalid,quadrant:Coast",
        "Headteacher 900101,HT,head-900101@eastmarch.invalid,school:900101",
        "Headteacher 900101,PL,head-900101@eastmarch.invalid,partnership:Oak Partnership",
        "Chair of governors 900101,COG,chair-900101@eastmarch.invalid,school:900101",
    ],
}


def make_register() -> None:
    """The register the sheets speak of, and the policies in use."""
    adopt()
    for urn, code, name in ((900101, "E07900001", "Northdown"), (900102, "E07900002", "Southdown")):
        district = make_district(name)
        type(district).objects.filter(pk=district.pk).delete()
        district.code = code
        district.save()
        make_school(urn, district=district, status_code="1")


def write_sheets(folder: Path, **changed: list[str] | None) -> Path:
    """Write the sheets, some with other rows; None leaves a sheet out. Returns the folder."""
    place = folder / "service"
    place.mkdir(exist_ok=True)
    for name, rows in (ROWS | changed).items():
        path = place / f"{name}.csv"
        path.unlink(missing_ok=True)
        if rows is not None:
            path.write_bytes("".join(f"{line}\r\n" for line in [COLUMNS[name], *rows]).encode())
    return folder
