"""A new version that starts from an alternative which comes with the product."""

import pytest
from tests.factories import POLICIES
from tests.pages.pages import assert_good_page, shown_words

from headway.features.policies.actions import alternatives_of
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, read_policy

pytestmark = pytest.mark.django_db


def start(client, kind, slug, **more):
    base = policy_in_use(kind)
    return client.post(f"/policies/{base.public_id}/draft/", {"start": slug}, **more)


def newest(kind):
    return Policy.objects.filter(kind=kind, pack="local").latest("number")


def test_each_alternative_is_offered_by_its_name_for_its_kind_alone(client_as):
    client = client_as("chief-adviser")
    page = shown_words(assert_good_page(client.get(f"/policies/{policy_in_use('categories').public_id}/")))
    for name in ("This version", "Eight support categories, 1a to 4b", "Nineteen triggers of concern"):
        assert name in page
    assert "Days for categories 1a to 4b" not in page
    plain = client.get(f"/policies/{policy_in_use('capacity').public_id}/").content.decode()
    assert "Start from" not in plain and "Draft a new version from this" in plain
    assert (
        "Start from"
        not in client_as("adviser")
        .get(f"/policies/{policy_in_use('categories').public_id}/")
        .content.decode()
    )


@pytest.mark.parametrize("kind", ["categories", "entitlement"])
def test_m7_02_a_draft_starts_from_each_alternative_and_reads_as_it(client_as, kind):
    client = client_as("chief-adviser")
    for slug, body in alternatives_of(kind, POLICIES).items():
        answer = start(client, kind, slug)
        made = newest(kind)
        assert answer.url == f"/policies/{made.public_id}/edit/"
        assert (
            made.state == "draft"
            and made.pack == made.name == "local"
            and made.based_on == policy_in_use(kind)
        )
        assert {**made.body, "name": "", "version": 0} == {**body, "name": "", "version": 0}
        assert read_policy(made)
        number = made.number
        start(client, kind, slug)
        assert newest(kind).number == number


def test_a_name_that_is_not_there_starts_nothing(client_as):
    answer = start(client_as("chief-adviser"), "categories", "../../access")
    assert answer.status_code == 403 and not Policy.objects.filter(pack="local").exists()


def test_without_a_choice_it_starts_from_this_version(client_as):
    start(client_as("chief-adviser"), "categories", "")
    made = newest("categories")
    assert made.body["order"] == policy_in_use("categories").body["order"]


def test_a_folder_without_alternatives_and_a_broken_file_offer_nothing(tmp_path):
    assert alternatives_of("categories", tmp_path) == {}
    (tmp_path / "alternatives").mkdir()
    (tmp_path / "alternatives" / "broken.toml").write_text('kind = "categories"\n', encoding="utf-8")
    assert alternatives_of("categories", tmp_path) == {}
