"""Who may take over, and who may leave."""

from datetime import date

from headway.rules.handing_over import Held, may_hand_to, may_leave, may_take_over, may_take_work

DAY = date(2026, 9, 1)
HELD = Held("old", "Adviser 01", date(2025, 9, 1))
NEEDED = {"admin": "Administrator"}


def test_a_school_without_an_adviser_and_one_whose_adviser_began_earlier_can_be_taken_over():
    assert may_take_over(None, "new", DAY) and may_take_over(HELD, "new", DAY)


def test_nobody_takes_over_from_themselves_or_before_the_other_begins():
    assert may_take_over(HELD, "old", DAY).reason == "Adviser 01 advises the school already."
    late = may_take_over(Held("old", "Adviser 01", DAY), "new", DAY)
    assert late.reason == "Adviser 01 begins on 1 September 2026 only. Choose a later day than that."


def test_the_last_of_a_needed_role_stays_and_any_other_leaves():
    refused = may_leave("Post 25", {"admin"}, NEEDED, set())
    assert "the last to hold the role Administrator" in refused.reason
    assert may_leave("Post 25", {"admin"}, NEEDED, {"admin"})
    assert may_leave("Post 25", {"finance"}, NEEDED, set())


def test_who_takes_over_is_somebody_else_with_access():
    assert may_hand_to("old", "new", "Post 26", has_access=True)
    assert "somebody else" in may_hand_to("old", "old", "Post 25", has_access=True).reason
    assert "has no access" in may_hand_to("old", "new", "Post 26", has_access=False).reason


def test_work_in_hand_goes_to_somebody_who_can_do_it():
    assert may_take_work(0, "", unable=())
    assert may_take_work(3, "Post 26", unable=())
    assert "Choose who takes over" in may_take_work(3, "", unable=()).reason
    assert may_take_work(3, "Post 26", unable=["Post 26 leads no visits."]).reason.startswith("Post 26 leads")
