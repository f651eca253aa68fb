"""Who may write, check, answer, send and read a record of visit, and what each leaves behind."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories import make_school
from tests.pages.people import adopt_current_policies, make_person
from tests.plan_world import seen
from tests.records_world import ON, WHOLE, RecordsWorld, at

from headway.features.audit.models import Event
from headway.features.letters.models import Letter
from headway.features.records import queries
from headway.features.records.actions import boards, drafting, settling
from headway.features.records.models import AgreedAction, RecordOfVisit, SafeguardingNote
from headway.features.saving import Stale
from headway.features.visits.actions import cancel_visit, hold_visit
from headway.flows.begin_record import begin_record
from headway.flows.deem_silent_heads import deem_silent_heads
from headway.flows.issue_record import issue_record
from headway.flows.verify import faults_found
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
LATER = ON + timedelta(days=60)


@pytest.fixture
def world(db):
    adopt_current_policies()
    return RecordsWorld(make_school(name="Elm Primary School"))


def test_m5_06_a_record_goes_from_draft_over_check_and_head_to_head_and_chair(world):
    world.person("chair")
    record = world.issued()
    assert record.state == "issued" and record.to_chair and record.sampled
    letter = Letter.objects.get(origin_id=record.public_id)
    assert [one["role"] for one in letter.recipients] == ["headteacher", "chair"]
    assert letter.state == "released" and record.seal in str(letter.context)
    actions = list(
        Event.objects.filter(subject_id=record.public_id).order_by("number").values_list("action", flat=True)
    )
    assert actions == [
        "begin_record", "save_record", "hand_in_record", "check_record", "lock_record", "issue_record",
    ]  # fmt: skip


def test_a_record_is_of_a_visit_that_was_held(world):
    coming = world.visit(on=ON + timedelta(days=7))
    by = world.viewer("adviser")
    with pytest.raises(Refused, match="once it was held"):
        begin_record(visit=coming, policy=world.policy, by=by, at=at(ON))
    cancel_visit(visit=coming, reason="Snow", by=by, at=at(ON))
    coming.refresh_from_db()
    with pytest.raises(Refused, match="was not held"):
        begin_record(visit=coming, policy=world.policy, by=world.viewer("adviser", LATER), at=at(LATER))
    assert not RecordOfVisit.objects.exists()


def test_a_visit_has_one_record_begun_by_who_goes(world):
    visit = world.visit()
    assert queries.may_start(world.viewer("adviser"), visit)
    assert not queries.may_begin(world.viewer("adviser"), visit)
    hold_visit(visit=visit, by=world.viewer("adviser"), at=at(ON))
    visit.refresh_from_db()
    assert queries.may_begin(world.viewer("adviser"), visit)
    for role in ("headteacher", "business-support", "chief-adviser"):
        assert not queries.may_begin(world.viewer(role), visit), role
        assert not queries.may_start(world.viewer(role), visit), role
    world.draft(visit)
    with pytest.raises(Refused, match="has begun the record"):
        begin_record(visit=visit, policy=world.policy, by=world.viewer("adviser"), at=at(ON))


def test_two_people_writing_at_once_do_not_write_over_each_other(world):
    record, by = world.draft(), world.viewer("adviser")
    drafting.save_draft(record=record, told=WHOLE, seen_version=record.version, by=by, at=at(ON))
    with pytest.raises(Stale):
        drafting.save_draft(record=record, told=WHOLE, seen_version=record.version, by=by, at=at(ON))


def test_only_the_author_writes_and_only_a_draft(world):
    record = world.draft()
    assert queries.may_write(world.viewer("adviser"), record)
    other = seen(make_person("adviser"), ON)
    assert "writes this record" in queries.may_write(other, record).reason
    assert "being looked at" in queries.may_write(world.viewer("adviser"), world.checking(record)).reason


@pytest.mark.parametrize("item", ["attendance", "equality"])
def test_m5_02_an_autumn_record_is_not_handed_in_with_the_item_blank(world, item):
    record = world.draft(items=WHOLE["items"] | {item: " "})
    with pytest.raises(Refused, match="Every record of this visit answers"):
        drafting.hand_in(
            record=record, policy=world.policy, confirmed=True, by=world.viewer("adviser"), at=at(ON)
        )
    assert world.fresh(record).state == "draft"


def test_m5_02_m5_03_the_items_are_filled_in_beforehand(world):
    record = begin_record(visit=world.visit(), policy=world.policy, by=world.viewer("adviser"), at=at(ON))
    assert "not returned" in record.items["equality"]
    assert "no figures are held" in record.items["attendance"]


def test_m5_07_the_schools_part_is_locked_when_the_visit_starts(world):
    visit, head = world.visit(), world.viewer("headteacher")
    assert queries.may_prepare(head, visit)
    assert not queries.may_prepare(world.viewer("chair"), visit)
    assert not queries.may_prepare(world.viewer("adviser"), visit)
    drafting.save_preparation(visit=visit, answers={"help": "Phonics"}, seen_version=0, by=head, at=at(ON))
    with pytest.raises(Stale):
        drafting.save_preparation(visit=visit, answers={"help": "Maths"}, seen_version=0, by=head, at=at(ON))
    world.draft(visit)
    visit.refresh_from_db()
    with pytest.raises(Refused, match="locked"):
        drafting.save_preparation(visit=visit, answers={"help": "Maths"}, seen_version=1, by=head, at=at(ON))
    assert queries.preparation_of(visit).answers == {"help": "Phonics"}


def test_m5_06_the_author_never_checks_it_and_a_sampled_one_is_not_issued_before(world):
    record = world.checking()
    assert queries.may_check(world.viewer("chief-adviser"), record)
    author = seen(make_person("chief-adviser"), ON)
    RecordOfVisit.objects.filter(pk=record.pk).update(author=author.person)
    assert "their own" in queries.may_check(author, world.fresh(record)).reason
    assert not queries.may_check(world.viewer("headteacher"), record)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordOfVisit.objects.filter(pk=record.pk).update(
            state="issued", issued_at=at(ON), seal="x", locked_at=at(ON), passed_at=None
        )
    assert "has not passed" in queries.may_issue(world.viewer("chief-adviser"), world.fresh(record)).reason


def test_a_check_without_enough_marks_sends_it_back_with_words(world):
    record = world.checking()
    marks = dict.fromkeys(world.policy.rubric, 1)
    by = world.viewer("chief-adviser")
    with pytest.raises(Refused, match="what to change"):
        settling.check_record(record=record, marks=marks, words="", policy=world.policy, by=by, at=at(ON))
    settling.check_record(
        record=record, marks=marks, words="Say how well", policy=world.policy, by=by, at=at(ON)
    )
    back = world.fresh(record)
    assert back.state == "draft" and back.passed_at is None
    assert queries.may_write(world.viewer("adviser"), back)


def test_what_the_head_finds_wrong_goes_back_and_is_checked_again(world):
    record, head = world.with_head(), world.viewer("headteacher")
    assert queries.may_answer(head, record)
    assert not queries.may_answer(world.viewer("chair"), record)
    told = {"accurate": False, "comment": "The roll is 210", "policy": world.policy}
    settling.answer_record(record=record, **told, by=head, at=at(ON))
    back = world.fresh(record)
    assert (back.state, back.answers.get().comment) == ("draft", "The roll is 210")
    assert world.checking(back).state == "checking"


def test_a_head_who_never_answers_is_taken_to_agree_and_it_says_so(world):
    record = world.with_head()
    assert record.head_by == date(2026, 9, 22)
    with pytest.raises(Refused, match="has until 22 September 2026"):
        settling.deem_accurate(record=record, policy=world.policy, by=world.viewer("adviser"), at=at(ON))
    late = world.viewer("adviser", date(2026, 9, 23))
    assert queries.may_deem(late, record) and not queries.may_deem(
        world.viewer("headteacher", late.on), record
    )
    settling.deem_accurate(record=record, policy=world.policy, by=late, at=at(late.on))
    told = world.fresh(record)
    assert told.state == "final" and told.deemed
    assert "did not answer by 22 September 2026" in told.content["head"]


def test_and_in_the_morning_it_is_done_by_itself(world):
    record = world.with_head()
    assert deem_silent_heads(at=at(date(2026, 9, 22))) == 0
    assert deem_silent_heads(at=at(date(2026, 9, 23))) == 1
    told = world.fresh(record)
    assert told.deemed and "The head has not said so" in told.content["head"]
    assert Event.objects.get(action="lock_record").by == ""


def test_every_locked_record_verifies_and_one_letter_changed_does_not(world):
    record = world.issued()
    assert [one for one in faults_found() if "record" in one.lower()] == []
    content = record.content | {"progress": "Strong progress"}
    RecordOfVisit.objects.filter(pk=record.pk).update(content=content)
    assert any("was changed after it was locked" in one for one in faults_found())


def test_and_neither_does_one_that_is_sealed_anew(world):
    record = world.final()
    RecordOfVisit.objects.filter(pk=record.pk).update(seal="0" * 64)
    assert any("another seal" in one for one in faults_found())


def test_a_new_version_leaves_the_one_that_was_sent_as_it_is(world):
    record = world.issued()
    assert queries.may_amend(world.viewer("adviser"), record)
    made = settling.amend_record(record=record, by=world.viewer("adviser"), at=at(ON))
    assert (made.number, made.state, made.sections) == (2, "draft", record.sections)
    assert world.fresh(record).seal == record.seal
    assert "newer version" in queries.may_amend(world.viewer("adviser"), record).reason
    assert not queries.may_amend(world.viewer("headteacher"), record)
    assert list(queries.newest(queries.records_visible_to(world.viewer("headteacher")))) == [record]
    assert list(queries.newest(queries.records_visible_to(world.viewer("adviser")))) == [made]


def test_what_was_agreed_becomes_a_promise_and_is_carried_to_the_next_visit(world):
    record = world.draft()
    first = world.agreed(record)
    second = world.agreed(record, "Send a literacy lead", side="authority", who="Literacy adviser")
    world.issued(record)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.undertaking.owner is None and second.undertaking.owner == world.person("adviser")
    assert first.undertaking.baseline_due_on == date(2026, 11, 1)
    after = world.draft(world.visit(on=LATER))
    assert {one.pk for one in queries.carried_to(after.visit)} == {first.pk, second.pk}
    by = world.viewer("adviser", LATER)
    with pytest.raises(Refused, match="by what you see"):
        drafting.follow_up(record=after, action=first, done=True, evidence=" ", by=by, at=at(LATER))
    drafting.follow_up(
        record=after, action=first, done=True, evidence="Seen in six lessons", by=by, at=at(LATER)
    )
    drafting.follow_up(record=after, action=second, done=False, evidence="", by=by, at=at(LATER))
    first.undertaking.refresh_from_db()
    assert first.undertaking.completed_on == LATER
    assert list(queries.open_actions(queries.agreed_with([world.school]))) == [second]
    assert list(queries.overdue_for(by, LATER)) == [second]
    assert not queries.overdue_for(seen(make_person("adviser"), LATER), LATER)


def test_an_action_of_another_school_is_not_followed_up_here(world):
    elsewhere = RecordsWorld(make_school(name="Oak Primary School"), people={})
    record = elsewhere.draft()
    action = elsewhere.agreed(record)
    elsewhere.final(record)
    mine = world.draft()
    action.refresh_from_db()
    with pytest.raises(Refused, match="earlier visit to this place"):
        told = {"action": action, "done": False, "evidence": ""}
        drafting.follow_up(record=mine, **told, by=world.viewer("adviser"), at=at(ON))


def test_what_stands_in_a_draft_is_taken_out_and_what_was_promised_is_not(world):
    record, by = world.draft(), world.viewer("adviser")
    action = world.agreed(record)
    with pytest.raises(Refused, match="on the day of the visit or later"):
        world.agreed(record, due_on=ON - timedelta(days=1))
    drafting.take_action_out(action=action, by=by, at=at(ON))
    assert not AgreedAction.objects.exists()


def test_what_reads_like_a_pupil_is_warned_of_and_looked_at(world):
    visit = world.visit()
    record = begin_record(visit=visit, policy=world.policy, by=world.viewer("adviser"), at=at(ON))
    told = WHOLE | {"category_words": "A pupil called Zed Orange read well"}
    by = world.viewer("adviser")
    named = drafting.save_draft(record=record, told=told, seen_version=1, by=by, at=at(ON))
    assert "Zed Orange" in named[0]
    with pytest.raises(Refused, match="reads like a pupil"):
        drafting.hand_in(record=record, policy=world.policy, confirmed=False, by=by, at=at(ON))
    assert "Zed" not in str(list(Event.objects.values_list("after", flat=True)))


def test_schools_read_what_was_sent_to_them_and_officers_their_own_schools(world):
    record = world.checking()
    head, chair = world.viewer("headteacher"), world.viewer("chair")
    assert queries.record_for(world.viewer("adviser"), record.public_id) == record
    assert queries.record_for(seen(make_person("adviser"), ON), record.public_id) is None
    assert queries.record_for(head, record.public_id) is None
    RecordOfVisit.objects.filter(pk=record.pk).update(state="with-head")
    assert queries.record_for(head, record.public_id) == record
    assert queries.record_for(chair, record.public_id) is None
    RecordOfVisit.objects.filter(pk=record.pk).update(
        state="issued", seal="x", locked_at=at(ON), issued_at=at(ON), passed_at=at(ON)
    )
    assert queries.record_for(chair, record.public_id) == record
    assert queries.record_for(seen(make_person("finance"), ON), record.public_id) is None


def test_a_safeguarding_note_is_for_its_author_and_safeguarding_and_opening_it_is_recorded(world):
    visit, author = world.visit(), world.viewer("adviser")
    assert queries.may_note(author, visit)
    assert not queries.may_note(world.viewer("headteacher"), visit)
    assert not queries.may_note(world.viewer("chief-adviser"), visit)
    note = boards.write_note(visit=visit, words="Canary", by=author, at=at(ON))
    for role, opens in (
        ("safeguarding", True),
        ("head-of-service", True),
        ("chief-adviser", False),
        ("quadrant-lead", False),
    ):
        assert bool(queries.notes_visible_to(world.viewer(role))) is opens, role
    assert not queries.notes_visible_to(seen(make_person("adviser"), ON))
    safe = world.viewer("safeguarding")
    assert boards.open_note(note=note, by=safe, at=at(ON)) == "Canary"
    event = Event.objects.order_by("number").last()
    assert (event.action, event.by, event.subject_id) == ("open_safeguarding_note", safe.id, note.public_id)
    assert "Canary" not in str(list(Event.objects.values_list("after", flat=True)))
    assert SafeguardingNote.objects.count() == 1


def test_m8_04_a_comment_of_a_board_is_answered_within_fifteen_working_days(world):
    chair = world.viewer("chair")
    assert queries.may_comment(chair, world.school)
    assert not queries.may_comment(world.viewer("adviser"), world.school)
    assert not queries.may_comment(chair, make_school())
    made = boards.comment_for_board(
        school=world.school, record=None, words="When do you come?", policy=world.policy, by=chair, at=at(ON)
    )
    assert made.due_on == date(2026, 10, 6)
    assert queries.may_reply(world.viewer("adviser"), made) and queries.may_reply(
        world.viewer("head-of-service"), made
    )
    assert not queries.may_reply(chair, made)
    assert not queries.may_reply(seen(make_person("adviser"), ON), made)
    boards.reply_to_board(comment=made, words="In October", by=world.viewer("adviser"), at=at(ON))
    made.refresh_from_db()
    assert made.reply == "In October"
    with pytest.raises(Refused, match="answered already"):
        boards.reply_to_board(comment=made, words="Again", by=world.viewer("adviser"), at=at(ON))


def test_a_head_without_a_chair_on_record_still_gets_it_and_the_board_does_not_count_as_told(world):
    record = world.issued()
    assert not record.to_chair
    with pytest.raises(Refused):
        issue_record(record=record, policy=world.policy, by=world.viewer("adviser"), at=at(ON))
