"""The list of policies and their versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from headway.features.policies.models import Policy, State
from headway.features.policies.queries import policies_matching
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.policies.words import KINDS, kind_words, version_words

HOME = "/policies/"
SORTS = {
    "kind": ("kind", "-pk"),
    "from": ("valid_from", "kind"),
    "review": ("review_by", "kind"),
}
FILTERS = ("kind", "state")
STATES = tuple((state.value, state.label) for state in State)
COLUMNS = (
    Column("Policy", "kind", sortable=True),
    Column("Version"),
    Column("State"),
    Column("From", "from", sortable=True),
    Column("Until"),
    Column("Owner"),
    Column("Approved by"),
    Column("Review by", "review", sortable=True),
)
FROM_FILES = "adopted with its pack"


@dataclass(frozen=True, slots=True)
class PoliciesPage:
    """Every version of every policy."""

    title: str
    table: Table


def policies_page(
    query: ListQuery,
    policies: QuerySet[Policy],
    used: Mapping[str, Policy],
    names: Mapping[str, str],
    on: date,
) -> PoliciesPage:
    """One page of the list; `used` holds the version in use by kind, `names` the approvers' names by public id."""
    chosen = policies_matching(policies, kind=query.text("kind"), state=query.text("state"))
    total = chosen.count()
    shown = chosen.order_by(*query.order_by(SORTS))[query.bounds(total)]
    table = query.table(
        caption="Policies",
        columns=COLUMNS,
        rows=[_row(policy, used, names, on) for policy in shown],
        total=total,
        noun=("version", "versions"),
        empty_words="Policies will be listed here. Adopt the packs to start: ./headway adopt_policies",
        hide_caption=True,
        filters=(
            query.choice_filter("kind", "Policy", KINDS.items()),
            query.choice_filter("state", "State", STATES),
        ),
    )
    return PoliciesPage("Policies", with_export(table, query))


def address(route: str, policy: Policy, **more: str) -> str:
    """The address of a route about one version."""
    return reverse(route, kwargs={"public_id": policy.public_id, **more})


def state_cell(policy: Policy, used: Mapping[str, Policy], on: date) -> Cell:
    """Where the version stands, as word, shape and colour."""
    if policy.state == State.DRAFT:
        return Cell("Draft", colour="grey")
    if policy.state == State.WAITING:
        return Cell(State.WAITING.label, colour="yellow")
    if used.get(policy.kind) == policy:
        return Cell("In use", colour="green")
    if policy.in_use_from and policy.in_use_from > on:
        return Cell("Approved, not yet begun", colour="blue", note=f"from {day_words(policy.in_use_from)}")
    return Cell("No longer in use", colour="grey")


def review_cell(policy: Policy, used: Mapping[str, Policy], on: date) -> Cell:
    """The day of its review; overdue only where the version is in use."""
    overdue = policy.review_by is not None and policy.review_by < on and used.get(policy.kind) == policy
    words = day_words(policy.review_by) if policy.review_by else "no date"
    return Cell(f"{words}, overdue", colour="red") if overdue else Cell(words)


def approver_words(policy: Policy, names: Mapping[str, str]) -> str:
    """Who approved it, and what came with a pack; nothing for a draft."""
    if policy.state != State.APPROVED:
        return ""
    return names.get(policy.approved_by, "somebody who has left") if policy.approved_by else FROM_FILES


def _row(policy: Policy, used: Mapping[str, Policy], names: Mapping[str, str], on: date) -> Row:
    return Row(
        (
            Cell(kind_words(policy.kind), href=address("policy", policy)),
            version_words(policy),
            state_cell(policy, used, on),
            day_cell(policy.valid_from),
            day_cell(policy.valid_until, missing="no end"),
            policy.author,
            Cell(approver_words(policy, names), missing="not approved"),
            review_cell(policy, used, on),
        )
    )
