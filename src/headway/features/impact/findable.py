"""How supports are found by typing: by programme or theme, who is given it, and what it should change."""

from headway.features.impact.models import Support
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_support(support: Support) -> Findable:
    """A support under its programme, else its theme; found by its aim too."""
    theme = support.theme.replace("-", " ")
    title = support.programme or f"{theme[:1].upper()}{theme[1:]}"
    return Findable(support.public_id, title, support.given_to, f"support {theme} {support.aim}")


SUPPORTS = Source(
    Kind.SUPPORT, lambda: Support.objects.select_related("school", "partnership"), findable_support
)
