"""What the pages of one policy show, as frozen records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import timezone

from headway.features.policies.lines import Difference, Line, differences, header_lines, lines_of
from headway.features.policies.models import Policy, State
from headway.kit.figures import Link, StaleField, StalePage, SummaryRow
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import count_words, day_words, moment_words
from headway.pages.policies.listing import HOME, address, approver_words, review_cell, state_cell
from headway.pages.policies.words import (
    kind_words,
    place_words,
    section_words,
    trust_words,
    value_words,
    version_words,
    whole_place_words,
)
from headway.rules.verdict import Verdict

CRUMB = Link("Policies", HOME)
TRUST = "How sure, and why"


@dataclass(frozen=True, slots=True)
class Can:
    """What the viewer may do with the version."""

    draft: Verdict
    edit: Verdict
    settle: Verdict


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """One version, read like the document it comes from."""

    title: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    refusal: str
    is_draft: bool
    is_waiting: bool
    can: Can
    changes: Table | None
    sections: tuple[Table, ...]
    versions: Table
    edit_href: str
    submit_href: str
    draft_href: str
    decide_href: str
    effect_href: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What one version changed of another."""

    title: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form about one version; `changes` is what it decides on, where there is something to decide."""

    title: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: forms.Form
    cancel_href: str
    changes: Table | None = None
    effect_href: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What the page of a version needs to know beside it: versions in use by kind, names by public id, the day."""

    used: Mapping[str, Policy]
    names: Mapping[str, str]
    on: date


def policy_page(
    policy: Policy, versions: Iterable[Policy], known: Context, can: Can, refusal: str, effect_href: str
) -> PolicyPage:
    """One version. `refusal`: in a draft that was given back, who did and why; `effect_href`: where one may see what it
    would change in every school."""
    return PolicyPage(
        title=kind_words(policy.kind),
        caption=version_words(policy),
        breadcrumbs=(CRUMB,),
        facts=_facts(policy, known),
        refusal=refusal if policy.state == State.DRAFT else "",
        is_draft=policy.state == State.DRAFT,
        is_waiting=policy.state == State.WAITING,
        can=can,
        changes=changes_table(policy.based_on, policy) if policy.based_on else None,
        sections=_sections(lines_of(policy.body)),
        versions=_versions(policy, versions, known),
        edit_href=address("policy_edit", policy),
        submit_href=address("policy_submit", policy),
        draft_href=address("policy_draft", policy),
        decide_href=address("policy_decide", policy),
        effect_href=effect_href,
    )


def _facts(policy: Policy, known: Context) -> tuple[SummaryRow, ...]:
    state, review = (make(policy, known.used, known.on) for make in (state_cell, review_cell))
    approver = approver_words(policy, known.names)
    moment = moment_words(timezone.localtime(policy.approved_at)) if policy.approved_at else ""
    until = day_words(policy.valid_until) if policy.valid_until else "no end"
    if policy.valid_until and policy.valid_until <= known.on and known.used.get(policy.kind) == policy:
        until += ", and still in use: nothing has taken its place"
    rows = (
        SummaryRow("State", state.words, colour=state.colour),
        SummaryRow("In force from", day_words(policy.valid_from)),
        SummaryRow("Until", until),
        SummaryRow("Used from", day_words(policy.in_use_from)) if policy.in_use_from else None,
        SummaryRow("Owner", policy.author),
        SummaryRow("Approved by", f"{approver}, {moment}") if approver else None,
        SummaryRow("Review by", str(review.words), colour=review.colour),
        SummaryRow("Source", policy.source),
    )
    return tuple(row for row in rows if row)


def _sections(lines: Iterable[Line]) -> tuple[Table, ...]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(section_words(line), []).append(line)
    return tuple(_section(words, held) for words, held in found.items())


def _section(words: str, lines: list[Line]) -> Table:
    rows = [(place_words(line), value_words(line), Cell(trust_words(line), missing="")) for line in lines]
    if any(line.mark for line in lines):
        return plain_table(words, ("What", "Value", TRUST), rows)
    return plain_table(words, ("What", "Value"), [row[:2] for row in rows])


def _versions(policy: Policy, versions: Iterable[Policy], known: Context) -> Table:
    rows = [
        (
            Cell(version_words(one), href="" if one == policy else address("policy", one)),
            state_cell(one, known.used, known.on),
            day_words(one.valid_from),
            _changes_link(policy, one),
        )
        for one in versions
    ]
    heads = ("Version", "State", "From", "What differs")
    return plain_table("Versions of this policy", heads, rows)


def _changes_link(policy: Policy, other: Policy) -> Cell:
    if other == policy:
        return Cell("this version")
    href = address("policy_changes", policy, before_id=other.public_id)
    return Cell(f"compare with {version_words(other)}", href=href)


def changes_page(before: Policy, after: Policy) -> ChangesPage:
    """What `after` changed of `before`, both of one kind."""
    return ChangesPage(
        title=f"{version_words(after)[:1].upper()}{version_words(after)[1:]} against {version_words(before)}",
        caption=kind_words(after.kind),
        breadcrumbs=(CRUMB, crumb(after)),
        table=changes_table(before, after),
    )


def changes_table(before: Policy, after: Policy) -> Table:
    """Every value that differs between two versions."""
    found = differences(before.body, after.body)
    return plain_table(
        f"What differs from {version_words(before)}",
        ("What", "Before", "After", TRUST),
        [_difference(one) for one in found],
        count_words=count_words(len(found), "difference") if found else "",
        empty_words=f"Nothing differs from {version_words(before)}.",
    )


def _difference(one: Difference) -> tuple[Cell | str, ...]:
    sides = (Cell(value_words(side), missing="nothing") for side in (one.before, one.after))
    return (whole_place_words(one.line), *sides, Cell(trust_words(one.line), missing=""))


def form_page(
    title: str, policy: Policy, form: forms.Form, changes: Table | None = None, effect_href: str = ""
) -> FormPage:
    """A page that is a form about one version."""
    caption = f"{kind_words(policy.kind)}, {version_words(policy)}"
    back = address("policy", policy)
    return FormPage(title, caption, (CRUMB, crumb(policy)), form, back, changes, effect_href)


def stale_page(
    policy: Policy, values: Mapping, typed: Mapping[str, str], changed_by: str, when: str
) -> StalePage:
    """What is stored now beside what was typed. `values`: by path; `typed`: every box of the form as it was sent."""
    stored = {line.path: line for line in (*header_lines(policy.body), *lines_of(policy.body))}
    fields = []
    for path, value in values.items():
        name, theirs = ".".join(str(part) for part in path), stored.get(path)
        yours = "\n".join(value) if isinstance(value, list) else typed.get(name, "")
        was = theirs.value if theirs else None
        if was != value and value is not None:
            label = whole_place_words(theirs) if theirs else name
            fields.append(StaleField(name, label, value_words(theirs), yours))
    names = {field.name for field in fields} | {"version", "csrfmiddlewaretoken"}
    return StalePage(
        title=f"{kind_words(policy.kind)} was changed while you were writing",
        changed_by=changed_by,
        changed_words=when,
        fields=tuple(fields),
        version=policy.version,
        action_href=address("policy_edit", policy),
        back_href=address("policy", policy),
        breadcrumbs=(CRUMB, crumb(policy)),
        kept=tuple((name, value) for name, value in typed.items() if name not in names),
    )


def crumb(policy: Policy) -> Link:
    """The way back to a version."""
    return Link(f"{kind_words(policy.kind)}, {version_words(policy)}", address("policy", policy))
