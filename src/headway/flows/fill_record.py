"""What a new record of visit knows beforehand: the school's category, and what fills in its standing items (M5-02, M5-03)."""

from headway.features.categories.queries import category_of
from headway.features.evidence.models import Observation
from headway.features.evidence.queries import results_of_schools
from headway.features.records.actions.drafting import Start
from headway.features.schools.models import School
from headway.features.visits.models import Visit
from headway.flows.prepare_visit import filled_agenda
from headway.rules.record_policy import ABSENCE, INCIDENTS, RecordPolicy, term_of

MEASURES = {
    "absence": "Absence",
    "persistent_absence": "Persistent absence",
    "severe_absence": "Severe absence",
}
PHASES = ("primary", "secondary", "special")
# No return of incidents is collected here yet, so no school has returned one.
NOT_RETURNED = "Return of prejudice-related incidents: not returned."
NO_FIGURES = "Absence: no figures are held for this school."


def start_of(visit: Visit, policy: RecordPolicy) -> Start:
    """What the record of this visit begins with; nothing for a partnership."""
    school = visit.school
    if school is None:
        return Start()
    judged = category_of([school.urn], visit.on).get(school.urn)
    makers = {ABSENCE: absence_words, INCIDENTS: lambda one: NOT_RETURNED}
    term = term_of(visit.on)
    known = zip(visit.agenda, filled_agenda(visit), strict=True)
    filled = {point["key"]: " ".join(told.known) for point, told in known if told.known}
    for item in policy.items.values():
        if item.filled_from and item.key not in filled and (term in item.terms or not visit.agenda):
            filled[item.key] = makers[item.filled_from](school)
    return Start(category=judged.category if judged else "", filled=filled)


def absence_words(school: School) -> str:
    """The latest figures of absence with their year and source, in a sentence each."""
    kept = {f"{measure}_{phase}": label for measure, label in MEASURES.items() for phase in PHASES} | MEASURES
    latest: dict[str, Observation] = {}
    for row in results_of_schools([school.urn], kept).select_related("release"):
        if row.value is not None:
            latest[kept[row.measure]] = row
    told = [
        f"{label}: {round(row.value, 1)}% in {row.period} ({row.release.title})."
        for label in MEASURES.values()
        if (row := latest.get(label))
    ]
    return " ".join(told) or NO_FIGURES
