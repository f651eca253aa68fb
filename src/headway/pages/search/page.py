"""What the pages of the search show."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from headway.features.search.models import Kind
from headway.features.search.queries import Hit

HOME = "/search/"
SUGGESTED = 8
# More than this nobody reads: the words say how to narrow them.
SHOWN = 50
ADDRESSES = {
    Kind.SCHOOL: "/schools/{}/",
    Kind.GROUP: "/schools/groups/{}/",
    Kind.PARTNERSHIP: "/partnerships/{}/",
    Kind.ADVISER: "/advisers/{}/",
    Kind.PERSON: "/access/{}/",
    Kind.PLAN: "/year-plan/?draft={}",
    Kind.SERVICE_PLAN: "/plans/{}/",
    Kind.ACTION: "/plans/{}/",
    Kind.EVALUATION: "/plans/{}/",
    Kind.INDICATOR: "/plans/indicators/{}/",
    Kind.PROTOCOL: "/joint-working/protocols/{}/",
    Kind.CHANGE: "/schools/changes/{}/",
    Kind.STANDING: "/joint-working/groups/{}/",
    Kind.BOARD: "/governance/{}/",
    Kind.NOTE: "/schools/{}/",
    Kind.YEARLY: "/schools/{}/",
    Kind.RECORD: "/records/{}/",
    Kind.SUPPORT: "/schools/impact/{}/",
    Kind.JOINT: "/schools/joint-reviews/{}/",
    Kind.AGREEMENT: "/schools/{}/agreement/",
    Kind.PERFORMANCE: "/reports/{}/",
    Kind.FORUM: "/joint-working/forums/{}/",
    Kind.REQUEST: "/joint-working/forums/{}/",
    Kind.FUNCTION: "/joint-working/functions/",
    Kind.PRACTICE: "/schools/practice/{}/",
    Kind.STRUCTURE: "/workforce/structures/{}/",
    Kind.RECRUITMENT: "/workforce/recruitment/{}/",
    Kind.SETTING: "/workforce/settings/{}/",
    Kind.ALLOWANCE: "/workforce/allowances/{}/",
    Kind.SERVICE: "/workforce/services/{}/",
    Kind.APPRAISAL: "/decisions/appraisals/{}/",
    Kind.REVIEW: "/decisions/reviews/{}/",
    Kind.REPORT: "/decisions/reports/{}/",
    Kind.CONSULTATION: "/consultations/{}/",
    Kind.PROJECT: "/budgets/projects/{}/",
    Kind.FUND: "/budgets/projects/",
    Kind.SCENARIO: "/budgets/funding/",
    Kind.LETTER: "/letters/{}/",
    Kind.POLICY: "/policies/{}/",
    Kind.RELEASE: "/data/{}/",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One hit as it is shown."""

    href: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind; `href` leads to all of them, `total` counts them."""

    label: str
    href: str
    total: int
    hits: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind to narrow by, with how many hits it has."""

    label: str
    href: str
    total: int
    current: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of hits; `words` says how many, or what to do where there is none."""

    heading: str
    typed: str
    words: str
    kinds: tuple[KindLink, ...]
    groups: tuple[Group, ...]
    findable: str


def suggestions(hits: list[Hit]) -> tuple[Group, ...]:
    """The first hits, grouped by kind, the kind of the best hit first."""
    return _groups(hits[:SUGGESTED], "", hits)


def search_page(typed: str, hits: list[Hit], kind: str, known: tuple[Kind, ...]) -> SearchPage:
    """The page of hits, of one kind or all; `known`: the kinds this viewer may find."""
    shown = [hit for hit in hits if hit.kind == kind] if kind in Kind.values else hits
    return SearchPage(
        heading="Search",
        typed=typed,
        words=_words(typed, len(shown)),
        kinds=_kind_links(typed, hits, kind) if hits else (),
        groups=_groups(shown[:SHOWN], typed, shown),
        findable=", ".join(one.label.lower() for one in known),
    )


def _words(typed: str, total: int) -> str:
    if not typed.strip():
        return ""
    if total == 0:
        return f"Nothing is called like “{typed}”."
    if total > SHOWN:
        return f"The best {SHOWN} of {total} are shown. Type more of the name to narrow them."
    return "1 result" if total == 1 else f"{total} results"


def _groups(hits: list[Hit], typed: str, every: list[Hit]) -> tuple[Group, ...]:
    order = list(dict.fromkeys(hit.kind for hit in hits))
    ordered = sorted(hits, key=lambda hit: order.index(hit.kind))
    return tuple(
        Group(
            kind.label,
            _href(typed, kind),
            sum(hit.kind == kind for hit in every),
            tuple(Found(ADDRESSES[kind].format(hit.key), hit.title, hit.detail) for hit in members),
        )
        for kind, members in groupby(ordered, key=lambda hit: hit.kind)
    )


def _kind_links(typed: str, hits: list[Hit], chosen: str) -> tuple[KindLink, ...]:
    counts = {kind: sum(hit.kind == kind for hit in hits) for kind in Kind}
    links = [
        KindLink(kind.label, _href(typed, kind), total, kind == chosen)
        for kind, total in counts.items()
        if total
    ]
    return (KindLink("Everything", _href(typed, None), len(hits), chosen not in Kind.values), *links)


def _href(typed: str, kind: Kind | None) -> str:
    parts = [("q", typed)] + ([("kind", kind.value)] if kind else [])
    return f"{HOME}?{urlencode(parts)}"
