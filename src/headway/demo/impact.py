"""Support for the demonstration: a past year of it that was judged, what runs and waits today, and one for a partnership.

Support goes to schools whose figures were low, as in life; nothing is planted in their later figures.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.evidence.queries import results_of_schools
from headway.features.impact import actions as deeds
from headway.features.impact.models import Support
from headway.features.impact.queries import givers
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Person
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.rules.impact_policy import ImpactPolicy

MEASURE = "ks2_rwm_expected"
PROGRAMME = "Every child a reader"
MOST = 24
WEEK = timedelta(weeks=1)
# Theme, programme, half-days, pounds or not known, what it should change, how it is seen.
KINDS = (
    (
        "early-reading",
        PROGRAMME,
        6,
        1800,
        "Groups match what pupils can read, and move often.",
        "Six pupils read aloud.",
    ),
    (
        "writing",
        "",
        4,
        None,
        "Pupils write at length twice a week in each class.",
        "Books of two classes, and of autumn.",
    ),
    ("mathematics", "", 5, 1200, "Teachers plan from what pupils got wrong.", "Two lessons and their plans."),
)
# How it was judged, why, and on what evidence; None: it was stopped.
JUDGED = (
    ("difference", "Groups are made anew each half term without us.", "Reading records of two terms."),
    ("some", "It holds in two of three classes.", "Books of three classes."),
    ("some", "Leaders check it now, though not every week.", "Minutes of the senior team."),
    ("none", "The lead teacher left, and nobody took it on.", "Two lessons, seen a term later."),
    ("unknown", "The cohort changed too much to tell.", "Roll of both years."),
)
SEEN = "Seen at two visits and in the books; noted with the head."


@dataclass(frozen=True, slots=True)
class _Service:
    """Who enters, who judges, who gives, and the policy."""

    writer: Viewer
    judge: Viewer
    givers: list[Person]
    policy: ImpactPolicy
    at: datetime


def support_the_schools(*, on: date, at: datetime) -> None:
    """Support of two school years ago, judged since, and six supports at each step today."""
    chief, head = first_holder("chief-adviser", on=on), first_holder("head-of-service", on=on)
    giving = [one for one in givers(on) if one not in (chief, head)]
    if chief is None or head is None or not giving:
        return
    access = typed("access")
    writer, judge = (viewer_of(one, on=on, access=access) for one in (chief, head))
    service = _Service(writer, judge, giving, typed("impact", on), at)
    schools = _low_schools()
    for place, school in enumerate(schools[:MOST]):
        _past(service, place, school)
    _today(service, list(open_schools().order_by("urn")[:5]), on)


def _low_schools() -> list[School]:
    """Every other of the schools whose figures were low in the last year but one."""
    schools = {one.pk: one for one in open_schools().filter(phase="primary")}
    rows = [one for one in results_of_schools(schools, [MEASURE]) if one.value is not None]
    years = sorted({one.period for one in rows})[-2:]
    if len(years) < len(("before", "after")):
        return []
    held = sorted((one.value, one.school_id) for one in rows if one.period == years[0])
    lowest = [schools[urn] for _, urn in held[: max(len(held) // 2, 1)]]
    return lowest[::2]


def _past(service: _Service, place: int, school: School) -> None:
    """One of two years ago: entered, followed up and judged then."""
    begun = date(2024, 10, 1) + place % 12 * 2 * WEEK
    support = _enter(service, place, school, begun, begun + 30 * WEEK)
    then = begun + 32 * WEEK
    if place % 9 == 8:
        by = replace(service.writer, on=then)
        deeds.stop_support(
            support=support, reason="The school closed the post it was for.", by=by, at=service.at
        )
        return
    _follow(service, support, then)
    word, reason, evidence = JUDGED[place % len(JUDGED)]
    deeds.judge_support(
        support=support,
        judgement=word,
        reason=reason,
        evidence=evidence,
        policy=service.policy,
        by=replace(service.judge, on=then + 3 * WEEK),
        at=service.at,
    )


def _today(service: _Service, schools: list[School], on: date) -> None:
    """What is planned, runs, is overdue, waits to be judged; and one for a whole partnership."""
    spans = ((2, 30), (-6, 20), (-30, 1), (-40, -2), (-40, -1))
    for place, (school, (begins, due)) in enumerate(zip(schools, spans, strict=False)):
        support = _enter(service, place, school, on + begins * WEEK, on + due * WEEK)
        if place == len(spans) - 1:
            _follow(service, support, on)
    partnership = Partnership.objects.filter(recognised=True, ended_on=None).order_by("name", "pk").first()
    if partnership:
        told = _promise(service, 0, None, on - 8 * WEEK, on + 24 * WEEK)
        deeds.plan_support(told={**told, "partnership": partnership}, by=service.writer, at=service.at)


def _enter(service: _Service, place: int, school: School, begun: date, due: date) -> Support:
    by = replace(service.writer, on=max(begun, min(service.writer.on, begun + WEEK)))
    if begun > service.writer.on:
        by = service.writer
    return deeds.plan_support(told=_promise(service, place, school, begun, due), by=by, at=service.at)


def _promise(service: _Service, place: int, school: School | None, begun: date, due: date) -> dict:
    theme, programme, half_days, pounds, aim, seen_by = KINDS[place % len(KINDS)]
    return {
        "school": school,
        "adviser": service.givers[place % len(service.givers)],
        "theme": theme,
        "programme": programme,
        "begun_on": begun,
        "half_days": half_days,
        "cost_pence": None if pounds is None else pounds * 100,
        "aim": aim,
        "due_on": due,
        "seen_by": seen_by,
        "measure": MEASURE if school and school.phase == "primary" else "",
    }


def _follow(service: _Service, support: Support, on: date) -> None:
    by = replace(service.writer, on=on)
    deeds.follow_up(support=support, seen_version=support.version, seen=SEEN, by=by, at=service.at)
    support.refresh_from_db()
