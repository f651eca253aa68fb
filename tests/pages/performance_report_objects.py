"""Makers of reports on performance, of consents and of summaries, for the matrix."""

from collections.abc import Callable
from datetime import date
from itertools import count

from tests.pages.people import AT, SINCE, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.consents.actions import give_consent
from headway.features.consents.models import Consent
from headway.features.partnerships.models import Membership, Partnership
from headway.features.performance_reports import actions as deeds
from headway.features.performance_reports.models import PerformanceReport
from headway.features.performance_reports.queries import audience_of, reporting_policy
from headway.features.summaries.actions import begin_edition, close_edition, keep_summary
from headway.flows.performance_document import pack_of, told_to
from headway.flows.performance_figures import figures_of
from headway.gateways.documents import pack_pdf, pack_word
from headway.pages.summaries.views import KINDS

TODAY = date(2026, 9, 15)
YEAR = 2025
_numbers = count(1)


def make_report(
    audience: str = "public", *, title: str = "How our schools did", **more: object
) -> PerformanceReport:
    """A draft of a data officer's; each maker's own year, so that none supersedes another."""
    by = seen(make_person("data-officer"))
    told = {
        "year": YEAR,
        "by_district": False,
        "figures": figures_of(YEAR, by.on),
        "figures_on": by.on,
    } | more
    found = reporting_policy(by).audiences[audience]
    return deeds.begin_performance_report(title=title, audience=found, **told, by=by, at=AT)


def signed(report: PerformanceReport) -> PerformanceReport:
    """The same, signed off by somebody else."""
    by = seen(make_person("chief-adviser"))
    audience = audience_of(report, reporting_policy(by))
    deeds.sign_off_report(report=report, audience=audience, by=by, at=AT)
    report.refresh_from_db()
    return report


def published(report: PerformanceReport) -> PerformanceReport:
    """The same, signed off and published."""
    by = seen(make_person("head-of-service"))
    audience = audience_of(signed(report), reporting_policy(by))
    told = told_to(report, audience)
    pages = pack_of(report.title, told)
    files = {"word": pack_word(pages), "pdf": pack_pdf(pages)}
    deeds.publish_performance_report(report=report, audience=audience, told=told, **files, by=by, at=AT)
    report.refresh_from_db()
    return report


def make_consent(partnership: Partnership, school: object, on: date = TODAY) -> Consent:
    """A consent an officer recorded."""
    by = seen(make_person("business-support"))
    told = {"given_on": min(on, by.on), "given_by": "Headteacher"}
    return give_consent(partnership=partnership, school=school, **told, by=by, at=AT)


def _own_year() -> int:
    return 2030 + next(_numbers)


def performance_report(side: Side) -> Arguments:
    """A draft; it belongs to no school."""
    return {"key": make_report(title=f"Draft {side.name}").public_id}


def performance_section(side: Side) -> Arguments:
    """A section of a draft."""
    return performance_report(side) | {"section": "schools"}


def performance_preview(side: Side) -> Arguments:
    """A draft as councillors would read it."""
    return performance_report(side) | {"audience": "members"}


def signed_performance_report(side: Side) -> Arguments:
    """One that can be published."""
    return {"key": signed(make_report(title=f"Signed {side.name}", year=_own_year())).public_id}


def published_performance_report(side: Side) -> Arguments:
    """One the public may read."""
    return {"key": published(make_report(title=f"Published {side.name}", year=_own_year())).public_id}


def published_performance_file(side: Side) -> Arguments:
    """Its PDF."""
    return published_performance_report(side) | {"form": "pdf"}


def _partnership(side: Side, name: str) -> Partnership:
    made, _ = Partnership.objects.get_or_create(
        name=f"{name} {side.name}", defaults={"kind": "geographic", "formed_on": SINCE}
    )
    Membership.objects.get_or_create(
        partnership=made, school=side.school, defaults={"recognised": False, "valid_from": SINCE}
    )
    return made


def partnership_file(side: Side) -> Arguments:
    """A partnership's profile as a PDF."""
    return {"public_id": _partnership(side, "Printed").public_id, "form": "pdf"}


def consenting_member(side: Side) -> Arguments:
    """A member that shares its figures."""
    made = _partnership(side, "Sharing")
    make_consent(made, side.school)
    return {"public_id": made.public_id, "urn": side.school.urn}


def summary_edition(side: Side) -> Arguments:
    """An edition with the page of the side's school, all in one file."""
    by = seen(make_person("data-officer"))
    made = begin_edition(title=f"Autumn term of {side.name}", by=by, at=AT)
    told = {"opens": KINDS, "by": by.id, "at": AT}
    keep_summary(edition=made, school=side.school, content=side.name.encode(), **told)
    close_edition(edition=made, by=by.id, at=AT)
    return {"key": made.public_id}


def school_summary(side: Side) -> Arguments:
    """The school's page in it."""
    return summary_edition(side) | {"urn": side.school.urn}


PERFORMANCE_REPORT_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "performance_report": performance_report,
    "performance_section": performance_section,
    "performance_preview": performance_preview,
    "signed_performance_report": signed_performance_report,
    "published_performance_report": published_performance_report,
    "published_performance_file": published_performance_file,
    "partnership_file": partnership_file,
    "consenting_member": consenting_member,
    "summary_edition": summary_edition,
    "school_summary": school_summary,
}
