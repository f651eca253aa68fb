"""What the components are fed: frozen records of words, ready to show."""

import datetime
from dataclasses import dataclass, field

# Every colour has its shape, so that a status is never told by colour alone.
SHAPES = {
    "green": "●",
    "teal": "●",
    "blue": "◆",
    "purple": "◆",
    "magenta": "◆",
    "yellow": "▲",
    "orange": "▲",
    "red": "■",
    "grey": "○",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where published figures came from; shown in the foot of the page that uses them."""

    name: str
    publisher: str
    published_on: datetime.date | None = None
    licence: str = "Open Government Licence v3.0"


@dataclass(frozen=True, slots=True)
class Installation:
    """Whose service this is. `brand_colour` is # and six digits."""

    authority_name: str
    brand_colour: str
    service_name: str = "Headway"
    strapline: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A place in the navigation, already chosen by what the person may use."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at the keyboard; `role` is in words. `sign_out_href` takes a POST; empty: the house's own."""

    name: str
    role: str
    sign_out_href: str = ""
    account_href: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a strip. `value` None means it is not known, and is said so."""

    label: str
    value: str | int | None
    unit: str = ""
    note: str = ""
    href: str = ""
    source: str = ""
    dated_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One line of a summary list; `value` None means it is not known."""

    label: str
    value: str | None
    source: str = ""
    dated_on: datetime.date | None = None
    href: str = ""
    action: Link | None = None
    colour: str = ""  # shows the value as a tag


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work as the job page shows it. `total` None means the end is not known yet.

    `reload_href` shows this page again; `poll_href` answers with kit/progress.html alone.
    """

    label: str
    state_words: str
    done: int
    total: int | None
    reload_href: str
    poll_href: str = ""
    finished: bool = False
    failed: bool = False
    result: Link | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StaleField:
    """One field that two people changed: what is stored now and what was typed."""

    name: str
    label: str
    theirs: str
    yours: str

    @property
    def differs(self) -> bool:
        """The two texts are not the same."""
        return self.theirs != self.yours


@dataclass(frozen=True, slots=True)
class StalePage:
    """A save that came too late: both texts, and the way to settle them.

    `version` is the stored version, so that saving again replaces what is shown here and nothing newer.
    `kept` are further form values (name, value) that travel with the second save.
    """

    title: str
    changed_by: str
    changed_words: str
    fields: tuple[StaleField, ...]
    version: int
    action_href: str
    back_href: str
    breadcrumbs: tuple[Link, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """A question before something that cannot be taken back. `consequences` are whole sentences."""

    title: str
    consequences: tuple[str, ...]
    confirm_label: str
    action_href: str
    cancel_href: str
    warning: bool = False
    breadcrumbs: tuple[Link, ...] = ()
    kept: tuple[tuple[str, str], ...] = field(default=())
