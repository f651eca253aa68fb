"""Data in the browser: a file is given, looked at and applied; every fault is a sentence; lists are filtered and taken away."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from tests.flows.test_load_folder import REFUSED, TAKEN
from tests.pages.pages import assert_good_page, shown_words

from headway.demo.county import AUTHORITY_NAME
from headway.demo.faults import FAULTS
from headway.features.audit.models import Event
from headway.features.jobs.models import Job
from headway.features.releases.models import ChangeList, Fault, Release
from headway.features.schools.models import District, School

MOST_QUERIES = 12


def words(response, status=200):
    assert response.status_code == status
    return shown_words(assert_good_page(response))


def queries(client, path):
    client.get(path)  # the first request of a process also reads the policies
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured.captured_queries)


def test_before_the_first_file_the_list_says_how_to_start(officer):
    assert "Give the first one: the register of schools." in words(officer.get("/data/"))


def test_m1_01_the_first_register_is_given_with_the_authority_looked_at_and_applied(officer, give, register):
    assert "Local authority" in words(officer.get("/data/give/"))
    job = give(register.read_bytes(), register.name)
    assert "The file is read." in words(officer.get(job.url))
    release = Release.objects.get()
    here = f"/data/{release.public_id}/"
    before = words(officer.get(here))
    assert "Would open" in before and "Apply this file" in before and School.objects.count() == 0
    job = officer.post(f"{here}apply/", {"seen": release.change_hash})
    assert "The file is applied." in words(officer.get(job.url))
    after = words(officer.get(here))
    assert "Would open" not in after and "Opened" in after and "Apply this file" not in after
    assert (School.objects.count(), Event.objects.get(action="apply_release").by) == (
        88,
        officer.person.public_id,
    )


def test_once_an_authority_is_known_it_is_filled_in_and_no_other_is_taken(officer, applied, give, register):
    assert f'value="{AUTHORITY_NAME}"' in officer.get("/data/give/").content.decode()
    answer = give(register.read_bytes(), authority="Ostmarch")
    assert f"This installation serves {AUTHORITY_NAME}" in words(answer, 422)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"authority": ""}, "Enter the name of the authority this installation serves"),
        ({"published_on-year": "2999"}, "must be today or in the past"),
        ({"published_on-day": ""}, "must include"),
        ({"file": ""}, "Choose the file to read"),
    ],
)
def test_what_is_missing_in_the_form_is_said_and_nothing_is_kept(officer, give, register, fields, sentence):
    assert sentence in words(give(register.read_bytes(), **fields), 422)
    assert (Job.objects.count(), Release.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "empty"])
def test_a_damaged_file_given_is_refused_in_the_same_sentence_and_nothing_changes(
    officer, applied, give, register, name
):
    before = list(School.objects.order_by("pk").values())
    job = give(FAULTS[name](register.read_bytes()), **{"published_on-day": "2"})
    told = words(officer.get(job.url))
    assert REFUSED[name] in told
    assert list(School.objects.order_by("pk").values()) == before
    assert Release.objects.count() == 1


def test_an_empty_file_is_refused_by_the_form(give):
    assert "The file chosen is empty" in words(give(b""), 422)


@pytest.mark.parametrize("name", [name for name, fault in TAKEN.items() if fault])
def test_a_file_with_faults_shows_each_with_its_row(officer, give, register, name):
    give(FAULTS[name](register.read_bytes()))
    release = Release.objects.get()
    row, sentence = TAKEN[name]
    told = words(officer.get(f"/data/{release.public_id}/faults/"))
    assert sentence in told and f" {row} " in told


def test_an_older_file_is_refused_with_both_days(officer, applied, give, register):
    older = {"published_on-day": "1", "published_on-month": "8"}
    job = give(register.read_bytes().replace(b"Primary", b"Infant", 1), **older)
    assert "was published on 1 August 2026, and a newer file of its kind" in words(officer.get(job.url))


def test_the_list_is_filtered_by_kind_and_state(officer, applied, give, folder):
    give(_holidays(folder), "h.json")
    both = words(officer.get("/data/"))
    assert "Bank holidays" in both and "register" in both
    only = words(officer.get("/data/?kind=bank_holidays"))
    assert "1 file" in only
    assert "2 files" not in words(officer.get("/data/?state=read"))
    assert "Nothing matches these filters" in words(officer.get("/data/?kind=bank_holidays&state=applied"))


def _holidays(folder):
    (path,) = folder.rglob("bank-holidays.json")
    return path.read_bytes()


def test_changes_are_named_filtered_searched_paged_and_taken_away(officer, read):
    here = f"/data/{read.public_id}/changes/"
    told = words(officer.get(here))
    assert "88 changes" in told and "URN 9000" in told and "Would open" in told
    assert "8 changes" in words(officer.get(f"{here}?kind=noted"))
    name = next(line[2][0] for line in read.changes if line[0] == "opened")
    assert name in words(officer.get(f"{here}?q={name.split(',')[0]}"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(officer.get(f"{here}?kind=noted&export=xlsx").content))
    assert len(book.get_sheet_by_index(0).to_python()) == 9
    assert officer.get(f"{here}?export=csv").content.decode("utf-8-sig").count("\r\n") == 89


def test_a_change_leads_to_its_school_once_the_school_has_a_page_here(officer, applied):
    rows = officer.get(f"/data/{applied.public_id}/changes/").context["page"].table.rows
    linked = [row.cells[0].href for row in rows if row.cells[0].href]
    assert linked and officer.get(linked[0]).status_code == 200


def test_long_lists_of_changes_stand_on_pages_of_a_hundred(officer, read):
    ChangeList.objects.update(lines=[["opened", 900000 + n, [f"School {n}"]] for n in range(250)])
    assert "page 3 of 3" in words(officer.get(f"/data/{read.public_id}/changes/?page=3"))


def test_faults_are_filtered_and_taken_away(officer, read):
    here = f"/data/{read.public_id}/faults/"
    for number in range(3):
        Fault.objects.create(release=read, row=number, words=f"Wrong {number}", serious=True)
    assert "4 faults" in words(officer.get(here))
    assert "1 fault " in words(officer.get(f"{here}?state=settle"))
    assert "3 faults" in words(officer.get(f"{here}?state=left-out"))
    assert officer.get(f"{here}?state=left-out&export=csv").content.decode("utf-8-sig").count("Wrong") == 3


def test_a_release_says_where_it_comes_from_and_under_which_licence(officer, read):
    told = words(officer.get(f"/data/{read.public_id}/"))
    assert "Where these figures come from" in told and "Open Government Licence v3.0" in told
    assert read.file.sha256 in told.replace(" ", "")


def test_a_district_is_settled_by_an_officer(officer, applied):
    school = School.objects.get(district_assumed=True)
    here = f"/data/{applied.public_id}/districts/{school.urn}/"
    assert f'href="{here}"' in officer.get(f"/data/{applied.public_id}/").content.decode()
    assert "assumed from its nearest school" in words(officer.get(here))
    assert "Choose the district the school stands in" in words(officer.post(here, {"district": ""}), 422)
    other = District.objects.exclude(pk=school.district_id).first()
    stale = officer.post(here, {"district": other.code, "seen": "E00000000"})
    assert "was settled or published by now" in words(stale, 422)
    answer = officer.post(here, {"district": other.code, "seen": school.district_id}, follow=True)
    assert f"{school.name} is now in {other.name}." in words(answer)
    assert f"Settled as {other.name} by an officer" in words(answer)
    assert f"{school.name}: Settled as {other.name} by an officer." in words(officer.get(here, follow=True))


def test_who_may_only_look_sees_why_the_buttons_do_nothing(client_as, applied):
    head = client_as("head-of-service")
    assert f"/districts/{School.objects.get(district_assumed=True).urn}/" not in words(
        head.get(f"/data/{applied.public_id}/")
    )
    assert head.get("/data/give/").status_code == 403


def test_what_was_read_again_since_it_was_looked_at_is_not_applied(officer, read):
    answer = officer.post(f"/data/{read.public_id}/apply/", {"seen": "another"}, follow=True)
    assert "was read again since you looked" in words(answer)
    assert Job.objects.filter(kind="apply_release").count() == School.objects.count() == 0


def test_applying_twice_says_that_nothing_was_changed(officer, applied):
    answer = officer.post(f"/data/{applied.public_id}/apply/", {"seen": applied.change_hash}, follow=True)
    assert "This file was applied before. Nothing was changed." in words(answer)


def test_an_older_one_that_waits_cannot_be_applied_and_says_why(officer, applied, read):
    Release.objects.filter(pk=read.pk).update(published_on="2026-09-02")
    waiting = Release.objects.get()
    waiting.pk, waiting.public_id, waiting.kind = None, "bcdfghjkmnpq", "gias_register"
    waiting.state, waiting.applied_at, waiting.published_on = "read", None, "2026-08-01"
    waiting.file = type(waiting.file).objects.create(sha256="0" * 64, name="x", size=1, kept_at=read.read_at)
    waiting.save()
    assert "A newer file of this kind, published on 2 September 2026" in words(
        officer.get(f"/data/{waiting.public_id}/")
    )


def test_pages_take_the_same_few_queries_for_1_and_30(officer, applied):
    paths = ["/data/", *(f"/data/{applied.public_id}/{end}" for end in ("", "changes/", "faults/"))]
    few = [queries(officer, path) for path in paths]
    assert max(few) <= MOST_QUERIES, few
    Fault.objects.bulk_create(Fault(release=applied, row=n, words="Wrong") for n in range(30))
    for number in range(30):
        other = Release.objects.get(pk=applied.pk)
        other.pk, other.public_id, other.kind = None, f"bcdfghjkm{number:03}", f"kind-{number}"
        other.save()
    assert [queries(officer, path) for path in paths] == few
