"""Structures from the service as it is to an approved option; posts for all, money for who may see pay (M2)."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, make_person
from tests.pages.workforce_objects import (
    PRICED_ON,
    make_paid_post,
    make_post,
    make_secondment,
    make_structure,
)
from tests.plan_world import approved_plan, seen

from headway.features.audit.models import Event
from headway.features.workforce.actions.structures import move_structure
from headway.features.workforce.models import Post, Structure, Title
from headway.rules.structure_life import CONSULTING
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def address(structure, *more) -> str:
    """A page of the structure."""
    return "/".join([f"/workforce/structures/{structure.public_id}", *more]) + "/"


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def finance(client_as):
    return client_as("finance")


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


@pytest.fixture
def structure(policies):
    return make_structure()


def test_m2_01_a_structure_is_begun_filled_put_out_and_approved_by_somebody_else(finance, boss, client_as):
    sent = {"title": "Option 1", "year": "2026-27", **day("priced_on", PRICED_ON)}
    assert finance.post("/workforce/structures/new/", sent).status_code == 302
    made = Structure.objects.get()
    shown = words(finance.get(address(made)))
    assert "The structure has no post yet. Add some first." in shown
    for title, chief in (("Head of school improvement", ""), ("Chief adviser", "Head of school improvement")):
        key = Post.objects.filter(title=chief).values_list("public_id", flat=True).first() or ""
        told = {"title": title, "fte": "1", "reports_to": key, "role": ""}
        assert finance.post(address(made, "posts", "new"), told).status_code == 302
    page = finance.get(address(made))
    assert_good_page(page)
    assert "Structure chart 2026-27" in words(page)
    assert finance.post(address(made, "consult")).status_code == 302
    assert "Approve it" in words(boss.get(address(made)))
    assert finance.post(address(made, "approve")).status_code == 403
    assert boss.post(address(made, "approve")).status_code == 302
    assert "Approved" in words(client_as("member").get(address(made)))
    actions = Event.objects.filter(subject_kind="structure").values_list("action", flat=True)
    assert list(actions) == ["start_structure", "add_post", "add_post", "move_structure", "move_structure"]


def test_who_began_a_structure_does_not_approve_it(boss, client_as):
    sent = {"title": "Option 1", "year": "2026-27", **day("priced_on", PRICED_ON)}
    boss.post("/workforce/structures/new/", sent)
    made = Structure.objects.get()
    make_post(made)
    boss.post(address(made, "consult"))
    assert boss.post(address(made, "approve")).status_code == 403
    assert client_as("hr").post(address(made, "approve")).status_code == 302


def test_a_post_cannot_report_to_itself_by_way_of_others(finance, structure):
    head = make_post(structure, "Head")
    chief = make_post(structure, "Chief", reports_to=head)
    sent = {"fte": "1", "reports_to": chief.public_id}
    answer = finance.post(address(structure, "posts", head.public_id), sent)
    assert answer.status_code == 422
    assert "reports to itself by way of others" in words(answer)
    assert (
        finance.post(
            address(structure, "posts", head.public_id), {"fte": "1", "reports_to": head.public_id}
        ).status_code
        == 422
    )
    head.refresh_from_db()
    assert head.reports_to is None


def test_m2_02_an_adviser_without_a_priority_and_a_priority_without_a_lead_are_told(finance, structure):
    plan = approved_plan()
    post = make_post(structure)
    shown = words(finance.get(address(structure)))
    assert "Adviser is tied to no priority." in shown
    assert "No post leads on “Inclusion”." in shown
    keys = [one.public_id for one in plan.priorities.all()]
    told = {"fte": "1", "role": "adviser", "leads": keys}
    assert finance.post(address(structure, "posts", post.public_id), told).status_code == 302
    shown = words(finance.get(address(structure)))
    assert "tied to no priority" not in shown
    assert "No post leads on" not in shown


PAY = {"spine": "soulbury-eip", "first_point": 20, "last_point": 22, "assessed_points": 0, "pension": "tps"}


def test_m2_04_ninety_and_ten_are_priced_and_ninety_and_fifteen_refused(finance, structure):
    post = make_post(structure)
    href = address(structure, "posts", post.public_id, "pay")
    answer = finance.post(href, PAY | {"core": "90", "buyback": "15"})
    assert answer.status_code == 422
    assert "The shares 90 and 15 add up to 105, not to 100." in words(answer)
    assert finance.post(href, PAY | {"core": "90", "buyback": "10"}).status_code == 302
    shown = words(finance.get(address(structure)))
    assert "£103,420.05" in shown
    assert "Core £93,078.05, Buyback £10,342" in shown


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"last_point": 60}, "There is no point 60 on this spine"),
        ({"last_point": 19}, "before it begins at 20"),
    ],
)
def test_a_scale_that_does_not_exist_on_the_day_is_refused(finance, structure, changed, says):
    post = make_post(structure)
    answer = finance.post(address(structure, "posts", post.public_id, "pay"), PAY | {"core": "100"} | changed)
    assert answer.status_code == 422
    assert says in words(answer)
    post.refresh_from_db()
    assert post.spine == ""


def test_m2_03_five_points_are_warned_of_on_the_page(finance, structure):
    post = make_post(structure)
    sent = PAY | {"last_point": 24, "core": "100"}
    finance.post(address(structure, "posts", post.public_id, "pay"), sent)
    assert "use 20 to 23 and one point for structured professional assessment" in words(
        finance.get(address(structure))
    )


def test_posts_are_shown_and_money_is_not_to_who_may_not_see_pay(boss, finance, structure):
    post = make_paid_post(structure)
    shown = words(boss.get(address(structure)))
    assert "Adviser" in shown
    assert "£" not in shown
    assert "£103,420.05" in words(finance.get(address(structure)))
    assert boss.get(address(structure, "posts", post.public_id, "pay")).status_code == 404
    assert boss.get("/workforce/cost/").status_code == 404


def test_m2_06_an_option_is_copied_changed_and_compared_by_what_it_must_earn(finance, boss, structure):
    """M2-15: the copy says which structure it follows."""
    make_paid_post(structure, core=50)
    sent = {"title": "Option 1", "year": "2026-27"}
    assert finance.post(address(structure, "copy"), sent).status_code == 302
    option = Structure.objects.get(title="Option 1")
    (post,) = option.posts.all()
    finance.post(address(option, "posts", post.public_id, "pay"), PAY | {"core": "90", "buyback": "10"})
    make_post(option, "Literacy consultant", subject="literacy")
    href = f"/workforce/compare/?before={structure.public_id}&after={option.public_id}"
    page = finance.get(href)
    assert_good_page(page)
    shown = words(page)
    assert "£51,710.02" in shown or "£51,710.03" in shown
    assert "(-80.0 %)" in shown
    assert "Literacy consultant" in shown
    assert "Not costed, for their pay is not known: Literacy consultant." in shown
    assert "£" not in words(boss.get(href))
    assert "Follows The service as it is" in words(finance.get(address(option)))


def test_m2_08_two_half_time_secondments_keep_the_capacity_and_make_two_recharges(finance, structure):
    make_post(structure)
    gone = make_post(structure, "Second adviser")
    before = words(finance.get(address(structure)))
    assert "Can intervene 2" in before
    school = make_school(status_code="1")
    finance.post(address(structure, "posts", gone.public_id), {"remove": "yes"})
    for _ in range(2):
        make_secondment(structure, school)
    page = finance.get(address(structure))
    assert_good_page(page)
    assert "Can intervene 2" in words(page)
    assert words(page).count("£50,000") == 2


def test_m2_10_a_transitional_chart_says_so_with_its_notes(client_as):
    made = make_structure(transitional=True, notes="Titles may be revised.")
    make_post(made)
    page = client_as("chief-adviser").get(address(made))
    assert "Structure chart 2025-26 (transitional)" in words(page)
    assert "Titles may be revised." in words(page)


def test_m2_11_titles_are_dated_and_at_director_level_need_an_override(finance, client_as, structure):
    post = make_post(structure, "School performance partner")
    director = make_post(structure, "Director", locked_title=True)
    sent = {"words": "School effectiveness partner", **day("valid_from", date(2026, 9, 1))}
    assert finance.post(address(structure, "posts", post.public_id, "title"), sent).status_code == 302
    assert list(Title.objects.filter(post=post).values_list("words", "valid_until")) == [
        ("School performance partner", date(2026, 9, 1)),
        ("School effectiveness partner", None),
    ]
    assert "School performance partner until 1 September 2026" in words(finance.get(address(structure)))
    href = address(structure, "posts", director.public_id, "title")
    refused = finance.get(href)
    assert refused.status_code == 403
    assert "Titles at director level stay as they are" in words(refused)
    assert client_as("hr").post(href, sent).status_code == 302
    early = finance.post(address(structure, "posts", post.public_id, "title"), sent)
    assert "begins after the one before it" in words(early)


def test_what_is_out_for_consultation_is_not_changed_until_it_is_taken_back(finance, structure):
    post = make_post(structure)
    finance.post(address(structure, "consult"))
    for more in (
        "edit",
        "posts/new",
        f"posts/{post.public_id}",
        f"posts/{post.public_id}/pay",
        "secondments/new",
    ):
        answer = finance.get(address(structure, more))
        assert answer.status_code == 403, more
        assert "out for consultation" in words(answer)
    finance.post(address(structure, "take-back"))
    assert finance.get(address(structure, "edit")).status_code == 200


def test_two_people_who_change_the_facts_are_told(finance, structure):
    sent = {"title": "Another", "year": "2026-27", "version": 1, **day("priced_on", PRICED_ON)}
    assert finance.post(address(structure, "edit"), sent).status_code == 302
    answer = finance.post(address(structure, "edit"), sent | {"title": "Third"})
    assert "Somebody else changed this structure meanwhile" in words(answer)
    assert Structure.objects.get().title == "Another"


def test_an_approved_structure_follows_the_one_before(finance, boss, client_as, structure):
    make_post(structure)
    for made in (structure,):
        move_structure(structure=made, to=CONSULTING, by=seen(make_person("hr")), at=AT)
        boss.post(address(made, "approve"))
    finance.post(address(structure, "copy"), {"title": "Next", "year": "2026-27"})
    following = Structure.objects.get(title="Next")
    finance.post(address(following, "consult"))
    boss.post(address(following, "approve"))
    structure.refresh_from_db()
    assert structure.state == "followed"
    with pytest.raises(Refused, match="Only a draft goes out"):
        move_structure(structure=structure, to=CONSULTING, by=seen(make_person("hr")), at=AT)


def test_a_post_is_costed_without_keeping_it(finance):
    sent = {
        "spine": "soulbury-eip", "point": 22, "pension": "tps", "fte": "1", "core": "90", "buyback": "10",
        "day_rate": "450", **day("on", PRICED_ON),
    }  # fmt: skip
    page = finance.get("/workforce/cost/", sent)
    assert_good_page(page)
    assert "£103,420.05" in words(page)
    assert "Days to sell 23.0" in words(page)
    refused = finance.get("/workforce/cost/", sent | {"buyback": "15"})
    assert "add up to 105" in words(refused)
    assert "£103,420.05" not in words(refused)
    assert not Structure.objects.exists()


def test_empty_pages_say_how_to_begin(finance, client_as):
    assert "Begin with the service as it is" in words(finance.get("/workforce/"))
    assert "out for consultation or approved yet" in words(client_as("member").get("/workforce/"))
    assert "Choose two structures" in words(finance.get("/workforce/compare/"))


def test_part_time_pays_its_share(finance, structure):
    make_paid_post(structure, fte=Decimal("0.5"))
    assert "£51,335.03" in words(finance.get(address(structure)))


@pytest.mark.parametrize("count", [1, 30])
def test_a_structure_asks_the_same_number_of_questions(
    finance, structure, count, django_assert_max_num_queries
):
    for number in range(count):
        make_paid_post(structure, f"Adviser {number}")
    finance.get(address(structure))
    with django_assert_max_num_queries(12):
        finance.get(address(structure))


def test_m2_09_consultants_are_counted_by_subject_against_the_structure_before(finance, structure):
    make_post(structure, "Literacy consultant", subject="literacy")
    finance.post(address(structure, "copy"), {"title": "Option 1", "year": "2026-27"})
    option = Structure.objects.get(title="Option 1")
    for subject in ("literacy", "numeracy"):
        make_post(option, f"{subject.capitalize()} consultant, additional", subject=subject)
    page = finance.get(f"/workforce/compare/?before={structure.public_id}&after={option.public_id}")
    assert_good_page(page)
    assert "Literacy 1 2 1" in words(page)
    assert "Numeracy 0 1 1" in words(page)


def test_m2_07_posts_carry_the_phases_they_cover(finance, structure):
    sent = {"title": "Curriculum manager", "fte": "1", "phases": ["secondary"]}
    assert finance.post(address(structure, "posts", "new"), sent).status_code == 302
    assert "1 FTE, secondary" in words(finance.get(address(structure)))
    assert (
        finance.post(address(structure, "posts", "new"), sent | {"phases": ["tertiary"]}).status_code == 422
    )


def test_m2_16_removing_three_secondary_posts_is_warned_of_with_numbers(finance, structure):
    for number in range(4):
        make_post(structure, f"Adviser, secondary {number}", background="secondary")
    for number in range(3):
        make_post(structure, f"Adviser, primary {number}", background="primary")
    make_post(structure, "Adviser, special schools", background="special")
    assert "can intervene, " not in words(finance.get(address(structure)))
    finance.post(address(structure, "copy"), {"title": "Fewer", "year": "2026-27"})
    option = Structure.objects.get(title="Fewer")
    for post in option.posts.filter(background="secondary")[:3]:
        finance.post(address(option, "posts", post.public_id), {"remove": "yes"})
    short = "Secondary: 1 full-time equivalent can intervene, 1 fewer than the least of 2."
    assert short in words(finance.get(address(option)))
    page = finance.get(f"/workforce/compare/?before={structure.public_id}&after={option.public_id}")
    assert_good_page(page)
    assert short in words(page)
    assert "Secondary 4 1 -3 2 too few after" in words(page)
    school = make_school(status_code="1", phase="secondary")
    for _ in range(2):
        make_secondment(option, school)
    page = finance.get(f"/workforce/compare/?before={structure.public_id}&after={option.public_id}")
    assert short not in words(page)


def test_m2_16_a_post_says_its_background_and_an_older_word_for_it_stays(finance, structure):
    post = make_post(structure, background="music")
    href = address(structure, "posts", post.public_id)
    assert "music" in words(finance.get(href))
    assert finance.post(href, {"fte": "1", "background": "art"}).status_code == 422
    assert finance.post(href, {"fte": "1", "background": "secondary"}).status_code == 302
    post.refresh_from_db()
    assert post.background == "secondary"
