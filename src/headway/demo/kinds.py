"""Kinds of school: register codes and names (published code lists) and how many of each a county has."""

from collections.abc import Mapping
from dataclasses import dataclass

from headway.demo.county import Size

PHASES = (
    "nursery",
    "infant",
    "junior",
    "primary",
    "middle-deemed-primary",
    "middle-deemed-secondary",
    "secondary",
    "all-through",
    "16-plus",
    "special",
    "pru",
)
PRIMARY_PHASES = frozenset({"infant", "junior", "primary", "middle-deemed-primary"})
SECONDARY_PHASES = frozenset({"secondary", "middle-deemed-secondary", "all-through", "16-plus"})
APART_PHASES = frozenset(
    {"special", "pru"}
)  # special schools and pupil referral units, maintained or academy


@dataclass(frozen=True, slots=True)
class SchoolType:
    """One establishment type: the register's name and group, and Ofsted's own name for it."""

    name: str
    group_code: str
    group_name: str
    ofsted_name: str

    @property
    def is_academy(self) -> bool:
        """Whether a trust runs it (academies and free schools)."""
        return self.group_code in {"10", "11"}


_MAINTAINED = ("4", "Local authority maintained schools")
_SPECIAL = ("5", "Special schools")
_ACADEMIES = ("10", "Academies")
_FREE = ("11", "Free Schools")

TYPES: Mapping[str, SchoolType] = {
    "01": SchoolType("Community school", *_MAINTAINED, "Community School"),
    "02": SchoolType("Voluntary aided school", *_MAINTAINED, "Voluntary Aided School"),
    "03": SchoolType("Voluntary controlled school", *_MAINTAINED, "Voluntary Controlled School"),
    "05": SchoolType("Foundation school", *_MAINTAINED, "Foundation School"),
    "07": SchoolType("Community special school", *_SPECIAL, "Community Special School"),
    "08": SchoolType("Non-maintained special school", *_SPECIAL, "Non-Maintained Special School"),
    "12": SchoolType("Foundation special school", *_SPECIAL, "Foundation Special School"),
    "14": SchoolType("Pupil referral unit", *_MAINTAINED, "Pupil Referral Unit"),
    "15": SchoolType("Local authority nursery school", *_MAINTAINED, "LA Nursery School"),
    "28": SchoolType("Academy sponsor led", *_ACADEMIES, "Academy Sponsor Led"),
    "33": SchoolType("Academy special sponsor led", *_ACADEMIES, "Academy Special Sponsor Led"),
    "34": SchoolType("Academy converter", *_ACADEMIES, "Academy Converter"),
    "35": SchoolType("Free schools", *_FREE, "Free School"),
    "36": SchoolType("Free schools special", *_FREE, "Free School Special"),
    "38": SchoolType("Free schools alternative provision", *_FREE, "Free School - Alternative Provision"),
    "39": SchoolType("Free schools 16 to 19", *_FREE, "Free School 16 to 19"),
    "40": SchoolType("University technical college", *_FREE, "University Technical College"),
    "41": SchoolType("Studio schools", *_FREE, "Studio School"),
    "42": SchoolType(
        "Academy alternative provision converter", *_ACADEMIES, "Academy Alternative Provision Converter"
    ),
    "43": SchoolType(
        "Academy alternative provision sponsor led", *_ACADEMIES, "Academy Alternative Provision Sponsor Led"
    ),
    "44": SchoolType("Academy special converter", *_ACADEMIES, "Academy Special Converter"),
    "45": SchoolType("Academy 16-19 converter", *_ACADEMIES, "Academy 16 to 19 Converter"),
}

REGISTER_PHASE: Mapping[str, tuple[str, str]] = {
    "nursery": ("1", "Nursery"),
    "infant": ("2", "Primary"),
    "junior": ("2", "Primary"),
    "primary": ("2", "Primary"),
    "middle-deemed-primary": ("3", "Middle deemed primary"),
    "middle-deemed-secondary": ("5", "Middle deemed secondary"),
    "secondary": ("4", "Secondary"),
    "16-plus": ("6", "16 plus"),
    "all-through": ("7", "All-through"),
    "special": ("0", "Not applicable"),
    "pru": ("0", "Not applicable"),
}
OFSTED_PHASE: Mapping[str, str] = {
    **dict.fromkeys(PRIMARY_PHASES, "Primary"),
    **dict.fromkeys(SECONDARY_PHASES, "Secondary"),
    "nursery": "Nursery",
    "special": "Special",
    "pru": "PRU",
}
AGES: Mapping[str, tuple[int, int]] = {
    "nursery": (2, 5),
    "infant": (4, 7),
    "junior": (7, 11),
    "primary": (4, 11),
    "middle-deemed-primary": (8, 12),
    "middle-deemed-secondary": (9, 13),
    "secondary": (11, 16),
    "all-through": (4, 18),
    "16-plus": (16, 19),
    "special": (4, 19),
    "pru": (5, 16),
}

# How many of each (phase, type). The county is about the size and mix of a large English shire.
_COUNTY: tuple[tuple[str, Mapping[str, int]], ...] = (
    ("nursery", {"15": 4}),
    ("infant", {"01": 20, "34": 20}),
    ("junior", {"01": 20, "34": 20}),
    ("primary", {"34": 115, "01": 58, "28": 88, "02": 36, "03": 32, "05": 28, "35": 7}),
    ("middle-deemed-primary", {"01": 1, "34": 1}),
    ("middle-deemed-secondary", {"34": 2, "01": 1, "03": 1}),
    ("secondary", {"34": 44, "28": 16, "35": 4, "02": 3, "05": 2, "01": 1, "40": 1, "41": 1}),
    ("all-through", {"34": 1, "28": 1, "35": 1}),
    ("16-plus", {"45": 2, "39": 1}),
    ("special", {"07": 5, "12": 1, "08": 1, "44": 9, "33": 3, "36": 4}),
    ("pru", {"14": 2, "42": 1, "43": 1, "38": 1}),
)
_SMALL: tuple[tuple[str, Mapping[str, int]], ...] = (
    ("nursery", {"15": 1}),
    ("infant", {"01": 3, "34": 2}),
    ("junior", {"01": 3, "34": 2}),
    ("primary", {"34": 17, "01": 9, "28": 11, "02": 5, "03": 4, "05": 3, "35": 1}),
    ("middle-deemed-secondary", {"34": 1}),
    ("secondary", {"34": 6, "28": 2, "02": 1, "35": 1}),
    ("all-through", {"34": 1}),
    ("16-plus", {"45": 1}),
    ("special", {"07": 1, "44": 2, "36": 1}),
    ("pru", {"14": 1, "42": 1}),
)
MIX: Mapping[Size, tuple[tuple[str, Mapping[str, int]], ...]] = {"county": _COUNTY, "small": _SMALL}
