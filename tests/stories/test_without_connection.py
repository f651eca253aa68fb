"""An adviser writes where there is no connection: nothing is lost, nothing is read by others, nothing restricted is kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.device_world import BOX, KEEP, Device, a_device, address, walk
from tests.factories import make_school
from tests.pages.people import adopt_current_policies, make_person
from tests.records_world import RecordsWorld

from headway.features.audit.models import Event
from headway.features.records.models import RecordOfVisit
from headway.rules.verdict import ALLOWED

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("without connection"),
]
WORDS = "Read in a cellar at noon"


@pytest.fixture
def world() -> RecordsWorld:
    adopt_current_policies()
    return RecordsWorld(make_school(name="Teasel Primary School"))


@pytest.fixture
def device(own_browser: Browser, live_server: Any, world: RecordsWorld) -> Iterator[Device]:
    """The adviser's."""
    with a_device(own_browser, address(live_server)) as made:
        made.enter(world.person("adviser"))
        yield made


def purpose(world: RecordsWorld, record: RecordOfVisit) -> str:
    return world.fresh(record).sections["purpose"]


def saves(record: RecordOfVisit) -> int:
    return Event.objects.filter(action="save_record", subject_id=record.public_id).count()


def test_what_is_written_without_a_connection_is_there_once(device, world):
    record = world.draft()
    device.keep(record)
    device.context.set_offline(True)
    device.write(WORDS)
    assert "on this device, not yet sent" in device.says()
    device.page.reload()
    device.wait_until_at_work()
    assert device.shown() == WORDS and "on this device, not yet sent" in device.says()
    expect(device.page.locator("[data-keep-words]")).to_contain_text("This is the copy of")
    device.page.goto("/")
    expect(device.page.get_by_role("main")).to_contain_text("Teasel Primary School")
    device.page.get_by_role("link", name="Teasel Primary School").click()
    device.wait_until_at_work()
    assert purpose(world, record) != WORDS
    before = saves(record)
    device.context.set_offline(False)
    device.wait_until_sent()
    assert purpose(world, record) == WORDS and saves(record) == before + 1


def test_an_answer_that_is_lost_counts_once(device, world):
    record = world.draft()
    device.keep(record)
    before = saves(record)
    device.connect("lose")
    device.write(WORDS)
    device.page.get_by_role("button", name="Save", exact=True).click()
    device.page.wait_for_timeout(1500)
    assert purpose(world, record) == WORDS and "not yet sent" in device.says()
    device.connect()
    device.page.reload()
    device.wait_until_at_work()
    device.wait_until_sent()
    assert saves(record) == before + 1 and device.shown() == WORDS


def test_a_button_that_saves_leads_on_once_all_is_sent(device, world):
    record = world.draft()
    device.keep(record)
    device.context.set_offline(True)
    device.write(WORDS)
    device.page.get_by_role("button", name="Save, then hand in").click()
    expect(device.page.locator("[data-draft-status]")).to_contain_text("not yet sent")
    assert device.page.url.endswith("/write/")
    device.context.set_offline(False)
    device.wait_until_sent()
    device.page.wait_for_timeout(1000)  # a second press within a second is taken for a slip of the finger
    device.page.get_by_role("button", name="Save, then hand in").click()
    device.page.wait_for_url("**/hand-in/")
    assert purpose(world, record) == WORDS


def test_what_was_saved_elsewhere_meanwhile_stands_beside_it(device, world, looks_good):
    record = world.draft()
    device.keep(record)
    device.context.set_offline(True)
    device.write(WORDS)
    told = {f"section-{key}": words for key, words in record.sections.items()} | {BOX: "Said on the laptop"}
    told |= {f"item-{key}": words for key, words in record.items.items()} | {"version": record.version}
    told |= {name: getattr(record, name) for name in ("progress", "category_view", "category_words")}
    from_laptop = device.enter(world.person("adviser"))
    from_laptop.post(f"/records/{record.public_id}/write/", told)
    device.context.set_offline(False)
    place = device.page.locator("[data-keep-conflict]")
    expect(place).to_contain_text("Said on the laptop")
    expect(place).to_contain_text(WORDS)
    assert purpose(world, record) == "Said on the laptop" and "choose below" in device.says()
    looks_good(device.page)
    place.get_by_label("Both, one after the other").check()
    place.get_by_role("button", name="Keep what I chose").click()
    device.wait_until_sent()
    assert purpose(world, record).split("\n") == [WORDS, "", "Said on the laptop"]


def test_nothing_kept_can_be_read_and_signing_out_wipes_it(device, world):
    record = world.draft()
    device.keep(record)
    device.write(WORDS)
    device.page.get_by_role("button", name="Save", exact=True).click()
    device.wait_until_sent()
    assert device.stores() == ["drafts", "keys", "pages"]
    kept = " ".join(text for _, text in device.held())
    assert WORDS not in kept and "Teasel" not in kept and "EXTRACTABLE" not in kept and "KEY" in kept
    device.page.get_by_role("button", name="Sign out").click()
    device.page.wait_for_url("**/sign-in/**")
    device.wait_until_forgotten()
    assert device.held() == []


def test_words_not_sent_stay_encrypted_through_signing_out_and_go_to_nobody_else(device, world):
    record = world.draft()
    device.keep(record)
    device.connect("hold")
    device.write(WORDS)
    device.page.get_by_role("button", name="Sign out").click()
    expect(device.page.get_by_role("alert")).to_contain_text("could not be sent")
    device.page.get_by_role("button", name="Sign out").click()
    device.page.wait_for_url("**/sign-in/**")
    expect(device.page.get_by_role("alert")).to_contain_text("not sent yet")
    assert device.stores() == ["drafts"]
    device.connect()
    device.enter(make_person("adviser"))
    for here in ("/", "/records/device/", f"/records/{record.public_id}/write/"):
        device.page.goto(here)
        device.page.wait_for_timeout(400)
        text = device.page.content() + " ".join(text for _, text in device.held())
        assert WORDS not in text, here
    assert "keys" not in device.stores() and purpose(world, record) != WORDS
    device.enter(world.person("adviser"))
    device.page.goto("/")
    device.page.wait_for_timeout(1500)
    assert purpose(world, record) == WORDS


def test_a_connection_that_is_signed_out_elsewhere_makes_the_device_forget(device, world):
    record = world.draft()
    device.keep(record)
    assert "keys" in device.stores()
    device.context.clear_cookies()
    device.page.reload()
    device.page.wait_for_url("**/sign-in/**")
    device.wait_until_forgotten()
    assert device.held() == []


RESTRICTED = {
    "a concern": ({"kind": "concern", "function": "intervention"}, ""),
    "a safeguarding audit": ({"kind": "safeguarding_audit"}, ""),
    "a school of concern": ({}, "4"),
}


def restricted(world: RecordsWorld, what: str) -> RecordOfVisit:
    told, category = RESTRICTED[what]
    record = world.draft(world.visit(**told))
    RecordOfVisit.objects.filter(pk=record.pk).update(category_before=category)
    return record


@pytest.mark.parametrize("what", RESTRICTED)
def test_nothing_restricted_is_kept(device, world, what):
    record = restricted(world, what)
    device.open(record)
    expect(device.page.locator("[data-keep-words]")).to_contain_text("never kept on a device")
    expect(device.page.get_by_role("button", name=KEEP)).to_be_hidden()
    device.page.evaluate("document.querySelector('[data-keep-button]').click()")
    device.page.wait_for_timeout(500)
    assert [text for _, text in device.held() if record.public_id in text] == []


@pytest.mark.control
def test_a_build_that_keeps_what_is_restricted_is_caught_by_the_reader(device, world, monkeypatch):
    monkeypatch.setattr("headway.pages.devices.views.may_keep", lambda record, on: ALLOWED)
    record = restricted(world, "a concern")
    device.keep(record)
    assert [store for store, text in device.held() if record.public_id in text] != []


def test_without_scripts_the_page_is_what_it_was(own_browser, live_server, world):
    record = world.draft()
    context = own_browser.new_context(base_url=address(live_server), java_script_enabled=False)
    device = Device(context, address(live_server))
    device.enter(world.person("adviser"))
    device.open(record)
    expect(device.page.get_by_role("button", name=KEEP)).to_be_hidden()
    device.page.locator(f"[name='{BOX}']").fill(WORDS)
    device.page.get_by_role("button", name="Save", exact=True).click()
    assert purpose(world, record) == WORDS
    context.close()


def test_it_looks_good_kept_and_listed(device, world, looks_good):
    record = world.draft()
    device.keep(record)
    looks_good(device.page)
    device.page.goto("/records/device/")
    expect(device.page.get_by_role("main")).to_contain_text("Teasel Primary School")
    looks_good(device.page)


def test_a_few_random_ways_offline_and_back_lose_nothing(own_browser, live_server, world):
    made = walk(own_browser, live_server, world, sequences=8, seed=7)
    assert (made.lost, made.doubled) == (0, 0) and made.written > 10
