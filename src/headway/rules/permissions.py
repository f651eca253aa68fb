"""Who may see, change, approve or count what: the table is a policy, the questions are asked only here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headway.rules.policyfile import Header, PolicyFault, Section, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

ACTS = ("see", "change", "approve", "count")
# What a clause may ask of the person's tie to the thing. The caller works ties out from dated appointments.
#   own        a school, area, board, partnership, team or case the person is appointed to on that day
#   self       the person's own row: about them, or written by them
#   part       the thing lies in the part open to the role (dates of a visit, the governance part, a reply …)
#   named      the person is named on this row
#   published  the thing is published, or laid before the person for decision
RELATIONS = ("own", "self", "part", "named", "published")
ANY = "any"

_ACT_WORDS = {"see": "see", "change": "change", "approve": "approve", "count": "see the totals of"}
_RELATION_WORDS = {
    "own": "where it is your own",
    "self": "where it is about you or written by you",
    "part": "in the part open to your role",
    "named": "where you are named on it",
    "published": "once it is published or laid before you",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing a role may do, and every relation it needs for that. No relation needed means: any."""

    act: str
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its slug, its words, its short code, and whether it is staff of the authority."""

    slug: str
    label: str
    code: str
    staff: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing. `restricted`: every row is. `openers`: roles that open them without being named."""

    slug: str
    label: str
    restricted: bool
    openers: frozenset[str]
    grants: Mapping[str, tuple[Clause, ...]]


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """The whole permission table.

    `review_months`: how often each person's access is looked at anew; None: never asked. `undo_seconds`: how long what
    was just done in a list can be taken back; None: not at all. `invitation_days`: how long the link of an invitation
    signs in; None: no link is sent, one signs in with a code.
    `needed_roles`: roles that somebody must always hold.
    """

    header: Header
    roles: Mapping[str, Role]
    kinds: Mapping[str, Kind]
    review_months: int | None = None
    undo_seconds: int | None = None
    invitation_days: int | None = None
    needed_roles: tuple[str, ...] = ()


def read_access(table: object) -> AccessPolicy:
    """The permission table from the plain tables of its file. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="access")
    roles = {slug: _read_role(slug, row) for slug, row in section.sections("roles")}
    kinds = {slug: _read_kind(slug, row, tuple(roles)) for slug, row in section.sections("kinds")}
    review_months = section.optional_whole("review_months", least=1)
    undo_seconds = section.optional_whole("undo_seconds", least=1)
    invitation_days = section.optional_whole("invitation_days", least=1)
    needed_roles = section.texts("needed_roles", among=tuple(roles), default=())
    section.close()
    return AccessPolicy(header, roles, kinds, review_months, undo_seconds, invitation_days, needed_roles)


def may(
    policy: AccessPolicy,
    *,
    roles: frozenset[str],
    act: str,
    kind: str,
    relations: frozenset[str] = frozenset(),
    restricted: bool = False,
    named: bool = False,
) -> Verdict:
    """Whether a person with these roles may do this act to this one thing.

    `relations` are the person's ties to the thing (see RELATIONS); `named` adds the tie of that name. A
    restricted row is open only to people named on it, to its author, and to the roles the policy marks.
    Roles add up. KeyError for an act, kind or relation the policy does not know: that is a fault in a page.
    """
    entry = _entry(policy, act, kind)
    ties = _ties(relations, named)
    closed = restricted or entry.restricted
    for role in roles:
        for clause in entry.grants.get(role, ()):
            if not _covers(clause.act, act) or not clause.needs <= ties:
                continue
            if not closed or role in entry.openers or ties & {"named", "self"}:
                return ALLOWED
    return refuse(_refusal(policy, roles, act, entry, closed))


def may_ever(policy: AccessPolicy, *, roles: frozenset[str], act: str, kind: str) -> Verdict:
    """Whether these roles may do this act to anything of the kind at all: for menus, lists, new things."""
    entry = _entry(policy, act, kind)
    if any(_covers(clause.act, act) for role in roles for clause in entry.grants.get(role, ())):
        return ALLOWED
    return refuse(_refusal(policy, roles, act, entry, closed=False))


def reach(policy: AccessPolicy, *, roles: frozenset[str], act: str, kind: str) -> frozenset[frozenset[str]]:
    """Every set of relations that is enough for the act; an empty set inside means any thing of the kind.

    A viewer-first query turns this into its filter. Nothing at all: the empty frozenset.
    """
    entry = _entry(policy, act, kind)
    return frozenset(
        clause.needs for role in roles for clause in entry.grants.get(role, ()) if _covers(clause.act, act)
    )


def knows(
    policy: AccessPolicy,
    *,
    roles: frozenset[str],
    kind: str,
    relations: frozenset[str] = frozenset(),
    restricted: bool = False,
    named: bool = False,
) -> bool:
    """Whether the person may know that this one thing exists; if not, the answer is "not found".

    One who may only count, or only add without reading, does not know of a single thing.
    """
    return any(
        may(policy, roles=roles, act=act, kind=kind, relations=relations, restricted=restricted, named=named)
        for act in ("see", "approve")
    )


def roles_that_may(policy: AccessPolicy, *, act: str, kind: str) -> tuple[str, ...]:
    """The roles that may do the act to at least some things of the kind, in the order of the policy."""
    return tuple(
        slug for slug in policy.roles if may_ever(policy, roles=frozenset({slug}), act=act, kind=kind)
    )


def knows_kind(policy: AccessPolicy, *, roles: frozenset[str], kind: str) -> bool:
    """Whether the person may know that this kind of thing, its lists and totals, exists at all."""
    return any(may_ever(policy, roles=roles, act=act, kind=kind) for act in ACTS)


def audits_reading(policy: AccessPolicy, *, kind: str, restricted: bool = False) -> bool:
    """Whether each reading of the thing goes into the audit: true of every restricted row."""
    return restricted or _entry(policy, "see", kind).restricted


def opens_restricted(policy: AccessPolicy, *, roles: frozenset[str], kind: str) -> bool:
    """Whether one of these roles opens restricted rows of the kind without being named on them."""
    return bool(_entry(policy, "see", kind).openers & roles)


def _entry(policy: AccessPolicy, act: str, kind: str) -> Kind:
    if act not in ACTS:
        raise KeyError(f"“{act}” is not an act; use one of: {', '.join(ACTS)}.")
    if kind not in policy.kinds:
        raise KeyError(f"“{kind}” is not a kind of the access policy; use one of: {', '.join(policy.kinds)}.")
    return policy.kinds[kind]


def _ties(relations: frozenset[str], named: bool) -> frozenset[str]:
    unknown = relations - set(RELATIONS)
    if unknown:
        raise KeyError(f"“{min(unknown)}” is not a relation; use one of: {', '.join(RELATIONS)}.")
    return relations | {"named"} if named else relations


def _covers(granted: str, asked: str) -> bool:
    # Whoever may see single things may also count them; nothing else follows from anything else.
    return granted == asked or (granted == "see" and asked == "count")


def _refusal(policy: AccessPolicy, roles: frozenset[str], act: str, entry: Kind, closed: bool) -> str:
    doing = f"{_ACT_WORDS[act]} {entry.label}"
    clauses = [c for role in sorted(roles) for c in entry.grants.get(role, ()) if _covers(c.act, act)]
    if clauses and closed:
        return f"This is restricted: only people named on it may {doing}."
    if clauses:
        return f"You may {doing} only {_needs_words(clauses)}."
    holders = [
        policy.roles[role].label for role, held in entry.grants.items() if any(c.act == act for c in held)
    ]
    if not holders:
        return f"Nobody may {doing} here."
    return f"Your role may not {doing}. These roles may: {', '.join(holders)}."


def _needs_words(clauses: list[Clause]) -> str:
    ways = {
        " and ".join(_RELATION_WORDS[need] for need in RELATIONS if need in clause.needs)
        for clause in clauses
    }
    return ", or ".join(sorted(ways))


def _read_role(slug: str, row: Section) -> Role:
    role = Role(slug, row.text("label"), row.text("code"), row.boolean("staff"))
    row.close()
    return role


def _read_kind(slug: str, row: Section, roles: tuple[str, ...]) -> Kind:
    label = row.text("label")
    restricted = row.boolean("restricted", default=False)
    openers = frozenset(row.texts("opens_restricted", among=roles, default=()))
    held = row.section("may")
    grants = {role: _read_clauses(held, role, roles) for role in held.names()}
    row.close()
    strangers = sorted(openers - set(grants))
    if strangers:
        raise row.fault(
            "opens_restricted", f"“{strangers[0]}” opens restricted rows but may do nothing here."
        )
    return Kind(slug, label, restricted, openers, grants)


def _read_clauses(held: Section, role: str, roles: tuple[str, ...]) -> tuple[Clause, ...]:
    if role not in roles:
        raise held.fault(role, f"“{role}” is not a role; use one of: {', '.join(roles)}.")
    return tuple(_read_clause(held, role, words.split()) for words in held.text(role).split(","))


def _read_clause(held: Section, role: str, words: list[str]) -> Clause:
    """`see own part` means: may see what is both own and in the part; `see` or `see any` means any."""
    if not words or words[0] not in ACTS:
        said = " ".join(words) or "nothing"
        raise PolicyFault(
            held.place(role), f"Each clause begins with one of {', '.join(ACTS)}; here stands “{said}”."
        )
    needs = [word for word in words[1:] if word != ANY]
    for word in needs:
        if word not in RELATIONS:
            known = ", ".join((ANY, *RELATIONS))
            raise PolicyFault(held.place(role), f"“{word}” is not a relation; use one of: {known}.")
    if needs and ANY in words:
        raise PolicyFault(
            held.place(role), "“any” cannot stand together with another relation; keep one of them."
        )
    return Clause(words[0], frozenset(needs))
