"""smoke"""

import os

import pytest
from playwright.sync_api import sync_playwright
from tests.factories import make_school
from tests.kit.browsing import FLAGS, find_browser
from tests.pages.people import adopt_current_policies, sign_in
from tests.records_world import RecordsWorld

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_smoke(live_server):
    adopt_current_policies()
    world = RecordsWorld(make_school(name="Teasel Primary School"))
    record = world.draft()
    client = sign_in(world.person("adviser"))
    with sync_playwright() as pw:
        b = pw.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        base = live_server.url.replace("127.0.0.1", "localhost")
        ctx = b.new_context(base_url=base)
        ctx.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": base}])
        page = ctx.new_page()
        page.on("console", lambda m: print("CONSOLE", m.text))
        page.on("pageerror", lambda m: print("ERR", m))
        page.goto(f"/records/{record.public_id}/write/")
        page.wait_for_timeout(1500)
        page.screenshot(path="/tmp/offline_a.png", full_page=True)
        page.get_by_role("button", name="Keep this record on this device").click()
        page.wait_for_timeout(2500)
        page.screenshot(path="/tmp/offline_b.png")
        ctx.set_offline(True)
        page.locator("textarea[name='section-purpose']").fill("Written in a cellar")
        page.wait_for_timeout(2500)
        print("STATUS", page.locator("[data-draft-status]").inner_text())
        page.reload()
        page.wait_for_timeout(1500)
        print("STATUS", page.locator("[data-draft-status]").inner_text())
        print(page.locator("textarea[name='section-purpose']").input_value())
        page.screenshot(path="/tmp/offline_c.png")
        page.goto("/")
        print(page.inner_text("body"))
        page.goto(f"/records/{record.public_id}/write/")
        ctx.set_offline(False)
        page.wait_for_timeout(4000)
        print("STATUS", page.locator("[data-draft-status]").inner_text())
        print(world.fresh(record).sections["purpose"])
        b.close()
