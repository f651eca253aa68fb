"""Who may have an edition made, asked both ways, and which of its pages are open."""

import pytest
from tests.pages.objects import make_sides
from tests.pages.people import adopt_current_policies, make_person
from tests.pages.performance_report_objects import summary_edition
from tests.plan_world import seen

from headway.features.summaries.actions import may_make
from headway.features.summaries.models import SummaryEdition
from headway.features.summaries.queries import editions_visible_to, opens_everything, summaries_visible_to

pytestmark = pytest.mark.django_db


def test_m4_10_an_edition_is_made_by_who_may_and_a_page_is_open_where_all_on_it_is(db):
    adopt_current_policies()
    own, _ = make_sides()
    officer, adviser = seen(make_person("data-officer")), seen(make_person("adviser", school=own.school))
    assert may_make(officer)
    assert not may_make(adviser)
    edition = SummaryEdition.objects.get(public_id=summary_edition(own)["key"])
    assert edition in editions_visible_to(adviser)
    assert edition not in editions_visible_to(seen(make_person("finance")))
    assert summaries_visible_to(adviser, edition, ["categories"]).count() == 1
    assert not summaries_visible_to(adviser, edition, ["complaints"]).exists()
    assert opens_everything(officer, ["categories"])
    assert not opens_everything(officer, ["contacts"])
