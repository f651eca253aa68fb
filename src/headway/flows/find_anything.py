"""Find anything by typing part of its name: schools, people, plans, protocols, structures, reports, letters, files …"""

from collections.abc import Callable

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from headway.features.allocation.queries import advisers_visible_to
from headway.features.appointments.viewer import Viewer
from headway.features.committees.queries import forums_visible_to, protocols_visible_to
from headway.features.decisions.appraised import appraisals_visible_to
from headway.features.decisions.consulted import consultations_visible_to
from headway.features.decisions.queries import reports_visible_to
from headway.features.letters.queries import letters_visible_to
from headway.features.partnerships.queries import partnerships_visible_to
from headway.features.plans.measured import indicators_visible_to
from headway.features.plans.queries import plans_visible_to
from headway.features.policies.queries import policies_visible_to
from headway.features.releases.queries import releases_visible_to
from headway.features.schools.queries import schools_visible_to
from headway.features.search.models import Kind
from headway.features.search.queries import EVERYTHING, Hit, Scope, things_called
from headway.features.workforce.queries import structures_visible_to

# Kinds of which one sees all, or those a query of theirs lets through.
NARROWED: tuple[tuple[Kind, str, Callable[[Viewer], QuerySet]], ...] = (
    (Kind.PARTNERSHIP, "partnerships", partnerships_visible_to),
    (Kind.SERVICE_PLAN, "plans", plans_visible_to),
    (Kind.INDICATOR, "plans", indicators_visible_to),
    (Kind.PROTOCOL, "joint-working", protocols_visible_to),
    (Kind.FORUM, "joint-working", forums_visible_to),
    (Kind.STRUCTURE, "posts", structures_visible_to),
    (Kind.APPRAISAL, "appraisals", appraisals_visible_to),
    (Kind.REPORT, "appraisals", reports_visible_to),
    (Kind.CONSULTATION, "consultations", consultations_visible_to),
    (Kind.POLICY, "policies", policies_visible_to),
)


def find_anything(viewer: Viewer, typed: str, kinds: frozenset[Kind] = frozenset(Kind)) -> list[Hit]:
    """What the viewer may see that is called like this, best first, one's own schools first among equals."""
    scope = {kind: keys for kind, keys in scope_of(viewer).items() if kind in kinds}
    return things_called(typed, scope, first=viewer.tied_to("school") | viewer.tied_to("board"))


def scope_of(viewer: Viewer) -> Scope:
    """What the viewer may find: each kind they may see something of, with the keys its own feature lets them see."""
    scope: dict[Kind, QuerySet | None] = {}
    if viewer.reach("register") == "all":
        scope[Kind.SCHOOL] = EVERYTHING
    elif viewer.may_ever("register"):
        scope[Kind.SCHOOL] = _keys(schools_visible_to(viewer).annotate(key=Cast("urn", CharField())), "key")
    if viewer.may_ever("capacity"):
        every = bool(viewer.may("capacity"))
        scope[Kind.ADVISER] = EVERYTHING if every else _keys(advisers_visible_to(viewer), "person__public_id")
    if viewer.may_ever("access"):
        scope[Kind.PERSON] = EVERYTHING
    if viewer.may_ever("drafts"):
        scope[Kind.PLAN] = EVERYTHING  # what a plan is called tells of no school
    if viewer.may_ever("letters"):
        scope[Kind.LETTER] = _keys(letters_visible_to(viewer))
    for kind, key, visible in NARROWED:
        if viewer.may_ever(key):
            scope[kind] = EVERYTHING if viewer.reach(key) == "all" else _keys(visible(viewer))
    if viewer.may_ever("releases"):
        scope[Kind.RELEASE] = EVERYTHING if viewer.may("releases") else _keys(releases_visible_to(viewer))
    return {kind: scope[kind] for kind in Kind if kind in scope}


def _keys(rows: QuerySet, column: str = "public_id") -> QuerySet:
    return rows.order_by().values(column)
