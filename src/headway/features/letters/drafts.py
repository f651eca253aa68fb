"""A letter before it is a row: what it takes, checked in words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from headway.features.letters.models import Letter
from headway.features.letters.templates import LetterFault, template_named
from headway.features.schools.models import School
from headway.gateways.documents import DocumentFault, check_context

CHANNELS = ("word", "mail")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets the letter: a role, the post in words, and an e-mail address, or none where it goes by post."""

    role: str
    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter to prepare. `key` makes it one letter however often it is prepared; `kind` is the permission key.

    `context`: the fields of the template as texts and rows of texts (see templates.py).
    """

    template: str
    context: Mapping[str, Any]
    recipients: Sequence[Recipient]
    key: str
    channel: str = "word"
    kind: str = "letters"
    school: School | None = None
    restricted: bool = False
    reply_due: date | None = None
    origin_kind: str = ""
    origin_id: str = ""
    origin_words: str = ""


def check_draft(draft: Draft) -> None:
    """LetterFault saying which letter and what to put right."""
    template = template_named(draft.template)
    try:
        check_context(draft.context, template.fields)
    except DocumentFault as fault:
        raise LetterFault(f"{draft.key}: {fault}") from fault
    if draft.channel not in CHANNELS:
        raise LetterFault(
            f"{draft.key}: “{draft.channel}” is not a way to send. Use one of: {', '.join(CHANNELS)}."
        )
    if not draft.recipients:
        raise LetterFault(f"{draft.key}: nobody would get this letter. Name at least one recipient.")
    for recipient in draft.recipients:
        _check_address(draft.key, recipient)


def recipients_of(draft: Draft) -> list[dict[str, str]]:
    """The recipients as a letter stores them."""
    return [asdict(recipient) for recipient in draft.recipients]


def subject_of(draft: Draft) -> str:
    """The subject with its fields filled in, on one line."""
    template = template_named(draft.template)
    plain = {name: draft.context[name] for name, columns in template.fields.items() if not columns}
    return " ".join(template.subject.format_map(plain).split())[:200]


def says_the_same(letter: Letter, draft: Draft) -> bool:
    """Whether a letter that stands is the one the draft would make."""
    school = draft.school.pk if draft.school else None
    content = (letter.template.partition("@")[0], letter.context, letter.recipients, letter.school_id)
    return content == (draft.template, plain(draft.context), recipients_of(draft), school)


def plain(context: Mapping[str, Any]) -> dict[str, Any]:
    """The context as JSON holds it: rows as a list of dictionaries."""
    return {
        field: value if isinstance(value, str) else [dict(row) for row in value]
        for field, value in context.items()
    }


def _check_address(key: str, recipient: Recipient) -> None:
    if not recipient.address:
        return
    try:
        validate_email(recipient.address)
    except ValidationError:
        raise LetterFault(
            f"{key}: “{recipient.address}” of {recipient.words} is not an e-mail address. Correct it or leave it out."
        ) from None
