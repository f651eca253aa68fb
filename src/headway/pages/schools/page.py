"""The page of one school, as one frozen record."""

from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer
from headway.features.evidence.models import RiskRating
from headway.kit.charts import Chart
from headway.kit.figures import Link, Source, SummaryRow
from headway.kit.tables import Column, Table
from headway.kit.words import day_words
from headway.pages.intelligence.questions import asked_words
from headway.pages.intelligence.words import COLUMNS, QUESTIONS, log_href, note_row
from headway.pages.readiness.outlook import outlook_of, outlook_rows
from headway.pages.schools.charts import result_charts
from headway.pages.schools.events import KINDS, Event
from headway.pages.schools.evidence import (
    context_rows,
    inspection_tables,
    results_table,
    sources,
    topic_tables,
)
from headway.pages.schools.gather import Known
from headway.pages.schools.governance import Governance, governance_of
from headway.pages.schools.past_tables import Former, cases_table, formers, line_rows, line_sentences
from headway.pages.schools.sentences import three_sentences, time_in_words, warnings_of
from headway.pages.schools.sharing import Sharing, sharing_of
from headway.pages.schools.support import (
    actions_of,
    adviser_words,
    days_table,
    headships_table,
    letters_table,
    people_rows,
    provisions_table,
)
from headway.pages.schools.timeline import narrowed, timeline
from headway.pages.schools.words import phase_words
from headway.rules.calendars import academic_year_of

CRUMB = Link("Schools", "/schools/")


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind of event with the address of the timeline narrowed to it."""

    words: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is to be expected of the inspectorate in the academic year, why, and where the reviews are."""

    rows: tuple[SummaryRow, ...]
    reasons: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Intelligence:
    """The newest notes the viewer may read, the question they raise, and where the log is."""

    table: Table
    href: str
    question_words: str
    question_href: str


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """One school. Tables that are not open to the viewer are None, and their section is not shown."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    href: str
    facts: tuple[SummaryRow, ...]
    sentences: tuple[str, str, str]
    warnings: tuple[str, ...]
    line: tuple[SummaryRow, ...]
    formers: tuple[Former, ...]
    cases: Table | None
    actions: tuple[Link, ...]
    record_provision_href: str
    record_headship_href: str
    kinds: tuple[KindLink, ...]
    events: tuple[Event, ...]
    charts: tuple[Chart, ...]
    results: Table
    figures: tuple[Table, ...]
    inspections: tuple[Table, ...]
    readiness: Readiness | None
    governance: Governance | None
    context: tuple[SummaryRow, ...]
    days: Table | None
    people: tuple[SummaryRow, ...]
    provisions: Table
    headships: Table
    letters: Table | None
    sharing: Sharing | None
    sources: tuple[Source, ...]
    intelligence: Intelligence | None
    alerts: tuple[str, ...]


def school_page(viewer: Viewer, known: Known, *, show: str = "") -> SchoolPage:
    """The page for this viewer; `show` is a kind of event that narrows the timeline."""
    school = known.school
    events = timeline(known, viewer)
    here = f"/schools/{school.urn}/"
    return SchoolPage(
        heading=school.name,
        caption=f"URN {school.urn}",
        breadcrumbs=(CRUMB,),
        href=here,
        facts=title_facts(known),
        sentences=three_sentences(known, events),
        warnings=(*warnings_of(known), *line_sentences(known)),
        line=line_rows(known),
        formers=formers(known),
        cases=cases_table(known),
        actions=actions_of(known, viewer),
        record_provision_href=f"{here}provisions/record/" if known.may_change else "",
        record_headship_href=f"{here}headships/record/" if known.may_change else "",
        kinds=_kind_links(events, show, here),
        events=narrowed(events, show),
        charts=result_charts(known, school.authority.name),
        results=results_table(known),
        figures=topic_tables(known),
        inspections=inspection_tables(known),
        readiness=_readiness(known) if "readiness" in known.opened else None,
        governance=_governance(known) if "boards" in known.opened else None,
        context=context_rows(known),
        days=days_table(known) if "entitlement" in known.opened else None,
        people=people_rows(known, viewer),
        provisions=provisions_table(known),
        headships=headships_table(known),
        letters=letters_table(known, viewer) if "letters" in known.opened else None,
        sharing=sharing_of(known, viewer),
        sources=sources(known),
        intelligence=_intelligence(known) if known.may_note else None,
        alerts=tuple(f"{one.rule.label}. {one.reason}" for one in known.alerts),
    )


def _intelligence(known: Known) -> Intelligence:
    """For whoever may add a note: what is theirs to read."""
    question, urn = known.question, known.school.urn
    return Intelligence(
        table=Table(
            caption="Intelligence",
            columns=(Column("On"), *COLUMNS[2:]),
            rows=tuple(note_row(one, school=False) for one in known.notes),
            empty_words="No note on this school that you may read is here yet.",
        ),
        href=log_href(urn),
        question_words=asked_words(question) if question else "",
        question_href=f"{QUESTIONS}{question.public_id}/" if question else "",
    )


def _risk_row(risk: RiskRating) -> SummaryRow:
    """The department's view in its own words; it enters no score and no category of ours."""
    parts = (
        ("overall", risk.overall),
        ("financial", risk.financial),
        ("pupils and workforce", risk.workforce),
        ("educational performance", risk.education),
    )
    words = ", ".join(f"{name}: {word or 'not stated'}" for name, word in parts)
    return SummaryRow(
        "The department's view of risk", words, source=risk.release.title, dated_on=risk.release.published_on
    )


def title_facts(known: Known) -> tuple[SummaryRow, ...]:
    """The title line: phase and type, trust or authority, district and quadrant, adviser, category with time in it."""
    school = known.school
    assumed = f"{school.district} (assumed, to be settled)" if school.district_assumed else school.district
    place = [str(assumed or ""), str(known.quadrant or "")]
    rows = [
        SummaryRow(
            "Phase and type",
            ", ".join(part for part in (phase_words(school.phase), school.type_name) if part),
        ),
        SummaryRow("Trust" if school.trust else "Authority", str(school.trust or school.authority)),
        SummaryRow("District and quadrant", ", ".join(part for part in place if part) or None),
    ]
    if school.federation:
        rows.insert(2, SummaryRow("Federation", school.federation.name))
    if "assignments" in known.opened:
        rows.append(SummaryRow("Adviser", adviser_words(known) or "none yet"))
    if "categories" in known.opened:
        rows += [
            SummaryRow("Category judged", _judged_words(known)),
            SummaryRow("Proposed by the rules", _proposed_words(known)),
        ]
    if known.risk:
        rows.append(_risk_row(known.risk))
    return tuple(rows)


def _readiness(known: Known) -> Readiness | None:
    """Nothing for a closed school, or where no inspection policy is in use."""
    school, on = known.school, known.on
    outlook = outlook_of(known.inspections, known.policies, academic_year_of(on), on)
    if outlook is None or (school.closed_on and school.closed_on <= on):
        return None
    reviewed = known.reviewed
    review = SummaryRow("Latest readiness review", day_words(reviewed.on) if reviewed else "none yet")
    rows = (*outlook_rows(outlook, known.policies["inspections"]), review)
    return Readiness(rows, outlook.reasons, f"/schools/{school.urn}/readiness/")


def _governance(known: Known) -> Governance:
    return governance_of(known.governed, known.policies.get("governance"))


def _judged_words(known: Known) -> str:
    judged, since = known.judged, known.category_since
    if judged is None or since is None:
        return "not judged"
    return f"{judged.category} {judged.label}, for {time_in_words(since, known.on)}"


def _proposed_words(known: Known) -> str:
    proposal = known.proposal
    if proposal is None:
        return "not proposed"
    return f"{proposal.category} {proposal.label}".strip()


def _kind_links(events: tuple[Event, ...], show: str, here: str) -> tuple[KindLink, ...]:
    """Everything, then each kind that has an event."""
    held = {event.kind for event in events}
    kinds = [
        KindLink(words, f"{here}?show={kind}#timeline", kind == show)
        for kind, words in KINDS.items()
        if kind in held
    ]
    return (KindLink("Everything", f"{here}#timeline", show not in held), *kinds)
