"""Addresses of the year plan."""

from urllib.parse import urlencode

from headway.features.deployment.models import Draft

HOME = "/year-plan/"


def plan_href(draft: Draft, **more: str) -> str:
    """The year plan with this draft shown."""
    return f"{HOME}?{urlencode({'draft': draft.public_id, **more})}"


def step_href(draft: Draft, step: str) -> str:
    """A page or step of one draft: plan, approval, ask, decide, withdraw, publish."""
    return f"{HOME}{draft.public_id}/{step}/"


def school_href(draft: Draft, urn: int, step: str = "") -> str:
    """Why a school has its adviser, or a step about it."""
    return f"{HOME}{draft.public_id}/schools/{urn}/{f'{step}/' if step else ''}"


def partnership_href(draft: Draft, public_id: str, step: str = "") -> str:
    """A partnership's lead, or a step about it."""
    return f"{HOME}{draft.public_id}/partnerships/{public_id}/{f'{step}/' if step else ''}"


def letter_href(draft: Draft, urn: int) -> str:
    """The letter a school would get."""
    return f"{HOME}{draft.public_id}/letters/{urn}/"


def sent_letters_href(draft: Draft) -> str:
    """The letters a published draft sent, from where one file of all is made."""
    return f"/letters/?batch={draft.public_id}"
