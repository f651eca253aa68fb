"""A record of visit as pages, on the authority's letterhead: no restricted note is ever in them."""

from headway.features.records.content import BLANK, content_of
from headway.features.records.models import RecordOfVisit
from headway.features.schools.queries import own_authority
from headway.gateways.documents import Pack, PackSection, PackTable
from headway.rules.record_policy import RecordPolicy
from headway.rules.records_of_visit import LOCKED


def document_of(record: RecordOfVisit, policy: RecordPolicy) -> Pack:
    """The pages of a record as it was locked, or of a draft, which says so."""
    told, authority = content_of(record, policy), own_authority()
    draft = "" if record.state in LOCKED else "This is a draft. It is not agreed and not issued. "
    sections = [
        PackSection("From the last visits", tables=(_carried(told["carried"]),)),
        *(_written(f"Before the visit: {label}", words) for label, words in told["before"] if words),
        *(_written(label, words) for label, words in told["items"] if words),
        *(_written(label, words) for label, words in told["sections"]),
        _written("Progress since the last visit", told["progress"]),
        _written("The adviser's view of the category", _view(told)),
        PackSection("Agreed at this visit", tables=(_agreed(told["agreed"]),)),
    ]
    if told.get("head"):
        sections.append(_written("The head's answer", told["head"]))
    if record.seal:
        sections.append(_written("Seal", f"This record was locked. Its seal is {record.seal}."))
    people = f" People: {', '.join(told['people'])}." if told["people"] else ""
    return Pack(
        title=f"Record of visit: {told['place']}, {told['day']}",
        words=f"{draft}Version {told['number']}. Written by {told['author']}.{people}",
        sections=tuple(sections),
        letterhead=authority.name if authority else "",
    )


def _written(heading: str, words: str) -> PackSection:
    return PackSection(heading, tuple(words.splitlines()) or (BLANK,))


def _view(told: dict) -> str:
    said = " ".join(one for one in (told["category_view"], told["category_words"]) if one)
    return f"{said}\nThis is an opinion and changes no category." if said else ""


def _carried(rows: list[list[str]]) -> PackTable:
    heads = ("Agreed at an earlier visit", "Post", "By", "At this visit")
    return PackTable("Agreed before", heads, tuple(tuple(row) for row in rows), "Nothing stood open.")


def _agreed(rows: list[list[str]]) -> PackTable:
    return PackTable("Agreed", ("Side", "What", "Post", "By"), tuple(tuple(row) for row in rows), "Nothing.")
