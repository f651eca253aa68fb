"""A new authority from a folder: policies, published files, own sheets or proposals in their place, the year's days."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser
from headway.features.policies.actions import adopt_matching, adopt_packs
from headway.features.policies.queries import typed
from headway.flows.entitle_year import entitle_year
from headway.flows.invent_advisers import invent_advisers
from headway.flows.load_folder import Loaded, load_folder
from headway.flows.propose_partnerships import propose_partnerships
from headway.flows.read_own_sheets import has_own_sheets, read_own_sheets
from headway.flows.review_categories import review_categories
from headway.flows.settle_quadrants import settle_quadrants

FIRST_PACKS = ("england", "current")

Tell = Callable[[str], None]


def adopt_first_policies(*, folder: Path, authority: str, by: str, at: datetime) -> None:
    """England's rules, today's pack, and the quadrants of a pack written for this authority if there is one."""
    adopt_packs(folder=folder, packs=FIRST_PACKS, by=by, at=at)
    adopt_matching(folder=folder, kind="quadrants", authority=authority, by=by, at=at)


def load_authority(
    *, folder: Path, authority: str, year: int, on: date, at: datetime, tell: Tell
) -> list[Loaded]:
    """Published files, own sheets where the folder has them, quadrants and partnerships (proposed where none are given),
    and a category proposed for every school. Running it again changes nothing that stands."""
    loaded = load_folder(folder=folder, authority=authority, by="", at=at, tell=tell)
    if has_own_sheets(folder):
        tell("reading the authority's own sheets")
        read_own_sheets(folder=folder, year=year, by="", at=at)
    settle_quadrants(on=on, by=None, at=at)
    if not Partnership.objects.exists():
        tell("proposing partnerships by place")
        propose_partnerships(on=on, policy=typed("partnerships"), by=None, at=at)
    tell("proposing categories")
    review_categories(on=on, by=None, at=at)
    return loaded


def entitle_first_year(*, year: int, on: date, at: datetime, tell: Tell) -> None:
    """The year's days by the policy in use."""
    tell("entitling days")
    entitle_year(year=year, on=on, by="", at=at)


def give_advisers(*, year: int, number: int | None, seed: int, on: date, at: datetime, tell: Tell) -> None:
    """Invented advisers where none are known; marked as invented."""
    if Adviser.objects.exists():
        return
    tell("inventing advisers")
    invent_advisers(year=year, number=number, seed=seed, on=on, by="", at=at)
