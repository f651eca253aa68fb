"""Writes of reports on performance: begun, written, refreshed, signed off, published, withdrawn."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.files.actions import keep
from headway.features.files.queries import PDF, WORD
from headway.features.performance_reports.findable import PERFORMANCE_REPORTS
from headway.features.performance_reports.models import PerformanceReport
from headway.features.performance_reports.queries import KIND, limits_before, standing_for, wrote
from headway.features.saving import save_seen
from headway.features.search.actions import find_again
from headway.rules import performance_reports as rule
from headway.rules.performance_reports import Audience
from headway.rules.verdict import Verdict, first_refusal, insist

Figures = Mapping[str, Any]


def may_write(by: Viewer, report: PerformanceReport) -> Verdict:
    """Whether the viewer may write in this report now."""
    return first_refusal(by.may(KIND, "change"), rule.may_write(report.state))


def may_sign_off(by: Viewer, report: PerformanceReport) -> Verdict:
    """Whether the viewer may sign this report off: somebody who approves, and wrote nothing of it."""
    return first_refusal(by.may(KIND, "approve"), rule.may_sign_off(report.state, wrote=wrote(report, by)))


def may_take_back(by: Viewer, report: PerformanceReport) -> Verdict:
    """Whether the viewer may make it a draft again."""
    return first_refusal(by.may(KIND, "change"), rule.may_take_back(report.state))


def may_publish(by: Viewer, report: PerformanceReport, audience: Audience) -> Verdict:
    """Whether the viewer may publish it for the audience as it is now."""
    state = rule.may_publish(
        report.state,
        limit=audience.smallest_count,
        signed_limit=report.limit or 0,
        limits_before=limits_before(report),
    )
    return first_refusal(by.may(KIND, "approve"), state)


def may_withdraw(by: Viewer, report: PerformanceReport) -> Verdict:
    """Whether the viewer may withdraw it, the reason apart."""
    return first_refusal(by.may(KIND, "approve"), rule.may_withdraw(report.state))


def hash_of(figures: Figures) -> str:
    """What two reports on the same figures have in common."""
    return hashlib.sha256(json.dumps(figures, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def begin_performance_report(
    *,
    title: str,
    year: int,
    audience: Audience,
    by_district: bool,
    figures: Figures,
    figures_on: date,
    by: Viewer,
    at: datetime,
) -> PerformanceReport:
    """A new draft on these figures, which stay as they are until somebody refreshes them."""
    insist(by.may(KIND, "change"))
    made = PerformanceReport.objects.create(
        title=title,
        year=year,
        audience=audience.slug,
        by_district=by_district,
        figures=dict(figures),
        figures_hash=hash_of(figures),
        figures_on=figures_on,
        made_by=by.person,
        made_at=at,
    )
    find_again(PERFORMANCE_REPORTS, made)
    _told("begin_performance_report", made, by, at, after={"year": year, "audience": audience.slug})
    return made


@transaction.atomic
def write_commentary(
    *, report: PerformanceReport, section: str, words: str, seen_version: int, by: Viewer, at: datetime
) -> None:
    """What is said of one section; Stale where somebody saved the report meanwhile."""
    held = _locked(report)
    insist(may_write(by, held))
    save_seen(held, seen_version, {"commentary": held.commentary | {section: words}})
    held.writers.add(by.person)
    _told("write_commentary", held, by, at, after={"section": section})


@transaction.atomic
def refresh_figures(
    *,
    report: PerformanceReport,
    figures: Figures,
    figures_on: date,
    seen_version: int,
    by: Viewer,
    at: datetime,
) -> None:
    """Take the figures of today in place of those held; Stale where somebody saved the report meanwhile."""
    held = _locked(report)
    insist(may_write(by, held))
    before = held.figures_hash
    told = {"figures": dict(figures), "figures_hash": hash_of(figures), "figures_on": figures_on}
    save_seen(held, seen_version, told)
    held.writers.add(by.person)
    _told("refresh_figures", held, by, at, before={"figures": before}, after={"figures": held.figures_hash})


@transaction.atomic
def sign_off_report(*, report: PerformanceReport, audience: Audience, by: Viewer, at: datetime) -> None:
    """Somebody else signs it off as it stands, with the limit for small numbers they saw it under."""
    held = _locked(report)
    insist(may_sign_off(by, held))
    held.state, held.signed_by, held.signed_on = rule.CHECKED, by.person, by.on
    held.limit = audience.smallest_count
    held.save(update_fields=["state", "signed_by", "signed_on", "limit"])
    _told("sign_off_report", held, by, at, after={"state": held.state, "limit": held.limit})


@transaction.atomic
def take_report_back(*, report: PerformanceReport, by: Viewer, at: datetime) -> None:
    """Make it a draft again; the sign-off falls away."""
    held = _locked(report)
    insist(may_take_back(by, held))
    held.state, held.signed_by, held.signed_on, held.limit = rule.DRAFT, None, None, None
    held.save(update_fields=["state", "signed_by", "signed_on", "limit"])
    _told("take_performance_report_back", held, by, at, after={"state": held.state})


@transaction.atomic
def publish_performance_report(
    *,
    report: PerformanceReport,
    audience: Audience,
    told: Mapping[str, Any],
    word: bytes,
    pdf: bytes,
    by: Viewer,
    at: datetime,
) -> None:
    """Publish it: what its readers see, and its Word and PDF documents, are kept as they are from now on.

    A report of the same year and audience that stood until now is superseded by it.
    """
    held = _locked(report)
    insist(may_publish(by, held, audience))
    former = standing_for(held)
    if former is not None:
        former.state, former.replaced_by = rule.SUPERSEDED, held
        former.reason = f"Replaced by “{held.title}”."
        former.save(update_fields=["state", "replaced_by", "reason"])
        _told("supersede_performance_report", former, by, at, after={"by": held.public_id})
    held.document = keep(content=word, name=f"{held.title}.docx", content_type=WORD, at=at)
    held.printed = keep(content=pdf, name=f"{held.title}.pdf", content_type=PDF, at=at)
    held.state, held.published_by, held.published_on = rule.PUBLISHED, by.person, by.on
    held.told, held.counts_categories = dict(told), audience.categories
    held.save()
    after = {"document": held.document.sha256, "printed": held.printed.sha256}
    _told("publish_performance_report", held, by, at, after=after)


@transaction.atomic
def withdraw_performance_report(*, report: PerformanceReport, reason: str, by: Viewer, at: datetime) -> None:
    """Its readers find it no more; why stays written for those who write reports."""
    held = _locked(report)
    insist(first_refusal(may_withdraw(by, held), rule.may_withdraw_for(reason)))
    held.state, held.reason = rule.WITHDRAWN, reason.strip()
    held.save(update_fields=["state", "reason"])
    _told("withdraw_performance_report", held, by, at, after={"state": held.state})


def _locked(report: PerformanceReport) -> PerformanceReport:
    return PerformanceReport.objects.select_for_update().get(pk=report.pk)


def _told(action: str, report: PerformanceReport, by: Viewer, at: datetime, **told: Any) -> None:
    record(
        action=action, subject_kind="performance-report", subject_id=report.public_id, at=at, by=by.id, **told
    )
