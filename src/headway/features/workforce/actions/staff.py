"""Writes of settings, the posts in them, and what each post learns."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.saving import save_seen, unless_taken
from headway.features.workforce.models import DevelopmentEntry, DevelopmentPlan, Setting, SettingPost
from headway.features.workforce.queries import KIND, PAY
from headway.rules import setting_posts as rule
from headway.rules.verdict import Verdict, first_refusal, insist

NAME_TAKEN = "There is a setting of this name already. Choose another name, or open that one."
NUMBER_TAKEN = "There is a post of this role and number already. Choose another number."


def may_keep_settings(by: Viewer) -> Verdict:
    """Whether the person may write of settings, their posts and their development."""
    return by.may(KIND, "change")


def may_keep_pay(by: Viewer) -> Verdict:
    """Whether the person may say what a post in a setting is paid."""
    return by.may(PAY, "change")


def may_remove_post(by: Viewer, post: SettingPost) -> Verdict:
    """Whether the person may take a post out as if it had never been."""
    state = rule.may_remove(has_development=post.development.exists())
    return first_refusal(may_keep_settings(by), state)


@transaction.atomic
def open_setting(*, told: Mapping[str, Any], by: Viewer, at: datetime) -> Setting:
    """A new setting: name, kind, school or none, and its days."""
    insist(first_refusal(may_keep_settings(by), rule.may_open(told["opened_on"], told["closed_on"])))
    made = unless_taken(lambda: Setting.objects.create(**told), NAME_TAKEN)
    _told("open_setting", made, by, at, after={"kind": made.kind, "opened_on": _iso(made.opened_on)})
    return made


@transaction.atomic
def change_setting(
    *, setting: Setting, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """A setting as it is now, its end too; Stale where somebody saved it meanwhile."""
    held = Setting.objects.select_for_update(of=("self",)).get(pk=setting.pk)
    insist(first_refusal(may_keep_settings(by), rule.may_open(told["opened_on"], told["closed_on"])))
    for post in held.posts.all():
        insist(rule.may_stand(post.valid_from, post.valid_until, told["opened_on"], told["closed_on"]))
    before = {"kind": held.kind, "closed_on": _iso(held.closed_on)}
    unless_taken(lambda: save_seen(held, seen_version, told), NAME_TAKEN)
    after = {"kind": held.kind, "closed_on": _iso(held.closed_on)}
    _told("change_setting", held, by, at, before=before, after=after)


@transaction.atomic
def add_setting_post(*, setting: Setting, told: Mapping[str, Any], by: Viewer, at: datetime) -> SettingPost:
    """One more post, its pay not known yet."""
    insist(first_refusal(may_keep_settings(by), _may_stand(setting, told)))
    made = unless_taken(lambda: SettingPost.objects.create(setting=setting, **told), NUMBER_TAKEN)
    _told("add_setting_post", setting, by, at, after={"post": made.public_id})
    return made


@transaction.atomic
def change_setting_post(
    *, post: SettingPost, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """A post as it is now, its end too; Stale where somebody saved it meanwhile."""
    insist(first_refusal(may_keep_settings(by), _may_stand(post.setting, told)))
    held = SettingPost.objects.select_for_update(of=("self",)).get(pk=post.pk)
    unless_taken(lambda: save_seen(held, seen_version, told), NUMBER_TAKEN)
    after = {"post": held.public_id, "fte": str(held.fte), "valid_until": _iso(held.valid_until)}
    _told("change_setting_post", post.setting, by, at, after=after)


@transaction.atomic
def remove_setting_post(*, post: SettingPost, by: Viewer, at: datetime) -> None:
    """Take out a post that was written down by mistake."""
    held = SettingPost.objects.select_for_update().get(pk=post.pk)
    insist(may_remove_post(by, held))
    told = {"post": post.public_id, "words": str(post)}
    held.delete()
    _told("remove_setting_post", post.setting, by, at, before=told)


@transaction.atomic
def pay_setting_post(*, post: SettingPost, pay_pence: int | None, by: Viewer, at: datetime) -> None:
    """What the post is paid a year at full time; None: not known."""
    insist(may_keep_pay(by))
    post.pay_pence = pay_pence
    post.save(update_fields=["pay_pence"])
    _told("pay_setting_post", post.setting, by, at, after={"post": post.public_id})


@transaction.atomic
def plan_development(
    *, post: SettingPost, year: int, words: str, hours_planned: Decimal, by: Viewer, at: datetime
) -> DevelopmentPlan:
    """What the post is to learn in the academic year that begins in `year`; a later plan stands in place of the first."""
    insist(may_keep_settings(by))
    SettingPost.objects.select_for_update().get(pk=post.pk)
    told = {"words": words, "hours_planned": hours_planned}
    made, _ = DevelopmentPlan.objects.update_or_create(post=post, year=year, defaults=told)
    after = {"post": post.public_id, "year": year, "hours_planned": str(hours_planned)}
    _told("plan_development", post.setting, by, at, after=after)
    return made


@transaction.atomic
def log_development(
    *, plan: DevelopmentPlan, on: date, hours: Decimal, words: str, by: Viewer, at: datetime
) -> DevelopmentEntry:
    """Hours completed on a day of the plan's year."""
    insist(first_refusal(may_keep_settings(by), rule.may_log(on, rule.year_beginning(plan.year), by.on)))
    made = DevelopmentEntry.objects.create(plan=plan, on=on, hours=hours, words=words)
    after = {"post": plan.post.public_id, "on": _iso(on), "hours": str(hours)}
    _told("log_development", plan.post.setting, by, at, after=after)
    return made


@transaction.atomic
def change_development(
    *, entry: DevelopmentEntry, on: date, hours: Decimal, words: str, by: Viewer, at: datetime
) -> None:
    """Hours completed as they were."""
    year = rule.year_beginning(entry.plan.year)
    insist(first_refusal(may_keep_settings(by), rule.may_log(on, year, by.on)))
    before = {"on": _iso(entry.on), "hours": str(entry.hours)}
    entry.on, entry.hours, entry.words = on, hours, words
    entry.save(update_fields=["on", "hours", "words"])
    after = {"post": entry.plan.post.public_id, "on": _iso(on), "hours": str(hours)}
    _told("change_development", entry.plan.post.setting, by, at, before=before, after=after)


@transaction.atomic
def remove_development(*, entry: DevelopmentEntry, by: Viewer, at: datetime) -> None:
    """Take out hours that were recorded by mistake."""
    insist(may_keep_settings(by))
    told = {"post": entry.plan.post.public_id, "on": _iso(entry.on), "hours": str(entry.hours)}
    setting = entry.plan.post.setting
    entry.delete()
    _told("remove_development", setting, by, at, before=told)


def _may_stand(setting: Setting, told: Mapping[str, Any]) -> Verdict:
    return rule.may_stand(told["valid_from"], told["valid_until"], setting.opened_on, setting.closed_on)


def _told(action: str, setting: Setting, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind="setting", subject_id=setting.public_id, at=at, by=by.id, **told)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
