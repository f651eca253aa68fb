"""A note in words, and its row in a list. What a restricted note holds stands on its own page alone."""

from headway.features.intelligence.models import Note
from headway.features.intelligence.queries import policy_of
from headway.kit.tables import Cell, Column, Row, day_cell

HOME = "/schools/intelligence/"
QUESTIONS = f"{HOME}questions/"
KEPT_BACK = "Restricted: open it to read"
SHORT = 200
COLUMNS = (
    Column("On", "on", sortable=True),
    Column("School", "school", sortable=True),
    Column("About"),
    Column("What was noticed"),
    Column("From"),
    Column("Weight"),
    Column("By"),
    Column("State"),
)


def log_href(urn: int) -> str:
    """A school's log."""
    return f"/schools/{urn}/intelligence/"


def note_href(note: Note) -> str:
    """A note's own page."""
    return f"{log_href(note.school_id)}{note.public_id}/"


def kind_words(note: Note) -> str:
    """What it is about, in the words of its policy."""
    kind = policy_of(note).kinds.get(note.kind)
    return kind.label if kind else note.kind


def source_words(note: Note) -> str:
    """Where it comes from."""
    return policy_of(note).sources.get(note.source, note.source)


def weight_words(note: Note) -> str:
    """How heavy it is: the words up to the colon."""
    weight = policy_of(note).weights.get(note.weight)
    return (weight.label if weight else note.weight).partition(":")[0]


def is_corrected(note: Note) -> bool:
    """Whether a later note stands in its place."""
    return hasattr(note, "corrected_by")


def state_cell(note: Note) -> Cell:
    """Whether it stands."""
    if note.withdrawn_at:
        return Cell("Withdrawn", colour="grey")
    if is_corrected(note):
        return Cell("Corrected", colour="grey", note="a later note stands in its place")
    return Cell("Restricted", colour="purple") if note.restricted else Cell("Stands", colour="blue")


def note_row(note: Note, *, school: bool = True) -> Row:
    """A row of a list; the words of a restricted note are kept back."""
    said = KEPT_BACK if note.restricted else shortened(note.words)
    cells = [
        day_cell(note.on, href=note_href(note)),
        Cell(note.school.name, href=log_href(note.school_id)),
        kind_words(note),
        said,
        source_words(note),
        weight_words(note),
        note.written_by.name,
        state_cell(note),
    ]
    return Row(tuple(cells if school else [cells[0], *cells[2:]]))


def shortened(words: str) -> str:
    """The first words of a note."""
    flat = " ".join(words.split())
    return flat if len(flat) <= SHORT else f"{flat[:SHORT].rsplit(' ', 1)[0]} …"
