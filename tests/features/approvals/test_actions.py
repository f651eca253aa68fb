"""Approvals: who may decide, not oneself, quorum, sample, reasons, and many deciders at once."""

from datetime import UTC, datetime

import pytest
from tests.features.approvals.people import person, viewer
from tests.features.threads import run_at_once

from headway.features.approvals.actions import decide, request_approval, withdraw_request
from headway.features.approvals.models import Decision, Request, State
from headway.features.approvals.queries import (
    granted_request,
    may_decide,
    open_requests_for,
    requests_about,
)
from headway.features.audit.models import Event
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
RULE = {"roles": ["head-of-service", "chief-adviser"]}


def ask(rule=RULE, by="adviser", subject="bcdf", **more):
    return request_approval(
        kind="categories", origin_kind="judgement", origin_id=subject, words="Category 4 for this school",
        rule=rule, by=person(by), at=AT, **more,
    )  # fmt: skip


def head(label="head"):
    return viewer(label, "head-of-service")


def say(request, yes=True, by=None, reason=""):
    return decide(request=request, yes=yes, reason=reason, by=by or head(), at=AT)


def test_m7_02_a_yes_by_somebody_else_grants():
    request = ask()
    assert granted_request(request.public_id) is None
    assert say(request).state == State.GRANTED
    assert granted_request(request.public_id) == request
    assert list(Event.objects.order_by("number").values_list("action", flat=True)) == [
        "request_approval",
        "decide",
    ]


def test_m7_02_nobody_decides_what_they_asked_for():
    request = ask(by="head")
    assert may_decide(request, head()).reason == "You asked for this yourself, so somebody else decides it."
    with pytest.raises(Refused, match="asked for this yourself"):
        say(request)
    assert Decision.objects.count() == 0


def test_oneself_may_decide_where_the_rule_says_so():
    assert say(ask({**RULE, "not_oneself": False}, by="head")).state == State.GRANTED


def test_another_role_is_refused_with_the_roles_that_may():
    verdict = may_decide(ask(), viewer("somebody", "adviser"))
    assert not verdict
    assert verdict.reason.endswith("These roles may: Head of service, Chief adviser.")


def test_a_no_needs_a_reason_and_refuses():
    request = ask()
    with pytest.raises(Refused, match="a refusal needs a reason"):
        say(request, yes=False, reason="  ")
    assert say(request, yes=False, reason="The evidence is last year's.").state == State.REFUSED
    assert Decision.objects.get().reason == "The evidence is last year's."


def test_what_is_settled_is_not_decided_again():
    request = ask()
    say(request)
    with pytest.raises(Refused, match="settled already: approved"):
        say(request, by=head("another"))


def test_a_quorum_takes_different_people():
    request = ask({**RULE, "quorum": 2})
    assert say(request).state == State.OPEN
    with pytest.raises(Refused, match="You have decided this already"):
        say(request)
    assert say(request, by=viewer("chief", "chief-adviser")).state == State.GRANTED


def test_one_no_refuses_whatever_the_quorum():
    request = ask({**RULE, "quorum": 2})
    say(request)
    assert say(request, yes=False, reason="No", by=head("another")).state == State.REFUSED


def test_a_sample_draws_about_its_share_and_grants_the_rest():
    states = [ask({**RULE, "sample_rate": 0.25}, subject=n).state for n in range(200)]
    assert 25 <= states.count(State.OPEN) <= 80
    assert set(states) == {State.OPEN, State.GRANTED}
    assert ask({**RULE, "sample_rate": 1}, subject="all").state == State.OPEN
    assert ask({**RULE, "sample_rate": 0}, subject="none").state == State.GRANTED


def test_asking_twice_is_one_request():
    assert ask() == ask()
    assert ask(subject="other") != ask()
    assert Request.objects.count() == 2


def test_only_the_one_who_asked_takes_it_back():
    request = ask()
    with pytest.raises(Refused, match="Only the person who asked"):
        withdraw_request(request=request, by=person("head"), at=AT)
    assert withdraw_request(request=request, by=person("adviser"), at=AT).state == State.WITHDRAWN
    with pytest.raises(Refused, match="settled already: withdrawn"):
        withdraw_request(request=request, by=person("adviser"), at=AT)
    assert ask() != request


def test_what_waits_for_a_viewer(django_assert_num_queries):
    mine, decided, own = ask(), ask({**RULE, "quorum": 2}, subject="b"), ask(by="head", subject="c")
    ask(subject="restricted", restricted=True)
    say(decided)
    looking = head()
    with django_assert_num_queries(1):
        assert open_requests_for(looking, ["categories"]) == [mine]
    assert open_requests_for(viewer("adviser", "adviser"), ["categories"]) == []
    assert open_requests_for(viewer("chief", "chief-adviser"), ["categories"]) == [mine, decided, own]
    assert list(requests_about("categories", "judgement", "bcdf")) == [mine]


@pytest.mark.django_db(transaction=True)
def test_many_deciders_at_once_settle_it_once(tmp_path, monkeypatch):
    request = ask({**RULE, "quorum": 2})
    viewers = [head(f"head {n}") for n in range(6)]
    tasks = [lambda by=by: say(request, by=by).state for by in viewers]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert sorted(each for each in results if isinstance(each, str)) == [State.GRANTED, State.OPEN]
    assert sum(isinstance(each, Refused) for each in results) == 4
    assert look(Decision.objects.count) == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_submit_at_once_is_one_request_and_one_event(tmp_path, monkeypatch):
    person("adviser")
    results, look = run_at_once([lambda: ask().pk] * 5, tmp_path, monkeypatch)
    assert len(set(results)) == 1
    assert look(lambda: (Request.objects.count(), Event.objects.count())) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_person_twice_at_once_counts_once(tmp_path, monkeypatch):
    request = ask({**RULE, "quorum": 2})
    by = head()
    results, look = run_at_once([lambda: say(request, by=by)] * 4, tmp_path, monkeypatch)
    assert sum(isinstance(each, Refused) for each in results) == 3
    assert look(lambda: Request.objects.get().state) == State.OPEN
