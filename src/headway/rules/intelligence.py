"""Notes about schools: what one holds, who answers the question that repeated notes raise, and when they raise it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.schools import add_months
from headway.rules.verdict import ALLOWED, Verdict, refuse

OLDEST = timedelta(days=366)
OPEN, TAKEN_UP, SET_ASIDE, LAPSED = "open", "taken-up", "set-aside", "lapsed"
STATES = {OPEN: "Waits", TAKEN_UP: "Taken up", SET_ASIDE: "Set aside", LAPSED: "Lapsed"}
ANSWERS = (TAKEN_UP, SET_ASIDE)


@dataclass(frozen=True, slots=True)
class NoteKind:
    """What a note is about. A restricted kind never counts."""

    slug: str
    label: str
    counts: bool
    restricted: bool


@dataclass(frozen=True, slots=True)
class Weight:
    """How heavy a note is; `entries`: as how many the repeat rule counts it."""

    slug: str
    label: str
    entries: int


@dataclass(frozen=True, slots=True)
class IntelligencePolicy:
    """Kinds, sources and weights by slug, in order; how many entries within how many months raise a question."""

    header: Header
    kinds: Mapping[str, NoteKind]
    sources: Mapping[str, str]
    weights: Mapping[str, Weight]
    repeat_entries: int
    repeat_months: int
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A note as the repeat rule sees it. `stands`: neither withdrawn nor corrected by another, and in no answered question."""

    id: int
    on: date
    kind: str
    weight: str
    restricted: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class Repeated:
    """What the repeat rule found: the notes it counted, as how many entries, and whether that is enough to ask."""

    ids: tuple[int, ...]
    entries: int
    asks: bool


def count_repeats(entries: Iterable[Entry], policy: IntelligencePolicy, on: date) -> Repeated:
    """Which notes of one school count on a day.

    Restricted notes are left out before anything is counted: whoever reads the question reads every note it counts, so
    no number tells of a note that they may not read. What is asked is only that somebody looks.
    """
    since = add_months(on, -policy.repeat_months)
    counted = [
        one for one in entries if one.stands and _counts(one, policy) and since < one.on <= on
    ]  # fmt: skip
    number = sum(policy.weights[one.weight].entries for one in counted)
    return Repeated(tuple(one.id for one in counted), number, number >= policy.repeat_entries)


def _counts(one: Entry, policy: IntelligencePolicy) -> bool:
    kind, weight = policy.kinds.get(one.kind), policy.weights.get(one.weight)
    if one.restricted or kind is None or kind.restricted or weight is None:
        return False
    return kind.counts and weight.entries > 0


def may_note(
    on: date, today: date, *, kind: str, source: str, weight: str, words: str, policy: IntelligencePolicy
) -> Verdict:
    """Whether a note may be written: of a day within the last year, in the words of the policy, saying something."""
    if on > today:
        return refuse("A note is of something that was; choose today or a day before.")
    if on < today - OLDEST:
        return refuse("This is more than a year ago. Check the year.")
    if kind not in policy.kinds or source not in policy.sources or weight not in policy.weights:
        return refuse("The kinds, sources or weights have changed meanwhile; open the page again.")
    return ALLOWED if words.strip() else refuse("Write what was noticed.")


def may_correct(*, withdrawn: bool, corrected: bool) -> Verdict:
    """Whether a note may be corrected by a further one: it stands, and no other has corrected it."""
    if withdrawn:
        return refuse("This note is withdrawn. Write a new one.")
    return refuse("This note was corrected already; correct the later one.") if corrected else ALLOWED


def may_withdraw(reason: str, *, withdrawn: bool) -> Verdict:
    """Whether a note may be withdrawn: once, and with a reason that stays beside it."""
    if withdrawn:
        return refuse("This note is withdrawn already.")
    return ALLOWED if reason.strip() else refuse("Say why it is withdrawn. The note stays, with your reason.")


def may_settle(answer: str, reason: str, *, state: str) -> Verdict:
    """Whether a question may be answered so: once; setting it aside needs a reason."""
    if state != OPEN:
        return refuse("This question does not wait any more.")
    if answer not in ANSWERS:
        return refuse("Select what becomes of the question.")
    if answer == SET_ASIDE and not reason.strip():
        return refuse("Say why it is set aside, so that whoever asks later knows.")
    return ALLOWED


def question_words(entries: int, months: int) -> str:
    """What a raised question says. It proposes a look, never a category."""
    counted = "1 entry" if entries == 1 else f"{entries} entries"
    return (
        f"Notes that count as {counted} in {months} months ask whether the category should be looked at. "
        "They change nothing by themselves."
    )


def read_intelligence(table: object) -> IntelligencePolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="intelligence")
    repeat = section.section("repeat")
    entries, months = repeat.whole("entries", least=1), repeat.whole("months", least=1)
    repeat.close()
    kinds = {one.slug: one for one in map(_read_kind, section.rows("kinds"))}
    weights = {one.slug: one for one in map(_read_weight, section.rows("weights"))}
    sources = dict(map(_read_source, section.rows("sources")))
    for name, found in (("kinds", kinds), ("weights", weights), ("sources", sources)):
        if len(found) != len(section.rows(name)):
            raise section.fault(name, "A key is used twice; give each row its own.")
    section.close()
    return IntelligencePolicy(header, kinds, sources, weights, entries, months, dict(section.marks))


def _read_kind(row: Section) -> NoteKind:
    restricted = row.boolean("restricted", default=False)
    counts = row.boolean("counts", default=False)
    if restricted and counts:
        raise row.fault("counts", "A restricted kind is never counted, or the count would tell of it.")
    found = NoteKind(row.text("key"), row.text("words"), counts, restricted)
    row.close()
    return found


def _read_weight(row: Section) -> Weight:
    found = Weight(row.text("key"), row.text("words"), row.whole("entries", most=20))
    row.close()
    return found


def _read_source(row: Section) -> tuple[str, str]:
    found = row.text("key"), row.text("words")
    row.close()
    return found
