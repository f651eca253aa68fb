"""Options held against each other until one is put in place (M14-01, M14-02, M13-05, M2-12)."""

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.appraisal_objects import make_appraisal, make_gate, make_option, make_out, make_whole, open_
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.workforce_objects import make_paid_post, make_secondment, make_structure

from headway.features.decisions.models import Appraisal, Gate, Option

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def address(appraisal, *more) -> str:
    """A page of the appraisal."""
    return "/".join([f"/decisions/appraisals/{appraisal.public_id}", *map(str, more)]) + "/"


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


@pytest.fixture
def appraisal(policies):
    return make_appraisal()


def test_m14_01_an_appraisal_is_begun_scored_and_put_out_with_one_preferred_option(boss, client_as):
    member = client_as("member")
    boss.post("/decisions/appraisals/new/", {"title": "How we support schools"})
    made = Appraisal.objects.get()
    assert "The service as it is" in words(boss.get(address(made)))
    sent = {"title": made.title, "criteria": "Impact on pupils 60\nCost: 40", "version": 1}
    assert boss.post(address(made, "edit"), sent).status_code == 302
    assert (
        boss.post(address(made, "options", "new"), {"title": "Option 1", "year_1": "100000"}).status_code
        == 302
    )
    option = Option.objects.get(title="Option 1")
    href = address(made, "options", option.public_id)
    scores = {"c1-points": "4", "c1-evidence": "Pilot", "c2-points": "3", "c2-evidence": "Quote"}
    assert boss.post(f"{href}scores/", scores).status_code == 302
    assert boss.post(address(made, "put-out")).status_code == 403
    assert boss.post(f"{href}prefer/", {"reason": "It reaches more schools."}).status_code == 302
    page = boss.get(address(made))
    assert_good_page(page)
    shown = words(page)
    assert "72.0 of 100" in shown
    assert "4 of 5" in shown
    assert "£100,000" in shown
    assert "It reaches more schools." in shown
    assert member.get(address(made)).status_code == 404
    assert boss.post(address(made, "put-out")).status_code == 302
    assert "72.0 of 100" in words(member.get(address(made)))
    assert boss.get(f"{href}scores/").status_code == 403


def test_another_preferred_option_takes_the_place_of_the_first(boss, appraisal):
    first, second = make_option(appraisal), make_option(appraisal, "Option 2")
    for one in (first, second):
        boss.post(address(appraisal, "options", one.public_id, "prefer"), {"reason": "Better"})
    assert list(Option.objects.filter(preferred=True)) == [second]
    both = {"reason": ""}
    assert boss.post(address(appraisal, "options", first.public_id, "prefer"), both).status_code == 422


@pytest.mark.parametrize(
    ("criteria", "says"),
    [
        ("Impact 60\nCost 50", "The weights add up to 110, not to 100"),
        ("Impact", "Line 1 ends in no weight"),
    ],
)
def test_criteria_that_make_no_whole_are_refused(boss, appraisal, criteria, says):
    sent = {"title": "x", "criteria": criteria, "version": appraisal.version}
    answer = boss.post(address(appraisal, "edit"), sent)
    assert answer.status_code == 422
    assert says in words(answer)


def test_points_without_evidence_are_refused_and_nothing_is_kept(boss, appraisal):
    option = make_option(appraisal)
    answer = boss.post(address(appraisal, "options", option.public_id, "scores"), {"c1-points": "4"})
    assert answer.status_code == 422
    assert "by what they are seen" in words(answer)
    option.refresh_from_db()
    assert option.scores == {}


def test_scores_of_a_criterion_that_went_go_with_it(boss, appraisal):
    option = make_option(appraisal)
    scores = {"c1-points": "4", "c1-evidence": "Pilot", "c2-points": "3", "c2-evidence": "Quote"}
    boss.post(address(appraisal, "options", option.public_id, "scores"), scores)
    sent = {"title": appraisal.title, "criteria": "Impact 100", "version": appraisal.version}
    boss.post(address(appraisal, "edit"), sent)
    option.refresh_from_db()
    assert list(option.scores) == ["c1"]


def test_it_says_what_would_change_the_answer(boss, appraisal):
    for title, impact, cost in (("Option 1", 4, 2), ("Option 2", 2, 4)):
        option = make_option(appraisal, title)
        scores = {"c1-points": impact, "c1-evidence": "x", "c2-points": cost, "c2-evidence": "x"}
        boss.post(address(appraisal, "options", option.public_id, "scores"), scores)
    said = "“Option 2” would win where Impact on pupils weighed 50.0 % or less instead of 60 %."
    assert said in words(boss.get(address(appraisal)))


def test_an_option_with_a_structure_is_costed_from_its_posts_and_secondments(boss, appraisal):
    structure = make_structure()
    make_paid_post(structure)
    make_secondment(structure, make_school(status_code="1"))
    make_option(appraisal, structure=structure)
    shown = words(boss.get(address(appraisal)))
    assert "£153,420.05" in shown
    assert "To be earned in a year not known £10,342" in shown


def test_m14_02_m13_05_m2_12_an_option_waits_for_its_gates_and_for_the_one_before_it(boss, policies):
    """M2-12: the appointment of a head is such a gate."""
    made, preferred = make_whole()
    gate = make_gate(preferred)
    later = make_option(made, "Area alignment", after=preferred)
    waits = make_gate(later, "A head of behaviour support is appointed")
    boss.post(address(made, "put-out"))
    place = address(made, "options", preferred.public_id, "in-place")
    refused = boss.post(place)
    assert refused.status_code == 403
    assert "Option 1 waits for: The budget allows it." in words(refused)
    href = address(made, "options", preferred.public_id, "gates", gate.pk)
    sent = {"opened_by": "Vote of the schools forum", **day("opened_on", timezone.localdate())}
    assert boss.post(href, sent).status_code == 302
    assert "open since" in words(boss.get(address(made)))
    assert boss.post(href, sent).status_code == 422
    next_place = address(made, "options", later.public_id, "in-place")
    assert "Only the preferred option" in words(boss.post(next_place))
    assert boss.post(place).status_code == 302
    assert "waits for: A head of behaviour support is appointed." in words(boss.post(next_place))
    open_(waits)
    assert boss.post(next_place).status_code == 302
    assert "Area alignment (after Option 1), in place since" in words(boss.get(address(made)))


def test_the_status_quo_stays_and_an_option_does_not_follow_itself(boss, appraisal):
    quo = appraisal.options.get(status_quo=True)
    answer = boss.post(address(appraisal, "options", quo.public_id), {"remove": "yes"})
    assert answer.status_code == 403
    option = make_option(appraisal)
    sent = {"title": "Option 1", "after": option.public_id}
    assert boss.post(address(appraisal, "options", option.public_id), sent).status_code == 422
    assert boss.post(address(appraisal, "options", option.public_id), {"remove": "yes"}).status_code == 302
    assert Option.objects.count() == 1


def test_two_people_who_change_the_question_are_told(boss, appraisal):
    sent = {"title": "Another", "version": appraisal.version}
    boss.post(address(appraisal, "edit"), sent)
    answer = boss.post(address(appraisal, "edit"), sent | {"title": "Third"})
    assert "Somebody else changed this appraisal meanwhile" in words(answer)


def test_a_gate_is_not_opened_tomorrow(boss, policies):
    made, option = make_out()
    gate = Gate.objects.create(option=option, words="The forum votes")
    sent = {"opened_by": "Vote", "opened_on-day": 1, "opened_on-month": 1, "opened_on-year": 2099}
    answer = boss.post(address(made, "options", option.public_id, "gates", gate.pk), sent)
    assert answer.status_code == 422
    assert "A gate is opened once it happened" in words(answer)


def test_an_option_comes_back_as_it_was_sent(boss, appraisal):
    sent = {"title": "Option 1", "one_off": "5000", "risks": "A\nB", "year_1": "10", "year_5": "50"}
    boss.post(address(appraisal, "options", "new"), sent)
    option = Option.objects.get(title="Option 1")
    form = boss.get(address(appraisal, "options", option.public_id)).context["page"].form
    again = {name: form.initial.get(name) for name in sent}
    assert again == {"title": "Option 1", "one_off": 5000, "risks": "A\nB", "year_1": 10, "year_5": 50}
    assert option.costs == [1000, 0, 0, 0, 5000]


@pytest.mark.parametrize("count", [1, 8])
def test_an_appraisal_asks_the_same_number_of_questions(
    boss, appraisal, count, django_assert_max_num_queries
):
    for number in range(count):
        structure = make_structure(f"Structure {number}")
        make_paid_post(structure)
        make_gate(make_option(appraisal, f"Option {number}", structure=structure))
    boss.get(address(appraisal))
    with django_assert_max_num_queries(12):
        boss.get(address(appraisal))
