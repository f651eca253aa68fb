"""Two people with the same form open: what the first saved is not written over by the second."""

import pytest
from django.db.models import Model
from tests.pages.forms import forms_of
from tests.pages.money_objects import make_fund
from tests.pages.pages import parse_page
from tests.pages.recruitment_objects import make_recruitment
from tests.pages.service_objects import make_service, make_team
from tests.pages.staff_objects import make_allowance, make_setting, make_setting_post

pytestmark = pytest.mark.django_db


def _setting() -> tuple[Model, str]:
    row = make_setting()
    return row, f"/workforce/settings/{row.public_id}/edit/"


def _post() -> tuple[Model, str]:
    row = make_setting_post(make_setting())
    return row, f"/workforce/settings/{row.setting.public_id}/posts/{row.public_id}/"


def _allowance() -> tuple[Model, str]:
    row = make_allowance()
    return row, f"/workforce/allowances/{row.public_id}/edit/"


def _team() -> tuple[Model, str]:
    row = make_team(make_service())
    return row, f"/workforce/services/{row.service.public_id}/teams/{row.public_id}/"


def _recruitment() -> tuple[Model, str]:
    row = make_recruitment()
    return row, f"/workforce/recruitment/{row.public_id}/edit/"


def _fund() -> tuple[Model, str]:
    row = make_fund()
    return row, f"/budgets/funds/{row.public_id}/"


MADE = {
    "setting": ("hr", "name", _setting),
    "post": ("hr", "role", _post),
    "allowance": ("hr", "title", _allowance),
    "team": ("hr", "name", _team),
    "recruitment": ("hr", "words", _recruitment),
    "fund": ("finance", "purpose", _fund),
}


@pytest.mark.parametrize("thing", list(MADE))
def test_the_second_of_two_saves_is_refused(client_as, thing):
    role, field, make = MADE[thing]
    row, href = make()
    client = client_as(role)
    form = next(one for one in forms_of(parse_page(client.get(href)), href) if field in one.values)
    values = {name: value for name, value in form.values.items() if name != "remove"}
    first, second = (client.post(href, values | {field: f"Saved {number}"}) for number in (1, 2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert f"Somebody else changed this {thing} meanwhile." in second.content.decode()
    row.refresh_from_db()
    assert getattr(row, field) == "Saved 1"
    del values["version"]
    without = client.post(href, values)
    assert without.status_code == 422
    assert "Open the page again" in without.content.decode()
