"""The words of a policy's document: its kinds, places, values and marks as an officer reads them."""

import re
from datetime import date

from headway.features.policies.lines import Line, Plain
from headway.features.policies.models import Policy
from headway.kit.words import count_words, day_words, days_words
from headway.rules.policyfile import MARKS

KINDS = {
    "access": "Who may see and do what",
    "annual_review": "Annual reviews",
    "analyses": "Analyses for schools",
    "calendar": "School calendar",
    "capacity": "Advisers' capacity",
    "categories": "Categories",
    "consultations": "Consultations",
    "data_sharing": "Data sharing with schools",
    "decision_report": "Form of decision reports",
    "deployment": "Year plan",
    "entitlement": "Entitlement to days",
    "governance": "Governing boards",
    "gaps": "Gaps of groups",
    "good_practice": "Good practice",
    "impact": "Support and its impact",
    "inspection_chances": "Chances of inspection",
    "inspections": "Inspection regimes",
    "intelligence": "Intelligence about schools",
    "joint_working": "Joint working",
    "service_money": "The service's money",
    "service_review": "Reviews of a service",
    "similar_schools": "Similar schools",
    "structural_changes": "Structural changes",
    "measures": "Measures",
    "partnerships": "Partnerships",
    "partnership_profiles": "Profiles of partnerships",
    "performance_reports": "Reports on performance",
    "pay": "Pay and on-costs",
    "plans": "Plans",
    "plan_reading": "Reading of plans",
    "publishing": "Publication of figures",
    "pupil_data": "Data of pupils",
    "quadrants": "Quadrants",
    "document_rubric": "Rubric of schools' documents",
    "readiness": "Readiness for inspection",
    "record_document": "Record of visit as a document",
    "records_of_visit": "Records of visit",
    "targets": "Targets",
    "visit_times": "Time a visit takes",
    "visit_types": "Visits and their agendas",
    "workforce": "Workforce",
}
HEADER = {
    "from": "In force from",
    "until": "Until",
    "review_by": "Review by",
    "author": "Owner",
    "source": "Source",
}
# What the end of a place says about the number that stands there.
UNITS = {"minutes": "minute", "months": "month"}
ACRONYMS = ("pru", "hr")
NOTHING = "nothing"
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def kind_words(kind: str) -> str:
    """The policy's kind in words."""
    return KINDS.get(kind, kind)


def version_words(policy: Policy) -> str:
    """Pack and number: "current 1", or "own version 2" for what this authority drafted."""
    return f"own version {policy.number}" if policy.pack == "local" else f"{policy.pack} {policy.number}"


def key_words(key: str) -> str:
    """A key of the file as words: "lead_half_days" is "Lead half-days"."""
    if key in ACRONYMS:
        return key.upper()
    words = key.replace("_", " ").replace("half days", "half-days")
    return words[:1].upper() + words[1:]


def section_words(line: Line) -> str:
    """The section of the document the line stands in; lines of no section stand first."""
    return key_words(line.trail[0]) if len(line.trail) > 1 else "General"


def place_words(line: Line) -> str:
    """What the line is about, within its section."""
    return ": ".join(key_words(part) for part in line.trail[1:]) or key_words(line.key)


def whole_place_words(line: Line) -> str:
    """What the line is about, section included."""
    if line.key in HEADER and len(line.path) == 1:
        return HEADER[line.key]
    return f"{section_words(line)}: {place_words(line)}" if len(line.trail) > 1 else place_words(line)


def value_words(line: Line | None) -> str:
    """The value as it is read, with its unit; nothing where the line is not there."""
    if line is None:
        return NOTHING
    if line.key == "mark" and line.value in MARKS:
        return MARKS[str(line.value)]
    return _plain_words(line, line.value)


def _plain_words(line: Line, value: Plain) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or NOTHING
    if isinstance(value, str):
        day = day_of(value)
        return day_words(day) if day else value
    return _number_words(line, value)


def _number_words(line: Line, value: float) -> str:
    unit = _unit_of(line)
    if unit == "half_days" and isinstance(value, int):
        return f"{count_words(value, 'half-day')} ({days_words(value)})"
    if unit == "percent":
        return f"{value}%"
    if unit in UNITS and isinstance(value, int):
        return count_words(value, UNITS[unit])
    return str(value)


def _unit_of(line: Line) -> str:
    """The unit that the nearest name ending in one gives: "months" of "new_head.months"."""
    for part in reversed([part for part in line.path if isinstance(part, str)]):
        found = next((u for u in ("half_days", "percent", *UNITS) if part == u or part.endswith(f"_{u}")), "")
        if found:
            return found
    return ""


def day_of(value: object) -> date | None:
    """The date a text stands for, written like 2026-09-01; none for any other value."""
    if not isinstance(value, str) or len(value) != len("2026-09-01"):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def mark_words(mark: str) -> str:
    """How far a figure can be trusted, spelled out; nothing for a value that is no figure."""
    return f"{mark}: {MARKS[mark]}" if mark in MARKS else ""


def trust_words(line: Line) -> str:
    """How sure a figure is and where it comes from."""
    return "; ".join(words for words in (mark_words(line.mark), line.source) if words)


def with_days_in_words(sentence: str) -> str:
    """A reader's sentence with its dates as "1 September 2026"."""
    return ISO_DAY.sub(lambda found: day_words(day_of(found[0])) if day_of(found[0]) else found[0], sentence)
