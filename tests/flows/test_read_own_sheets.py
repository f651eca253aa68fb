"""The authority's own sheets: what they become, that a second time changes nothing, and every fault in words."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.adopted import adopt
from tests.flows.own_sheets.sheets import ROWS, make_register, write_sheets

from headway.demo.generate import generate
from headway.features.allocation.models import Conflict
from headway.features.appointments.models import Appointment
from headway.features.audit.models import Event
from headway.features.partnerships.models import Membership, Partnership
from headway.features.people.models import Adviser, Capability, Person, Role
from headway.features.schools.models import Headship, Placement, Provision, Quadrant
from headway.flows.load_folder import load_folder
from headway.flows.own_sheets.faults import OwnSheetsRefused
from headway.flows.read_own_sheets import OwnSheetsRead, has_own_sheets, read_own_sheets

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
SINCE = date(2025, 9, 1)


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    make_register()
    return write_sheets(tmp_path)


def read(folder: Path, year: int = 2026) -> OwnSheetsRead:
    return read_own_sheets(folder=folder, year=year, by="", at=AT)


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(OwnSheetsRefused) as refused:
        read(folder)
    return refused.value.faults


def ties_of(post: str) -> set[tuple[str, str, str]]:
    rows = Appointment.objects.filter(person__name=post, valid_from=SINCE, valid_until=None)
    return set(rows.values_list("role", "subject_kind", "subject_id"))


def test_districts_stand_in_their_quadrants(folder):
    read(folder)
    placed = Placement.objects.values_list("district__name", "quadrant__name", "valid_from")
    assert set(placed) == {("Northdown", "Hills", SINCE), ("Southdown", "Coast", SINCE)}


def test_m1_04_partnerships_have_their_members_over_time(folder):
    read(folder)
    partnership = Partnership.objects.get()
    assert (partnership.kind, partnership.recognised, partnership.formed_on) == (
        "geographic",
        True,
        date(2022, 9, 1),
    )
    assert (partnership.lead_school_id, partnership.quadrant.name) == (900101, "Hills")
    members = Membership.objects.values_list("school", "valid_from", "valid_until", "recognised")
    assert set(members) == {
        (900101, date(2022, 9, 1), None, True),
        (900102, date(2023, 1, 9), None, True),
    }


def test_m1_08_provisions_and_headships_are_stored(folder):
    read(folder)
    assert Provision.objects.values_list("school", "kind", "places", "need").get() == (
        900101,
        "sen-unit",
        10,
        "HI",
    )
    assert set(Headship.objects.values_list("school", "kind", "valid_until")) == {
        (900101, "substantive", None),
        (900102, "acting", date(2026, 1, 1)),
    }


def test_m6_10_advisers_have_half_days_of_the_year(folder):
    read(folder)
    adviser = Adviser.objects.get()
    year = adviser.years.get()
    assert (year.year, year.contracted_half_days, year.leave_half_days) == (2026, 403, 51)
    assert (year.training_half_days, year.internal_half_days) == (13, 276)
    assert (adviser.base_easting, adviser.base_northing, adviser.quadrant) == (600000, 200000, "Hills")
    assert (adviser.may_lead, adviser.max_intensive, adviser.invented) == (True, 4, False)


def test_m1_09_phases_of_second_choice_count_from_their_day(folder):
    read(folder)
    held = Capability.objects.values_list("phase", "choice", "valid_from", "valid_until")
    assert set(held) == {("primary", 1, SINCE, None), ("secondary", 2, date(2026, 1, 1), None)}


def test_posts_sign_in_with_roles_and_what_is_their_own(folder):
    read(folder)
    partnership, coast = Partnership.objects.get().public_id, Quadrant.objects.get(name="Coast").public_id
    assert set(Role.objects.filter(person__name="Headteacher 900101").values_list("role", flat=True)) == {
        "headteacher",
        "partnership-lead",
    }
    assert ties_of("Headteacher 900101") == {
        ("headteacher", "school", "900101"),
        ("partnership-lead", "partnership", partnership),
    }
    assert ties_of("Chair of governors 900101") == {("chair", "school", "900101")}
    assert ties_of("Quadrant lead 01") == {("quadrant-lead", "quadrant", coast)}
    assert not Person.objects.get(name="Adviser 01").has_usable_password()


def test_last_years_advisers_are_the_present_ones(folder):
    read(folder)
    partnership = Partnership.objects.get().public_id
    assert ties_of("Adviser 01") == {
        ("adviser", "school", "900101"),
        ("adviser", "partnership", partnership),
    }


def test_conflicts_are_stored_and_their_reasons_kept_out_of_the_audit(folder):
    read(folder)
    assert Conflict.objects.get().reason == "Is a governor of this school"
    assert all("governor" not in str(event.after) for event in Event.objects.order_by("number"))


def test_twice_changes_nothing(folder):
    read(folder)
    events = Event.objects.count()
    again = read(folder)
    assert not any(again.kept.values())
    assert again.words == "16 rows of 9 own sheets read: nothing to change."
    assert Event.objects.count() == events


def test_a_changed_row_changes_what_is_stored(folder):
    read(folder)
    member = ROWS["partnerships"][1].replace("2023-01-09,", "2023-01-09,2026-04-01")
    adviser = ROWS["advisers"][0].replace("primary,secondary", "primary,special").replace(",yes,4", ",no,2")
    write_sheets(folder, partnerships=[ROWS["partnerships"][0], member], advisers=[adviser])
    read(folder)
    assert Membership.objects.get(school=900102).valid_until == date(2026, 4, 1)
    assert Adviser.objects.get().version == 2
    assert set(Capability.objects.filter(valid_until=None).values_list("phase", flat=True)) == {
        "primary",
        "special",
    }


def test_a_phase_with_evidence_of_training_outlives_the_sheet(folder):
    read(folder)
    Capability.objects.filter(phase="secondary").update(evidence="Course of May 2026")
    write_sheets(folder, advisers=[ROWS["advisers"][0].replace("primary,secondary", "primary,")])
    read(folder)
    assert Capability.objects.get(phase="secondary").valid_until is None


def test_an_adviser_who_began_later_stays(folder):
    read(folder)
    other = Person.objects.get(name="Quadrant lead 01")
    held = Appointment.objects.filter(role="adviser", subject_kind="school")
    held.update(valid_until=date(2026, 9, 1))
    later = {"role": "adviser", "subject_kind": "school", "subject_id": "900101"}
    Appointment.objects.create(person=other, valid_from=date(2026, 9, 1), **later)
    read(folder)
    assert held.get(valid_until=None).person == other


def test_the_next_years_sheet_ends_an_adviser_who_is_another(folder):
    read(folder)
    people = [*ROWS["people"], "Adviser 02,ADV,adviser-02@eastmarch.invalid,"]
    second = ROWS["advisers"][0].replace("Adviser 01", "Adviser 02")
    write_sheets(folder, people=people, advisers=[*ROWS["advisers"], second], last_year=["900101,Adviser 02"])
    read(folder, year=2027)
    rows = Appointment.objects.filter(role="adviser", subject_kind="school").order_by("valid_from")
    assert list(rows.values_list("person__name", "valid_from", "valid_until")) == [
        ("Adviser 01", date(2025, 9, 1), date(2026, 9, 1)),
        ("Adviser 02", date(2026, 9, 1), None),
    ]


def test_a_sheet_that_is_not_given_leaves_what_it_would_say(folder):
    read(folder)
    write_sheets(folder, people=None, advisers=None, headships=None)
    assert not any(read(folder).kept.values())


def test_a_lead_head_who_is_no_post_is_said(folder):
    people = [row for row in ROWS["people"] if "Headteacher" not in row]
    read_now = read(write_sheets(folder, people=people))
    assert read_now.notes == (
        "Oak Partnership has no lead head: Headteacher 900101 is no post of people.csv.",
    )


def test_a_folder_without_sheets_is_refused(tmp_path):
    assert not has_own_sheets(tmp_path)
    assert faults_of(tmp_path)[0].startswith("There are none in")


@pytest.mark.parametrize(
    ("sheet", "row", "words"),
    [
        ("districts", "E07999999,Nowhere,Hills", "Row 2, column “district_code”: The register has no district"),
        ("partnerships", "Oak Partnership,geographic,yes,900999,2022-09-01,,X", "column “urn”: 900999 is no school"),
        ("partnerships", "Oak Partnership,friends,yes,900101,2022-09-01,,X", "“friends” is no kind of partnership"),
        ("partnerships", "Oak Partnership,thematic,yes,900101,2022-09-01,,X", "is not recognised by the partnership"),
        ("partnerships", "Oak Partnership,geographic,maybe,900101,2022-09-01,,X", "“maybe” is not known here; use"),
        ("provisions", "900101,sen-unit,ten,HI,2015-09-01,", "column “places”: “ten” is not a whole number"),
        ("headships", "900101,substantive,April 2019,", "column “from”: “April 2019” is not a date. Write the day first"),
        ("headships", "900101,substantive,2019-04-01,2019-04-01", "The time ends before it begins"),
        ("conflicts", "Adviser 09,900102,Lives there", "“Adviser 09” is no post of advisers.csv"),
        ("conflicts", "Adviser 01,900102,", "column “reason”: The cell is empty"),
        ("last_year_leads", "Elm Partnership,Adviser 01", "“Elm Partnership” is no partnership"),
        ("people", "Adviser 01,KING,a@eastmarch.invalid,", "“KING” is no role of the access policy; use one of: HoS"),
        ("people", "Adviser 01,ADV,nowhere,", "column “email”: This is no e-mail address"),
        ("people", "Adviser 01,ADV,a@eastmarch.invalid,house:4", "Write one of school, quadrant, partnership"),
        ("people", "Adviser 01,ADV,a@eastmarch.invalid,school:5", "There is no school “5”"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_refused_with_its_place(folder, sheet, row, words):
    others = {name: [] for name in ROWS if name not in (sheet, "advisers", "people", "districts")}
    faults = faults_of(write_sheets(folder, **(others | {sheet: [row]})))
    assert any(fault.startswith(f"{sheet}.csv: ") and words in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("201.5", "201.3", "column “contracted_days”: “201.3” is not a number of days"),
        ("201.5", "100", "nothing is left for schools after leave, training and internal work"),
        ("primary,", "infants,", "column “phases_first”: “infants” is not known here"),
        ("primary,secondary", ",", "Name at least one"),
        ("Hills", "Dales", "“Dales” is no quadrant of districts.csv"),
        ("adviser,201.5", "quadrant-lead,201.5", "people.csv does not give the post the role quadrant-lead"),
        ("Adviser 01", "Adviser 07", "“Adviser 07” is no post that signs in"),
    ],
)
def test_a_faulty_adviser_is_refused_with_its_place(folder, before, after, words):
    faults = faults_of(write_sheets(folder, advisers=[ROWS["advisers"][0].replace(before, after, 1)]))
    assert any(fault.startswith("advisers.csv: Row 2") and words in fault for fault in faults), faults


def test_m1_04_two_recognised_partnerships_at_a_time_are_refused_by_row(folder):
    second = "Elm Partnership,geographic,yes,900101,2024-09-01,,Headteacher 900101"
    (fault,) = faults_of(write_sheets(folder, partnerships=[*ROWS["partnerships"], second]))
    assert fault.startswith(
        "partnerships.csv: Row 4, column “from”: The school is in the recognised partnership"
    )


def test_rows_that_stand_twice_are_refused_by_row(folder):
    faults = faults_of(write_sheets(folder, last_year=ROWS["last_year"] * 2, conflicts=ROWS["conflicts"] * 2))
    assert faults == (
        "conflicts.csv: Row 3, column “urn”: This post with this school stands already in row 2. "
        "Remove one of the two.",
        "last_year.csv: Row 3, column “urn”: This school stands already in row 2. Remove one of the two.",
    )


def test_headships_that_overlap_are_refused_by_row(folder):
    second = "900101,acting,2025-04-01,"
    (fault,) = faults_of(write_sheets(folder, headships=[*ROWS["headships"], second]))
    assert fault.startswith("headships.csv: Row 2, column “until”: Another headship begins on 1 April 2025")


def test_a_missing_column_and_a_file_of_another_kind_are_refused(folder):
    (folder / "service" / "people.csv").write_text("post,role,email\r\n")
    (folder / "service" / "conflicts.csv").write_bytes(b"%PDF-1.7 not a sheet")
    faults = faults_of(folder)
    assert any("lacks “tie”" in fault for fault in faults)
    assert any(fault.startswith("conflicts.csv: This is not a CSV") for fault in faults)


def test_one_fault_leaves_nothing_stored(folder):
    faults_of(write_sheets(folder, last_year=["900999,Adviser 01"]))
    assert not Quadrant.objects.exists() and not Person.objects.exists() and not Partnership.objects.exists()


def test_the_demonstrations_sheets_are_read(tmp_path):
    generate(tmp_path, seed=1, size="small", first_day=date(2026, 6, 22))
    adopt(at=AT)
    load_folder(folder=tmp_path, authority="Larkshire", by="", at=AT)
    first = read(tmp_path)
    assert all(first.kept[name].made for name in ("people", "partnerships", "advisers", "last_year"))
    assert not any(read(tmp_path).kept.values())
