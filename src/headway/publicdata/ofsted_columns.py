"""Which column of Ofsted's "most recent inspections" says what, by layout and by inspection regime.

Source: Ofsted, monthly management information on state-funded schools, Open Government Licence v3.0.
"""

from dataclasses import dataclass, replace
from datetime import date

REPORT_CARD = "report-card"
SUB_JUDGEMENTS = "sub-judgements"
OVERALL = "overall"

# Schools of the state get no overall grade in inspections from this day (announced 2 September 2024).
NO_OVERALL_FROM = date(2024, 9, 2)
# The first day of report cards; none is dated earlier.
REPORT_CARDS_FROM = date(2025, 11, 10)

OVERALL_AREA = "overall_effectiveness"
FOUR_POINTS = ("1", "2", "3", "4")
FIVE_GRADES = (
    "Exceptional",
    "Strong standard",
    "Expected standard",
    "Needs attention",
    "Urgent improvement",
)


@dataclass(frozen=True, slots=True)
class Block:
    """One inspection's columns in a row: `areas` are (area key, column of grade, column of its date)."""

    report_card: bool
    inspected_on: str
    published_on: str
    number: str
    type_name: str
    relates: str
    urn_then: str
    concern: str
    safeguarding: str
    areas: tuple[tuple[str, str, str], ...]
    is_previous: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the block reads; a layout may lack the date columns of grades."""
        facts = (self.inspected_on, self.published_on, self.number, self.type_name, self.relates)
        others = (self.urn_then, self.concern, self.safeguarding)
        areas = (name for _, grade, day in self.areas for name in (grade, day))
        return tuple(name for name in (*facts, *others, *areas) if name)


def _report_card_block() -> Block:
    named = (
        ("inclusion", "Inclusion"),
        ("curriculum_and_teaching", "Curriculum and teaching"),
        ("achievement", "Achievement"),
        ("attendance_and_behaviour", "Attendance and behaviour"),
        ("personal_development_and_wellbeing", "Personal development and wellbeing"),
        ("leadership_and_governance", "Leadership and governance"),
    )
    areas = tuple((key, name, f"{name} - date of grade") for key, name in named)
    where_present = (
        ("early_years", "Early years (where applicable)", "Early years - date of grade"),
        ("post_16", "Post-16 provision (where applicable)", "Post-16 provision - date of grade"),
    )
    return Block(
        report_card=True,
        inspected_on="Inspection start date",
        published_on="Publication date",
        number="Inspection number of latest full inspection",
        type_name="Inspection type",
        relates="Does the latest full inspection relate to the URN of the current school?",
        urn_then="URN at time of latest full inspection",
        concern="Category of concern",
        safeguarding="Safeguarding standards",
        areas=(*areas, *where_present),
    )


def _four_point_areas(prefix: str) -> tuple[tuple[str, str, str], ...]:
    named = (
        (OVERALL_AREA, "Overall effectiveness"),
        ("quality_of_education", "Quality of education"),
        ("behaviour_and_attitudes", "Behaviour and attitudes"),
        ("personal_development", "Personal development"),
        ("leadership_and_management", "Effectiveness of leadership and management"),
        ("early_years", "Early years provision (where applicable)"),
        ("sixth_form", "Sixth form provision (where applicable)"),
    )
    return tuple(
        (key, f"{prefix} {name[0].lower()}{name[1:]}" if prefix else name, "") for key, name in named
    )


def _graded_block() -> Block:
    latest = "of latest OEIF graded inspection"
    return Block(
        report_card=False,
        inspected_on=f"Inspection start date {latest}",
        published_on=f"Publication date {latest}",
        number=f"Inspection number {latest}",
        type_name=f"Inspection type {latest}",
        relates="Does the latest OEIF graded inspection relate to the URN of the current school?",
        urn_then="URN at time of latest OEIF graded inspection",
        concern="Latest OEIF category of concern",
        safeguarding="Latest OEIF safeguarding is effective?",
        areas=_four_point_areas("Latest OEIF"),
    )


def _full_block_2022() -> Block:
    return Block(
        report_card=False,
        inspected_on="Inspection start date",
        published_on="Publication date",
        number="Inspection number of latest full inspection",
        type_name="Inspection type",
        relates="Does the latest full inspection relate to the URN of the current school?",
        urn_then="URN at time of latest full inspection",
        concern="Category of concern",
        safeguarding="Safeguarding is effective?",
        areas=_four_point_areas(""),
    )


def _previous_block_2022() -> Block:
    areas = tuple(
        (key, "Previous full inspection overall effectiveness" if key == OVERALL_AREA else column, day)
        for key, column, day in _four_point_areas("Previous")
    )
    return Block(
        report_card=False,
        inspected_on="Previous inspection start date",
        published_on="Previous publication date",
        number="Previous full inspection number",
        type_name="",
        relates="Does the previous full inspection relate to the URN of the current school?",
        urn_then="URN at time of previous full inspection",
        concern="Previous category of concern",
        safeguarding="Previous safeguarding is effective?",
        areas=areas,
        is_previous=True,
    )


def _in_year_block() -> Block:
    """Report cards of the running year: no dates of single grades, and the school is the one inspected."""
    card = _report_card_block()
    return replace(
        card,
        number="Inspection number",
        relates="",
        urn_then="",
        areas=tuple((key, column, "") for key, column, _ in card.areas),
    )


IN_YEAR: Block = _in_year_block()
LATEST_BLOCKS: tuple[Block, ...] = (_report_card_block(), _graded_block())
BLOCKS_2022: tuple[Block, ...] = (_full_block_2022(), _previous_block_2022())
