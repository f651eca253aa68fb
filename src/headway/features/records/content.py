"""All that a record says, as plain values that can be sealed, shown and printed."""

from collections.abc import Iterable, Mapping
from typing import Any

from headway.features.photographs.queries import told_of
from headway.features.records.models import AgreedAction, RecordOfVisit
from headway.features.records.queries import agreed_at, carried_to, preparation_of
from headway.features.undertakings.models import Report
from headway.kit.words import day_words
from headway.rules import records_of_visit as rule
from headway.rules.record_policy import RecordPolicy

Content = dict[str, Any]
BLANK = "Nothing was written here."


def content_of(record: RecordOfVisit, policy: RecordPolicy) -> Content:
    """What the record says: as it was locked, or as it stands now."""
    return record.content if record.content is not None else told_now(record, policy)


def told_now(record: RecordOfVisit, policy: RecordPolicy) -> Content:
    """What the draft says now: headings with their words, in the order of the policy."""
    visit, before = record.visit, preparation_of(record.visit)
    labels = {part.key: part.words for part in policy.before.values()}
    sections = {part.key: part.words for part in policy.sections.values()}
    items = {item.key: item.words for item in rule.items_for(visit.agenda, visit.on, policy)}
    seen = told_of(visit, record.number)
    return {
        "place": str(visit.place),
        "on": visit.on.isoformat(),
        "day": day_words(visit.on),
        "kind": visit.kind,
        "number": record.number,
        "author": record.author.name,
        "people": [one.person.name for one in visit.people.all()],
        "before": _pairs(labels, before.answers if before else {}),
        "carried": [_followed(one, visit.public_id) for one in carried_to(visit)],
        "sections": _pairs(sections, record.sections),
        "items": _pairs(items, record.items),
        "progress": policy.progress.get(record.progress, record.progress),
        "category_before": record.category_before,
        "category_view": record.category_view,
        "category_words": record.category_words,
        "agreed": [_agreed(one) for one in agreed_at(visit)],
        **({"photographs": seen} if seen else {}),
    }


def texts_of(record: RecordOfVisit, agreed: Iterable[AgreedAction]) -> list[str]:
    """Every text of the draft that a person typed, for looking through."""
    typed = [*record.sections.values(), *record.items.values(), record.category_words]
    return typed + [words for one in agreed for words in (one.words, one.who)]


def _pairs(labels: Mapping[str, str], words: Mapping[str, str]) -> list[list[str]]:
    return [[label, words.get(key, "").strip()] for key, label in labels.items()]


def _agreed(one: AgreedAction) -> list[str]:
    return [rule.SIDES[one.side], one.words, one.who, day_words(one.due_on)]


def _followed(one: AgreedAction, visit: str) -> list[str]:
    """What was agreed before, who, by when, and what was said of it at this visit."""
    told = [row for row in one.undertaking.reports.all() if row.origin_id == visit] if one.undertaking else []
    return [one.words, one.who, day_words(one.due_on), _said(told[-1]) if told else "Not looked at yet"]


def _said(report: Report) -> str:
    stands = "Done" if report.status == "done" else "Goes on"
    return f"{stands}: {report.evidence}" if report.evidence else stands
