"""Reads of schools like one school. All of it is public: any school of the register, not the authority's alone."""

from collections.abc import Iterable

from headway.features.audit.memory import ASIDE, remembered
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES
from headway.rules.similar_schools import Alike, Context, SimilarPolicy, nearest


def context_of(school: School) -> Context | None:
    """What the register says of a school; None where one of the figures is not published."""
    if school.pupils is None or school.fsm_percent is None:
        return None
    return Context(school.pk, school.pupils, float(school.fsm_percent))


def similar_to(school: School, policy: SimilarPolicy) -> tuple[Alike, ...]:
    """The open schools of the same phase nearest to it; nothing where its own figures are not published."""
    of = context_of(school)
    if of is None:
        return ()
    others = remembered((similar_to, school.phase), lambda: _contexts(school.phase), apart_from=ASIDE)
    return nearest(of, others, policy)


def named(urns: Iterable[int]) -> dict[int, School]:
    """URN to school with its authority."""
    return {one.pk: one for one in School.objects.filter(pk__in=list(urns)).select_related("authority")}


def _contexts(phase: str) -> tuple[Context, ...]:
    rows = School.objects.filter(
        phase=phase, status_code__in=OPEN_STATUSES, pupils__gt=0, fsm_percent__isnull=False
    )
    return tuple(Context(*row[:2], float(row[2])) for row in rows.values_list("urn", "pupils", "fsm_percent"))
