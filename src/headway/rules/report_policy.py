"""The template of a decision report as policy: numbered sections in order, what each holds, who signs it off (M14-04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, Section, open_policy

TEXT, CHOICE, ALTERNATIVES, GRID, IMPACT, ASSESSMENT, CONSULTED, DECISION, PAPERS = (
    "text",
    "choice",
    "alternatives",
    "grid",
    "impact",
    "equality",
    "consulted",
    "decision",
    "papers",
)
# What a section can hold, and how an empty one is said.
KINDS = {
    TEXT: "Write it",
    CHOICE: "Choose one of the list",
    ALTERNATIVES: "Name the alternatives, or say why there is none",
    GRID: "Enter at least one figure",
    IMPACT: "Say yes or no, and write a sentence even for no",
    ASSESSMENT: "Say which stage the assessment has reached",
    CONSULTED: "Say who was consulted and when",
    DECISION: "Say what is asked for",
    PAPERS: "List the papers, or say that there are none",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One numbered paragraph of a section, like 6.3; `required`: blank is not allowed.

    `choices`: what a choice is made from (M14-08). `parts`: slug to label of what a savings grid names besides its figures, and
    of the groups an equality assessment looks at one by one (M14-15).
    """

    number: str
    slug: str
    title: str
    kind: str
    required: bool
    choices: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One numbered section; `signed_by`: the role that signs it off, empty: nobody has to."""

    number: int
    slug: str
    title: str
    signed_by: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """The form of one authority's reports: heads above, sections in order."""

    header: Header
    title: str
    heads: Mapping[str, str]
    sections: tuple[ReportSection, ...]
    footer: tuple[Field, ...]
    call_in_working_days: int
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def field(self, slug: str) -> Field | None:
        """The field of this name, or None."""
        return next((one for one in self.fields if one.slug == slug), None)

    def section_of(self, slug: str) -> ReportSection | None:
        """The section a field stands in; None for what stands below them all."""
        return next((one for one in self.sections if slug in [part.slug for part in one.fields]), None)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field in the order of the report."""
        return (*(one for section in self.sections for one in section.fields), *self.footer)


def read_report_template(table: object) -> ReportTemplate:
    """The template from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="decision_report")
    sections = tuple(_section(number, row) for number, row in enumerate(section.rows("sections"), 1))
    heads = {}
    for slug, part in section.sections("heads"):
        heads[slug] = part.text("label")
        part.close()
    footer = tuple(_field("", row) for row in section.rows("footer")) if section.has("footer") else ()
    template = ReportTemplate(
        header=header,
        title=section.text("title"),
        heads=heads,
        sections=sections,
        footer=footer,
        call_in_working_days=section.whole("call_in_working_days", most=60),
        marks=dict(section.marks),
    )
    section.close()
    slugs = [one.slug for one in template.fields]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise section.fault("sections", f"The field “{slug}” stands twice; keep one.")
    return template


def _section(number: int, row: Section) -> ReportSection:
    found = ReportSection(
        number=number,
        slug=row.text("slug"),
        title=row.text("title"),
        signed_by=row.text("signed_by", default=""),
        fields=tuple(_field(f"{number}.{place}", part) for place, part in enumerate(row.rows("fields"), 1)),
    )
    row.close()
    return found


def _field(number: str, row: Section) -> Field:
    kind = row.text("kind", among=tuple(KINDS))
    parts = {}
    for part in row.rows("parts") if row.has("parts") else ():
        parts[part.text("slug")] = part.text("label")
        part.close()
    found = Field(
        number=number,
        slug=row.text("slug"),
        title=row.text("title", default=""),
        kind=kind,
        required=row.boolean("required", default=True),
        choices=row.texts("choices", default=()),
        parts=parts,
    )
    if kind == CHOICE and not found.choices:
        raise row.fault("choices", "A choice needs a list to choose from.")
    row.close()
    return found
