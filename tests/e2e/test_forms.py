"""Between the press and the answer: words, percentages, and nothing filled in is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Site
from tests.factories.claims import claim, csv_bytes

pytestmark = pytest.mark.e2e
SAVE = "保存并预览"


def _write(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/office/notices/new/")
    page.get_by_label("标题").fill("没有写完的公示（虚构）")
    page.get_by_label("正文").first.fill("现予公示。")
    page.locator("[name=unit]").select_option(index=1)


def test_input_outlives_a_sign_in_that_ran_out(
    sign_in: Callable[[str], Page], site: Site, accessible: Callable[[Page], None]
) -> None:
    page = sign_in("huaian-clerk")
    _write(page, site)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("刚才的内容没有提交")).to_be_visible()
    page.get_by_label("用户名").fill("huaian-clerk")
    page.get_by_label("密码").fill(site.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(f"{site.url}/office/notices/new/")
    expect(page.get_by_role("alert")).to_contain_text("填写的内容已恢复")
    expect(page.get_by_label("标题")).to_have_value("没有写完的公示（虚构）")
    expect(page.locator("[name=unit]")).to_have_value(
        page.locator("[name=unit] option").nth(1).get_attribute("value") or ""
    )
    accessible(page)
    page.reload()
    expect(page.get_by_label("标题")).to_have_value("")  # brought back once, not for ever


def test_form_without_network_stays_and_says_so(sign_in: Callable[[str], Page], site: Site) -> None:
    page = sign_in("huaian-clerk")
    _write(page, site)
    page.context.set_offline(True)
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_role("alert")).to_contain_text("网络已断开")
    expect(page.get_by_label("标题")).to_have_value("没有写完的公示（虚构）")
    page.context.set_offline(False)


def test_upload_that_is_cut_off_can_be_pressed_again(
    sign_in: Callable[[str], Page], site: Site, tmp_path: Path
) -> None:
    page = sign_in("huaian-clerk")
    page.goto(f"{site.url}/office/adjudication/new/")
    sheet = tmp_path / "中断.csv"
    sheet.write_bytes(csv_bytes([claim(number) for number in range(400, 420)]))
    page.get_by_label("申领表", exact=True).set_input_files(sheet)
    held: list[Route] = []
    page.route("**/adjudication/new/", lambda route: held.append(route))
    page.get_by_role("button", name="上传并预览").click()
    waiting = page.locator("main [aria-busy]")
    expect(waiting).to_be_disabled()  # a second press would send it twice
    expect(waiting).to_contain_text("上传")
    held[0].abort()
    expect(page.get_by_role("alert")).to_contain_text("上传中断了")
    page.unroute_all()
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("中断.csv")


def test_pages_are_worked_without_a_mouse(sign_in: Callable[[str], Page], site: Site) -> None:
    page = sign_in("huaian-clerk")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    own = page.get_by_role("button", name="清和")
    own.focus()
    expect(own).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="账号安全")).to_be_focused()
    page.keyboard.press("Escape")
    expect(own).to_be_focused()
    expect(page.get_by_role("link", name="账号安全")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    menu = page.get_by_role("button", name="展开菜单")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#office-menu")).to_be_focused()  # once it has come in
    page.keyboard.press("Escape")
    expect(page.locator("#office-menu")).to_be_hidden()
    expect(menu).to_be_focused()
