"""A head and a chair reach what the school was promised from their home."""

import pytest
from tests.factories import make_school
from tests.pages.pages import assert_good_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["headteacher", "chair"])
def test_home_leads_to_visits_records_and_days_of_the_own_school(client_as, role):
    school = make_school()
    client = client_as(role, school)
    wanted = [f"/records/schools/{school.urn}/", f"/days/ledger/schools/{school.urn}/"]
    found = {link.get("href") for link in assert_good_page(client.get("/")).iter("a")}
    assert set(wanted) <= found
    assert [client.get(address).status_code for address in wanted] == [200, 200]
