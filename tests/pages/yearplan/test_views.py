"""The year plan as officers walk it: start, look, ask why, fix, approve, publish."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import make_school, tie
from tests.pages.pages import assert_good_page, shown_words
from tests.planned_year import entitle_to, make_year, plan

from headway.features.allocation.actions import declare_conflict
from headway.features.audit.actions import record
from headway.features.deployment.models import Draft, State
from headway.features.jobs.models import Job
from headway.features.letters.models import Letter
from headway.features.people.models import AdviserYear

HOME = "/year-plan/"


@pytest.fixture
def year(policies):
    return make_year()


@pytest.fixture
def head(client_as):
    return client_as("head-of-service")


def words(client, path):
    """What a person reads on a page that is as every page must be."""
    answer = client.get(path)
    assert answer.status_code == 200
    return shown_words(assert_good_page(answer))


def post(client, path, **data):
    return client.post(path, data, follow=True)


def test_without_a_draft_the_page_says_how_to_start(year, head):
    assert "Start planning to make the first one" in words(head, HOME)


def test_starting_plans_in_a_job_that_leads_to_the_draft(year, head):
    answer = post(head, f"{HOME}start/")
    draft, job = Draft.objects.get(), Job.objects.get()
    assert answer.redirect_chain[-1][0] == f"/jobs/{job.public_id}/"
    assert_good_page(answer)
    assert (draft.state, draft.job, draft.made_by) == (State.PLANNED, job, head.person)
    assert "Proved within" in words(head, job.result_path)


def test_the_strip_says_it_all_and_drafts_stand_side_by_side(year, head):
    draft = plan()
    said = words(head, HOME)
    for label in ("Demand", "Capacity", "Not met", "Travel", "Spread of load", "Changes of adviser", "Proof"):
        assert label in said
    assert "12 days" in said and "30 days" in said
    assert "Nothing published yet" in said
    assert f"{draft.gap * 100:.1f} %" in said or "0.0" in said


@pytest.mark.parametrize(
    ("grouping", "said"),
    [
        ("school", "8 schools"),
        ("adviser", "Deployable"),
        ("partnership", "Schools with another adviser"),
    ],
)
def test_one_table_has_three_groupings(year, head, grouping, said):
    plan()
    assert said in words(head, f"{HOME}?by={grouping}")


def test_filters_narrow_the_table_and_keep_draft_and_grouping(year, head):
    draft = plan()
    school = year.schools[0]
    path = f"{HOME}?draft={draft.public_id}&by=school&q={school.urn}"
    assert "1 school" in words(head, path)
    page = head.get(path).content.decode()
    assert f'name="draft" value="{draft.public_id}"' in page
    assert "Clear all filters" in page


def test_the_table_leaves_as_a_file_with_days_as_numbers(year, head):
    plan()
    assert head.get(f"{HOME}?export=xlsx").content.startswith(b"PK")
    lines = head.get(f"{HOME}?export=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(year.schools)
    alone = next(line for line in lines if "Lone Primary School" in line)
    assert ",0.5,0.0," in alone


def test_finance_sees_totals_and_no_school(year, client_as):
    plan()
    said = words(client_as("finance"), HOME)
    assert "12 days" in said and year.schools[0].name not in said


def test_a_quadrant_lead_sees_the_schools_of_the_quadrant_only(year, client_as):
    plan()
    client = client_as("quadrant-lead")
    quadrant = year.schools[0].district.placements.get().quadrant
    tie(client.person, "quadrant-lead", "quadrant", quadrant.public_id)
    said = words(client, HOME)
    assert year.schools[0].name in said and year.schools[3].name not in said


def test_an_unknown_draft_is_not_found(year, head):
    assert head.get(f"{HOME}?draft=bcdfghjkmnpq").status_code == 404


@pytest.mark.parametrize("more", [0, 29])
def test_the_number_of_queries_does_not_grow_with_the_schools(
    year, head, django_assert_max_num_queries, more
):
    for _ in range(more):
        entitle_to(1, make_school(status_code="1"))
    plan()
    head.get(HOME)
    with django_assert_max_num_queries(12):
        head.get(HOME)


def test_why_tells_every_adviser_what_it_would_cost_and_which_rule_forbids(year, head):
    draft = plan()
    special = year.schools[-1]
    said = words(head, f"{HOME}{draft.public_id}/schools/{special.urn}/")
    assert f"for {special.name}" in said
    assert f"{year.advisers[1]} does not serve the phase of {special.name}" in said
    assert all(str(adviser) in said for adviser in year.advisers)
    assert "minutes a year" in said


def test_what_binds_an_adviser_is_not_told_to_who_may_not_see_advisers(year, head, client_as):
    draft = plan()
    special = year.schools[-1]
    client = client_as("quadrant-lead")
    tie(client.person, "quadrant-lead", "school", special.urn)
    path = f"{HOME}{draft.public_id}/schools/{special.urn}/"
    said = words(client, path)
    assert "does not serve the phase" in words(head, path), "control: who plans is told"
    assert "does not serve the phase" not in said and "not told to your role" in said
    assert "not possible" not in said, "whether it is possible is not told either"


def test_what_keeps_a_plan_from_being_weighed_is_told_to_who_plans_only(year, head, client_as):
    draft, special = plan(), year.schools[-1]
    held = draft.assignments.get(school=special).adviser
    declare_conflict(
        adviser=held,
        school=special,
        reason="A relation",
        on=timezone.localdate(),
        by=head.person,
        at=timezone.now(),
    )
    client = client_as("quadrant-lead")
    tie(client.person, "quadrant-lead", "school", special.urn)
    path = f"{HOME}{draft.public_id}/schools/{special.urn}/"
    assert "conflict" in words(head, path), "control: who plans is told"
    assert "conflict" not in words(client, path) and "cannot be told" in words(client, path)


def fix(client, draft, school, adviser, **more):
    data = {"adviser": adviser.person.public_id, "reason": "The governors asked", "version": draft.version}
    return post(client, f"{HOME}{draft.public_id}/schools/{school.urn}/", **(data | more))


def test_fixing_by_hand_moves_the_school_and_says_so(year, head):
    draft, special = plan(), year.schools[-1]
    held = draft.assignments.get(school=special).adviser
    other = next(one for one in (year.advisers[0], year.advisers[2]) if one != held)
    answer = fix(head, draft, special, other)
    said = shown_words(assert_good_page(answer))
    assert "is fixed by hand" in said and "The governors asked" in said
    assert draft.assignments.get(school=special).adviser == other
    released = post(
        head, f"{HOME}{draft.public_id}/schools/{special.urn}/release/", version=draft.version + 1
    )
    assert "It is released" in shown_words(assert_good_page(released))


def test_a_fix_that_a_rule_forbids_says_so_and_keeps_what_was_typed(year, head):
    draft = plan()
    answer = fix(head, draft, year.schools[-1], year.advisers[1])
    page = assert_good_page(answer)
    assert "does not serve the phase" in shown_words(page)
    assert 'value="The governors asked"' in answer.content.decode()


def test_a_fix_without_a_reason_says_so(year, head):
    answer = fix(head, plan(), year.schools[-1], year.advisers[1], reason="")
    assert "Enter the reason for fixing this by hand" in shown_words(assert_good_page(answer))


def test_a_partnerships_lead_is_fixed_on_its_page(year, head):
    draft, partnership = plan(), year.partnerships[0]
    held = draft.leads.get(partnership=partnership).adviser
    other = next(one for one in year.advisers if one != held)
    path = f"{HOME}{draft.public_id}/partnerships/{partnership.public_id}/"
    assert str(held) in words(head, path)
    post(head, path, adviser=other.person.public_id, reason="Knows them", version=draft.version)
    assert draft.leads.get(partnership=partnership).adviser == other


def test_m6_10_approval_waits_for_a_pool_where_need_is_unmet(year, head, client_as):
    AdviserYear.objects.update(contracted_half_days=6)
    draft, chief = plan(), client_as("chief-adviser")
    path = f"{HOME}{draft.public_id}/ask/"
    answer = post(chief, path, version=draft.version)
    assert "are unmet" in shown_words(assert_good_page(answer))
    answer = post(chief, path, version=draft.version, pool="Concern pool")
    assert "Approval is asked for" in shown_words(assert_good_page(answer))


def test_m6_11_from_asking_to_a_letter_the_headteacher_reads(year, head, client_as):
    draft, chief = plan(), client_as("chief-adviser")
    school = year.schools[0]
    reader = client_as("headteacher", school)
    base = f"{HOME}{draft.public_id}/"
    post(chief, f"{base}ask/", version=draft.version)
    assert "Send the answer" in words(head, f"{base}approval/")
    assert "The plan is approved" in shown_words(assert_good_page(post(head, f"{base}decide/", answer="yes")))
    said = words(head, f"{base}publish/")
    assert f"{len(year.schools)} letters" in said and reader.person.email in said
    assert "The school's share" in words(head, f"{base}letters/{school.urn}/")
    assert "Letters" not in words(reader, "/letters/").split("Letters will be listed here")[1]
    draft.refresh_from_db()
    done = post(head, f"{base}publish/", reason="Asked for by heads", version=draft.version)
    assert "The plan is published" in shown_words(assert_good_page(done))
    letter = Letter.objects.get(school=school)
    assert letter.subject in words(reader, "/letters/")
    assert "1 day" in words(reader, f"/letters/{letter.public_id}/")
    other = Letter.objects.exclude(school=school).first()
    assert reader.get(f"/letters/{other.public_id}/").status_code == 404
    again = post(head, f"{base}publish/", reason="Again", version=draft.version + 1)
    assert "published already" in shown_words(assert_good_page(again))


def test_a_refusal_needs_a_reason_and_frees_the_draft(year, head, client_as):
    draft, chief = plan(), client_as("chief-adviser")
    base = f"{HOME}{draft.public_id}/"
    post(chief, f"{base}ask/", version=draft.version)
    answer = post(head, f"{base}decide/", answer="no")
    assert "a refusal needs a reason" in shown_words(assert_good_page(answer))
    post(head, f"{base}decide/", answer="no", reason="Too many changes")
    assert "Plan again" in words(head, f"{HOME}?draft={draft.public_id}")


def test_taking_back_frees_the_draft(year, head, client_as):
    draft, chief = plan(), client_as("chief-adviser")
    base = f"{HOME}{draft.public_id}/"
    post(chief, f"{base}ask/", version=draft.version)
    refused = post(head, f"{base}plan/")
    assert "waits for approval" in shown_words(assert_good_page(refused))
    answer = post(chief, f"{base}withdraw/")
    assert "taken back" in shown_words(assert_good_page(answer))


def test_m6_10_facts_changed_since_planning_are_told_before_approval_and_publishing(year, head):
    draft = plan()
    base = f"{HOME}{draft.public_id}/"
    assert "The facts changed since" not in words(head, f"{base}approval/")
    entitle_to(2, year.schools[0])
    for step in ("approval/", "publish/"):
        said = words(head, f"{base}{step}")
        assert (
            "The facts changed since" in said and f"1 school has other days: {year.schools[0].name}" in said
        )


def test_the_plan_says_that_something_it_may_rest_on_was_written_since(year, head):
    Draft.objects.filter(pk=plan().pk).update(planned_at=timezone.now())
    assert "written to after" not in words(head, HOME)
    later = timezone.now() + timedelta(minutes=1)
    record(action="credit_days", subject_kind="entitlement", subject_id="2026", at=later)
    assert "written to after" in words(head, HOME)
