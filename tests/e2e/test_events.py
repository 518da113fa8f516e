"""Messages, jobs and events as the office shows them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling

pytestmark = pytest.mark.e2e
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)


def _look(page: Page, name: str, accessible: Callable[[Page], None]) -> None:
    for size, kind in ((PHONE, "phone"), (DESK, "desk")):
        page.set_viewport_size(size)
        no_sideways_scrolling(page)
        keep_picture(page, f"{name}-{kind}")
    accessible(page)


def test_event_of_the_demo_s_run_has_become_a_message_that_leads_to_it(
    sign_in: Callable[[str], Page], site: Site, accessible: Callable[[Page], None]
) -> None:
    page = sign_in("huaian")
    page.goto(f"{site.url}/office/events/")
    _look(page, "events", accessible)
    page.get_by_role("link", name="补贴核定完成").first.click()
    expect(page.get_by_text("已投递").first).to_be_visible()
    _look(page, "event", accessible)

    page.context.clear_cookies()
    sign_in("huaian-clerk")
    page.get_by_role("link", name="条未读").click()
    _look(page, "messages", accessible)
    page.get_by_role("button", name="虚构示例").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("虚构示例")
    for name, path in (("reach", "messages/reach/"), ("jobs", "jobs/")):
        page.goto(f"{site.url}/office/{path}")
        _look(page, name, accessible)
