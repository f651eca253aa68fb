"""A record of visit as pages, laid out by the policy of its document: no restricted note is ever in them."""

from collections.abc import Callable, Mapping
from datetime import date

from django.conf import settings
from django.utils import timezone

from headway.features.policies.queries import policies_in_use, read_policy, typed
from headway.features.records.content import BLANK, Content, content_of
from headway.features.records.models import RecordOfVisit
from headway.features.schools.queries import own_authority
from headway.flows.photograph_visit import lost_of, pictures_of
from headway.gateways.documents import Pack, PackSection, PackTable
from headway.rules import record_layout as layouts
from headway.rules.record_layout import RecordLayout, filled_in
from headway.rules.record_policy import RecordPolicy
from headway.rules.records_of_visit import LOCKED

DRAFT = "This is a draft. It is not agreed and not issued."
EXAMPLE: Content = {
    "place": "Example Primary School",
    "day": "15 September 2026",
    "number": 1,
    "author": "Adviser 1",
    "people": ["Adviser 1", "Attendance officer 1"],
    "before": [["What has changed since the last visit", "A new deputy began."]],
    "carried": [["Train all staff in phonics", "Headteacher", "1 July 2026", "Done: seen in four classes"]],
    "items": [["Attendance", "Absence is falling."]],
    "sections": [
        ["Purpose and focus", "Reading in key stage 1."],
        ["What is going well", "Phonics is taught daily."],
    ],
    "progress": "Progress as expected",
    "category_view": "2",
    "category_words": "Teaching is steady.",
    "agreed": [["School", "Look at books of year 2", "Deputy head", "1 November 2026"]],
    "head": "The head found this record accurate on 22 September 2026.",
    "photographs": [],
}


def document_of(record: RecordOfVisit, policy: RecordPolicy, today: date) -> Pack:
    """The pages of a record as it was locked, laid out as was usual then; or of a draft, which says so."""
    locked = record.state in LOCKED
    on = timezone.localdate(record.locked_at) if locked and record.locked_at else today
    draft = "" if locked else DRAFT
    return laid_out(content_of(record, policy), layout_on(on, today), seal=record.seal, draft=draft)


def layout_on(on: date, today: date) -> RecordLayout:
    """The layout in use on a day; that of today for a day on which there was none yet."""
    stored = policies_in_use("record_document", on=on).get("record_document")
    return read_policy(stored) if stored else typed("record_document", today)


def example_of(layout: RecordLayout) -> Pack:
    """An invented record in that layout, to look at before it is used."""
    draft = "This is an example of the layout. It tells of no school."
    return laid_out(EXAMPLE, layout, seal="0" * 64, draft=draft)


def laid_out(told: Content, layout: RecordLayout, *, seal: str, draft: str) -> Pack:
    """What a record says, in the order and words of the layout; `draft` stands first whatever the layout says."""
    known = _known(told)
    sections = [one for part, title in layout.parts.items() for one in _PRINTED[part](told, title, seal)]
    closing = PackSection("", (filled_in(layout.closing, known),))
    opening = filled_in(layout.opening, known).strip()
    return Pack(
        title=filled_in(layout.title, known),
        words=f"{draft} {opening}".strip(),
        sections=(*sections, closing),
        letterhead=filled_in(layout.letterhead, known),
    )


def _known(told: Content) -> Mapping[str, str]:
    authority, people = own_authority(), told["people"]
    return {
        "authority": authority.name if authority else "",
        "service": settings.SERVICE_NAME,
        "place": told["place"],
        "day": told["day"],
        "number": str(told["number"]),
        "author": told["author"],
        "people": f"People: {', '.join(people)}." if people else "",
    }


def _written(heading: str, words: str) -> PackSection:
    return PackSection(heading, tuple(words.splitlines()) or (BLANK,))


def _pairs(key: str, *, blank: bool) -> Callable[[Content, str, str], list[PackSection]]:
    """The headings of a part with their words; those without words only where `blank`."""

    def printed(told: Content, title: str, _seal: str) -> list[PackSection]:
        start = f"{title}: " if title else ""
        return [_written(f"{start}{label}", words) for label, words in told[key] if words or blank]

    return printed


def _category(told: Content, title: str, _seal: str) -> list[PackSection]:
    said = " ".join(one for one in (told["category_view"], told["category_words"]) if one)
    return [_written(title, f"{said}\nThis is an opinion and changes no category." if said else "")]


def _carried(told: Content, title: str, _seal: str) -> list[PackSection]:
    heads = ("Agreed at an earlier visit", "Post", "By", "At this visit")
    rows = tuple(tuple(row) for row in told["carried"])
    return [PackSection(title, tables=(PackTable("Agreed before", heads, rows, "Nothing stood open."),))]


def _agreed(told: Content, title: str, _seal: str) -> list[PackSection]:
    rows = tuple(tuple(row) for row in told["agreed"])
    return [
        PackSection(title, tables=(PackTable("Agreed", ("Side", "What", "Post", "By"), rows, "Nothing."),))
    ]


def _photographs(told: Content, title: str, _seal: str) -> list[PackSection]:
    if not told.get("photographs"):
        return []
    return [PackSection(title, lost_of(told), pictures=pictures_of(told))]


def _head(told: Content, title: str, _seal: str) -> list[PackSection]:
    return [_written(title, told["head"])] if told.get("head") else []


def _sealed(_told: Content, title: str, seal: str) -> list[PackSection]:
    return [_written(title, f"This record was locked. Its seal is {seal}.")] if seal else []


_PRINTED: Mapping[str, Callable[[Content, str, str], list[PackSection]]] = {
    layouts.CARRIED: _carried,
    layouts.BEFORE: _pairs("before", blank=False),
    layouts.ITEMS: _pairs("items", blank=False),
    layouts.SECTIONS: _pairs("sections", blank=True),
    layouts.PROGRESS: lambda told, title, _: [_written(title, told["progress"])],
    layouts.CATEGORY: _category,
    layouts.AGREED: _agreed,
    layouts.PHOTOGRAPHS: _photographs,
    layouts.HEAD: _head,
    layouts.SEAL: _sealed,
}
