"""Code lists of the schools register (GIAS): types, phases, statuses, and which types are state-funded.

Source: Get Information about Schools, Department for Education, Open Government Licence v3.0.
"""

TYPES: dict[str, str] = {
    "01": "Community school",
    "02": "Voluntary aided school",
    "03": "Voluntary controlled school",
    "05": "Foundation school",
    "06": "City technology college",
    "07": "Community special school",
    "08": "Non-maintained special school",
    "10": "Other independent special school",
    "11": "Other independent school",
    "12": "Foundation special school",
    "14": "Pupil referral unit",
    "15": "Local authority nursery school",
    "18": "Further education",
    "24": "Secure units",
    "25": "Offshore schools",
    "26": "Service children's education",
    "27": "Miscellaneous",
    "28": "Academy sponsor led",
    "29": "Higher education institutions",
    "30": "Welsh establishment",
    "31": "Sixth form centres",
    "32": "Special post 16 institution",
    "33": "Academy special sponsor led",
    "34": "Academy converter",
    "35": "Free schools",
    "36": "Free schools special",
    "37": "British schools overseas",
    "38": "Free schools alternative provision",
    "39": "Free schools 16 to 19",
    "40": "University technical college",
    "41": "Studio schools",
    "42": "Academy alternative provision converter",
    "43": "Academy alternative provision sponsor led",
    "44": "Academy special converter",
    "45": "Academy 16-19 converter",
    "46": "Academy 16 to 19 sponsor led",
    "47": "Children's centre",
    "48": "Children's centre linked site",
    "49": "Online provider",
    "56": "Institution funded by other government department",
    "57": "Academy secure 16 to 19",
}

# Maintained schools, special schools funded through authorities, academies and free schools. City technology
# colleges and non-maintained special schools stand in other groups of the register, yet the state funds them.
# Left out although publicly paid: secure units and secure academies (24, 57), colleges (18, 29, 31, 32).
STATE_FUNDED_TYPES: frozenset[str] = frozenset(
    ("01", "02", "03", "05", "06", "07", "08", "12", "14", "15")
    + ("28", "33", "34", "35", "36", "38", "39", "40", "41", "42", "43", "44", "45", "46")
)

PHASES: dict[str, str] = {
    "0": "Not applicable",
    "1": "Nursery",
    "2": "Primary",
    "3": "Middle deemed primary",
    "4": "Secondary",
    "5": "Middle deemed secondary",
    "6": "16 plus",
    "7": "All-through",
}

STATUSES: dict[str, str] = {
    "1": "Open",
    "2": "Closed",
    "3": "Open, but proposed to close",
    "4": "Proposed to open",
}
OPEN_STATUSES: frozenset[str] = frozenset({"1", "3"})
CLOSED_STATUS = "2"
PROPOSED_STATUS = "4"


def code_by_name(codes: dict[str, str], name: str) -> str:
    """The code that has this name, whatever its case; empty where none has."""
    wanted = name.casefold()
    return next((code for code, words in codes.items() if words.casefold() == wanted), "")
