"""考核规范 in a real browser: from a proposal to its promulgation, by everyone who must act."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from hengji.core.specifications.yamlform import write_yaml
from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling
from tests.factories.specifications import good_text, pdf_of

pytestmark = pytest.mark.e2e
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)
NAME = "火锅底料炒制"
EXPERTS = (
    ("甲", "方法专家", ("组长", "受过项目主持人训练")),
    ("乙", "内容专家", ("主笔人",)),
    ("丙", "内容专家", ()),
    ("丁", "实际工作专家", ()),
    ("戊", "实际工作专家", ()),
)
TOPICS = (
    "活动目标", "工作领域", "发展状况", "从业人群数量", "从业人群层次", "薪酬水平", "社会地位",
    "必备知识和技能", "专家工作组的分析",
)  # fmt: skip


def _look(page: Page, accessible: Callable[[Page], None], name: str, *, dark: bool = False) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        no_sideways_scrolling(page)
        keep_picture(page, f"{name}-{size['width']}")
    accessible(page)
    if dark:
        page.emulate_media(color_scheme="dark")
        accessible(page)
        keep_picture(page, f"{name}-dark")
        page.emulate_media(color_scheme="light")


@pytest.fixture
def colleague(browser: Browser, site: Site) -> Callable[[str], Page]:
    """Another officer, in a browser of their own."""

    def do(username: str) -> Page:
        page = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai").new_page()
        page.set_viewport_size(DESK)
        page.goto(f"{site.url}/accounts/login/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(site.password)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page).to_have_url(f"{site.url}/office/")
        page.emulate_media(reduced_motion="reduce")
        return page

    return do


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def _keep(page: Page, folder: Path, *kinds: str) -> None:
    """A paper of each kind."""
    for kind in kinds:
        paper = folder / f"{kind}.pdf"
        paper.write_bytes(pdf_of(kind))
        page.get_by_text("添加材料或新版本").click()
        page.get_by_label("种类").select_option(kind)
        page.get_by_label("文件", exact=True).set_input_files(paper)
        _button(page, "保存材料").click()
        expect(page.get_by_text("材料已保存。")).to_be_visible()


def _write(page: Page, url: str, folder: Path, weights: tuple[int, ...]) -> None:
    """A whole text with these weights, taken in from a file."""
    text = folder / f"{sum(weights)}.yaml"
    text.write_bytes(write_yaml(replace(good_text(weights), name=NAME, occupation="中式烹调师")))
    page.goto(f"{url}upload/")
    page.get_by_label("文件").set_input_files(text)
    _button(page, "预览").click()
    _button(page, "采用这份文本").click()
    page.goto(url)


def _review(page: Page, url: str, outcome: str, **texts: str) -> None:
    page.goto(url)
    page.get_by_label(outcome, exact=True).check()
    for label, text in texts.items():
        page.get_by_label(label, exact=True).fill(text)
    _button(page, "提交意见").click()
    expect(page.get_by_text("意见已记录。")).to_be_visible()


def _propose(page: Page) -> str:
    page.locator("#office-menu").get_by_role("link", name="考核规范", exact=True).click()
    page.get_by_role("link", name="提出立项建议").click()
    page.get_by_label("能力名称").fill(NAME)
    page.get_by_label("职业领域").fill("中式烹调师")
    page.get_by_label("能力定义").fill(
        "运用炒锅、灶具和牛油、辣椒等材料，在厨房或者车间，进行火锅底料炒制并提供成品的能力。"
    )
    _button(page, "保存").click()
    return page.url


def test_specification_from_proposal_to_promulgation(
    sign_in: Callable[[str], Page],
    colleague: Callable[[str], Page],
    accessible: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    clerk = sign_in("chongqing-clerk")
    clerk.emulate_media(reduced_motion="reduce")
    clerk.set_viewport_size(DESK)
    complaints: list[str] = []
    clerk.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    url = _propose(clerk)

    # Not answered is not yes.
    expect(clerk.get_by_text("立项问题未答完")).to_be_visible()
    expect(_button(clerk, "立项，组建专家组")).to_have_count(0)
    clerk.get_by_role("link", name="修改立项建议").click()
    for question in clerk.locator(".gate-question").all():
        answer = "否" if "国家职业标准" in question.inner_text() else "是"
        question.get_by_label(answer).check()
    _look(clerk, accessible, "specification-proposal")
    _button(clerk, "保存").click()
    _button(clerk, "立项，组建专家组").click()

    # A group without enough practitioners cannot begin.
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(pdf_of("训练证明"))
    for name, kind, boxes in EXPERTS:
        clerk.get_by_role("link", name="加入成员").click()
        clerk.get_by_label("姓名").fill(name)
        clerk.get_by_label("类别").select_option(kind)
        clerk.get_by_label("工作单位").fill("示例单位")
        for box in boxes:
            clerk.get_by_label(box, exact=True).check()
        if "受过项目主持人训练" in boxes:
            clerk.get_by_label("训练证明").set_input_files(proof)
        _button(clerk, "保存").click()
    expect(clerk.get_by_text("实际工作专家 2 人，不足专家组 5 人的一半以上")).to_be_visible()
    expect(_button(clerk, "开始调查分析")).to_have_count(0)
    _look(clerk, accessible, "specification-group", dark=True)
    _button(clerk, "移出 丙").click()
    _button(clerk, "开始调查分析").click()

    clerk.get_by_role("link", name="填写调查和分析").click()
    for topic in TOPICS:
        clerk.get_by_label(topic).fill(f"{topic}已经了解。")
    _button(clerk, "保存").click()
    _keep(clerk, tmp_path, "调查报告", "分析材料")
    _button(clerk, "召开研讨会").click()
    clerk.get_by_role("link", name="填写研讨会记录").click()
    clerk.get_by_label("项目主持人").select_option("甲")
    clerk.get_by_label("召开日期").fill("2026-03-02")
    for output in ("具体工作程序", "基本框架结构", "时间进度计划"):
        clerk.get_by_label(output).fill(f"{output}已经确定。")
    _button(clerk, "保存").click()
    _keep(clerk, tmp_path, "研讨会纪要", "时间进度计划")
    _button(clerk, "开始编写初稿").click()

    # An empty text cannot be handed in; who reviews cannot hand it in at all.
    _keep(clerk, tmp_path, "调研论证材料", "可行性分析报告", "开发申请")
    expect(_button(clerk, "提交开发申请")).to_have_count(0)
    expect(clerk.locator(".missing")).to_contain_text("处错误")
    _write(clerk, url, tmp_path, (30, 40, 25))
    expect(clerk.locator(".missing")).to_contain_text("95")
    expect(_button(clerk, "提交开发申请")).to_have_count(0)
    _look(clerk, accessible, "specification-drafting")
    _write(clerk, url, tmp_path, (30, 40, 30))
    reviewer = colleague("chongqing-reviewer")
    reviewer.goto(url)
    expect(reviewer.get_by_text("这一步由有“办理考核规范开发”权限的人员办理。")).to_be_visible()
    expect(_button(reviewer, "提交开发申请")).to_have_count(0)
    _button(clerk, "提交开发申请").click()
    expect(clerk.get_by_text("这一步由有“论证评审和技术初审”权限的人员办理。")).to_be_visible()
    expect(_button(clerk, "提交意见")).to_have_count(0)

    reviewer.goto(url)
    _keep(reviewer, tmp_path, "论证评审意见")
    _review(reviewer, url, "通过", 评审专家="示例专家三人", 意见="同意开发。")
    _review(reviewer, url, "退回修改", 意见="请说明评分办法。")
    clerk.goto(url)
    clerk.get_by_label("逐条说明修改了什么").fill("评分办法已写入命题要求。")
    _button(clerk, "提交初审修改稿").click()
    _review(reviewer, url, "通过", 意见="已修改。")
    _look(reviewer, accessible, "specification-reviewed", dark=True)
    _review(colleague("chongqing-approver"), url, "通过", 意见="同意颁布。")

    promulgator = colleague("chongqing-promulgator")
    promulgator.goto(url)
    promulgator.get_by_label("备案方式").select_option("省级自行管理")
    promulgator.get_by_label("备案编号").fill("Z902")
    _button(promulgator, "登记备案").click()
    expect(promulgator.get_by_text("缺少材料：颁布文件")).to_be_visible()
    _keep(promulgator, tmp_path, "颁布文件")
    promulgator.get_by_label("颁布文号").fill("示例〔2026〕2号（虚构）")
    _button(promulgator, "颁布").click()
    expect(promulgator.get_by_text("已颁布。公共门户现在可以查到。")).to_be_visible()
    _look(promulgator, accessible, "specification-promulgated")
    promulgator.goto(url.split("/office/")[0] + "/specifications/")
    expect(promulgator.get_by_role("link", name=NAME)).to_be_visible()
    clerk.goto(url.split("specifications/")[0] + "specifications/")
    _look(clerk, accessible, "specification-list", dark=True)
    assert complaints == []
