"""How projects, delegated money and scenarios of funding are found by typing."""

from headway.features.budgets.models import Fund, FundingScenario, Project
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.rules.financial_years import financial_years_of


def findable_project(project: Project) -> Findable:
    """A project by its title and its host."""
    host = project.school.name if project.school else ""
    return Findable(project.public_id, project.title, project.get_state_display(), also=f"project {host}")


def findable_fund(fund: Fund) -> Findable:
    """Delegated money by what it is for and its year."""
    year = financial_years_of(fund.year, 1)[0].label
    return Findable(fund.public_id, fund.purpose, year, also=f"delegated money fund {fund.year}")


def findable_scenario(scenario: FundingScenario) -> Findable:
    """A scenario by its title."""
    return Findable(scenario.public_id, scenario.title, also="funding scenario")


PROJECTS = Source(Kind.PROJECT, lambda: Project.objects.select_related("school"), findable_project)
FUNDS = Source(Kind.FUND, Fund.objects.all, findable_fund)
SCENARIOS = Source(Kind.SCENARIO, FundingScenario.objects.all, findable_scenario)
