"""待办 as officers meet them: on the first page, taken, and done by a second person."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling

pytestmark = pytest.mark.e2e
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)


def test_review_waits_on_the_first_page_and_is_done(
    sign_in: Callable[[str], Page], site: Site, accessible: Callable[[Page], None]
) -> None:
    page = sign_in("huaian")
    page.emulate_media(reduced_motion="reduce")  # colours half way between two themes are none
    page.set_viewport_size(DESK)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    group = page.get_by_role("region", name="本组待领取").first
    review = group.get_by_role("row").filter(has_text="复核：淮安市2024年补贴申领表")
    expect(review).to_be_visible()
    _look(page, accessible, "todos-home")

    page.goto(f"{site.url}/office/todos/?scope=group")
    _look(page, accessible, "todos-list")
    page.get_by_role("link", name="复核：淮安市2024年补贴申领表").click()
    _look(page, accessible, "todos-todo")

    page.get_by_role("button", name="领取并办理").click()
    expect(page.get_by_role("heading", name="复核", exact=True)).to_be_visible()
    picture = page.get_by_role("img", name="现在是“已核定”")
    expect(picture).to_be_visible()
    _look(page, accessible, "todos-review")
    page.get_by_label("意见").fill("抽查 20 件，与凭证一致")
    page.get_by_role("button", name="复核通过").click()
    expect(page.get_by_text("复核通过。").first).to_be_visible()
    expect(page.get_by_text("抽查 20 件，与凭证一致")).to_be_visible()
    _look(page, accessible, "todos-reviewed")
    page.goto(f"{site.url}/office/")
    expect(page.get_by_text("复核：淮安市2024年补贴申领表")).to_have_count(0)
    assert complaints == []


def _look(page: Page, accessible: Callable[[Page], None], name: str) -> None:
    """Both screens, both themes."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        no_sideways_scrolling(page)
        keep_picture(page, f"{name}-{size['width']}")
    accessible(page)
    page.emulate_media(color_scheme="dark")
    accessible(page)
    keep_picture(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")
