"""The letters this service sends: for each its Word template, its fields and its mail, by the template's name.

A field without columns takes a text, empty where there is nothing to say; a field with columns takes a list of rows of
texts. Numbers and dates are written out by whoever prepares the letter ("6½ days", "1 September 2026").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


class LetterFault(Exception):
    """A letter cannot be prepared or made; the message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of letter.

    `file`: the Word file under policies/current/letters. `subject`: what lists call the letter, with plain fields in
    single braces. `fields`: field to its columns (none: a plain text); `authority` and `service` are always among them.
    `needs_approval`: it is released with the id of a granted request only.
    """

    file: str
    subject: str
    fields: Mapping[str, tuple[str, ...]]
    needs_approval: bool = False


# What every letter begins with.
HEAD: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    ("authority", "service", "letter_on", "to", "copy_to", "salutation", "school"), ()
)
# authority      the authority's name, for the letterhead          service   the service's name
# letter_on      the date as written                               sender    the post that signs
# to, copy_to    posts, never names: "The headteacher", "the chair of governors"
# salutation     "Dear headteacher,"                               school, academic_year ("2026 to 2027")
# adviser, quadrant_lead, partnership   empty where there is none; quadrant: "Mid quadrant"
# total_days     "6½ days"; lines: days and the rule that gives them, in words
# how_to_ask     a sentence with address or number; reply_by: a date, or empty
YEAR_PLAN = Template(
    file="year-plan.docx",
    subject="Our support for {school} in {academic_year}",
    fields={
        **HEAD,
        "academic_year": (),
        "adviser": (),
        "quadrant": (),
        "quadrant_lead": (),
        "partnership": (),
        "total_days": (),
        "lines": ("days", "rule"),
        "how_to_ask": (),
        "reply_by": (),
        "sender": (),
    },
)
# category, former   "2, Secure"; former is empty for a first category      valid_from   the date as written
# direction      "improving", "steady" or "declining"               reasons  the sentences it rests on
CATEGORY_CHANGE = Template(
    file="category-change.docx",
    subject="The category of {school} from {valid_from}",
    fields={
        **HEAD,
        "category": (),
        "former": (),
        "valid_from": (),
        "direction": (),
        "reasons": ("words",),
        "how_to_ask": (),
        "sender": (),
    },
)
# answered       how the head answered, in a sentence               parts      heading and words of the record
# actions        what was agreed: words, who, by                    seal       the hash of the locked record
RECORD_OF_VISIT = Template(
    file="record-of-visit.docx",
    subject="Record of our visit to {school} on {visited_on}",
    fields={
        **HEAD,
        "visited_on": (),
        "number": (),
        "answered": (),
        "parts": ("heading", "words"),
        "actions": ("words", "who", "by"),
        "seal": (),
        "how_to_ask": (),
        "sender": (),
    },
)
TEMPLATES: dict[str, Template] = {
    "year-plan": YEAR_PLAN,
    "category-change": CATEGORY_CHANGE,
    "record-of-visit": RECORD_OF_VISIT,
}


def template_named(name: str) -> Template:
    """The template of this name; LetterFault names the known ones."""
    if name not in TEMPLATES:
        raise LetterFault(
            f"There is no letter template “{name}”. Use one of: {', '.join(sorted(TEMPLATES))}."
        )
    return TEMPLATES[name]


def word_file(template: Template) -> bytes:
    """The Word file of a template as it stands today; LetterFault when it is not there."""
    place = Path(settings.POLICIES) / "current" / "letters" / template.file
    try:
        return place.read_bytes()
    except OSError as fault:
        raise LetterFault(f"The letter template {place} cannot be read. Put the Word file back.") from fault
