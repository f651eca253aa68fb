"""The data pages in a real browser: axe finds nothing, nothing scrolls sideways, at 1280 and 320 pixels."""

import pytest
from playwright.sync_api import sync_playwright
from tests.pages.browsing import start_browser
from tests.pages.test_accessible import faults_at

from headway.features.jobs.models import Job
from headway.features.releases.models import Fault, Release
from headway.features.schools.models import School

pytestmark = pytest.mark.browser


@pytest.fixture
def responses(officer, give, register):
    """Every page in its states, made before the browser starts."""
    shown = {"data-empty": officer.get("/data/"), "data-give": officer.get("/data/give/")}
    shown["data-give-error"] = give(b"", authority="")
    give(register.read_bytes(), register.name)
    release = Release.objects.get()
    here = f"/data/{release.public_id}/"
    shown["data-release-read"] = officer.get(here)
    shown["data-changes"] = officer.get(f"{here}changes/?kind=opened&q=primary")
    officer.post(f"{here}apply/", {"seen": release.change_hash})
    Fault.objects.create(release=release, row=7, column="EstablishmentName", words="Long " * 80, serious=True)
    district = f"{here}districts/{School.objects.get(district_assumed=True).urn}/"
    shown["data-faults"] = officer.get(f"{here}faults/")
    shown["data-settle"] = officer.get(district)
    shown["data-settle-error"] = officer.post(district, {"district": ""})
    shown["data-release-applied"] = officer.get(here)
    shown["data-list"] = officer.get("/data/")
    give(
        b"<!doctype html><html></html>", "a-file-with-quite-a-long-name-as-publishers-give-them-20260901.csv"
    )
    for job in Job.objects.order_by("asked_at"):
        shown[f"data-job-{job.kind}-{job.state}"] = officer.get(f"/jobs/{job.public_id}/")
    return shown


def test_data_pages_are_accessible_and_never_scroll_sideways(responses):
    with sync_playwright() as playwright:
        browser = start_browser(playwright)
        found = [fault for name, shown in responses.items() for fault in faults_at(browser, name, shown)]
        browser.close()
    assert "\n".join(found) == ""
