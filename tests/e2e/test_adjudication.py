"""补贴核定 as a clerk uses it, with a real .xlsx made from the template."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling
from tests.factories.claims import claim, headings, names

pytestmark = pytest.mark.e2e
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)


def _thirty() -> list[Mapping[str, str]]:
    """24 in order, 2 rejected (stars), 2 pending (minutes not told), 2 unreadable."""
    claims: list[Mapping[str, str]] = [claim(number) for number in range(1, 25)]
    claims += [claim(25, provider_stars="二星级"), claim(26, provider_stars="一星级")]
    claims += [claim(27, total_minutes=""), claim(28, total_minutes="")]
    claims += [claim(29, applied_on="2024-02-30"), claim(30, level="六级")]
    return claims


def _fill_template(page: Page, target: Path) -> None:
    """Download the template by its link and fill it in as a user would."""
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载模板", exact=True).first.click()
    downloading.value.save_as(target)
    book = openpyxl.load_workbook(target)
    sheet = book["数据"]
    shown = [cell.value for cell in sheet[1]]
    places = [shown.index(heading) + 1 for heading in headings()]
    for row, one in enumerate(_thirty(), start=2):
        for place, name in zip(places, names(), strict=True):
            sheet.cell(row, place, one[name] or None)
    book.save(target)


def test_clerk_takes_a_sheet_from_template_to_decisions(
    sign_in: Callable[[str], Page],
    site: Site,
    accessible: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page = sign_in("huaian-clerk")
    page.set_viewport_size(DESK)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.locator("#office-menu").get_by_role("link", name="补贴核定").click()
    page.get_by_role("link", name="上传申领表").first.click()
    accessible(page)
    keep_picture(page, "adjudication-upload")
    sheet = tmp_path / "三月申领.xlsx"
    _fill_template(page, sheet)

    page.get_by_label("申领表", exact=True).set_input_files(sheet)
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("待确认")
    expect(page.get_by_text("没有“2024-02-30”这一天")).to_be_visible()
    expect(page.get_by_text("32080019900101")).to_have_count(0)  # identity codes are covered
    accessible(page)
    keep_picture(page, "adjudication-preview")

    page.get_by_role("button", name="确认核定").click()
    expect(page.get_by_text("取回加了决定的申领表")).to_be_visible(timeout=60_000)
    for label, count in (("通过", 24), ("不通过", 2), ("待定", 2), ("未能读取的行", 2)):
        tile = page.locator(".totals a").filter(has=page.get_by_text(label, exact=True))
        expect(tile.locator("strong")).to_contain_text(str(count))
    expect(page.get_by_text("合计 36,000 元")).to_be_visible()  # 24 × 1500
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, "adjudication-done")

    page.get_by_label("决定", exact=True).select_option(label="不通过")
    expect(page.get_by_role("link", name="HA-0025")).to_be_visible()
    expect(page.get_by_role("link", name="HA-0001")).to_have_count(0)
    keep_picture(page, "adjudication-filtered")
    page.get_by_role("link", name="HA-0025").click()
    expect(page.get_by_role("heading", name="不符合（1）")).to_be_visible()
    expect(page.get_by_text("三星级以下职业技能培训机构原则上不支持参与")).to_be_visible()
    accessible(page)
    keep_picture(page, "adjudication-row")
    page.go_back()

    with page.expect_download() as downloading:
        page.get_by_role("link", name="取回加了决定的申领表").click()
    back = tmp_path / "back.xlsx"
    downloading.value.save_as(back)
    rows = list(openpyxl.load_workbook(back)["数据"].values)
    place = rows[0].index("决定")
    assert [row[place] for row in rows[1:31]] == (
        ["通过"] * 24 + ["不通过"] * 2 + ["待定"] * 2 + ["未核定"] * 2
    )
    assert rows[1][rows[0].index("金额（元）")] == 1500
    with page.expect_download() as downloading:
        page.get_by_role("link", name="只要决定").click()
    plain = tmp_path / "decisions.csv"
    downloading.value.save_as(plain)
    assert len(list(csv.DictReader(plain.open(encoding="utf-8")))) == 28
    assert complaints == []

    page.set_viewport_size(PHONE)
    page.reload()
    no_sideways_scrolling(page)
    keep_picture(page, "adjudication-done-390")
    page.goto(f"{site.url}/office/adjudication/")
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, "adjudication-list-390")
    page.goto(f"{site.url}/office/adjudication/new/")
    no_sideways_scrolling(page)
    keep_picture(page, "adjudication-upload-390")


def test_wrong_file_is_told_beside_the_field(
    sign_in: Callable[[str], Page], site: Site, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    page = sign_in("huaian-clerk")
    page.set_viewport_size(DESK)
    page.goto(f"{site.url}/office/adjudication/new/")
    picture = tmp_path / "申领表.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    page.get_by_label("申领表", exact=True).set_input_files(picture)
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_text("这是PNG 图片，不能读取")).to_be_visible()
    accessible(page)
    keep_picture(page, "adjudication-wrong-file")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_demo_run_is_there_to_be_looked_at(
    sign_in: Callable[[str], Page],
    site: Site,
    accessible: Callable[[Page], None],
    size: ViewportSize,
) -> None:
    page = sign_in("huaian")
    page.set_viewport_size(size)
    page.goto(f"{site.url}/office/adjudication/")
    page.get_by_role("link", name="虚构示例").click()
    expect(page.get_by_role("heading", name="逐件决定")).to_be_visible()
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, f"adjudication-demo-{size['width']}")
    page.locator("td a").first.click()
    page.get_by_role("button", name="显示完整证件号码").wait_for()
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, f"adjudication-demo-row-{size['width']}")
