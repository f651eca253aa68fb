"""What is larger than an address takes is turned away before it is read."""

import pytest
from django.http import HttpRequest
from django.urls import reverse

from headway.pages import bodies

pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000


@pytest.fixture
def unread(monkeypatch):
    """Fails the test where anything of the body is read."""

    def read(self, *more):
        raise AssertionError("the body was read")

    monkeypatch.setattr(HttpRequest, "_load_post_and_files", read)


def post(client, name, megabytes, **args):
    address = reverse(name, kwargs=args)
    return client.post(
        address, CONTENT_LENGTH=str(int(megabytes * MEGABYTE)), content_type="multipart/form-data; boundary=x"
    )


@pytest.mark.parametrize(
    ("role", "name", "args", "megabytes"),
    [
        ("business-support", "data_give", {}, 150),
        ("headteacher", "data_give", {}, 4),
        ("data-officer", "data_give", {}, 250),
        ("data-officer", "own_sheet", {"sheet": "people"}, 7),
        ("data-officer", "list_columns", {}, 4),
    ],
)
def test_too_much_is_turned_away_unread(client_as, unread, role, name, args, megabytes):
    answer = post(client_as(role), name, megabytes, **args)
    assert answer.status_code == 413
    assert "larger than a page takes" in answer.content.decode()


def test_too_much_for_a_stranger_is_turned_away_unread(client, unread):
    assert post(client, "account_login", 4).status_code == 413
    assert post(client, "data_give", 150).status_code == 302, "to signing in, as every address"


@pytest.mark.parametrize("megabytes", ["4", "-1", "a", "", "9" * 400])
def test_a_length_that_is_none_reads_nothing(client, megabytes):
    answer = client.post(reverse("account_login"), CONTENT_LENGTH=megabytes)
    assert answer.status_code in (200, 400, 413)


def test_without_the_limit_it_would_be_read(client_as, unread, monkeypatch):
    monkeypatch.setattr(bodies, "MOST_MEGABYTES", 1000)
    with pytest.raises(AssertionError, match="the body was read"):
        post(client_as("headteacher"), "list_columns", 4)


def test_who_may_give_a_file_may_give_a_large_one(client_as, unread):
    with pytest.raises(AssertionError, match="the body was read"):
        post(client_as("data-officer"), "data_give", 150)
