"""How data sharing agreements are found by typing: one entry a school, whose page shows all of them."""

from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.features.sharing.models import Agreement


def findable_agreement(agreement: Agreement) -> Findable:
    """The agreements of a school."""
    title = f"Data sharing agreement of {agreement.school.name}"
    return Findable(str(agreement.school_id), title[:200])


AGREEMENTS = Source(
    Kind.AGREEMENT, lambda: Agreement.objects.select_related("school").order_by("pk"), findable_agreement
)
