"""补贴试算 as a worker uses it: on a phone, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling

pytestmark = pytest.mark.e2e
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture
def errors(page: Page) -> list[str]:
    """What the browser complains of; the policy on content would be among it."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: found.append(str(e)))
    return found


def _open(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/calculator/huaian-2024/")


def _choose(page: Page, label: str, choice: str) -> None:
    """Choose, and wait for the fields that the choice asks for."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label(label).select_option(label=choice)
    # The answer is there before the form that it brings is.
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def _lathe(page: Page, site: Site) -> None:
    """车工 四级, everything in order: 1500 元 (003 附件1, class A)."""
    _open(page, site)
    _choose(page, "补贴种类", "职业培训补贴")
    _choose(page, "培训项目", "职业技能等级培训")
    page.get_by_label("职业（工种）或项目名称").press_sequentially("车工", delay=30)
    page.get_by_role("button", name="车工 6-18-01-01").click()
    expect(page.get_by_label("职业（工种）或项目编码")).to_have_value("6-18-01-01")
    page.get_by_label("等级", exact=True).select_option(value="4")
    page.get_by_label("总培训分钟数").fill("2520")
    expect(page.get_by_text("合 56 课时")).to_be_visible()
    page.get_by_label("线上分钟数").fill("800")
    page.get_by_label("实操分钟数").fill("1600")
    page.get_by_label("培训机构星级").select_option(value="4")
    page.get_by_label("开班报备日期").fill("2024-03-01")
    page.get_by_label("申领日期").fill("2024-05-06")


def _answer(page: Page) -> None:
    page.get_by_role("button", name="试算", exact=True).click()


@pytest.mark.parametrize("width", [390, 1440])
def test_approved_claim_on_phone_and_desk(
    page: Page, site: Site, accessible: Callable[[Page], None], errors: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    _open(page, site)
    accessible(page)
    keep_picture(page, f"calculator-start-{width}")
    _lathe(page, site)
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, f"calculator-form-{width}")
    _answer(page)
    expect(page.get_by_role("heading", name="可以获得 1,500 元")).to_be_visible()
    expect(page.get_by_role("heading", name="由经办人核实")).to_have_count(0)  # folded away
    expect(page.get_by_label("总培训分钟数")).to_have_value("2520")  # what was told is kept
    accessible(page)
    no_sideways_scrolling(page)
    keep_picture(page, f"calculator-approved-{width}")
    assert errors == []


def test_rejected_claim_names_each_clause(
    page: Page, site: Site, accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size(PHONE)
    _lathe(page, site)
    page.get_by_label("总培训分钟数").fill("2519")
    page.get_by_label("线上分钟数").fill("1100")
    _answer(page)
    expect(page.get_by_role("heading", name="不能获得这笔补贴")).to_be_visible()
    expect(page.get_by_text("每培训45分钟为1课时").first).to_be_visible()
    expect(page.get_by_text("线上培训课时数原则上不超过总课时数的40%").first).to_be_visible()
    accessible(page)
    keep_picture(page, "calculator-rejected")


def test_pending_claim_says_what_is_missing(
    page: Page, site: Site, accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size(PHONE)
    _open(page, site)
    page.get_by_label("补贴种类").select_option(label="参保职工技能提升补贴")
    page.get_by_label("职业（工种）或项目编码").fill("6180101")
    page.get_by_label("等级", exact=True).select_option(value="3")
    _answer(page)
    expect(page.get_by_role("heading", name="还不能确定")).to_be_visible()
    expect(page.get_by_text("还缺：证书可查询")).to_be_visible()
    expect(page.get_by_text("如果各条都符合，金额为 2,000 元")).to_be_visible()
    accessible(page)
    keep_picture(page, "calculator-pending")


def test_three_paid_before_make_the_fourth_one_too_many(page: Page, site: Site) -> None:
    page.set_viewport_size(PHONE)
    _lathe(page, site)
    for number in (1, 2, 3):
        page.get_by_role("button", name="添一次").click()
        card = page.locator(".card", has_text=f"第{number}次")
        card.get_by_label("补贴种类").select_option(label="参保职工技能提升补贴")
        page.locator(f"#id-paid-{number}-applied_on").fill(f"2024-0{number}-15")
    keep_picture(page, "calculator-paid")
    _answer(page)
    expect(page.get_by_role("heading", name="不能获得这笔补贴")).to_be_visible()
    expect(page.get_by_text("每年可申领不超过3次培训补贴").first).to_be_visible()


def test_writing_goes_on_while_a_choice_is_fetched(page: Page, site: Site) -> None:
    page.set_viewport_size(PHONE)
    _lathe(page, site)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(600)
        route.continue_()

    page.route("**/calculator/huaian-2024/", slowly)
    page.get_by_label("培训项目").select_option(label="专项职业能力培训")
    page.get_by_label("线上分钟数").fill("123")
    expect(page.get_by_label("实操分钟数")).to_have_count(0)  # 备注2 asks no practice of 专项
    expect(page.get_by_label("线上分钟数")).to_have_value("123")


def test_mistake_is_shown_beside_its_field_and_input_is_kept(page: Page, site: Site) -> None:
    page.set_viewport_size(PHONE)
    _lathe(page, site)
    page.get_by_label("总培训分钟数").fill("很多")
    _answer(page)
    expect(page.locator("#error-total_minutes")).to_contain_text("不是数")
    expect(page.get_by_label("实操分钟数")).to_have_value("1600")
    keep_picture(page, "calculator-mistake")


def test_without_javascript_it_works_too(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    _open(page, site)
    page.get_by_label("补贴种类").select_option(label="职业培训补贴")
    page.get_by_label("培训项目").select_option(label="创业培训")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("职业（工种）或项目编码").fill("JCB")
    page.get_by_label("总培训分钟数").fill("2520")
    page.get_by_label("培训机构星级").select_option(value="3")
    page.get_by_label("开班报备日期").fill("2024-03-01")
    page.get_by_label("培训结束日期").fill("2024-03-20")
    page.get_by_role("button", name="试算", exact=True).click()
    # 附件1: 创业 B 1000 元, 56 课时
    expect(page.get_by_role("heading", name="可以获得 1,000 元")).to_be_visible()
    context.close()
