"""A decision report for the demonstration: half written, about the option that is out for consultation."""

from datetime import date, datetime

from headway.features.appointments.queries import viewer_of
from headway.features.decisions.actions.reporting import begin_report, sign_section, write_field, write_heads
from headway.features.decisions.queries import template_of
from headway.features.people.queries import first_holder
from headway.features.policies.queries import policy_in_use, typed
from headway.features.workforce.models import Structure
from headway.rules.decision_reports import Answer
from headway.rules.savings import ONE_OFF, ONGOING, Line
from headway.rules.structure_life import CONSULTING

WRITER, SIGNER, SIGNED = "head-of-service", "hr", "people"
PENCE_OF_A_THOUSAND = 100_000
HEADS = {"subject": "Heads on secondment in the intervention team", "member": "Portfolio holder for children"}
ANSWERS = {
    "recommendation": Answer("That the option goes to consultation with staff and schools.", "consultation"),
    "summary": Answer("One adviser's post gives way to two heads for half of each week."),
    "reasons": Answer("Heads who lead schools now are heard by heads. The post has been hard to fill twice."),
    "alternatives": Answer(
        items=("Keep the post and advertise again", "Buy days from a neighbouring authority")
    ),
    "theme": Answer(choice="Doing it with others"),
    "consulted": Answer(rows=(("Headteachers' forum", "", "At its next meeting"),)),
    "other_services": Answer("The schools the heads come from are paid for their time.", "yes"),
    "personnel": Answer("One post goes. Nobody holds it from the end of the summer term."),
    "assessment": Answer("Screening found no group affected more than another.", "screening"),
    "papers": Answer(choice="no"),
}


def report_on_the_option(*, on: date, at: datetime) -> None:
    """A draft with some sections written, one signed off and others blank."""
    people = [first_holder(role, on=on) for role in (WRITER, SIGNER)]
    after = Structure.objects.filter(state=CONSULTING).select_related("follows").first()
    if None in people or after is None:
        return
    access = typed("access")
    writer, signer = (viewer_of(one, on=on, access=access) for one in people if one)
    form = policy_in_use("decision_report", on)
    told = {"title": "Heads on secondment", "form": form, "before": after.follows, "after": after}
    report = begin_report(**told, by=writer, at=at)
    write_heads(report=report, seen_version=1, title=report.title, heads=HEADS, by=writer, at=at)
    for slug, answer in (ANSWERS | {"savings": _savings(on)}).items():
        write_field(report=report, slug=slug, answer=answer, seen_version=0, by=writer, at=at)
    section = next(one for one in template_of(report).sections if one.slug == SIGNED)
    sign_section(report=report, section=section, by=signer, at=at)


def _savings(on: date) -> Answer:
    years = tuple(f"{year}/{(year + 1) % 100:02}" for year in (on.year, on.year + 1))
    figures = (
        ("employees", 0, ONGOING, 105),
        ("other_costs", 0, ONGOING, -96),
        ("implementation_costs", 0, ONE_OFF, 4),
    )
    lines = tuple(
        Line(row, years[at], kind, thousands * PENCE_OF_A_THOUSAND) for row, at, kind, thousands in figures
    )
    return Answer(
        words="The schools of the two heads are paid from what the post cost.",
        choice="saving",
        years=years,
        lines=lines,
        items=("CC 4100",),
        rows=(("service", "Intervention team"), ("area", "School improvement")),
    )
