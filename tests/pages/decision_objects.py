"""Makers of decision reports, for the matrix: a draft, one whole and signed, one laid, one decided."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.decisions.actions.reporting import (
    begin_report,
    decide_report,
    lay_report,
    sign_section,
    write_field,
    write_heads,
)
from headway.features.decisions.models import Report
from headway.features.decisions.queries import template_of
from headway.features.policies.queries import policy_in_use
from headway.rules.decision_reports import Answer
from headway.rules.savings import ONGOING, Line

WORDS = "Three posts go at the end of the summer term."
ANSWERS = {
    "recommendation": Answer(words="Agree the proposal as a basis for consultation.", choice="consultation"),
    "alternatives": Answer(items=("Keep the service as it is",)),
    "savings": Answer(
        choice="saving",
        years=("2026/27", "2027/28"),
        items=("CC 1",),
        lines=(Line("employees", "2026/27", ONGOING, 13_000_000),),
        rows=(("service", "Support for learning"), ("area", "School improvement")),
    ),
    "theme": Answer(choice="Doing it for less"),
    "other_services": Answer(words="None known.", choice="no"),
    "assessment": Answer(words="Screening is done.", choice="screening"),
    "papers": Answer(choice="no"),
}


def make_report(title: str = "Review of the service", **more: object) -> Report:
    """A draft in the form that is in use, nothing written."""
    structures = {"before": None, "after": None} | more
    form = policy_in_use("decision_report")
    return begin_report(title=title, form=form, **structures, by=seen(make_person("finance")), at=AT)


def fill_report(report: Report, **changed: Answer) -> Report:
    """Heads and every field written, every section signed off."""
    template, by = template_of(report), seen(make_person("head-of-service"))
    heads = dict.fromkeys(template.heads, "Known")
    write_heads(report=report, seen_version=report.version, title=report.title, heads=heads, by=by, at=AT)
    for one in template.fields:
        answer = changed.get(one.slug) or ANSWERS.get(one.slug) or Answer(words=WORDS)
        write_field(report=report, slug=one.slug, answer=answer, seen_version=0, by=by, at=AT)
    for section in template.sections:
        if section.signed_by:
            sign_section(report=report, section=section, by=seen(make_person(section.signed_by)), at=AT)
    report.refresh_from_db()
    return report


def make_laid(title: str = "Laid", **changed: Answer) -> Report:
    """One that waits for its decision."""
    made = fill_report(make_report(title), **changed)
    lay_report(report=made, by=seen(make_person("head-of-service")), at=AT)
    made.refresh_from_db()
    return made


def report(side: Side) -> Arguments:
    """A draft."""
    return {"key": make_report(f"Report {side.name}").public_id}


def report_file(side: Side) -> Arguments:
    """The same as a PDF."""
    return report(side) | {"form": "pdf"}


def report_field(side: Side) -> Arguments:
    """A field that no officer signs off; without a version, so that an empty form is refused."""
    return report(side) | {"field": "reasons"}


def report_section(side: Side) -> Arguments:
    """A section that the officer for staff signs off, written."""
    made = make_report(f"Signing {side.name}")
    by = seen(make_person("head-of-service"))
    write_field(report=made, slug="personnel", answer=Answer(words=WORDS), seen_version=0, by=by, at=AT)
    return {"key": made.public_id, "section": "people"}


def whole_report(side: Side) -> Arguments:
    """One that can be laid."""
    return {"key": fill_report(make_report(f"Whole {side.name}")).public_id}


def laid_report(side: Side) -> Arguments:
    """One that waits for its decision."""
    return {"key": make_laid(f"Laid {side.name}").public_id}


def decided_report(side: Side) -> Arguments:
    """One that was agreed for consultation."""
    made = make_laid(f"Decided {side.name}")
    told = {"outcome": "agreed", "words": "Agreed.", "decided_on": date(2026, 9, 14), "bank_holidays_on": ()}
    decide_report(report=made, **told, by=seen(make_person("head-of-service")), at=AT)
    return {"key": made.public_id}


DECISION_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "report": report,
    "report_file": report_file,
    "report_field": report_field,
    "report_section": report_section,
    "whole_report": whole_report,
    "laid_report": laid_report,
    "decided_report": decided_report,
}
