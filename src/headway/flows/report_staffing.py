"""The posts a decision report creates and deletes, from the two structures it names, and whether they agree with its grid."""

from dataclasses import dataclass

from headway.features.decisions.models import Report
from headway.features.workforce.facts import as_rules
from headway.features.workforce.queries import posts_of
from headway.gateways.documents import PackSection, PackTable
from headway.rules.decision_reports import Report as RuleReport
from headway.rules.pay_policy import PayPolicy
from headway.rules.report_policy import GRID, ReportTemplate
from headway.rules.savings import EMPLOYEES, ONGOING, agreement_with_posts, grid_of, take_lines
from headway.rules.structures import CREATED, DELETED, Comparison, Post, compare

HEADS = ("Post", "What", "Full-time equivalent")


@dataclass(frozen=True, slots=True)
class Staffing:
    """Posts that are created, deleted or changed; `disagreement`: a sentence where the grid says otherwise."""

    comparison: Comparison
    disagreement: str


def staffing_of(
    report: Report, known: RuleReport, template: ReportTemplate, policy: PayPolicy | None
) -> Staffing | None:
    """The staffing of a report that names two structures, or None; `policy` None: without money."""
    if report.before is None or report.after is None:
        return None
    sides = [as_rules(posts_of(one), one.priced_on, policy) for one in (report.before, report.after)]
    found = compare(*sides)
    return Staffing(found, _disagreement(found, known, template) if policy else "")


def staffing_section(staffing: Staffing | None) -> tuple[PackSection, ...]:
    """The posts for the document, without what each is paid."""
    if staffing is None:
        return ()
    rows = []
    for one in staffing.comparison.changes:
        post = one.after or one.before
        if post is not None:
            rows.append((post.title, one.kind.capitalize(), f"{post.fte.normalize():f}"))
    table = PackTable("Posts that change", HEADS, tuple(rows), "No post changes.")
    return (PackSection("Staffing proposal", (), (), (table,)),)


def _disagreement(found: Comparison, known: RuleReport, template: ReportTemplate) -> str:
    field = next((one for one in template.fields if one.kind == GRID), None)
    answer = known.answer(field.slug) if field else None
    if answer is None or not answer.lines:
        return ""
    grid = grid_of(answer.years, take_lines(answer.lines).lines)
    deleted, created = (_cost(found, kind) for kind in (DELETED, CREATED))
    return agreement_with_posts(grid.cell(EMPLOYEES, "", ONGOING) or 0, deleted, created)


def _cost(found: Comparison, kind: str) -> int:
    posts = [one.before if kind == DELETED else one.after for one in found.changes if one.kind == kind]
    return sum(_pence(post) for post in posts)


def _pence(post: Post | None) -> int:
    return (post.cost_pence or 0) if post else 0
