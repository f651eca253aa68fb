"""Reads of the register, viewer first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Upper

from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.schools.actions import KEYS, PLAIN
from headway.features.schools.models import (
    Authority,
    BankHoliday,
    District,
    GroupMembership,
    Headship,
    Link,
    Neighbour,
    Placement,
    Provision,
    Quadrant,
    School,
    TermDate,
)
from headway.rules.calendars import academic_year_of
from headway.rules.schools import INVENTED_AUTHORITY
from headway.rules.verdict import Verdict

# Open, and open but proposed to close, in the register's own codes.
OPEN_STATUSES = ("1", "3")


@dataclass(frozen=True, slots=True)
class Named:
    """A school we hold by name; `own` where it is the authority's."""

    name: str
    own: bool


def own_authority() -> Authority | None:
    """The authority this installation serves; None until a register was loaded."""
    return remembered(own_authority, lambda: Authority.objects.filter(own=True).first(), apart_from=SMALL)


def is_invented(authority: Authority | None) -> bool:
    """Whether it is the demonstration's, known by its code and not by how the installation was started."""
    return authority is not None and authority.code == INVENTED_AUTHORITY


def own_schools() -> QuerySet[School]:
    """Every school of the authority, open or closed."""
    return School.objects.filter(authority__own=True)


def open_schools() -> QuerySet[School]:
    """Schools of the authority that are open, those that propose to close among them."""
    return own_schools().filter(status_code__in=OPEN_STATUSES)


def schools_visible_to(viewer: Viewer, kind: str = "register", act: str = "see") -> QuerySet[School]:
    """The authority's schools for which the viewer may do the act to things of this kind."""
    reach = viewer.reach(kind, act)
    if reach == "all":
        return own_schools()
    return own_schools().filter(tied_to(viewer)) if reach == "own" else School.objects.none()


def tied_to(viewer: Viewer) -> Q:
    """The condition “one's own school”: appointed to it, to its board or to its quadrant on the viewer's day."""
    urns = viewer.tied_to("school") | viewer.tied_to("board")
    districts = (
        Placement.objects.as_at(viewer.on)
        .filter(quadrant__public_id__in=viewer.tied_to("quadrant"))
        .values_list("district_id", flat=True)
    )
    return Q(urn__in=[int(urn) for urn in urns]) | Q(district_id__in=districts)


def school_for(viewer: Viewer, urn: int, kind: str = "register", act: str = "see") -> School | None:
    """One school for which the viewer may do the act, with what it points to; None for what they may not know of."""
    rows = schools_visible_to(viewer, kind, act)
    pointed = rows.select_related("authority", "district", "trust", "federation", "release", "missing_since")
    return pointed.filter(urn=urn).first()


def relations_to(viewer: Viewer, school: School) -> frozenset[str]:
    """The viewer's ties to a school, as the access policy asks for them: "own" or nothing."""
    own = School.objects.filter(tied_to(viewer), urn=school.urn).exists()
    return frozenset({"own"} if own else ())


def may_change_register(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may record provisions and headships of this school."""
    return viewer.may("register", "change", relations_to(viewer, school))


def quadrant_of(school: School, on: date) -> Quadrant | None:
    """The quadrant of the school's district on a day."""
    held = (
        Placement.objects.as_at(on).filter(district_id=school.district_id).select_related("quadrant").first()
    )
    return held.quadrant if held else None


def quadrant_of_viewer(viewer: Viewer) -> Quadrant | None:
    """The quadrant of the one school the viewer is tied to on their day; None for nobody's or several quadrants'."""
    districts = own_schools().filter(tied_to(viewer)).values("district_id")
    rows = Quadrant.objects.filter(
        pk__in=Placement.objects.as_at(viewer.on).filter(district_id__in=districts).values("quadrant_id")
    )
    found = list(rows.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def provisions_of(school: School) -> QuerySet[Provision]:
    """Every enhanced provision there ever was at a school, newest first."""
    return Provision.objects.filter(school=school).order_by("-valid_from", "-pk")


def headships_of(school: School) -> QuerySet[Headship]:
    """Who has led a school, newest first."""
    return Headship.objects.filter(school=school).order_by("-valid_from", "-pk")


def links_of(school: School) -> QuerySet[Link]:
    """Predecessors and successors of a school, newest first."""
    return Link.objects.filter(school=school).order_by("-on", "other_urn")


def known_facts() -> dict[int, dict[str, object]]:
    """URN to the facts we hold, by the register's own names, for deciding what a newer register changes."""
    columns = {**PLAIN, **KEYS}
    ours = ("district_assumed", "district_settled")
    rows = School.objects.values_list("urn", *ours, *columns.values()).iterator(chunk_size=2000)
    return {urn: _facts(columns, assumed or settled, values) for urn, assumed, settled, *values in rows}


def missing_schools() -> frozenset[int]:
    """URNs that the latest register did not hold, reported and still open."""
    return frozenset(School.objects.filter(missing_since__isnull=False).values_list("urn", flat=True))


def settled_districts() -> frozenset[int]:
    """URNs of schools whose district an officer chose."""
    return frozenset(School.objects.filter(district_settled=True).values_list("urn", flat=True))


def districts_of_own_schools() -> QuerySet[District]:
    """The districts the authority's schools stand in, by name."""
    return District.objects.filter(schools__authority__own=True).distinct().order_by("name", "pk")


def term_began_on(on: date) -> date:
    """The first day of the term that last began by that day, as the authority published it; without published terms
    the first day of the academic year."""
    return remembered((term_began_on, on), lambda: _term_began_on(on), apart_from=SMALL)


def _term_began_on(on: date) -> date:
    own = Authority.objects.filter(own=True).values(key=Upper("name"))
    terms = TermDate.objects.annotate(key=Upper("authority_name")).filter(
        key__in=own, kind="term", start_on__lte=on
    )
    found = terms.order_by("-start_on").values_list("start_on", flat=True).first()
    year = academic_year_of(on).first_on
    return max(found, year) if found else year


def groups_of(school: School) -> QuerySet[GroupMembership]:
    """The trusts and federations a school is and was in, the present ones first."""
    rows = GroupMembership.objects.filter(school=school)
    return rows.order_by(F("left_by").desc(nulls_first=True), F("joined_on").desc(nulls_last=True), "pk")


def members_of_groups(viewer: Viewer) -> QuerySet[GroupMembership]:
    """Memberships of the authority's schools that the viewer may see, by group and school."""
    rows = GroupMembership.objects.filter(school__in=schools_visible_to(viewer)).select_related("school")
    return rows.order_by("group_name", "group_uid", "school__name", "pk")


def named_schools(urns: Iterable[int]) -> dict[int, Named]:
    """URN to name for those we hold, and whether the school is the authority's own and so has a page."""
    rows = School.objects.filter(urn__in=urns).values_list("urn", "name", "authority__own")
    return {urn: Named(name, own) for urn, name, own in rows}


def _facts(columns: dict[str, str], ours: bool, values: list[object]) -> dict[str, object]:
    facts = dict(zip(columns, values, strict=True))
    for name in KEYS:
        facts[name] = facts[name] or ""
    if ours:
        facts["district_code"] = ""
    return facts


def neighbours_of(authority_code: str) -> list[Neighbour]:
    """The statistical neighbours of an authority, the most alike first, with the file they come from."""
    rows = Neighbour.objects.filter(authority_code=authority_code).select_related("release")
    return list(rows.order_by("rank"))


def bank_holidays() -> frozenset[date]:
    """Every bank holiday that was read, for counts of working days."""
    return remembered(
        bank_holidays, lambda: frozenset(BankHoliday.objects.values_list("on", flat=True)), apart_from=SMALL
    )
