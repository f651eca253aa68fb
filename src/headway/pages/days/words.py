"""Rules and pools of entitlement as an officer says them."""

from headway.rules.entitlement_ends import CLOSES, TAKEN_ON

RULES = {
    "member-share": "Member's share",
    "lead-share": "Lead's share",
    "own-days": "Own days",
    "unpartnered-visit": "Unpartnered primary",
    "no-base-days": "No base days",
    "phase-not-known": "Phase not known",
    "enhanced-provision": "Enhanced provision",
    "new-head": "New head",
    "induction-evaluation": "Evaluation of induction",
    "concern": "Concern",
}


def rule_words(rule: str) -> str:
    """The rule's name; one that is not listed reads as it is written."""
    if rule.startswith(CLOSES):
        return f"School closes: {rule_words(rule.removeprefix(CLOSES)).lower()}"
    if rule.startswith(TAKEN_ON):
        return "Taken on from a school that closes"
    return RULES.get(rule, as_words(rule))


def as_words(slug: str) -> str:
    """A pool or rule by its slug: ring-fenced-concern is “Ring-fenced concern”."""
    words = slug.replace("-", " ").replace("ring fenced", "ring-fenced")
    return f"{words[:1].upper()}{words[1:]}"


def inputs_words(inputs: dict[str, str | int]) -> str:
    """The figures a line was worked out from: “phase primary; size 8 eligible members”."""
    return "; ".join(f"{name} {value}" for name, value in inputs.items())
