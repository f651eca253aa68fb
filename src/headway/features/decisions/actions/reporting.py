"""Writes of decision reports: begin, write a field, sign off, lay, decide, publish."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.decisions.findable import REPORTS
from headway.features.decisions.models import FieldAnswer, Report, SignOff
from headway.features.decisions.queries import KIND, PART, as_rules, template_of, to_frozen, told_of
from headway.features.files.actions import keep
from headway.features.files.queries import PDF, WORD
from headway.features.policies.models import Policy
from headway.features.saving import Stale
from headway.features.search.actions import find_again
from headway.features.workforce.models import Structure
from headway.rules import report_life as life
from headway.rules.decision_reports import Answer, fault_of, may_lay
from headway.rules.report_policy import ASSESSMENT, DECISION, ReportSection, ReportTemplate
from headway.rules.savings import take_lines
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse


def may_change(by: Viewer, report: Report) -> Verdict:
    """Whether the person may write the whole report."""
    return first_refusal(by.may(KIND, "change"), life.may_write(report.state))


def may_write_section(by: Viewer, report: Report, section: ReportSection | None) -> Verdict:
    """Whether the person may write this section: the whole report, or the part their role signs off."""
    part = PART if section and section.signed_by in by.roles else frozenset()
    return first_refusal(by.may(KIND, "change", part), life.may_write(report.state))


def may_sign(by: Viewer, report: Report, section: ReportSection) -> Verdict:
    """Whether the person may sign this section off: in the role it names."""
    if section.signed_by not in by.roles:
        label = by.access.roles[section.signed_by].label if section.signed_by in by.access.roles else "nobody"
        return refuse(f"This section is signed off by: {label}.")
    return life.may_write(report.state)


def may_lay_now(by: Viewer, report: Report) -> Verdict:
    """Whether the report can be laid: by who may change it, with nothing blank or unsigned."""
    return first_refusal(may_change(by, report), may_lay(as_rules(report), template_of(report)))


def may_decide(by: Viewer, report: Report) -> Verdict:
    """Whether the person may record the decision."""
    state = ALLOWED if report.state == life.LAID else refuse("Only a report laid for decision is decided.")
    return first_refusal(by.may(KIND, "approve"), state)


def may_publish(by: Viewer, report: Report) -> Verdict:
    """Whether the person may publish it."""
    return first_refusal(by.may(KIND, "approve"), life.may_publish(report.state))


@transaction.atomic
def begin_report(
    *,
    title: str,
    form: Policy,
    before: Structure | None,
    after: Structure | None,
    by: Viewer,
    at: datetime,
) -> Report:
    """A new draft in the form that is in use."""
    insist(by.may(KIND, "change"))
    made = Report.objects.create(
        reference=_next_reference(by.on.year, form),
        title=title,
        form=form,
        before=before,
        after=after,
        made_by=by.person,
        made_at=at,
    )
    told = {"reference": made.reference, "title": title, "form": form.public_id}
    _told("begin_report", made, by, at, after=told)
    return made


@transaction.atomic
def write_heads(
    *, report: Report, seen_version: int, title: str, heads: Mapping[str, str], by: Viewer, at: datetime
) -> None:
    """What stands above the sections; Stale where somebody saved it meanwhile."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    insist(may_change(by, held))
    if held.version != seen_version:
        raise Stale
    held.title, held.heads, held.version = title, dict(heads), held.version + 1
    held.save(update_fields=["title", "heads", "version"])
    _told("write_heads", held, by, at, after={"title": title})


@transaction.atomic
def write_field(
    *, report: Report, slug: str, answer: Answer, seen_version: int, by: Viewer, at: datetime
) -> tuple[str, ...]:
    """What stands in a field, and the notices about signs that were turned round. The sign-off of its section falls away.

    Stale where somebody saved the field meanwhile; version 0: it was blank when the page was opened.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("form").get(pk=report.pk)
    section = template_of(report).section_of(slug)
    insist(may_write_section(by, report, section))
    held = FieldAnswer.objects.select_for_update().filter(report=report, slug=slug).first()
    if (held.version if held else 0) != seen_version:
        raise Stale
    taken = take_lines(answer.lines)
    told = told_of(replace(answer, lines=taken.lines))
    values = {"told": told, "version": seen_version + 1, "by": by.person, "at": at}
    FieldAnswer.objects.update_or_create(report=report, slug=slug, defaults=values)
    if section:
        report.sign_offs.filter(section=section.slug).delete()
    _told("write_field", report, by, at, after={"field": slug})
    return taken.notices


@transaction.atomic
def sign_section(*, report: Report, section: ReportSection, by: Viewer, at: datetime) -> None:
    """An officer's sign-off of a section as it stands, with nothing blank in it (M14-14)."""
    insist(may_sign(by, report, section))
    known = as_rules(report)
    faults = [fault for one in section.fields if (fault := fault_of(one, known.answer(one.slug)))]
    insist(refuse(f"This section is not complete. {faults[0]}.") if faults else ALLOWED)
    SignOff.objects.get_or_create(report=report, section=section.slug, defaults={"by": by.person, "at": at})
    _told("sign_section", report, by, at, after={"section": section.slug})


@transaction.atomic
def lay_report(*, report: Report, by: Viewer, at: datetime) -> None:
    """Lay it for decision: from now on it stays as it is read."""
    held = Report.objects.select_for_update(of=("self",)).select_related("form").get(pk=report.pk)
    insist(may_lay_now(by, held))
    held.frozen, held.state, held.laid_at = to_frozen(as_rules(held)), life.LAID, at
    held.save(update_fields=["frozen", "state", "laid_at"])
    _told("lay_report", held, by, at, after={"state": life.LAID})


@transaction.atomic
def take_report_back(*, report: Report, by: Viewer, at: datetime) -> None:
    """Make it a draft again, until it is decided."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    insist(first_refusal(by.may(KIND, "change"), life.may_take_back(held.state)))
    held.frozen, held.state, held.laid_at = None, life.DRAFT, None
    held.save(update_fields=["frozen", "state", "laid_at"])
    _told("take_report_back", held, by, at, after={"state": life.DRAFT})


@transaction.atomic
def decide_report(
    *,
    report: Report,
    outcome: str,
    words: str,
    decided_on: date,
    bank_holidays_on: Collection[date],
    by: Viewer,
    at: datetime,
) -> None:
    """Record what was decided; a final agreement needs the equality assessment (M14-15). It takes effect after call-in."""
    held = Report.objects.select_for_update(of=("self",)).select_related("form").get(pk=report.pk)
    template = template_of(held)
    stage, decision = asked_of(held, template)
    late = refuse("A decision is recorded once it was taken; choose today or a day before.")
    insist(first_refusal(may_decide(by, held), ALLOWED if decided_on <= by.on else late))
    insist(life.may_decide(held.state, outcome, stage, decision))
    held.state, held.outcome, held.outcome_words, held.decided_on = life.DECIDED, outcome, words, decided_on
    days = template.call_in_working_days
    held.effective_from = life.effective_from(decided_on, days, bank_holidays_on)
    held.save(update_fields=["state", "outcome", "outcome_words", "decided_on", "effective_from"])
    _told("decide_report", held, by, at, after={"outcome": outcome, "on": decided_on.isoformat()})


@transaction.atomic
def publish_report(*, report: Report, word: bytes, pdf: bytes, by: Viewer, at: datetime) -> None:
    """Publish it: its Word and PDF documents are kept as they are from now on."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    insist(may_publish(by, held))
    held.document = keep(content=word, name=f"{held.title}.docx", content_type=WORD, at=at)
    held.printed = keep(content=pdf, name=f"{held.title}.pdf", content_type=PDF, at=at)
    held.state = life.PUBLISHED
    held.save(update_fields=["document", "printed", "state"])
    _told(
        "publish_report",
        held,
        by,
        at,
        after={"document": held.document.sha256, "printed": held.printed.sha256},
    )


def asked_of(report: Report, template: ReportTemplate) -> tuple[str, str]:
    """The stage of the equality assessment and the kind of decision asked for; empty where the form has no such field."""
    known = as_rules(report)
    stage = next((known.answer(one.slug).choice for one in template.fields if one.kind == ASSESSMENT), "")
    decision = next((known.answer(one.slug).choice for one in template.fields if one.kind == DECISION), "")
    return stage, decision


def _next_reference(year: int, form: Policy) -> str:
    """The next number of the year; the form's row is locked, so that two reports begun at once get two numbers."""
    Policy.objects.select_for_update().get(pk=form.pk)
    last = Report.objects.filter(reference__startswith=f"{year}-").aggregate(last=Max("reference"))["last"]
    return f"{year}-{int(last.split('-')[1]) + 1 if last else 1:03}"


def _told(action: str, report: Report, by: Viewer, at: datetime, **told: Any) -> None:
    find_again(REPORTS, report)
    record(
        action=action, subject_kind="decision-report", subject_id=report.public_id, at=at, by=by.id, **told
    )
