"""Restructurings as chains of structures with the proposals that led to them."""

from headway.rules.restructures import Step, chains


def test_m2_15_a_first_phase_and_the_proposal_after_it_are_one_chain():
    follows = {"before": "", "phase-1": "before", "proposal": "phase-1"}
    reports = [("r1", "before", "phase-1"), ("r2", "phase-1", "proposal")]
    assert chains(follows, reports) == [
        (Step("before", 0, ()), Step("phase-1", 1, ("r1",)), Step("proposal", 2, ("r2",)))
    ]


def test_two_that_follow_one_stand_one_after_the_other_each_with_its_own():
    follows = {"a": "", "b": "a", "c": "a", "d": "b"}
    assert [(one.key, one.depth) for one in chains(follows, [])[0]] == [
        ("a", 0),
        ("b", 1),
        ("d", 2),
        ("c", 1),
    ]


def test_a_structure_alone_is_no_chain_unless_a_report_led_to_it():
    assert chains({"a": "", "b": "gone"}, []) == []
    assert chains({"a": ""}, [("r", "x", "a")]) == [(Step("a", 0, ("r",)),)]


def test_what_follows_itself_in_a_circle_ends():
    assert chains({"a": "b", "b": "a"}, []) == []
