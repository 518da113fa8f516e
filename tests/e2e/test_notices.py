"""公示 in a real browser: written, reviewed, published, objected to on a phone, answered."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling

pytestmark = pytest.mark.e2e
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)
TITLE = "补贴性培训机构清单公示（虚构）"
TABLE = (
    "机构名称\t联系人\t联系电话\n甲培训学校\t欧阳示例\t13800000001\n乙培训学校\t张示例\t13900000002"
)


def _look(page: Page, accessible: Callable[[Page], None], name: str, *, dark: bool = False) -> None:
    """On both screens; in the dark too where a page has colours of its own."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        no_sideways_scrolling(page)
        keep_picture(page, f"{name}-{size['width']}")
    accessible(page)
    if dark:
        page.emulate_media(color_scheme="dark")
        accessible(page)
        page.emulate_media(color_scheme="light")


def _sign_in(browser: Browser, site: Site, username: str) -> Page:
    """Another officer, in a browser of their own."""
    page = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai").new_page()
    page.goto(f"{site.url}/accounts/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(site.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(f"{site.url}/office/")
    page.emulate_media(reduced_motion="reduce")
    return page


def _write(page: Page) -> None:
    page.locator("#office-menu").get_by_role("link", name="公示", exact=True).click()
    page.get_by_role("link", name="拟制公示").click()
    for label, text in (
        ("标题", TITLE),
        ("正文", "经自愿申请、择优认定，现将拟列入清单的机构公示如下。"),
        ("名单", TABLE),
        ("依据文件", "淮人社发〔2024〕22号"),
        ("依据条款", "二"),
        ("联系电话", "0517-00000000"),
    ):
        page.get_by_label(label).first.fill(text)


def test_notice_from_draft_to_answer(
    sign_in: Callable[[str], Page],
    site: Site,
    browser: Browser,
    accessible: Callable[[Page], None],
) -> None:
    clerk = sign_in("huaian-clerk")
    clerk.emulate_media(reduced_motion="reduce")
    clerk.set_viewport_size(DESK)
    complaints: list[str] = []
    clerk.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    _write(clerk)
    _look(clerk, accessible, "notices-edit")
    clerk.get_by_role("button", name="保存并预览").click()
    expect(clerk.get_by_text("欧***")).to_be_visible()
    clerk.get_by_role("button", name="提交审核").click()
    expect(clerk.get_by_text("等待另一人审核")).to_be_visible()
    _look(clerk, accessible, "notices-submitted")

    head = _sign_in(browser, site, "huaian")
    head.goto(clerk.url)
    head.get_by_role("button", name="审核通过").click()
    expect(head.get_by_text("末日为")).to_be_visible()
    head.get_by_role("button", name="发布", exact=True).click()
    head.get_by_role("link", name="公众看到的页面").click()
    _look(head, accessible, "notices-public", dark=True)
    public = head.url
    head.goto(public + "print/")
    accessible(head)
    head.goto(f"{site.url}/notices/")
    _look(head, accessible, "notices-public-list")

    visitor = browser.new_context(locale="zh-CN", viewport=PHONE).new_page()
    visitor.emulate_media(reduced_motion="reduce")
    visitor.goto(public)
    visitor.get_by_role("link", name="提出异议").click()
    visitor.get_by_label("名单序号").fill("1")
    visitor.get_by_label("异议内容和理由").fill("该机构场地不符合条件。")
    visitor.get_by_label("真实姓名或单位名称").fill("王某某")
    visitor.get_by_label("联系方式").fill("13900000009")
    no_sideways_scrolling(visitor)
    accessible(visitor)
    keep_picture(visitor, "notices-object-390")
    visitor.get_by_role("button", name="提交异议").click()
    receipt = visitor.locator(".receipt").inner_text()
    keep_picture(visitor, "notices-receipt-390")

    head.goto(f"{site.url}/office/notices/objections/")
    _look(head, accessible, "notices-objections", dark=True)
    head.get_by_role("link", name=TITLE).click()
    head.get_by_label("部分成立").check()
    head.get_by_label("答复和理由").fill("经现场核实，部分场地已整改。")
    _look(head, accessible, "notices-objection")
    head.get_by_role("button", name="答复", exact=True).click()
    expect(head.get_by_text("已答复，异议人可以凭回执编号查看")).to_be_visible()

    visitor.goto(f"{site.url}/notices/receipt/")
    visitor.get_by_label("回执编号").fill(receipt.lower())
    visitor.get_by_role("button", name="查询").click()
    expect(visitor.get_by_text("经现场核实，部分场地已整改。")).to_be_visible()
    accessible(visitor)
    keep_picture(visitor, "notices-answer-390")
    clerk.reload()
    expect(clerk.get_by_text("因异议中止").first).to_be_visible()
    _look(clerk, accessible, "notices-suspended", dark=True)
    clerk.goto(f"{site.url}/office/notices/")
    _look(clerk, accessible, "notices-list")
    assert complaints == []


def test_calendar_of_the_year_is_readable(
    sign_in: Callable[[str], Page], site: Site, accessible: Callable[[Page], None]
) -> None:
    page = sign_in("huaian")
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site.url}/office/workdays/?year=2024")
    _look(page, accessible, "workdays-year", dark=True)
    page.goto(f"{site.url}/office/workdays/?year=2099")
    _look(page, accessible, "workdays-unknown")
    page.goto(f"{site.url}/office/workdays/import/")
    _look(page, accessible, "workdays-import")
