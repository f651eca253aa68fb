"""A browser on a device that keeps records, a reader of all it holds, and random ways offline and back."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from unittest.mock import patch

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from headway.features.audit.models import Event
from headway.features.device_drafts.models import DeviceDraft
from headway.features.people.models import Person
from headway.features.records.models import RecordOfVisit
from tests.kit.browsing import FLAGS, find_browser
from tests.pages.people import sign_in
from tests.records_world import RecordsWorld

expect.set_options(timeout=20_000)

STATUS = "[data-draft-status]"
BOX = "section-purpose"
KEEP = "Keep this record on this device"
# Everything a browser keeps for the service, as text: stores with their bytes, cached answers, both small stores.
READER = """async () => {
  const text = (value) => {
    if (value instanceof CryptoKey) return value.extractable ? "EXTRACTABLE KEY" : "KEY";
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
      return new TextDecoder("latin1").decode(value);
    if (value && typeof value === "object") return Object.entries(value).map(([k, v]) => `${k}=${text(v)}`).join(" ");
    return String(value);
  };
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error);
  });
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      for (const row of await done(database.transaction(store).objectStore(store).getAll()))
        rows.push([store, text(row)]);
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      rows.push(["cache", request.url + " " + (await answer.text())]);
    }
  }
  for (const store of [localStorage, sessionStorage])
    for (const [name, words] of Object.entries(store)) rows.push(["small", name + "=" + words]);
  return rows;
}"""
# Connections as they are: "lose" sends and never hears the answer, "hold" sends nothing.
CONNECTION = """
const real = window.fetch;
window.fetch = async (...told) => {
  const way = sessionStorage.getItem("way"), posts = told[1]?.method === "POST";
  if (way === "hold" && posts) throw new TypeError("held back");
  const answer = await real(...told);
  if (way === "lose" && posts) throw new TypeError("lost");
  return answer;
};"""
# A device whose store takes a draft and keeps nothing of it: what a build without an outbox would be.
NO_OUTBOX = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (row) {
  return this.name === "drafts" && row.unsent ? this.count() : put.call(this, row);
};"""


@dataclass
class Device:
    """One browser of one person on one device."""

    context: BrowserContext
    base: str
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()

    def enter(self, person: Person) -> Client:
        """Sign that person in on this device."""
        client = sign_in(person)
        self.context.add_cookies(
            [{"name": "session", "value": client.cookies["session"].value, "url": self.base}]
        )
        return client

    def open(self, record: RecordOfVisit) -> None:
        """The page on which the record is written."""
        self.page.goto(f"/records/{record.public_id}/write/")

    def keep(self, record: RecordOfVisit) -> None:
        """Open the record and keep it here."""
        self.open(record)
        self.page.get_by_role("button", name=KEEP).click()
        expect(self.page.locator(STATUS)).to_contain_text("Kept on this device")

    def write(self, words: str, name: str = BOX) -> None:
        """Write, and wait until the page says that it is saved at least here."""
        self.page.locator(f"[name='{name}']").fill(words)
        self.page.evaluate(
            "document.querySelector('[data-draft-status]').textContent = '';"
            "window.dispatchEvent(new Event('pagehide'))"
        )
        expect(self.page.locator(STATUS)).to_have_text(re.compile("^Saved "))

    def connect(self, way: str = "") -> None:
        """From now on answers are lost ("lose") or nothing is sent ("hold"), until it is told again."""
        self.page.evaluate(f"sessionStorage.setItem('way', '{way}')")

    def says(self) -> str:
        """Where the words stand, as the page says."""
        return self.page.locator(STATUS).inner_text()

    def shown(self, name: str = BOX) -> str:
        """What stands in a box."""
        return self.page.locator(f"[name='{name}']").input_value()

    def wait_until_sent(self) -> None:
        """Until the page says that nothing is left to send."""
        expect(self.page.locator(STATUS)).to_have_text(re.compile(r"^Saved \d\d:\d\d\."))

    def wait_until_at_work(self) -> None:
        """Until the script has taken the page over."""
        expect(self.page.locator("[data-keep-kept]")).to_be_visible()

    def wait_until_forgotten(self) -> None:
        """Until nothing at all is kept."""
        for _ in range(50):
            if not self.held():
                return
            self.page.wait_for_timeout(100)

    def held(self) -> list[tuple[str, str]]:
        """What the reader finds: the store and the text of each row."""
        return [tuple(row) for row in self.page.evaluate(READER)]

    def stores(self) -> list[str]:
        """The stores that hold something, cached looks and small stores left out."""
        return sorted(store for store, _ in self.held() if store not in ("cache", "small"))


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A real browser, beside which the test itself asks the database."""
    with patch.dict(os.environ, {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}), sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield started
        started.close()


@contextmanager
def a_device(browser: Browser, base: str, planted: str = "") -> Iterator[Device]:
    """A device that never saw the service; `planted`: a script that runs before those of each page."""
    context = browser.new_context(base_url=base, locale="en-GB", timezone_id="Europe/London")
    context.add_init_script(CONNECTION + planted)
    yield Device(context, base)
    context.close()


def address(live_server: Any) -> str:
    """The server by the name for which browsers allow a worker without HTTPS."""
    return live_server.url.replace("127.0.0.1", "localhost")


@dataclass
class Walk:
    """A random way: written, gone offline, back, reloaded, answers lost. `lost`, `doubled`: words of the sequences."""

    device: Device
    world: RecordsWorld
    record: RecordOfVisit
    random: Random
    offline: bool = False
    words: list[str] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    written: int = 0
    steps: dict[str, int] = field(default_factory=dict)

    def go(self, sequences: int) -> None:
        """So many sequences, each ended with a connection and a look at the server."""
        for number in range(sequences):
            self.words = []
            self._off()
            for _ in range(self.random.randint(3, 7)):
                step = self.random.choice(
                    (self._write, self._write, self._off, self._on, self._reload, self._lose)
                )
                name = step.__name__.strip("_")
                self.steps[name] = self.steps.get(name, 0) + 1
                step(number)
            self._settle()

    def _write(self, number: int = 0) -> None:
        self.written += 1
        self.words.append(f"w{number}x{self.written}")
        self.device.write(" ".join(self.words))

    def _off(self, number: int = 0) -> None:
        self.device.context.set_offline(True)
        self.offline = True

    def _on(self, number: int = 0) -> None:
        self.device.context.set_offline(False)
        self.offline = False

    def _reload(self, number: int = 0) -> None:
        self.device.page.reload()
        self.device.wait_until_at_work()

    def _lose(self, number: int = 0) -> None:
        """From now on until the end of the sequence answers to what is sent are lost."""
        self.device.connect("lose")

    def _settle(self) -> None:
        self.device.connect()
        self._on()
        self._reload()
        self.device.wait_until_sent()
        text = self.world.fresh(self.record).sections["purpose"]
        told = text.split()
        self.lost += sum(word not in told for word in self.words)
        self.doubled += len(told) - len(set(told))
        self.doubled += self.counted_twice()

    def counted_twice(self) -> int:
        """Events of saving beyond one a draft that was counted; the first was made without a device."""
        saved = Event.objects.filter(action="save_record", subject_id=self.record.public_id).count()
        version = self.world.fresh(self.record).version
        keys = DeviceDraft.objects.filter(record=self.record).count()
        return abs(saved - (version - 1)) + (saved - 1 != keys if keys < 50 else 0)


def walk(
    browser: Browser, live_server: Any, world: RecordsWorld, sequences: int, seed: int, planted: str = ""
) -> Walk:
    """A device, a kept record and so many random sequences."""
    record = world.draft()
    with a_device(browser, address(live_server), planted) as device:
        device.enter(world.person("adviser"))
        device.keep(record)
        made = Walk(device, world, record, Random(seed))
        made.go(sequences)
    return made
