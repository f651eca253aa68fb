"""Writes of analyses agreed with schools: propose a list, agree it, mark one as done."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.saving import Stale
from headway.features.schools.models import School
from headway.features.sharing.analyses import may_agree_for, may_propose
from headway.features.sharing.models import AgreedAnalysis, AnalysisList
from headway.rules import analyses as rule
from headway.rules.calendars import AcademicYear
from headway.rules.verdict import first_refusal, insist, refuse

UNKNOWN = refuse("The menu of analyses has changed meanwhile; open the page again.")


@transaction.atomic
def propose_list(
    *, school: School, year: AcademicYear, chosen: Mapping[str, date], policy: rule.AnalysesPolicy, seen_version: int,
    by: Viewer, at: datetime,
) -> AnalysisList:  # fmt: skip
    """The school's list of a year: analysis to its day. A changed list is agreed anew. Version 0: there was none."""
    insist(may_propose(by, school))
    School.objects.select_for_update().get(pk=school.pk)
    first = year.first_on.year
    held = AnalysisList.objects.filter(school=school, year=first).first()
    if (held.version if held else 0) != seen_version:
        raise Stale
    lines = {one.key: one for one in held.lines.all()} if held else {}
    insist(rule.may_change(chosen, [key for key, one in lines.items() if one.done_on], year))
    titles = {key: lines[key].title for key in lines} | {one.key: one.title for one in policy.analyses}
    if any(key not in titles for key in chosen):
        insist(UNKNOWN)
    changed = {key: one.due_on for key, one in lines.items()} != dict(chosen)
    made = held or AnalysisList(school=school, year=first, version=0)
    made.proposed_by, made.proposed_at, made.version = by.person, at, seen_version + 1
    if changed:
        made.agreed_on, made.agreed_by, made.signed_as, made.signed_name = None, None, "", ""
    made.save()
    _write_lines(made, lines, chosen, titles)
    after = {
        "school": school.urn,
        "year": first,
        "analyses": {key: day.isoformat() for key, day in chosen.items()},
    }
    _told("propose_analyses", made, by, at, after)
    return made


@transaction.atomic
def agree_list(
    *,
    agreed: AnalysisList,
    signed_as: str,
    signed_name: str,
    signed_on: date,
    seen_version: int,
    by: Viewer,
    at: datetime,
) -> None:
    """The school agrees the list as it was seen; Stale where it was changed meanwhile."""
    held = AnalysisList.objects.select_for_update().select_related("school").get(pk=agreed.pk)
    insist(
        first_refusal(
            may_agree_for(by, held.school),
            rule.may_agree(held.lines.exists(), held.agreed_on, signed_on, by.on),
        )
    )
    if held.version != seen_version:
        raise Stale
    held.agreed_on, held.agreed_by = signed_on, by.person
    held.signed_as, held.signed_name, held.version = signed_as, signed_name, seen_version + 1
    held.save(update_fields=["agreed_on", "agreed_by", "signed_as", "signed_name", "version"])
    _told(
        "agree_analyses",
        held,
        by,
        at,
        {"school": held.school_id, "year": held.year, "on": signed_on.isoformat()},
    )


@transaction.atomic
def do_analysis(*, analysis: AgreedAnalysis, by: Viewer, at: datetime) -> None:
    """An analysis of an agreed list is done today."""
    held = AgreedAnalysis.objects.select_for_update().select_related("of", "of__school").get(pk=analysis.pk)
    insist(first_refusal(may_propose(by, held.of.school), rule.may_do(held.of.agreed_on, held.done_on)))
    held.done_on, held.done_by = by.on, by.person
    held.save(update_fields=["done_on", "done_by"])
    _told("do_analysis", held.of, by, at, {"analysis": held.key, "on": by.on.isoformat()})


def _write_lines(
    made: AnalysisList,
    lines: Mapping[str, AgreedAnalysis],
    chosen: Mapping[str, date],
    titles: Mapping[str, str],
) -> None:
    made.lines.exclude(key__in=list(chosen)).delete()
    for key, day in chosen.items():
        row = lines.get(key) or AgreedAnalysis(of=made, key=key)
        row.title, row.due_on = titles[key], day
        row.save()


def _told(action: str, made: AnalysisList, by: Viewer, at: datetime, after: dict) -> None:
    record(action=action, subject_kind="analyses", subject_id=made.public_id, at=at, by=by.id, after=after)
