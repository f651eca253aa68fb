"""Who sees which letters, and which replies are due."""

from datetime import date

import pytest
from tests.features.approvals.people import ACCESS, person, viewer
from tests.features.letters.letters import AT, draft, school

from headway.features.appointments.viewer import Viewer
from headway.features.letters.actions import prepare, prepare_many, record_reply, release
from headway.features.letters.queries import letter_for, letters_of_batch, letters_visible_to, replies_due

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 18)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def two():
    drafts = [draft(school(900001 + n, f"School {n}"), reply_due=DUE) for n in range(2)]
    return prepare_many(drafts=drafts, batch="b", by=person("officer"), at=AT)


def head_of(urn):
    return Viewer(
        person("head"),
        date(2026, 9, 1),
        frozenset({"headteacher"}),
        {"school": frozenset({str(urn)})},
        ACCESS,
    )


def test_a_head_sees_released_letters_of_the_own_school_only(two):
    head = head_of(900001)
    assert list(letters_visible_to(head)) == []
    release(letters=two, by=None, at=AT)
    assert list(letters_visible_to(head)) == [two[0]]
    assert letter_for(head, two[0].public_id) == two[0]
    assert letter_for(head, two[1].public_id) is None


def test_staff_see_prepared_letters_and_a_role_not_listed_sees_none(two):
    assert list(letters_of_batch(viewer("officer", "business-support"), "b")) == two
    assert list(letters_visible_to(viewer("councillor", "member"))) == []
    assert list(letters_visible_to(viewer("nobody"))) == []


def test_a_restricted_letter_is_open_to_its_author_only(two):
    closed = prepare(draft=draft(two[0].school, key="closed", restricted=True), by=person("author"), at=AT)
    release(letters=[closed], by=None, at=AT)
    assert closed not in letters_visible_to(viewer("head of service", "head-of-service"))
    assert closed not in letters_visible_to(head_of(900001))
    assert closed in letters_visible_to(viewer("author", "business-support"))


def test_replies_are_due_until_they_come(two):
    officer = viewer("officer", "business-support")
    assert list(replies_due(officer, DUE)) == []
    release(letters=two, by=None, at=AT)
    assert list(replies_due(officer, date(2026, 9, 17))) == []
    assert list(replies_due(officer, DUE)) == two
    two[0].refresh_from_db()
    record_reply(letter=two[0], words="Thank you", by=person("head"), at=AT)
    assert list(replies_due(officer, DUE)) == [two[1]]


def test_a_list_of_letters_takes_one_query(two, django_assert_num_queries):
    officer = viewer("officer", "business-support")
    with django_assert_num_queries(1):
        assert [letter.school.name for letter in letters_visible_to(officer)] == ["School 1", "School 0"]
