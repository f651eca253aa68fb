"""What a device sends counts once; what may be kept; who is told which key."""

import pytest
from tests.factories import make_school
from tests.pages.people import adopt_current_policies
from tests.records_world import ON, WHOLE, RecordsWorld, at

from headway.features.audit.models import Event
from headway.features.device_drafts import actions, queries
from headway.features.device_drafts.models import DeviceDraft
from headway.features.records.models import RecordOfVisit
from headway.features.saving import Stale
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    adopt_current_policies()
    return RecordsWorld(make_school(name="Teasel Primary School"))


def send(world, record, key, version=None, role="adviser", **more):
    """What a device sends."""
    told = {"told": WHOLE | more, "key": key, "by": world.viewer(role), "at": at(ON, 15)}
    return actions.save_once(record=record, seen_version=version or record.version, **told)


def saves(record):
    return Event.objects.filter(action="save_record", subject_id=record.public_id).count()


def test_the_same_draft_sent_twice_counts_once(world):
    record = world.draft()
    before = saves(record)
    first = send(world, record, "a" * 32, category_words="Reading is better")
    again = send(world, record, "a" * 32, category_words="Reading is better")
    assert (first.again, again.again) == (False, True)
    assert first.version == again.version == record.version + 1 == world.fresh(record).version
    assert saves(record) == before + 1 and DeviceDraft.objects.count() == 1


def test_an_answer_lost_before_a_later_save_is_told_its_own_version(world):
    record = world.draft()
    first = send(world, record, "a" * 32, category_words="One")
    send(world, record, "b" * 32, version=first.version, category_words="Two")
    assert send(world, record, "a" * 32, category_words="One").version == first.version
    assert world.fresh(record).category_words == "Two"


def test_a_key_used_for_other_words_and_an_old_version_write_nothing(world):
    record = world.draft()
    send(world, record, "a" * 32, category_words="One")
    for key, version in (("a" * 32, record.version + 1), ("c" * 32, record.version)):
        with pytest.raises(Stale):
            send(world, record, key, version=version, category_words="Other")
    assert world.fresh(record).category_words == "One" and DeviceDraft.objects.count() == 1


def test_a_stale_draft_leaves_no_key_so_that_it_may_be_sent_anew(world):
    record = world.draft()
    with pytest.raises(Stale):
        send(world, record, "a" * 32, version=record.version + 5)
    assert not DeviceDraft.objects.exists()


def test_only_its_author_sends_and_only_a_draft(world):
    record = world.draft()
    with pytest.raises(Refused):
        send(world, record, "a" * 32, role="chief-adviser")
    handed = world.checking(record)
    with pytest.raises(Refused, match="being looked at"):
        send(world, handed, "a" * 32)
    assert not DeviceDraft.objects.exists()


def test_keys_of_long_ago_are_forgotten(world, monkeypatch):
    monkeypatch.setattr(actions, "KEPT", 3)
    record = world.draft()
    for number in range(6):
        send(world, world.fresh(record), f"{number}" * 32, category_words=f"Save {number}")
    assert [one.key[0] for one in DeviceDraft.objects.all()] == ["3", "4", "5"]


def test_may_keep_asks_kind_category_and_what_stands_on_the_page(world):
    record = world.draft()
    assert queries.may_keep(record, ON)
    RecordOfVisit.objects.filter(pk=record.pk).update(category_before="4")
    assert not queries.may_keep(world.fresh(record), ON)
    other = world.draft(world.visit(half="pm", kind="concern"))
    assert not queries.may_keep(other, ON)
    RecordOfVisit.objects.filter(pk=record.pk).update(category_before="1")
    assert queries.may_keep(world.fresh(record), ON)
    world.agreed(record, words="Meet the mother of Zed Orange")
    refused = queries.may_keep(world.fresh(record), ON)
    assert not refused and "mother of Zed Orange" in refused.reason


def test_each_person_has_a_key_of_their_own_that_is_the_same_each_day(world):
    adviser, chief = world.viewer("adviser"), world.viewer("chief-adviser")
    assert queries.key_of(adviser) == queries.key_of(world.viewer("adviser", ON.replace(month=11)))
    assert queries.key_of(adviser) != queries.key_of(chief)
    assert queries.who_of(adviser) != queries.who_of(chief)
    assert adviser.id not in queries.who_of(adviser) + queries.key_of(adviser)
