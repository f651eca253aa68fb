"""What each option of an appraisal costs over five years: from its structure where it names one, else as entered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from headway.features.decisions.models import Option, OptionDeployment
from headway.features.workforce.facts import cost_of, parts_of
from headway.features.workforce.models import Post, Secondment, Structure
from headway.features.workforce.queries import posts_of_many, recharge_of, secondments_of_many
from headway.flows.deploy_options import as_rows, sendable_from
from headway.rules.appraisals import present_value
from headway.rules.funding import income_target
from headway.rules.money import round_pence
from headway.rules.pay_policy import PayPolicy

YEARS = 5


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """Pence by year, empty where nothing is known; their present value with what is once; posts of its structure.

    `uncosted`: how many posts have no known pay. `earned_pence`: what must be earned in the first year. `is_stale`: its posts
    are others than those that were deployed.
    """

    costs: tuple[int, ...]
    present_pence: int | None
    fte: str
    uncosted: int
    earned_pence: int | None
    deployment: OptionDeployment | None = None
    is_stale: bool = False


def figures_of(options: Sequence[Option], policy: PayPolicy) -> dict[str, OptionFigures]:
    """Public id to figures of each option; two queries for all."""
    structures = {one.structure.pk: one.structure for one in options if one.structure}
    posts = posts_of_many(structures.values(), leads=False)
    lent = secondments_of_many(structures.values())
    found = {}
    for one in options:
        if one.structure:
            held, seconded = posts[one.structure.pk], lent[one.structure.pk]
            figures = _of_structure(one, one.structure, held, recharge_of(seconded), policy)
            found[one.public_id] = _with_deployment(figures, one, held, seconded)
        else:
            found[one.public_id] = OptionFigures(
                tuple(one.costs), _present(one, one.costs, policy), "", 0, None
            )
    return found


def _of_structure(
    option: Option, structure: Structure, posts: Sequence[Post], recharge_pence: int, policy: PayPolicy
) -> OptionFigures:
    held = [(post, cost_of(post, structure.priced_on, policy)) for post in posts]
    first = sum(cost.total for _, cost in held if cost) + recharge_pence
    factor = 1 + Fraction(policy.uplift_percent) / 100
    costs = tuple(round_pence(first * factor**year) for year in range(YEARS)) if first else ()
    return OptionFigures(
        costs=costs,
        present_pence=_present(option, costs, policy),
        fte=f"{sum((post.fte for post in posts), Decimal(0)).normalize():f}",
        uncosted=sum(cost is None for _, cost in held),
        earned_pence=sum(income_target(parts_of(post, cost)) for post, cost in held),
    )


def _with_deployment(
    figures: OptionFigures, option: Option, posts: Sequence[Post], seconded: Sequence[Secondment]
) -> OptionFigures:
    deployed: OptionDeployment | None = getattr(option, "deployment", None)
    if deployed is None:
        return figures
    now = as_rows(sendable_from(posts, seconded, deployed.full_half_days))
    return replace(figures, deployment=deployed, is_stale=now != deployed.posts)


def _present(option: Option, costs: Sequence[int], policy: PayPolicy) -> int | None:
    return present_value(costs, policy.discount_percent, option.one_off_pence) if costs else None
