"""Reports on the performance of schools: who reads which, what each kind of reader may see, and how a report goes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

DRAFT, CHECKED, PUBLISHED, SUPERSEDED, WITHDRAWN = "draft", "checked", "published", "superseded", "withdrawn"
STATES = {
    DRAFT: "Draft",
    CHECKED: "Signed off",
    PUBLISHED: "Published",
    SUPERSEDED: "Superseded",
    WITHDRAWN: "Withdrawn",
}
# What its readers find; a withdrawn report is shown to nobody but those who write reports.
READ_IN = (PUBLISHED, SUPERSEDED)
HIDES_NOTHING = 1
_MOST = 100


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of reader. Numbers below `smallest_count` are hidden from it, 0 apart; 1 hides nothing."""

    slug: str
    label: str
    readers: tuple[str, ...]
    smallest_count: int
    names_schools: bool
    categories: bool


@dataclass(frozen=True, slots=True)
class ReportingPolicy:
    """The audiences by slug, in the order they are offered."""

    header: Header
    audiences: Mapping[str, Audience]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def of_roles(self, roles: Collection[str]) -> tuple[Audience, ...]:
        """The audiences that one of these roles belongs to."""
        return tuple(one for one in self.audiences.values() if set(one.readers) & set(roles))


def read_performance_reports(table: object) -> ReportingPolicy:
    """The policy from its file's tables.

    PolicyFault where names go to readers from whom numbers are hidden, where categories are counted without a limit, or
    where two limits differ: each would give back what is hidden.
    """
    header, section = open_policy(table, kind="performance_reports")
    audiences: dict[str, Audience] = {}
    for slug, row in section.sections("audiences"):
        audiences[slug] = _audience(slug, row)
        limits = {one.smallest_count for one in audiences.values()} - {HIDES_NOTHING}
        if len(limits) > 1:
            raise row.fault(
                "smallest_count", "Two limits above 1 differ; who reads both could work one back. Use one."
            )
    policy = ReportingPolicy(header, audiences, dict(section.marks))
    section.close()
    return policy


def _audience(slug: str, row: Section) -> Audience:
    found = Audience(
        slug=slug,
        label=row.text("label"),
        readers=row.texts("readers"),
        smallest_count=row.whole("smallest_count", least=1, most=_MOST),
        names_schools=row.boolean("names_schools"),
        categories=row.boolean("categories"),
    )
    row.close()
    if found.names_schools and found.smallest_count > HIDES_NOTHING:
        raise row.fault(
            "names_schools", "Who reads the names can count the schools. Name none, or set the limit to 1."
        )
    if found.categories and found.smallest_count == HIDES_NOTHING:
        raise row.fault("categories", "Categories are counted only under a limit above 1.")
    return found


def may_write(state: str) -> Verdict:
    """Whether the report may be written: while it is a draft."""
    if state == CHECKED:
        return refuse("This report is signed off. Take it back to a draft to change it.")
    return ALLOWED if state == DRAFT else refuse("This report was published and stays as it is.")


def may_sign_off(state: str, *, wrote: bool) -> Verdict:
    """Whether it can be signed off: a draft, by somebody who wrote nothing of it."""
    if state != DRAFT:
        return refuse("Only a draft is signed off.")
    return refuse("You wrote in this report, so somebody else signs it off.") if wrote else ALLOWED


def may_take_back(state: str) -> Verdict:
    """Whether it can become a draft again: until it is published."""
    return (
        ALLOWED
        if state == CHECKED
        else refuse("Only a report that is signed off and not published is taken back.")
    )


def may_publish(state: str, *, limit: int, signed_limit: int, limits_before: Collection[int]) -> Verdict:
    """Whether it can be published: once it is signed off, and hidden by one limit with all that went before.

    `limits_before`: the limits above 1 under which editions of the very same figures were published. Under the same limit
    the same cells are hidden, so that several editions tell no more than one; under another they could be held together.
    """
    if state != CHECKED:
        return refuse("A report is published once somebody else has signed it off.")
    if limit != signed_limit:
        return refuse(
            "What its readers may see has changed since it was signed off. Take it back and look at it anew."
        )
    if limit > HIDES_NOTHING and set(limits_before) - {limit}:
        return refuse(
            "The same figures were published with another limit for small numbers; the two together could bring a small "
            "number back. Refresh the figures first."
        )
    return ALLOWED


def may_withdraw(state: str) -> Verdict:
    """Whether it can be withdrawn: once it is published."""
    return ALLOWED if state in READ_IN else refuse("Only a published report is withdrawn.")


def may_withdraw_for(reason: str) -> Verdict:
    """Whether the reason is enough: it is said in words."""
    return ALLOWED if reason.strip() else refuse("Say why it is withdrawn.")
