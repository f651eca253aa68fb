"""Makers of settings, the posts in them, allowances and development, for the matrix."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.workforce.actions.allowances import offer_allowance
from headway.features.workforce.actions.staff import (
    add_setting_post,
    log_development,
    open_setting,
    pay_setting_post,
    plan_development,
)
from headway.features.workforce.models import AllowanceScheme, DevelopmentPlan, Setting, SettingPost

OPENED = date(2020, 9, 1)
YEAR = 2026


def make_setting(name: str = "Referral unit north", kind: str = "pru", **more: object) -> Setting:
    """A setting at no school that is open."""
    told = {"name": name, "kind": kind, "school": None, "opened_on": OPENED, "closed_on": None}
    return open_setting(told=told | more, by=seen(make_person("hr")), at=AT)


def make_setting_post(
    setting: Setting, number: int = 1, pay: int | None = None, **more: object
) -> SettingPost:
    """A full-time teacher; `pay` in pence a year, None: not known."""
    told = {
        "role": "Teacher",
        "number": number,
        "group": "teaching",
        "fte": Decimal(1),
        "valid_from": OPENED,
        "valid_until": None,
    }
    by = seen(make_person("hr"))
    made = add_setting_post(setting=setting, told=told | more, by=by, at=AT)
    if pay:
        pay_setting_post(post=made, pay_pence=pay, by=by, at=AT)
    return made


def make_allowance(**more: object) -> AllowanceScheme:
    """£1,200 a year for all staff of referral units and behaviour bases."""
    told = {
        "title": "Incentive payment",
        "setting_kinds": "pru behaviour-base",
        "groups": "teaching support",
        "amount_pence": 120_000,
        "percent": None,
        "valid_from": date(2025, 9, 1),
        "valid_until": None,
    }
    return offer_allowance(told=told | more, by=seen(make_person("finance")), at=AT)


def make_development(post: SettingPost, year: int = YEAR) -> DevelopmentPlan:
    """Twelve hours planned, three completed on 4 September of the year."""
    by = seen(make_person("hr"))
    told = {"words": "Restorative practice", "hours_planned": Decimal(12)}
    made = plan_development(post=post, year=year, **told, by=by, at=AT)
    log_development(plan=made, on=date(year, 9, 4), hours=Decimal(3), words="Course", by=by, at=AT)
    return made


def setting(side: Side) -> Arguments:
    """A setting with one post."""
    made = make_setting(f"Setting {side.name}")
    make_setting_post(made)
    return {"key": made.public_id}


def setting_post(side: Side) -> Arguments:
    """A post in a setting."""
    made = make_setting(f"Staffed {side.name}")
    return {"key": made.public_id, "post": make_setting_post(made, pay=4_000_000).public_id}


def setting_year(side: Side) -> Arguments:
    """A post in a setting with the plan of a year."""
    made = make_setting(f"Learning {side.name}")
    post = make_setting_post(made)
    make_development(post)
    return {"key": made.public_id, "post": post.public_id, "year": YEAR}


def setting_hours(side: Side) -> Arguments:
    """Hours completed in that plan."""
    made = make_setting(f"Trained {side.name}")
    post = make_setting_post(made)
    entry = make_development(post).entries.get()
    return {"key": made.public_id, "post": post.public_id, "year": YEAR, "entry": entry.public_id}


def allowance(side: Side) -> Arguments:
    """A scheme."""
    return {"key": make_allowance(title=f"Payment {side.name}").public_id}


STAFF_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "setting": setting,
    "setting_post": setting_post,
    "setting_year": setting_year,
    "setting_hours": setting_hours,
    "allowance": allowance,
}
