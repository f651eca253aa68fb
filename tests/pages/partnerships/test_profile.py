"""A partnership's profile: what its schools come to, what is masked for whom, and who consents."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, SINCE, make_person, tie
from tests.pages.performance_report_objects import make_consent
from tests.plan_world import seen

from headway.features.consents.models import Consent
from headway.features.evidence.models import Observation
from headway.features.files.models import StoredFile
from headway.features.partnerships.models import Membership, Partnership
from headway.features.policies.queries import typed
from headway.features.releases.models import Release, State
from headway.features.schools.models import Authority, School
from headway.pages.partnerships.figures import profile_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 15)
FIGURES = {"Elm": (100, 60, 9000), "Oak": (300, 80, 51234), "Ash": (200, None, 7000)}


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def partnership(policies):
    """Three primary schools with results and reserves; Ash has no result."""
    authority = Authority.objects.create(code="900", name="Nowhere", own=True)
    file = StoredFile.objects.create(name="a", content_type="text/csv", size=1, sha256="a" * 64, kept_at=AT)
    release = Release.objects.create(
        kind="ks2", file=file, state=State.APPLIED, title="Results", published_on=SINCE, read_at=AT
    )
    made = Partnership.objects.create(name="Vale", kind="geographic", formed_on=SINCE)
    told = {"release": release, "row": 1, "period": "2024/25"}
    for number, (name, (pupils, result, reserve)) in enumerate(FIGURES.items()):
        school = School.objects.create(
            urn=900001 + number,
            name=name,
            authority=authority,
            status="Open",
            status_code="1",
            phase="primary",
            pupils=pupils,
        )
        Membership.objects.create(partnership=made, school=school, recognised=True, valid_from=SINCE)
        missing = {} if result is not None else {"why_missing": "suppressed"}
        Observation.objects.create(school=school, measure="ks2_rwm_expected", value=result, **missing, **told)
        Observation.objects.create(school=school, measure="reserve", value=reserve, **told)
    for code, name, value in (("900", "Nowhere", 61), ("", "England", 62)):
        Observation.objects.create(
            area_code=code, area_name=name, measure="ks2_rwm_expected", value=value, **told
        )
    return made


@pytest.fixture
def schools(partnership):
    return {school.name: school for school in School.objects.all()}


def line_of(viewer, partnership, key):
    """One measure as the viewer sees it."""
    found = profile_of(viewer, partnership, typed("partnership_profiles"), typed("measures"), TODAY)
    return next(line for line in found.lines if line.measure.key == key)


def test_m4_09_totals_equal_the_sum_of_members_and_means_are_weighed_by_pupils(partnership):
    officer = seen(make_person("data-officer"))
    assert line_of(officer, partnership, "reserve").whole.value == Decimal(67234)
    result = line_of(officer, partnership, "ks2_rwm_expected")
    assert result.whole.value == Decimal(75)
    assert result.whole.missing == ("Ash",)
    assert (result.authority.words, result.england.words) == ("61%", "62%")


def test_m4_09_if_one_member_has_not_consented_its_bar_is_masked_for_other_members(
    partnership, schools, client_as
):
    for name in ("Elm", "Ash"):
        make_consent(partnership, schools[name])
    href = f"/partnerships/{partnership.public_id}/profile/"
    for role, school in (("headteacher", "Elm"), ("chair", "Ash")):
        shown = words(client_as(role, schools[school]).get(href))
        assert "Not shared with you: Oak." in shown
        assert "51,234" not in shown
        assert "9,000" in shown
        assert "67,234" not in shown
    lead = client_as("partnership-lead")
    tie(lead.person, "partnership-lead", "partnership", partnership.public_id)
    assert "51,234" not in words(lead.get(href))
    for role, school in (("headteacher", "Oak"), ("data-officer", "Elm")):
        shown = words(client_as(role, schools[school]).get(href))
        assert "51,234" in shown
        assert "67,234" in shown
    make_consent(partnership, schools["Oak"])
    shown = words(client_as("headteacher", schools["Elm"]).get(href))
    assert "51,234" in shown
    assert "67,234" in shown


def test_m4_09_what_is_published_of_each_school_needs_no_consent(partnership, schools, client_as):
    shown = words(
        client_as("headteacher", schools["Elm"]).get(f"/partnerships/{partnership.public_id}/profile/")
    )
    assert "80%" in shown
    assert "75%" in shown


def test_m4_09_a_masked_figure_stands_in_no_file(partnership, schools, client_as):
    client = client_as("headteacher", schools["Elm"])
    href = f"/partnerships/{partnership.public_id}/profile/"
    answer = client.get(f"{href}?export=csv").content.decode("utf-8-sig")
    rows = {row[0]: row for row in csv.reader(io.StringIO(answer))}
    assert "9000" in "".join(rows["Elm"])
    assert "51234" not in answer.replace(",", "")
    assert "60234" not in answer.replace(",", "")
    assert client.get(f"{href}word/").status_code == 200
    assert client.get(f"{href}pdf/").content.startswith(b"%PDF")
    assert client.get(f"{href}odt/").status_code == 404


def test_m4_09_whatever_a_masked_school_has_nothing_another_member_is_shown_changes(
    partnership, schools, client_as
):
    make_consent(partnership, schools["Ash"])
    client = client_as("headteacher", schools["Elm"])
    href = f"/partnerships/{partnership.public_id}/profile/"
    before = (
        words(client.get(href)),
        client.get(f"{href}?export=csv").content,
        client.get(f"{href}pdf/").content,
    )
    row = Observation.objects.filter(school=schools["Oak"], measure="reserve")
    for change in ({"value": 1}, {"period": "2030/31"}, {"value": None, "why_missing": "suppressed"}):
        row.update(**change)
        after = (
            words(client.get(href)),
            client.get(f"{href}?export=csv").content,
            client.get(f"{href}pdf/").content,
        )
        assert after == before
    row.delete()
    assert words(client.get(href)) == before[0]


def test_m4_09_a_head_consents_for_the_own_school_and_withdraws_at_once(partnership, schools, client_as):
    head = client_as("headteacher", schools["Oak"])
    href = f"/partnerships/{partnership.public_id}/sharing/"
    assert_good_page(head.get(href))
    own, other = (f"{href}{schools[name].urn}/" for name in ("Oak", "Elm"))
    assert head.get(other).status_code == 404
    sent = {"given_by": "Headteacher", "given_on-day": 1, "given_on-month": 9, "given_on-year": 2026}
    assert "shares its figures" in words(head.post(own, sent, follow=True))
    assert head.post(own, sent).status_code == 422
    profile = f"/partnerships/{partnership.public_id}/profile/"
    neighbour = client_as("headteacher", schools["Elm"])
    assert "51,234" in words(neighbour.get(profile))
    assert "no more" in words(head.post(f"{own}withdraw/", follow=True))
    assert "51,234" not in words(neighbour.get(profile))
    consent = Consent.objects.get()
    assert (consent.recorded_by, consent.withdrawal_recorded_by) == (head.person, head.person)
    assert consent.given_by in words(neighbour.get(href))
    assert head.post(f"{own}withdraw/").status_code == 422


def test_m4_09_a_consent_of_a_former_time_as_a_member_counts_no_more(partnership, schools):
    make_consent(partnership, schools["Oak"], on=date(2024, 9, 1))
    head = seen(make_person("headteacher", school=schools["Elm"]))
    assert line_of(head, partnership, "reserve").members[2].value is not None
    Membership.objects.filter(school=schools["Oak"]).update(valid_until=date(2025, 9, 1))
    Membership.objects.create(
        partnership=partnership, school=schools["Oak"], recognised=True, valid_from=date(2026, 9, 1)
    )
    shown = {one.name: one for one in line_of(head, partnership, "reserve").members}
    assert not shown["Oak"].is_open
    make_consent(partnership, schools["Oak"])
    assert Consent.objects.filter(withdrawn_on=None).count() == 1


def test_officers_without_a_right_to_such_figures_see_none_whoever_consents(partnership, schools, client_as):
    for school in schools.values():
        make_consent(partnership, school)
    shown = words(client_as("business-support").get(f"/partnerships/{partnership.public_id}/profile/"))
    assert "51,234" not in shown
    assert "67,234" not in shown
    assert "80%" in shown


@pytest.mark.parametrize("number", [0, 30])
def test_a_page_asks_the_same_however_many_members(
    partnership, schools, client_as, django_assert_max_num_queries, number
):
    for more in range(number):
        school = School.objects.create(
            urn=910000 + more,
            name=f"More {more}",
            authority_id="900",
            phase="primary",
            pupils=10,
            status="Open",
        )
        Membership.objects.create(partnership=partnership, school=school, recognised=True, valid_from=SINCE)
        make_consent(partnership, school)
    client = client_as("headteacher", schools["Elm"])
    for name in ("profile", "sharing"):
        path = f"/partnerships/{partnership.public_id}/{name}/"
        assert_good_page(client.get(path))
        with django_assert_max_num_queries(12):
            client.get(path)
