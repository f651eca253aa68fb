"""A routine record of visit all its way in a real browser: booked, prepared, written, checked, answered, sealed, issued, read.

Everybody works by keyboard alone: Tab, Enter, Space and typing. Once on a telephone, once without JavaScript.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.device_world import address
from tests.factories import make_school
from tests.kit.browsing import axe_findings, is_sideways
from tests.pages.people import adopt_current_policies, sign_in
from tests.records_world import RecordsWorld
from tests.stories.steps import tab_to

from headway.features.records.content import content_of
from headway.features.records.models import AgreedAction, BoardComment, RecordOfVisit
from headway.features.records.queries import witnessed_seals
from headway.rules.record_seals import fault_of_seal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("visits"),
]
SCHOOL = "Teasel Primary School"
MOST = 8
ANSWERED = "Two half-days of a mathematics specialist are booked."


@dataclass
class Hand:
    """Somebody at a keyboard. `taken`: links, buttons and choices so far; Tab and typing do not count."""

    page: Page
    looks: bool
    taken: int = 0

    def press(self, name: str) -> None:
        """Go there by Tab, press Enter and wait for the page it leads to."""
        tab_to(self.page, name)
        self.taken += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def write(self, name: str, words: str) -> None:
        """Go there by Tab and type."""
        tab_to(self.page, name)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(words)

    def choose(self, name: str, start: str) -> None:
        """In a list of choices type how one begins."""
        tab_to(self.page, name)
        self.taken += 1
        self.page.keyboard.type(start)

    def reads(self, *words: str) -> None:
        """What the page says."""
        for one in words:
            expect(self.page.get_by_role("main")).to_contain_text(one)

    def go(self, path: str) -> None:
        """Open a page as from a bookmark."""
        self.page.goto(path)
        self.look()

    def look(self) -> None:
        """Nothing scrolls sideways, and axe finds nothing."""
        assert not is_sideways(self.page), f"{self.page.url} scrolls sideways"
        if self.looks:
            assert axe_findings(self.page) == [], self.page.url


Hands = Callable[[str], Hand]


@pytest.fixture
def world() -> RecordsWorld:
    adopt_current_policies()
    return RecordsWorld(make_school(name=SCHOOL, status_code="1"), on=timezone.localdate())


@pytest.fixture
def seat(own_browser: Browser, live_server: Any, world: RecordsWorld) -> Iterator[Callable[..., Hands]]:
    """A maker of hands: each role has a browser of its own, of that width, with or without scripts."""
    contexts = []

    def make(width: int, scripts: bool, looks: bool = False) -> Hands:
        hands: dict[str, Hand] = {}

        def of(role: str) -> Hand:
            if role not in hands:
                context = own_browser.new_context(
                    base_url=address(live_server),
                    locale="en-GB",
                    timezone_id="Europe/London",
                    java_script_enabled=scripts,
                    viewport={"width": width, "height": 800},
                )
                context.set_default_timeout(20_000)
                cookie = sign_in(world.person(role)).cookies["session"].value
                context.add_cookies([{"name": "session", "value": cookie, "url": address(live_server)}])
                contexts.append(context)
                hands[role] = Hand(context.new_page(), looks)
            return hands[role]

        return of

    yield make
    for context in contexts:
        context.close()


def book(hand: Hand) -> None:
    """From the diary, for today, so that all of it happens on one day."""
    today = timezone.localdate()
    hand.go("/diary/")
    hand.press('link "Book a visit"')
    hand.choose('combobox "School or partnership"', SCHOOL)
    hand.choose('combobox "Kind of visit"', "Autumn")
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        hand.write(f'textbox "{part}"', str(number))
    tab_to(hand.page, 'checkbox "Keep this day')
    hand.page.keyboard.press("Space")
    hand.press('button "Book this visit"')
    hand.reads("The visit is booked.", "Booked")


def prepare(hand: Hand) -> None:
    """The head finds at home that a visit comes, and writes the school's part."""
    hand.go("/")
    hand.press('link "Write your part"')
    hand.write('textbox "What has changed', "A new leader of mathematics since September.")
    hand.write('textbox "What you would like', "Reasoning in Year 4.")
    hand.press('button "Save"')
    hand.reads("Saved. Your adviser reads it before the visit.")


def begin(hand: Hand) -> None:
    """From the visit in the diary; what the school wrote stands there."""
    hand.press(f'link "{SCHOOL}"')
    hand.press('link "Begin the record"')
    hand.press('button "Begin the record"')


def fill(hand: Hand) -> None:
    """Every box of the record that asks for words, and how far the school has come."""
    boxes = hand.page.locator("form[data-draft] textarea")
    for box in boxes.evaluate_all("all => all.map((one) => one.labels[0].textContent.trim())"):
        hand.write(f'textbox "{box[:30]}', f"{box}: seen in four of six lessons.")
    hand.choose('combobox "Progress since', "Progress as")


def agree(hand: Hand) -> None:
    """Something the school does by half term."""
    by = timezone.localdate() + timedelta(days=40)
    hand.press('button "Save, then add what was agreed"')
    hand.write('textbox "What was agreed"', "Ask for reasoning in every lesson")
    hand.write('textbox "Post"', "Leader of mathematics")
    for part, number in (("Day", by.day), ("Month", by.month), ("Year", by.year)):
        hand.write(f'textbox "{part}"', str(number))
    hand.press('button "Add it"')
    hand.reads("Ask for reasoning in every lesson")


def hand_in(hand: Hand) -> None:
    hand.press('button "Save, then hand in"')
    hand.reads("Nothing in it reads like a pupil's name.")
    hand.press('button "Hand it in"')
    hand.reads("Handed in.", "Being checked", "Somebody else checks it next.")


def check(hand: Hand, mark: str = "3") -> None:
    """Another marks every line of the rubric, found at home."""
    hand.go("/")
    hand.press(f'link "{SCHOOL}"')
    hand.reads("Check the record", "Ask for reasoning in every lesson")
    for line in hand.page.locator("select[name^='mark-']").all():
        label = line.evaluate("one => one.labels[0].textContent.trim()")
        hand.choose(f'combobox "{label[:40]}', mark)
    hand.write('textbox "What you tell the author"', "Clear and fair.")
    hand.press('button "Record the check"')


def answer(hand: Hand, button: str, comment: str) -> None:
    """The head answers, found at home."""
    hand.go("/")
    hand.press(f'link "{SCHOOL}"')
    hand.reads("Is this record accurate?", "seen in four of six lessons")
    if comment:
        hand.write('textbox "Comment"', comment)
    hand.press(f'button "{button}"')


def send(hand: Hand) -> None:
    """The author sends the locked record out, found at home."""
    hand.go("/")
    hand.press(f'link "{SCHOOL}"')
    hand.reads("Final and locked", "Seal")
    hand.press('button "Send it to head and chair"')
    hand.reads("Sent to head and chair.", "Issued to head and chair")


def read_and_comment(head: Hand, chair: Hand) -> None:
    """Both read what was issued; the chair says something of it."""
    for hand in (head, chair):
        hand.go("/")
        hand.press('link "Visits, records and what was agreed"')
        hand.press('link "Issued to head and chair"')
        hand.reads(
            "A new leader of mathematics since September.", "Ask for reasoning in every lesson", "Seal"
        )
    chair.press('link "Comment on it for the school"')
    chair.reads("You comment on the record of the visit on")
    chair.write('textbox "Comment"', "Who pays for the specialist?")
    chair.press('button "Send it"')
    chair.reads("Thank you.", "Who pays for the specialist?", "not answered yet")


def reply(adviser: Hand, chair: Hand) -> None:
    """The adviser answers, and the chair reads it."""
    adviser.go("/records/")
    adviser.press('link "Comments of heads and chairs"')
    adviser.press('link "Who pays for the specialist?"')
    adviser.write('textbox "Reply"', ANSWERED)
    adviser.press('button "Send the reply"')
    adviser.reads("The reply is sent")
    chair.go("/")
    chair.press('link "Visits, records and what was agreed"')
    chair.reads(ANSWERED)


def assert_sealed_and_issued(world: RecordsWorld, versions: int = 1) -> None:
    """As the database holds it: issued to both, its seal fits and was witnessed, what was agreed is a promise."""
    record = RecordOfVisit.objects.get()
    assert record.state == "issued" and record.to_chair and record.number == versions
    assert (
        fault_of_seal(content_of(record, world.policy), record.seal, witnessed_seals()[record.public_id])
        == ""
    )
    assert AgreedAction.objects.get().undertaking is not None
    assert BoardComment.objects.get().record == record


def test_m5_06_m5_07_a_record_goes_all_its_way_on_a_telephone_by_keyboard(world, seat):
    of = seat(360, scripts=True, looks=True)
    adviser, checker, head, chair = (of(one) for one in ("adviser", "chief-adviser", "headteacher", "chair"))
    book(adviser)
    prepare(head)
    adviser.go("/diary/")
    begin(adviser)
    fill(adviser)
    agree(adviser)
    hand_in(adviser)
    check(checker)
    checker.reads("It passed and goes to the head.", "With the head")
    answer(head, "It is accurate", "A fair picture.")
    head.reads("Thank you. The record is locked.", "The head found this record accurate", "A fair picture.")
    send(adviser)
    read_and_comment(head, chair)
    reply(adviser, chair)
    assert_sealed_and_issued(world)


def test_m5_07_a_head_finds_it_inaccurate_and_it_goes_round_again_without_javascript(world, seat):
    of = seat(1280, scripts=False)
    adviser, checker, head, chair = (of(one) for one in ("adviser", "chief-adviser", "headteacher", "chair"))
    book(adviser)
    prepare(head)
    adviser.go("/diary/")
    begin(adviser)
    adviser.press('button "Save, then hand in"')
    adviser.reads("Not everything is written yet.", "Fill in “Purpose and focus”")
    adviser.press('link "Cancel"')
    fill(adviser)
    agree(adviser)
    hand_in(adviser)
    check(checker)
    answer(head, "Something is not right", "")
    head.reads("There is a problem", "Say what is not right")
    head.write('textbox "Comment"', "It was five of six lessons.")
    head.press('button "Something is not right"')
    head.reads("It goes back to its author.")
    adviser.go("/")
    adviser.press(f'link "{SCHOOL}"')
    adviser.reads("Sent back: It was five of six lessons.")
    adviser.write(
        'textbox "Evidence seen"', "Six lessons: seen in four of six lessons, and in part in a fifth."
    )
    hand_in(adviser)
    check(checker)
    answer(head, "It is accurate", "")
    send(adviser)
    read_and_comment(head, chair)
    reply(adviser, chair)
    assert_sealed_and_issued(world)


@pytest.mark.parametrize("scripts", [True, False])
def test_m5_02_a_routine_record_takes_eight_interactions_at_most_beside_the_typing(world, seat, scripts):
    world.visit(on=world.on)
    adviser = seat(1280, scripts=scripts)("adviser")
    adviser.go("/diary/")
    begin(adviser)
    fill(adviser)
    agree(adviser)
    hand_in(adviser)
    assert RecordOfVisit.objects.get().state == "checking"
    assert AgreedAction.objects.get().words == "Ask for reasoning in every lesson"
    assert adviser.taken <= MOST, adviser.taken


def test_words_written_a_moment_ago_are_saved_where_somebody_leaves_by_a_link(world, seat):
    record = world.draft(world.visit(on=world.on))
    adviser = seat(1280, scripts=True)("adviser")
    adviser.go(f"/records/{record.public_id}/write/")
    adviser.write('textbox "Purpose and focus"', "Written a moment ago")
    adviser.press('link "To the record"')
    for _ in range(50):
        if world.fresh(record).sections["purpose"] == "Written a moment ago":
            return
        adviser.page.wait_for_timeout(100)
    raise AssertionError("what was written is lost")
