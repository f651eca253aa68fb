"""Settings for the demonstration: referral unit, behaviour base and tuition service with their staff, an allowance, and
development plans that not every post has."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.queries import open_schools
from headway.features.workforce.actions import staff as deeds
from headway.features.workforce.actions.allowances import offer_allowance
from headway.features.workforce.models import Setting, SettingPost
from headway.rules.calendars import academic_year_of

WRITER = "hr"
# Setting, kind, whether at a school, and its posts: role, group, how many, share of full time, pay a year (0: not known).
SETTINGS = (
    ("Referral unit, north", "pru", False, (
        ("Teacher", "teaching", 4, "1", 4_350_000),
        ("Teaching assistant", "support", 3, "0.8", 2_480_000),
    )),
    ("Behaviour base, secondary", "behaviour-base", True, (
        ("Teacher", "teaching", 2, "1", 4_120_000),
        ("Learning mentor", "support", 1, "0.6", 0),
    )),
    ("Tuition service", "tuition", False, (("Tutor", "teaching", 5, "0.5", 3_890_000),)),
)  # fmt: skip
ALLOWANCE = {
    "title": "Incentive payment for staff of referral units and bases",
    "setting_kinds": "pru behaviour-base",
    "groups": "teaching support",
    "amount_pence": None,
    "percent": Decimal("2.5"),
}
LEARNS = ("Restorative practice, and one term of coaching", "Reading interventions for older pupils")
EVERY_THIRD = 3


def staff_the_settings(*, on: date, at: datetime) -> None:
    """Three settings with their staff, one allowance, and plans for two posts of three."""
    writer = first_holder(WRITER, on=on)
    if writer is None:
        return
    by = viewer_of(writer, on=on, access=typed("access"))
    year = academic_year_of(on)
    began = date(year.first_on.year - 3, 9, 1)
    secondary = open_schools().filter(phase="secondary").order_by("name", "pk").first()
    posts: list[SettingPost] = []
    for name, kind, at_school, staff in SETTINGS:
        told = {"name": name, "kind": kind, "school": secondary if at_school else None}
        setting = deeds.open_setting(told=told | {"opened_on": began, "closed_on": None}, by=by, at=at)
        for one in staff:
            posts += _posts(setting, *one, by=by, at=at)
    offer_allowance(told=ALLOWANCE | {"valid_from": year.first_on, "valid_until": None}, by=by, at=at)
    _develop(posts, year.first_on, by, at)


def _posts(
    setting: Setting, role: str, group: str, count: int, fte: str, pay: int, *, by: Viewer, at: datetime
) -> list[SettingPost]:
    made = []
    for number in range(1, count + 1):
        told = {"role": role, "number": number, "group": group, "fte": Decimal(fte)}
        days = {"valid_from": setting.opened_on, "valid_until": None}
        made.append(deeds.add_setting_post(setting=setting, told=told | days, by=by, at=at))
        if pay:
            deeds.pay_setting_post(post=made[-1], pay_pence=pay, by=by, at=at)
    return made


def _develop(posts: list[SettingPost], first_on: date, by: Viewer, at: datetime) -> None:
    for number, post in enumerate(posts):
        if number % EVERY_THIRD == 0:
            continue
        told = {"words": LEARNS[number % len(LEARNS)], "hours_planned": Decimal(18)}
        plan = deeds.plan_development(post=post, year=first_on.year, **told, by=by, at=at)
        done_on = first_on + timedelta(days=number)
        if done_on <= by.on:
            deeds.log_development(plan=plan, on=done_on, hours=Decimal(3), words="Training day", by=by, at=at)
