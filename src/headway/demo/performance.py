"""Reports on performance and consents for the demonstration: one report published for the public and one for councillors, one
draft for heads; a partnership in which all share but one."""

from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.consents.actions import give_consent
from headway.features.partnerships.models import Partnership
from headway.features.partnerships.queries import roll_of
from headway.features.people.queries import first_holder
from headway.features.performance_reports import actions as deeds
from headway.features.performance_reports.queries import reporting_policy
from headway.features.policies.queries import typed
from headway.flows.performance_document import pack_of, told_to
from headway.flows.performance_figures import figures_of, period_of
from headway.gateways.documents import pack_pdf, pack_word

WRITER, CHECKER, RECORDER = "data-officer", "head-of-service", "business-support"
LEAD = "partnership-lead"
WEEKS = timedelta(weeks=1)
PUBLISHED = ("public", "members")
TITLES = {
    "public": "How our schools did in {}",
    "members": "Report to councillors on schools in {}",
    "heads": "Results and attendance in {}, for headteachers",
}
COMMENTARY = {
    "results": "Results are held against England's of the same year. Two years make no trend: look at the third before acting.",
    "attendance": "Attendance stays the first question of every autumn visit.",
    "inspections": "Schools inspected under an earlier regime keep the words of that regime.",
}
SHARING = 2  # partnerships whose schools have consented, all of them but one; beside those of a lead head


def report_on_performance(*, year: int, on: date, at: datetime) -> None:
    """The reports of last year, and who shares in the first partnerships."""
    people = {role: first_holder(role, on=on) for role in (WRITER, CHECKER, RECORDER)}
    by = {role: viewer_of(one, on=on, access=typed("access")) for role, one in people.items() if one}
    if {WRITER, CHECKER} <= by.keys():
        _report(year - 1, by[WRITER], by[CHECKER], at)
    if RECORDER in by:
        _share(by[RECORDER], at)


def _report(year: int, writer: Viewer, checker: Viewer, at: datetime) -> None:
    policy, figures = reporting_policy(writer), figures_of(year, writer.on)
    for slug, title in TITLES.items():
        if policy is None or slug not in policy.audiences:
            continue
        audience = policy.audiences[slug]
        told = {"title": title.format(period_of(year)), "year": year, "by_district": slug != "public"}
        made = deeds.begin_performance_report(
            audience=audience, figures=figures, figures_on=writer.on, **told, by=writer, at=at
        )
        for version, (section, words) in enumerate(COMMENTARY.items(), 1):
            deeds.write_commentary(
                report=made, section=section, words=words, seen_version=version, by=writer, at=at
            )
        if slug not in PUBLISHED:
            continue
        made.refresh_from_db()
        deeds.sign_off_report(report=made, audience=audience, by=checker, at=at)
        shown = told_to(made, audience)
        pages = pack_of(made.title, shown)
        files = {"word": pack_word(pages), "pdf": pack_pdf(pages)}
        deeds.publish_performance_report(
            report=made, audience=audience, told=shown, **files, by=checker, at=at
        )


def _share(by: Viewer, at: datetime) -> None:
    led = first_holder(LEAD, on=by.on)
    ties = viewer_of(led, on=by.on, access=by.access).tied_to("partnership") if led else ()
    first = Partnership.objects.filter(ended_on=None).order_by("name", "pk")[:SHARING]
    for partnership in {*first, *Partnership.objects.filter(public_id__in=ties)}:
        for row in list(roll_of(partnership, by.on))[:-1]:
            given_on = max(row.valid_from, by.on - 6 * WEEKS)
            told = {"given_on": given_on, "given_by": "Headteacher"}
            give_consent(partnership=partnership, school=row.school, **told, by=by, at=at)
