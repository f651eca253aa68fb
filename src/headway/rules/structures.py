"""A version of the service's structure: posts in a tree, what is wrong with it, and how two versions differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

HEAD_OF_ALL = ""
NO_POST = Decimal(0)


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a structure. `reports_to`: the key of another post, or empty; `leads`: slugs of priorities it leads.

    `cost_pence` None: its pay is not known, so it is in no sum. `income_pence`: what it must earn of that.
    """

    key: str
    title: str
    fte: Decimal = Decimal(1)
    reports_to: str = ""
    role: str = ""
    phases: tuple[str, ...] = ()
    subject: str = ""
    background: str = ""
    leads: tuple[str, ...] = ()
    intervenes: bool = False
    cost_pence: int | None = None
    income_pence: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A post in the tree: how deep it stands, from 0, and how many posts report to it directly."""

    post: Post
    depth: int
    reports: int


@dataclass(frozen=True, slots=True)
class StructureFault:
    """Something wrong with a structure. `is_warning`: it can be kept as it is."""

    words: str
    key: str = ""
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class PostChange:
    """One post that differs between two structures. `before` or `after` None: it was created or deleted."""

    key: str
    before: Post | None
    after: Post | None
    kind: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one structure differs from another; money in pence, `fall_percent` of the income target, None where it was nought."""

    changes: tuple[PostChange, ...]
    fte_before: Decimal
    fte_after: Decimal
    cost_before: int
    cost_after: int
    income_before: int
    income_after: int
    uncosted: tuple[str, ...] = field(default=())

    @property
    def income_change_percent(self) -> Decimal | None:
        """The change of the income target in per cent of what it was (M2-06)."""
        if not self.income_before:
            return None
        change = Decimal(self.income_after - self.income_before) * 100 / self.income_before
        return change.quantize(Decimal("0.1"))


CREATED, DELETED, CHANGED = "created", "deleted", "changed"


def faults_of(
    posts: Sequence[Post], priorities: Mapping[str, str], adviser_roles: Collection[str]
) -> list[StructureFault]:
    """What is wrong with the structure: lines of report, posts twice, advisers without a priority, priorities without a
    lead (M2-01, M2-02)."""
    return [
        *_twice(posts),
        *_lines(posts),
        *(
            StructureFault(f"{post.title} is tied to no priority.", post.key, is_warning=True)
            for post in posts
            if post.role in adviser_roles and not post.leads
        ),
        *(
            StructureFault(f"No post leads on “{label}”.", is_warning=True)
            for slug, label in priorities.items()
            if not any(slug in post.leads for post in posts)
        ),
    ]


def tree(posts: Sequence[Post]) -> list[Placed]:
    """The posts as a tree, each below the one it reports to, in the order given; a post in a ring stands at the root."""
    below: dict[str, list[Post]] = {}
    known = {post.key for post in posts}
    for post in posts:
        below.setdefault(post.reports_to if post.reports_to in known else HEAD_OF_ALL, []).append(post)
    placed: list[Placed] = []
    seen: set[str] = set()
    for root in (*below.get(HEAD_OF_ALL, []), *posts):
        _place(root, 0, below, seen, placed)
    return placed


def compare(before: Sequence[Post], after: Sequence[Post]) -> Comparison:
    """How the second structure differs from the first, post by post by key, and in sum."""
    old, new = {post.key: post for post in before}, {post.key: post for post in after}
    changes = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        kind = CREATED if was is None else DELETED if now is None else CHANGED
        changes.append(PostChange(key, was, now, kind))
    uncosted = tuple(post.title for post in (*before, *after) if post.cost_pence is None)
    return Comparison(
        changes=tuple(changes),
        fte_before=fte_of(before),
        fte_after=fte_of(after),
        cost_before=cost_of(before),
        cost_after=cost_of(after),
        income_before=sum(post.income_pence for post in before),
        income_after=sum(post.income_pence for post in after),
        uncosted=tuple(dict.fromkeys(uncosted)),
    )


def fte_of(posts: Sequence[Post]) -> Decimal:
    """Full-time equivalent of all posts."""
    return sum((post.fte for post in posts), NO_POST)


def cost_of(posts: Sequence[Post]) -> int:
    """Pence of all posts whose pay is known."""
    return sum(post.cost_pence for post in posts if post.cost_pence is not None)


def by_subject(posts: Sequence[Post]) -> dict[str, Decimal]:
    """Full-time equivalent by subject of those that have one (M2-09)."""
    subjects = dict.fromkeys(post.subject for post in posts if post.subject)
    return {one: fte_of([post for post in posts if post.subject == one]) for one in subjects}


def without(posts: Sequence[Post], keys: Collection[str]) -> list[Post]:
    """The structure without these posts; who reported to one reports to whom it reported."""
    known = {post.key: post for post in posts}

    def chief(key: str) -> str:
        seen = set()
        while key in keys and key not in seen:
            seen.add(key)
            key = known[key].reports_to if key in known else ""
        return "" if key in keys else key

    return [replace(post, reports_to=chief(post.reports_to)) for post in posts if post.key not in keys]


def _twice(posts: Sequence[Post]) -> Iterator[StructureFault]:
    for key, count in Counter(post.key for post in posts).items():
        if count > 1:
            yield StructureFault(f"{count} posts have the key “{key}”. Give each its own.", key)


def _lines(posts: Sequence[Post]) -> Iterator[StructureFault]:
    chiefs = {post.key: post.reports_to for post in posts}
    for post in posts:
        if post.reports_to == post.key:
            yield StructureFault(f"{post.title} reports to itself. Choose another post, or none.", post.key)
        elif post.reports_to and post.reports_to not in chiefs:
            yield StructureFault(f"{post.title} reports to a post that is not there.", post.key)
        elif _in_ring(post.key, chiefs):
            yield StructureFault(f"{post.title} reports to itself by way of others.", post.key)


def _in_ring(key: str, chiefs: Mapping[str, str]) -> bool:
    seen, at = set(), chiefs.get(key, "")
    while at and at not in seen:
        if at == key:
            return True
        seen.add(at)
        at = chiefs.get(at, "")
    return False


def _place(
    post: Post, depth: int, below: Mapping[str, Sequence[Post]], seen: set[str], placed: list[Placed]
) -> None:
    if post.key in seen:
        return
    seen.add(post.key)
    reports = below.get(post.key, [])
    placed.append(Placed(post, depth, len(reports)))
    for one in reports:
        _place(one, depth + 1, below, seen, placed)
