"""How structures, recruitments, settings, allowances and services with their teams are found by typing."""

from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.features.workforce.models import AllowanceScheme, Recruitment, Service, Setting, Structure


def findable_structure(structure: Structure) -> Findable:
    """A structure by its title and its year."""
    also = f"structure {structure.year}"
    return Findable(structure.public_id, structure.title, structure.get_state_display(), also)


def findable_recruitment(row: Recruitment) -> Findable:
    """A recruitment by the post that somebody is looked for."""
    return Findable(row.public_id, row.words, also="recruitment")


def findable_setting(setting: Setting) -> Findable:
    """A setting by its name and the school it is at."""
    at = setting.school.name if setting.school else ""
    return Findable(setting.public_id, setting.name, at, also=f"setting {at}")


def findable_allowance(scheme: AllowanceScheme) -> Findable:
    """An allowance by its title."""
    return Findable(scheme.public_id, scheme.title, also="allowance")


def findable_service(service: Service) -> Findable:
    """A service by its name and those of its teams, which are shown beside it."""
    teams = ", ".join(sorted(one.name for one in service.teams.all()))
    return Findable(service.public_id, service.name, teams, also=f"service team {teams}")


STRUCTURES = Source(Kind.STRUCTURE, Structure.objects.all, findable_structure)
RECRUITMENTS = Source(Kind.RECRUITMENT, Recruitment.objects.all, findable_recruitment)
SETTINGS = Source(Kind.SETTING, lambda: Setting.objects.select_related("school"), findable_setting)
ALLOWANCES = Source(Kind.ALLOWANCE, AllowanceScheme.objects.all, findable_allowance)
SERVICES = Source(Kind.SERVICE, lambda: Service.objects.prefetch_related("teams"), findable_service)
