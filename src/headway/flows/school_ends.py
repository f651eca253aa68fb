"""Which schools close, on which day and by whose word: the register's close date, else what a case of ours recorded."""

from datetime import date

from headway.features.schools.queries import own_schools
from headway.features.structural_changes.models import RecordedEnd
from headway.flows.school_lineage import every_tie
from headway.rules.entitlement_ends import CASE, REGISTER, SchoolEnd


def school_ends(after: date, before: date) -> tuple[SchoolEnd, ...]:
    """Schools of the authority whose first day closed lies after the one day and before the other, by URN; three queries.

    The register's day goes before the one of a case. Successors are those that follow directly and are ours.
    """
    told = _told()
    names = dict(own_schools().filter(urn__in=_near(told)).values_list("urn", "name"))
    followed: dict[int, set[int]] = {}
    for tie in every_tie():
        if tie.older in told and tie.newer in names:
            followed.setdefault(tie.older, set()).add(tie.newer)
    return tuple(
        SchoolEnd(
            school_id=str(urn),
            name=names[urn],
            ends_on=on,
            told_by=word,
            successors=tuple((str(one), names[one]) for one in sorted(followed.get(urn, ()))),
        )
        for urn, (on, word) in sorted(told.items())
        if urn in names and after < on < before
    )


def ended_by(on: date) -> frozenset[int]:
    """URNs of the authority's schools that are closed on the day by either word; two queries."""
    return frozenset(urn for urn, (day, _) in _told().items() if day <= on)


def _told() -> dict[int, tuple[date, str]]:
    recorded = RecordedEnd.objects.filter(undone_by=None).values_list("school", "closes_on")
    register = own_schools().exclude(closed_on=None).values_list("urn", "closed_on")
    return {urn: (on, CASE) for urn, on in recorded} | {urn: (on, REGISTER) for urn, on in register}


def _near(told: dict[int, tuple[date, str]]) -> set[int]:
    """The schools told of and those that follow them."""
    return set(told) | {tie.newer for tie in every_tie() if tie.older in told}
