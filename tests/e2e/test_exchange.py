"""导入导出 as an administrator uses it: a list out by the button, accounts in by the template."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling

pytestmark = pytest.mark.e2e
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)


def test_list_goes_out_and_accounts_come_in(
    sign_in: Callable[[str], Page],
    site: Site,
    accessible: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page = sign_in("huaian")
    page.set_viewport_size(DESK)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(f"{site.url}/office/findings/list/?severity=error")
    page.get_by_role("link", name="导出", exact=True).click()
    expect(page.get_by_role("heading", name="导出目录疑点")).to_be_visible()
    accessible(page)
    keep_picture(page, "exchange-export")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="导出").click()
    downloading.value.save_as(tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["数据"].cell(1, 1).value == "目录"
    expect(page.get_by_role("button", name="导出")).to_be_enabled()  # once more is no trouble

    page.goto(f"{site.url}/office/exchange/")
    accessible(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载模板").first.click()
    downloading.value.save_as(tmp_path / "账号.xlsx")
    book = openpyxl.load_workbook(tmp_path / "账号.xlsx")
    for row, place in ((2, "320812"), (3, "440100")):
        cells = (f"e2e-{place}", "试一试", place, "经办人员", "2026-01-01")
        for column, text in enumerate(cells, start=1):
            book["数据"].cell(row, column, text)
    book.save(tmp_path / "账号.xlsx")
    page.get_by_role("link", name="上传填好的表").first.click()
    accessible(page)
    keep_picture(page, "exchange-upload")
    page.get_by_label("填好的表").set_input_files(tmp_path / "账号.xlsx")
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_text("将导入 2 行")).to_be_visible()
    accessible(page)
    keep_picture(page, "exchange-preview")
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("取回写明原因的原表")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("不属于您所在的地区")).to_be_visible()
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, "exchange-done")
    page.set_viewport_size(PHONE)
    no_sideways_scrolling(page)
    keep_picture(page, "exchange-done-390")
    page.goto(f"{site.url}/office/exchange/")
    no_sideways_scrolling(page)
    keep_picture(page, "exchange-390")
    assert complaints == []
