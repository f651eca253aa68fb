"""What the register said of the authority's schools on a past day, as far as the files held and dated rows tell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from headway.features.audit.memory import SMALL, remembered
from headway.features.releases.models import ChangeList, Release
from headway.features.schools.models import District, Group, GroupMembership
from headway.rules.as_at import Differing, InGroup, facts_then, group_then
from headway.rules.schools import find_phase

REGISTER = "gias_register"
TELLS = frozenset({"changed", "closed", "merged"})
FEDERATION = "federation"
BY_CODES = ("type_code", "phase_code", "low_age", "high_age")


@dataclass(frozen=True, slots=True)
class Then:
    """The register on a day. `differing`: URN to the facts that were others than today's, by the register's names;
    `groups`: URN to its memberships; `named`: uid or code to the name of a trust, federation or district; `held_from`: the
    day of the oldest register held, None where none is."""

    day: date
    differing: Mapping[int, Mapping[str, str]]
    groups: Mapping[int, tuple[InGroup, ...]]
    named: Mapping[str, str]
    held_from: date | None

    def fact(self, urn: int, name: str, now: str) -> str:
        """A fact of a school then; today's where no file since has changed it."""
        return self.differing.get(urn, {}).get(name, now)

    def trust(self, urn: int, now: str) -> str:
        """The trust it was in, empty for none."""
        return self._group(urn, "trust_uid", now, federation=False)

    def federation(self, urn: int, now: str) -> str:
        """The federation it was in, empty for none."""
        return self._group(urn, "federation_uid", now, federation=True)

    def district(self, urn: int, now: str) -> str:
        """The name of the district it was in."""
        return self._named(urn, "district_code", now)

    def phase(self, urn: int, now: str, codes: Mapping[str, object]) -> str:
        """Its phase then, worked out from what the register said of its type, phase and ages; `codes`: today's."""
        told = self.differing.get(urn, {})
        if not any(code in told for code in BY_CODES):
            return now
        said = {code: told.get(code, str(codes[code] or "")) for code in BY_CODES}
        low, high = (int(said[code]) if said[code].isdigit() else None for code in BY_CODES[2:])
        return find_phase(said["type_code"], said["phase_code"], low, high).slug or ""

    def _group(self, urn: int, fact: str, now: str, *, federation: bool) -> str:
        rows = [one for one in self.groups.get(urn, ()) if one.is_federation == federation]
        return group_then(rows, self.day, self._named(urn, fact, now))

    def _named(self, urn: int, fact: str, now: str) -> str:
        told = self.differing.get(urn, {})
        return self.named.get(told[fact], "") if fact in told else now


def register_then(day: date, urns: frozenset[int] | None = None) -> Then:
    """The register on that day for these schools, all without; three queries, one more where facts differ."""
    registers = _registers()
    later = ChangeList.objects.filter(release__in=registers.filter(published_on__gt=day))
    newest_first = later.order_by("-release__published_on", "-release__applied_at")
    lines = (line for held in newest_first.values_list("lines", flat=True) for line in held)
    rows = GroupMembership.objects.all()
    if urns is not None:
        rows = rows.filter(school__in=urns)
    differing = facts_then(_differing(lines, urns))
    return Then(day, differing, _groups(rows), _names() if differing else {}, oldest_register())


def oldest_register() -> date | None:
    """The day of the oldest register that was applied; nothing is told of before it."""
    days = _registers().order_by("published_on").values_list("published_on", flat=True)
    return remembered(oldest_register, days.first, apart_from=SMALL)


def _registers() -> QuerySet[Release]:
    return Release.objects.filter(kind=REGISTER, applied_at__isnull=False)


def _names() -> dict[str, str]:
    districts = District.objects.order_by().values_list("code", "name")
    return dict(Group.objects.order_by().values_list("uid", "name").union(districts))


def _differing(lines: Iterable[list], urns: frozenset[int] | None) -> Iterator[Differing]:
    for kind, urn, detail in lines:
        if kind in TELLS and (urns is None or urn in urns):
            for field, before, _ in detail:
                yield Differing(urn, field, before or "")


def _groups(rows: Iterable[GroupMembership]) -> dict[int, tuple[InGroup, ...]]:
    found: dict[int, list[InGroup]] = {}
    for row in rows:
        left = min((day for day in (row.left_by, row.group_closed_on) if day), default=None)
        group = InGroup(row.group_name, FEDERATION in row.kind.casefold(), row.joined_on, left)
        found.setdefault(row.school_id, []).append(group)
    return {urn: tuple(held) for urn, held in found.items()}
