"""The catalogue as a citizen and as an officer use it."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site

pytestmark = pytest.mark.e2e
WIDTHS = (1440, 390)
Check = Callable[[Page], None]


def _keep(page: Page, name: str) -> None:
    """Keep a picture where one is asked for, to be looked at by a person."""
    folder = os.environ.get("HENGJI_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def _no_sideways_scrolling(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_search_answers_while_typing(page: Page, site: Site, accessible: Check, width: int) -> None:
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site.url}/catalogue/")
    _keep(page, f"catalogue-{width}")
    page.get_by_role("searchbox").press_sequentially("育婴", delay=30)
    expect(page.locator(".hits")).to_contain_text("婴幼儿发展引导员")
    expect(page).to_have_url(re.compile("q=%E8%82%B2%E5%A9%B4"))
    accessible(page)
    _no_sideways_scrolling(page)
    _keep(page, f"catalogue-hits-{width}")
    page.get_by_role("link", name="婴幼儿发展引导员").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("婴幼儿发展引导员")
    expect(page.get_by_role("heading", name="新旧对照")).to_be_visible()
    accessible(page)
    _no_sideways_scrolling(page)
    _keep(page, f"catalogue-skill-{width}")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("育婴")
    assert errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_filters_narrow_and_stay_in_the_address(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site.url}/catalogue/")
    if width < 768:
        page.get_by_text("筛选", exact=True).click()
    page.get_by_label("目录", exact=True).select_option("huaian-completion")
    expect(page.locator(".result-count")).to_contain_text("找到 2 条")
    expect(page).to_have_url(re.compile("list=huaian-completion"))
    page.reload()
    expect(page.locator(".result-count")).to_contain_text("找到 2 条")
    _keep(page, f"catalogue-filtered-{width}")


def test_search_works_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/catalogue/")
    page.get_by_role("searchbox").fill("4100101")
    page.get_by_role("button", name="查询").click()
    expect(page.locator(".hits")).to_contain_text("4-10-01-01")
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_list_is_paged_and_downloaded(
    page: Page, site: Site, accessible: Check, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site.url}/catalogue/chongqing-specialties/")
    expect(page.locator("tbody tr")).to_have_count(50)
    accessible(page)
    _no_sideways_scrolling(page)
    _keep(page, f"catalogue-list-{width}")
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("tbody tr").first).to_contain_text("51")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel").click()
    assert download.value.suggested_filename == "chongqing-specialties-1.xlsx"
    page.goto(f"{site.url}/catalogue/huaian-crosswalk/")
    _keep(page, f"catalogue-crosswalk-{width}")


@pytest.mark.parametrize("width", WIDTHS)
def test_officer_settles_a_doubt(
    sign_in: Callable[[str], Page], accessible: Check, width: int
) -> None:
    page = sign_in("huaian-clerk")
    page.set_viewport_size({"width": width, "height": 900})
    if width < 992:
        page.get_by_role("button", name="展开菜单").click()
    page.locator("#office-menu").get_by_role("link", name="目录疑点").click()
    expect(page.get_by_role("heading", name="目录疑点")).to_be_visible()
    accessible(page)
    _no_sideways_scrolling(page)
    _keep(page, f"findings-tallies-{width}")
    page.get_by_role("link", name=re.compile("专项职业能力证书$")).click()
    accessible(page)
    _no_sideways_scrolling(page)
    _keep(page, f"findings-list-{width}")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("确认原文有误").check()
    page.get_by_label("理由").fill("已核对纸质原件，原文如此")
    page.get_by_role("button", name="确认处理").click()
    expect(page.get_by_text("已处理 1 条疑点。")).to_be_visible()
    page.get_by_label("状态").select_option("settled")
    page.locator("tbody tr a").first.click()
    expect(page.get_by_text("确认原文有误").first).to_be_visible()
    accessible(page)
    _no_sideways_scrolling(page)
    _keep(page, f"finding-{width}")
