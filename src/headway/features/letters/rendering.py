"""Letters as Word documents, from the template they were prepared with."""

from collections.abc import Callable
from datetime import datetime

from headway.features.files.actions import keep
from headway.features.files.models import StoredFile
from headway.features.files.queries import WORD, content_of
from headway.features.letters.models import Letter
from headway.features.letters.templates import LetterFault, template_named, word_file
from headway.gateways.documents import DocumentFault, safe_name, word_letter

# Enough of a checksum to name one Word file among those ever used for a template.
_DIGITS = 16


def stamp_template(name: str, at: datetime) -> str:
    """Keep the template's Word file as it stands today; returns "name@checksum", which a letter carries ever after."""
    template = template_named(name)
    kept = keep(content=word_file(template), name=template.file, content_type=WORD, at=at)
    return f"{name}@{kept.sha256[:_DIGITS]}"


def template_bytes(stamp: str) -> bytes:
    """The Word file a letter was prepared with; LetterFault when it is lost."""
    name, _, digits = stamp.partition("@")
    kept = StoredFile.objects.filter(sha256__startswith=digits).first() if len(digits) == _DIGITS else None
    if kept is None:
        raise LetterFault(f"The Word file of the letter template “{name}” is lost. Restore the data folder.")
    return content_of(kept)


def preview(letter: Letter, read: Callable[[str], bytes] = template_bytes) -> bytes:
    """The letter as a Word document (.docx): the frozen copy where there is one, else made now and not kept."""
    if letter.frozen:
        return content_of(letter.frozen)
    fields = template_named(letter.template.partition("@")[0]).fields
    try:
        return word_letter(read(letter.template), letter.context, fields)
    except DocumentFault as fault:
        raise LetterFault(f"{letter.subject}: {fault}") from fault


def document_name(letter: Letter) -> str:
    """A file name: URN and school, or the subject."""
    words = f"{letter.school_id} {letter.school.name}" if letter.school else letter.subject
    return safe_name(f"{words}.docx", "letter.docx")
