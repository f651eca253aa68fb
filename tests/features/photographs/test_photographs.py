"""Photographs with a record of visit: kept clean, forgotten when taken out, locked and sealed with it, carried on."""

import pytest
from tests.factories import make_school
from tests.gateways.pictures import PHONE, planted_photograph
from tests.pages.people import adopt_current_policies
from tests.records_world import ON, RecordsWorld, at

from headway.features.audit.models import Event
from headway.features.files.actions import path_of
from headway.features.files.models import StoredFile
from headway.features.photographs.models import Photograph
from headway.features.photographs.queries import photographs_of
from headway.features.records.actions import settling
from headway.flows.photograph_visit import take_out_photograph
from headway.flows.verify import faults_found
from headway.rules.records_of_visit import DRAFT
from headway.rules.verdict import Refused
from headway.rules.visit_photographs import MOST

pytestmark = pytest.mark.django_db
SEEN = "A wall of words"


def _faults() -> list[str]:
    """What the look at everything kept says of records and files."""
    return [one for one in faults_found() if "record of visit" in one or "kept file" in one]


@pytest.fixture
def world():
    adopt_current_policies()
    return RecordsWorld(make_school(name="Teasel Primary School"))


def test_it_is_kept_clean_with_an_event_without_its_words(world):
    record = world.draft()
    made = world.photograph(record)
    kept = path_of(made.file.sha256).read_bytes()
    assert PHONE.encode() not in kept and kept.startswith(b"\xff\xd8")
    event = Event.objects.order_by("number").last()
    assert event.action == "add_photograph" and SEEN not in str(event.after)


def test_the_same_photograph_is_in_a_record_once_and_so_many_at_most(world):
    record = world.draft()
    world.photograph(record)
    with pytest.raises(Refused, match="in the record already"):
        world.photograph(record)
    for number in range(1, MOST):
        world.photograph(record, planted_photograph((400, 300 + number)))
    with pytest.raises(Refused, match="at most"):
        world.photograph(record, planted_photograph((500, 300)))
    assert Photograph.objects.count() == StoredFile.objects.filter(content_type="image/jpeg").count() == MOST


def test_taken_out_of_a_draft_it_is_no_longer_kept(world, django_capture_on_commit_callbacks):
    record = world.draft()
    made = world.photograph(record)
    place = path_of(made.file.sha256)
    with django_capture_on_commit_callbacks(execute=True):
        take_out_photograph(record=record, photograph=made, by=world.viewer("adviser"), at=at(ON, 11))
    assert not place.exists() and not Photograph.objects.exists()


def test_what_another_record_shows_stays_kept(world, django_capture_on_commit_callbacks):
    record, other = world.draft(), world.draft(world.visit(half="pm"))
    made, same = world.photograph(record), world.photograph(other)
    with django_capture_on_commit_callbacks(execute=True):
        take_out_photograph(record=record, photograph=made, by=world.viewer("adviser"), at=at(ON, 11))
    assert path_of(same.file.sha256).exists() and Photograph.objects.get() == same


def test_locked_it_is_part_of_what_is_sealed(world):
    record = world.draft()
    made = world.photograph(record)
    record = world.final(record)
    assert record.content["photographs"] == [[SEEN, made.file.sha256]]
    assert _faults() == []
    record.content["photographs"][0][1] = "0" * 64
    record.save(update_fields=["content"])
    assert len(_faults()) == 1


def test_a_locked_record_takes_none_and_loses_none(world):
    record = world.draft()
    made = world.photograph(record)
    record = world.with_head(record)
    with pytest.raises(Refused):
        world.photograph(record, planted_photograph((500, 300)))
    with pytest.raises(Refused):
        take_out_photograph(record=record, photograph=made, by=world.viewer("adviser"), at=at(ON, 13))
    assert Photograph.objects.get() == made


def test_only_its_author_adds_one(world):
    record = world.draft()
    with pytest.raises(Refused):
        world.people["adviser"] = world.person("chief-adviser")
        world.photograph(record)


def test_a_new_version_begins_with_the_photographs_of_the_last(world):
    record = world.draft()
    made = world.photograph(record)
    record = world.issued(record)
    anew = settling.amend_record(record=record, by=world.viewer("adviser"), at=at(ON, 15))
    assert anew.state == DRAFT
    (carried,) = photographs_of(anew.visit, anew.number)
    assert (carried.caption, carried.file_id) == (made.caption, made.file_id)
    assert carried.public_id != made.public_id
    assert photographs_of(record.visit, record.number) == [made]
