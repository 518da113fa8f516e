"""The first pages, as a citizen and as an officer see them."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site

pytestmark = pytest.mark.e2e
WIDTHS = (1440, 390)


def _keep(page: Page, name: str) -> None:
    """Keep a picture where one is asked for, to be looked at by a person."""
    folder = os.environ.get("HENGJI_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def _no_sideways_scrolling(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_portal_home_is_readable(
    page: Page, site: Site, accessible: Callable[[Page], None], width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(site.url)
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", scheme)
    accessible(page)
    _no_sideways_scrolling(page)
    _keep(page, f"portal-{width}-{scheme}")
    assert errors == []  # the policy on content would complain here


@pytest.mark.parametrize("width", WIDTHS)
def test_clerk_signs_in_and_out(
    sign_in: Callable[[str], Page], site: Site, accessible: Callable[[Page], None], width: int
) -> None:
    page = sign_in("huaian-clerk")
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.get_by_role("banner").get_by_text("淮安市", exact=True)).to_be_visible()
    accessible(page)
    _no_sideways_scrolling(page)
    _keep(page, f"office-{width}")
    if width < 992:
        page.get_by_role("button", name="展开菜单").click()
    page.locator("#office-menu").get_by_role("link", name="后台任务").click()
    expect(page.get_by_role("heading", name="后台任务")).to_be_visible()
    accessible(page)
    _keep(page, f"jobs-{width}")
    page.get_by_role("button", name="清和").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page).to_have_url(f"{site.url}/")


def test_wrong_password_is_told_in_chinese(
    page: Page, site: Site, accessible: Callable[[Page], None]
) -> None:
    page.goto(f"{site.url}/accounts/login/?next=/office/jobs/")
    page.get_by_label("用户名").fill("tianhe")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("用户名或密码不正确。")
    accessible(page)
    _keep(page, "sign-in")
    page.get_by_label("密码").fill(site.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(re.compile("/office/jobs/$"))


def test_unknown_address_answers_with_our_own_page(
    page: Page, site: Site, accessible: Callable[[Page], None]
) -> None:
    answer = page.goto(f"{site.url}/no-such-page")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    accessible(page)
    _keep(page, "not-found")
