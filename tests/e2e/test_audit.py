"""The audit trail as an auditor uses it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import keep_picture, no_sideways_scrolling

pytestmark = pytest.mark.e2e
Check = Callable[[Page], None]


@pytest.mark.parametrize("width", [1440, 390])
def test_auditor_finds_an_act_checks_it_and_takes_the_rows_out(
    page: Page, sign_in: Callable[[str], Page], accessible: Check, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in("auditor")
    page.goto(page.url + "audit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("审计日志")
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, f"audit-{width}")
    page.get_by_label("操作", exact=True).select_option(label="登录")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page).to_have_url(re.compile("action=account.sign_in"))
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出筛选结果").click()
    assert "登录" in Path(taken.value.path()).read_text("utf-8")
    page.get_by_role("region", name="审计记录").get_by_role("link").first.click()
    page.get_by_role("link", name="核验").click()
    expect(page.get_by_role("status")).to_contain_text("核验通过")
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, f"audit-entry-{width}")
