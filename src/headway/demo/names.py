"""What an invented school is called, by its phase, type and faith."""

from headway.demo.county import Place
from headway.demo.kinds import PRIMARY_PHASES, TYPES
from headway.demo.words import CATHOLIC, FEATURES, SAINTS, NameBook, possessive

_SAINTS = tuple(possessive(name) for name in SAINTS)
_CATHOLIC = tuple(possessive(name) for name in CATHOLIC)
_PRIMARY_TITLES = {
    "infant": "Infant School",
    "junior": "Junior School",
    "primary": "Primary School",
    "middle-deemed-primary": "Middle School",
}
_OTHER_TITLES = {
    "nursery": "Nursery School",
    "middle-deemed-secondary": "Middle School",
    "secondary": "High School",
    "all-through": "All-through School",
    "16-plus": "Sixth Form College",
    "special": "School",
    "pru": "Pupil Referral Unit",
}
_CHURCH_OF_ENGLAND = {
    "02": "Church of England Voluntary Aided",
    "03": "Church of England Voluntary Controlled",
    "34": "CofE",
    "28": "Church of England",
}


def school_name(book: NameBook, phase: str, type_code: str, faith: str, place: Place) -> str:
    """A name no other school of the county has; the place is always in it."""
    title = _title(phase, type_code)
    if faith == "rc":
        return book.first_free(place.name, f"Catholic {title}", _CATHOLIC)
    if faith == "ce":
        order = _CHURCH_OF_ENGLAND.get(type_code, "CofE")
        return book.first_free(place.name, f"{order} {title}", _SAINTS)
    if phase in {"special", "pru", "infant", "junior", "nursery"}:
        return book.first_free(place.name, title, FEATURES)
    return book.plain_or_stem(place.name, title, FEATURES)


def _title(phase: str, type_code: str) -> str:
    academy = TYPES[type_code].is_academy
    if phase in PRIMARY_PHASES:
        title = _PRIMARY_TITLES[phase]
        return title.replace("School", "Academy") if type_code == "28" else title
    if type_code == "40":
        return "University Technical College"
    if type_code == "41":
        return "Studio School"
    if phase == "pru" and academy:
        return "Alternative Provision Academy"
    if phase == "secondary" and academy:
        return "Academy"
    return _OTHER_TITLES[phase]


# Names that have broken importers, letters and pages elsewhere: ampersands, brackets, letters beyond ASCII
# that cp1252 holds, its curly apostrophe (byte 0x92), a comma, and one near the register's limit of 120
# letters. Each takes the place of a first school with that type; "{place}" is filled in.
AWKWARD_NAMES: tuple[tuple[str, str], ...] = (
    ("02", "St Peter & St Paul's CE (VA) Primary, {place}"),
    ("02", "Notre-Dame de Grâce Catholic Primary School, {place}"),
    ("01", "Ó Briain's Lane Community Primary School, {place}"),
    ("05", "King’s Acre & Queen’s Meadow Primary School, {place}"),
    (
        "03",
        "The Blessed Saints Alphege, Botolph, Cuthbert and Etheldreda CofE Voluntary Controlled Primary "
        "School, {place}",
    ),
)
