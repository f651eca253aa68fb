"""Posts as the rules know them: costed at the day their structure is priced at, where their pay is known."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from headway.features.workforce.models import Post
from headway.rules import structures
from headway.rules.funding import income_target, split
from headway.rules.pay_policy import PayPolicy
from headway.rules.staffing_cost import Cost, Terms, annual_cost
from headway.rules.verdict import Refused


def cost_of(post: Post, on: date, policy: PayPolicy) -> Cost | None:
    """What the post costs a year at its highest point; None where its pay, a point or a rate is not known that day."""
    terms = terms_of(post)
    if terms is None:
        return None
    try:
        return annual_cost(terms, on, policy)
    except Refused:
        return None


def terms_of(post: Post) -> Terms | None:
    """How the post is paid at its highest point, or None."""
    if not post.spine or post.last_point is None:
        return None
    return Terms(
        spine=post.spine,
        point=post.last_point + post.assessed_points,
        pension=post.pension,
        fte=post.fte,
        allowance_pence=post.allowance_pence,
    )


def parts_of(post: Post, cost: Cost | None) -> dict[str, int]:
    """Pence by source of money; empty where the cost or the shares are not known."""
    shares = {source: Decimal(percent) for source, percent in post.shares.items()}
    return split(cost.total, shares) if cost and shares else {}


def as_rules(posts: Sequence[Post], on: date, policy: PayPolicy | None) -> list[structures.Post]:
    """The posts for the rules; `policy` None: without money, for who may not see it."""
    return [_as_rule(post, cost_of(post, on, policy) if policy else None) for post in posts]


def _as_rule(post: Post, cost: Cost | None) -> structures.Post:
    chief = post.reports_to.lineage if post.reports_to else ""
    return structures.Post(
        key=post.lineage,
        title=post.title,
        fte=post.fte,
        reports_to=chief,
        role=post.role,
        phases=tuple(post.phases.split()),
        subject=post.subject,
        background=post.background,
        leads=tuple(one.public_id for one in post.leads.all()),
        intervenes=post.intervenes,
        cost_pence=cost.total if cost else None,
        income_pence=income_target(parts_of(post, cost)),
    )
