"""Lists as people arrange them: columns remembered, views kept and shared, what was just done taken back."""

import csv
import io
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in

from headway.features.arrangements.models import Arrangement
from headway.features.audit.models import Event
from headway.features.undoing.models import Deed

pytestmark = pytest.mark.django_db
LIST = "/schools/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def officer(db):
    adopt_current_policies()
    make_school(name="Ash Lane Primary School", town="Elmstead", status="Open", status_code="1")
    return sign_in(make_person("data-officer"))


def columns(response) -> list[str]:
    return [column.slug for column in response.context["page"].table.columns]


def leave_out(client, *slugs, back=LIST):
    offered = columns(client.get(LIST))
    return client.post(
        "/lists/columns/",
        {"back": back, "offered": offered, "column": [one for one in offered if one not in slugs]},
    )


def move(client, **places):
    """Type places beside columns; those left out of `places` keep theirs."""
    arranging = client.get(LIST).context["page"].table.arranging
    offered = [column.slug for column in arranging.columns]
    typed = [places.get(slug, number) for number, slug in enumerate(offered, 1)]
    sent = {"back": LIST, "offered": offered, "column": offered, "usual": arranging.usual, "place": typed}
    return client.post("/lists/columns/", sent)


def keep(client, name, back=LIST, **more):
    return client.post("/lists/views/", {"back": back, "name": name, **more}, follow=True)


def test_columns_left_out_stay_left_out_until_they_are_chosen_again(officer):
    whole = columns(officer.get(LIST))
    assert leave_out(officer, "trust", "flags").url == LIST
    shown = officer.get(LIST)
    assert columns(shown) == [one for one in whole if one not in ("trust", "flags")]
    assert "Columns (2 not shown)" in words(shown)
    leave_out(officer)
    assert columns(officer.get(LIST)) == whole
    assert not Arrangement.objects.exists()


def test_another_person_and_another_list_keep_all_their_columns(officer):
    whole = columns(officer.get(LIST))
    leave_out(officer, "trust")
    colleague = sign_in(make_person("data-officer"))
    assert columns(colleague.get(LIST)) == whole


def test_the_column_that_names_the_rows_cannot_be_left_out(officer):
    leave_out(officer, "name", "trust")
    assert columns(officer.get(LIST))[0] == "name"


def test_an_export_has_the_columns_shown_and_no_others(officer):
    leave_out(officer, "trust", "inspection")
    content = officer.get(f"{LIST}?export=xlsx").content
    header = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[0]
    assert "Trust" not in header and "Latest inspection" not in header and "Flags" in header


def test_a_view_keeps_filters_order_and_columns_and_leads_back_to_them(officer):
    leave_out(officer, "trust")
    back = officer.get(f"{LIST}?q=ash&sort=-phase").context["page"].table.arranging.back
    said = keep(officer, "Ash by phase", back)
    assert "The view “Ash by phase” is kept." in words(said)
    leave_out(officer)
    view = officer.get(LIST).context["page"].table.arranging.views[0]
    opened = officer.get(view.href)
    assert "trust" not in columns(opened)
    assert opened.context["page"].table.sort.key == "phase"
    assert opened.context["page"].table.applied[0].words == "ash"
    assert opened.context["page"].table.arranging.views[0].current
    assert_good_page(opened)


def test_a_view_is_ones_own_until_it_is_shared_with_staff_and_never_with_schools(officer):
    keep(officer, "Mine")
    colleague = sign_in(make_person("finance"))
    head = sign_in(make_person("headteacher", school=make_school()))
    assert "Mine" not in words(colleague.get(LIST))
    view = Arrangement.objects.get()
    officer.post("/lists/views/share/", {"view": view.public_id, "back": LIST, "shared": "yes"})
    assert "Mine shared by" in words(colleague.get(LIST))
    assert "Mine" not in words(head.get(LIST))
    officer.post("/lists/views/share/", {"view": view.public_id, "back": LIST, "shared": "no"})
    assert "Mine" not in words(colleague.get(LIST))


def test_a_head_keeps_views_and_shares_none(officer):
    head = sign_in(make_person("headteacher", school=make_school()))
    assert "Views are shared among the authority's staff" in words(keep(head, "All", shared="yes"))
    assert "is kept." in words(keep(head, "All"))


def test_a_colleague_can_neither_remove_nor_share_a_shared_view(officer):
    keep(officer, "Ours", shared="yes")
    view = Arrangement.objects.get()
    colleague = sign_in(make_person("data-officer"))
    for deed in ("drop", "share"):
        assert colleague.post(f"/lists/views/{deed}/", {"view": view.public_id, "back": LIST}).url == "/"
    assert Arrangement.objects.count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_without_a_fitting_name_is_refused_with_a_sentence(officer, name):
    said = words(keep(officer, name))
    assert "Enter a name for the view." in said or "60 characters at most" in said
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize(
    "back",
    ["", "https://example.org/", "//example.org/", "/nowhere/", "javascript:alert(1)", "/\\example.org"],
)
def test_a_form_with_an_address_that_is_none_of_ours_leads_home_and_keeps_nothing(officer, back):
    for path, more in (("/lists/views/", {"name": "x"}), ("/lists/columns/", {"offered": "trust"})):
        assert officer.post(path, {"back": back, **more}).url == "/"
    assert not Arrangement.objects.exists()


def test_a_hostile_name_is_shown_as_text(officer):
    said = keep(officer, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in said.content.decode()
    assert "<script>alert(1)</script>" in words(said)


def test_a_view_removed_comes_back_within_its_seconds_and_once(officer):
    keep(officer, "Mine", f"{LIST}?q=ash", shared="yes")
    view = Arrangement.objects.get()
    said = officer.post("/lists/views/drop/", {"view": view.public_id, "back": LIST}, follow=True)
    assert "was removed." in words(said) and "This can be taken back for 10 seconds." in words(said)
    deed = Deed.objects.get()
    assert f'name="deed" value="{deed.public_id}"' in said.content.decode()
    assert "is back." in words(officer.post("/undo/", {"deed": deed.public_id}, follow=True))
    again = Arrangement.objects.get()
    assert (again.name, again.address, again.shared) == ("Mine", view.address, True)
    assert "taken back already" in words(officer.post("/undo/", {"deed": deed.public_id}, follow=True))
    assert Event.objects.filter(action="undo_drop_view").count() == 1


def test_too_late_is_said_and_changes_nothing(officer):
    keep(officer, "Mine")
    view = Arrangement.objects.get()
    officer.post("/lists/views/drop/", {"view": view.public_id, "back": LIST})
    Deed.objects.update(until=timezone.now() - timedelta(seconds=1))
    said = words(officer.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "are over. Change it back by hand." in said
    assert not Arrangement.objects.exists()


def test_what_another_person_did_cannot_be_taken_back(officer):
    keep(officer, "Mine")
    officer.post("/lists/views/drop/", {"view": Arrangement.objects.get().public_id, "back": LIST})
    other = sign_in(make_person("data-officer"))
    assert other.post("/undo/", {"deed": Deed.objects.get().public_id}).url == "/"
    assert not Arrangement.objects.exists()


def test_the_whole_list_is_printed_without_pages(officer):
    for number in range(60):
        make_school(name=f"School {number:02}", status="Open", status_code="1")
    shown = officer.get(LIST)
    href = shown.context["page"].table.print_href
    whole = officer.get(href)
    assert len(shown.context["page"].table.rows) == 50
    assert len(whole.context["page"].table.rows) == 61
    assert whole.context["page"].table.pages is None


def test_hidden_columns_that_never_were_are_let_pass(officer):
    strange = quote("<b>")
    assert officer.get(f"{LIST}?hide={strange}&hide=trust&hide=no-such").status_code == 200
    assert "trust" not in columns(officer.get(f"{LIST}?hide=trust"))


def test_columns_moved_stay_where_they_were_put_until_they_are_as_usual(officer):
    whole = columns(officer.get(LIST))
    move(officer, flags=1)
    assert columns(officer.get(LIST)) == ["name", "flags", *whole[1:-1]]
    move(officer, flags=len(whole) - 1)
    assert columns(officer.get(LIST)) == whole
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize("place", ["", "x", "-3", "²", "9" * 30])
def test_what_is_no_place_leaves_the_column_where_it_is(officer, place):
    whole = columns(officer.get(LIST))
    assert move(officer, trust=place).status_code == 302
    assert columns(officer.get(LIST)) == whole


def test_a_view_keeps_the_order_of_its_columns(officer):
    move(officer, flags=1, trust=2)
    keep(officer, "Flags first", officer.get(LIST).context["page"].table.arranging.back)
    move(officer, flags=9, trust=4)
    assert columns(officer.get(LIST))[1] != "flags"
    view = officer.get(LIST).context["page"].table.arranging.views[0]
    opened = officer.get(view.href)
    assert columns(opened)[:3] == ["name", "flags", "trust"]
    assert opened.context["page"].table.arranging.views[0].current


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_follows_the_order_of_the_columns(officer, kind):
    content = officer.get(f"{LIST}?columns=flags&columns=trust&export={kind}").content
    if kind == "csv":
        header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        header = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[0]
    assert header.index("Flags") < header.index("Trust") < header.index("Phase")


def test_another_list_s_export_and_print_follow_the_order_too(officer):
    everybody = sign_in(make_person("admin"))
    address = "/access/?columns=access"
    shown = everybody.get(f"{address}&print=yes").context["page"].table
    header = next(csv.reader(io.StringIO(everybody.get(f"{address}&export=csv").content.decode("utf-8-sig"))))
    assert [column.slug for column in shown.columns][1] == "access"
    assert header.index(shown.columns[1].label) < header.index(shown.columns[2].label)


def test_an_order_with_unknown_and_repeated_columns_drops_them(officer):
    whole = columns(officer.get(LIST))
    strange = quote("<b>")
    address = f"{LIST}?columns={strange}&columns=flags&columns=no-such&columns=flags&columns=name"
    assert columns(officer.get(address)) == ["name", "flags", *whole[1:-1]]


def test_columns_that_no_row_can_hold_are_refused_with_a_sentence(officer):
    offered = [f"{'x' * 57}-{number}" for number in range(30)]
    said = officer.post("/lists/columns/", {"back": LIST, "offered": offered}, follow=True)
    assert "These columns are too many to be kept." in words(said)
    assert not Arrangement.objects.exists()
