"""Reports on performance: what the public may see, sign-off, publication, and who finds what."""

import io
import json
import zipfile
from datetime import date

import pytest
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, make_person
from tests.pages.performance_report_objects import YEAR, make_report, published, signed
from tests.plan_world import seen

from headway.features.audit.models import Event
from headway.features.categories.models import Judgement
from headway.features.performance_reports.models import PerformanceReport
from headway.features.performance_reports.queries import reporting_policy
from headway.features.schools.models import Authority, District, School
from headway.flows.performance_document import told_to

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def authority(policies):
    """Fourteen schools of two districts; two are secondary, three are in the smallest category."""
    made = Authority.objects.create(code="900", name="Nowhere", own=True)
    judge = make_person("head-of-service")
    places = [
        District.objects.create(code=f"E0700000{n}", name=name) for n, name in enumerate(("North", "South"))
    ]
    for number in range(14):
        school = School.objects.create(
            urn=900001 + number,
            name=f"School {number}",
            authority=made,
            status="Open",
            status_code="1",
            phase="secondary" if number < 2 else "primary",
            district=places[number % 2],
        )
        category = "1" if number < 3 else "2"
        Judgement.objects.create(
            school=school, category=category, label="Self-supporting", direction="same", state="agreed",
            judged_by=judge, judged_at=AT, valid_from=date(2025, 9, 1), reason="",
        )  # fmt: skip
    return made


def tables_of(report, audience):
    """Caption to rows of what an audience is told."""
    policy = reporting_policy(seen(make_person("data-officer")))
    told = told_to(report, policy.audiences[audience])
    return {table["caption"]: table["rows"] for part in told["sections"] for table in part["tables"]}


def test_m4_06_the_public_version_hides_what_is_small_and_what_brings_it_back(authority):
    report = make_report("public", by_district=True)
    assert tables_of(report, "public")["Schools by phase"] == [
        ["North", "hidden", "hidden", "7"],
        ["South", "hidden", "hidden", "7"],
        ["All", "hidden", "hidden", "14"],
    ]
    assert tables_of(report, "heads")["Schools by phase"][-1] == ["All", "12", "2", "14"]


def test_m4_06_each_audience_sees_its_own_sections(authority):
    report = make_report("public")
    assert "Schools by category" in tables_of(report, "members")
    for audience in ("heads", "governors", "public"):
        assert "Schools by category" not in tables_of(report, audience)
    assert "Results of each school" in tables_of(report, "heads")
    assert "Results of each school" not in tables_of(report, "public")
    assert "School 3" not in json.dumps(tables_of(report, "members"))


def test_m4_06_a_report_goes_from_draft_over_another_s_sign_off_to_publication(authority, client_as):
    writer, checker, reader = client_as("data-officer"), client_as("chief-adviser"), client_as("member")
    sent = {"title": "Our schools", "year": str(YEAR), "audience": "members", "by_district": "on"}
    page = writer.post("/reports/new/", sent, follow=True)
    assert "The report is begun" in words(page)
    report = PerformanceReport.objects.get()
    href = f"/reports/{report.public_id}/"
    assert_good_page(writer.get(href))
    assert "hidden because they are small" in words(writer.get(href))
    sent = {"commentary": "Results rose.", "version": 1}
    assert writer.post(f"{href}sections/results/", sent).status_code == 302
    assert reader.get(href).status_code == 404
    assert writer.post(f"{href}sign-off/").status_code == 403
    assert "signed off" in words(checker.post(f"{href}sign-off/", follow=True))
    assert writer.post(f"{href}sections/results/", sent | {"version": 2}).status_code == 403
    assert "The report is published." in words(checker.post(f"{href}publish/", follow=True))
    shown = words(reader.get(href))
    assert "Results rose." in shown
    assert "Sign it off" not in shown
    assert "What each audience would see" not in shown
    assert "Our schools" in words(reader.get("/reports/"))
    assert client_as("headteacher").get(href).status_code == 404
    told = (
        Event.objects.filter(subject_kind="performance-report")
        .order_by("number")
        .values_list("action", flat=True)
    )
    assert sorted(told) == [
        "begin_performance_report",
        "publish_performance_report",
        "sign_off_report",
        "write_commentary",
    ]


def test_m4_06_nobody_signs_off_a_report_they_wrote_in(authority, client_as):
    report, both = make_report(), client_as("chief-adviser")
    href = f"/reports/{report.public_id}/"
    both.post(f"{href}sections/schools/", {"commentary": "All open.", "version": 1})
    answer = both.post(f"{href}sign-off/")
    assert answer.status_code == 403
    assert "somebody else signs it off" in words(answer)
    assert client_as("head-of-service").post(f"{href}sign-off/").status_code == 302


def test_m4_06_what_was_published_stays_as_it_was_whatever_changes_later(authority, client_as):
    report = published(make_report("public"))
    reader = client_as("provider")
    href = f"/reports/{report.public_id}/"
    before = {form: b"".join([reader.get(f"{href}file/{form}/").content]) for form in ("word", "pdf")}
    School.objects.filter(urn__gte=900005).update(phase="special")
    assert before["pdf"].startswith(b"%PDF")
    assert zipfile.is_zipfile(io.BytesIO(before["word"]))
    assert {form: reader.get(f"{href}file/{form}/").content for form in before} == before
    assert "Special" not in words(reader.get(href))
    assert report.document.sha256 in words(client_as("data-officer").get(href))


def test_m4_06_refreshing_shows_what_differs_and_takes_it(authority, client_as):
    report, writer = make_report("public"), client_as("data-officer")
    href = f"/reports/{report.public_id}/refresh/"
    assert "No figure differs" in words(writer.get(href))
    School.objects.filter(urn=900014).update(status_code="2")
    shown = words(writer.get(href))
    assert "Schools by phase: South: Primary: was 6, is 5." in shown
    assert writer.post(href, {"version": 1}).status_code == 302
    report.refresh_from_db()
    assert report.figures["schools"] == 13
    assert writer.post(href, {"version": 1}).status_code == 422


def test_m4_06_a_later_report_supersedes_the_one_before_and_one_is_withdrawn_with_its_reason(
    authority, client_as
):
    first, second = published(make_report("public")), make_report("public", title="Corrected")
    published(second)
    first.refresh_from_db()
    assert (first.state, first.replaced_by, first.reason) == (
        "superseded",
        second,
        "Replaced by “Corrected”.",
    )
    reader, head = client_as("chair"), client_as("head-of-service")
    assert "Superseded" in words(reader.get("/reports/"))
    href = f"/reports/{first.public_id}/"
    assert head.post(f"{href}withdraw/", {"reason": ""}).status_code == 422
    assert head.post(f"{href}withdraw/", {"reason": "A figure was wrong"}).status_code == 302
    assert reader.get(href).status_code == 404
    assert reader.get(f"{href}file/pdf/").status_code == 404
    assert "A figure was wrong" in words(head.get(href))


def test_m4_06_a_report_that_counts_categories_is_read_by_those_who_may_count_them(authority, client_as):
    report = published(make_report("members"))
    PerformanceReport.objects.update(audience="public")
    href = f"/reports/{report.public_id}/"
    assert client_as("member").get(href).status_code == 200
    assert client_as("provider").get(href).status_code == 404
    assert report.title not in words(client_as("provider").get("/reports/"))


def test_m4_06_the_same_figures_are_never_published_under_two_limits(authority, client_as):
    published(make_report("public"))
    PerformanceReport.objects.update(limit=3)
    second = signed(make_report("members", title="For councillors"))
    answer = client_as("head-of-service").post(f"/reports/{second.public_id}/publish/")
    assert answer.status_code == 403
    assert "another limit for small numbers" in words(answer)


def test_a_draft_is_previewed_for_every_audience(authority, client_as):
    report, writer = make_report("public"), client_as("data-officer")
    for audience in ("heads", "governors", "members", "public"):
        page = writer.get(f"/reports/{report.public_id}/preview/{audience}/")
        assert_good_page(page)
    assert writer.get(f"/reports/{report.public_id}/preview/nobody/").status_code == 404
    assert writer.get(f"/reports/{report.public_id}/sections/named/").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_asks_the_same_however_many_reports_there_are(
    authority, client_as, django_assert_max_num_queries, number
):
    report = make_report()
    for more in range(number - 1):
        make_report(title=f"Report {more}")
    client = client_as("data-officer")
    for path in ("/reports/", f"/reports/{report.public_id}/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)
