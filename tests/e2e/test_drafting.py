"""The editor in a real browser: by keyboard, by dragging, by two at once, without a network."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling
from tests.e2e.test_notices import DESK, PHONE

pytestmark = pytest.mark.e2e
WITHIN_MS = 300
"""From the last key to its finding (the pause before asking included)."""

_PREPARE = """
from tests.factories.specifications import begin_draft
for name, filled in {wanted!r}:
    print(begin_draft("huaian-clerk", name, filled))
"""
NAMES = (("豆花制作", False), ("拉面制作", True), ("凉面制作", True), ("抄手制作", True))


@pytest.fixture(scope="module")
def drafts(site: Site) -> dict[str, str]:
    """The editor's addresses of specifications that have come as far as their draft."""
    made = site.shell(_PREPARE.format(wanted=NAMES))
    numbers = made.split()[-len(NAMES) :]
    return {
        name: f"{site.url}/office/specifications/{number}/edit/"
        for (name, _), number in zip(NAMES, numbers, strict=True)
    }


def _saved(page: Page) -> None:
    expect(page.locator("#saving")).to_contain_text("已保存")
    expect(page.locator("#saving")).to_have_attribute("data-state", "saved")


def _sign_in(browser: Browser, site: Site, username: str) -> Page:
    page = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai").new_page()
    page.goto(f"{site.url}/accounts/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(site.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(f"{site.url}/office/")
    return page


def _type_task(page: Page, task: str, weight: str, criteria: list[str], knowledge: str) -> None:
    """In the task's name to begin with; nothing but keys."""
    keys = page.keyboard
    keys.type(task)
    keys.press("Tab")
    keys.type(weight)
    keys.press("Enter")
    for at, line in enumerate(criteria):
        if at:
            keys.press("Enter")
        keys.type(line)
    while page.evaluate("!document.activeElement.closest('[data-list=knowledge] textarea')"):
        keys.press("Tab")
    keys.type(knowledge)


def test_specification_is_written_with_the_keyboard_alone(
    sign_in: Callable[[str], Page], drafts: dict[str, str], accessible: Callable[[Page], None]
) -> None:
    page = sign_in("huaian-clerk")
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(DESK)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(drafts["豆花制作"])
    expect(page.locator("#problem-count")).to_contain_text("处错误")
    keep_picture(page, "drafting-empty-1440")
    keys = page.keyboard
    page.get_by_role("textbox", name="职业领域").focus()
    keys.press("Control+a")
    keys.type("中式面点师")
    keys.press("Tab")
    keys.press("Control+a")
    keys.type("运用磨浆机、锅具和黄豆，在餐饮场所制作豆花并提供给顾客的能力。")
    page.get_by_label("工作任务（一）", exact=True).focus()
    _type_task(page, "磨制豆浆", "30", ["能选择黄豆", "能按比例加水磨浆"], "黄豆常识")
    for task, weight in (("点制豆花", "40"), ("调配蘸料", "25")):
        while page.evaluate("document.activeElement.id != 'add-task'"):
            keys.press("Tab")
        keys.press("Enter")
        _type_task(page, task, weight, [f"能{task}"], f"{task}的方法")
    expect(page.locator("#sum")).to_have_text("95%，还差 5%")
    expect(page.locator("[data-problems=tasks]")).to_contain_text("95%")
    # The last weight is corrected; an item is split, joined again and moved.
    page.get_by_label("工作任务（三）考核比重（%）").focus()
    keys.press("Control+a")
    keys.type("30")
    expect(page.locator("#sum")).to_have_text("100%")
    page.get_by_label("工作任务（一）操作规范 2", exact=True).focus()
    keys.press("Home")
    keys.press("Enter")
    expect(page.get_by_label("工作任务（一）操作规范 3", exact=True)).to_be_focused()
    keys.press("Backspace")
    expect(page.get_by_label("工作任务（一）操作规范 2", exact=True)).to_have_value(
        "能按比例加水磨浆"
    )
    keys.press("Alt+ArrowUp")
    expect(page.locator("#announce")).to_have_text("已移到第 1 项，共 2 项")
    page.get_by_label("工作任务（三）", exact=True).focus()
    keys.press("Alt+ArrowUp")
    expect(page.get_by_label("工作任务（二）", exact=True)).to_have_value("调配蘸料")
    for label, text in (
        ("（二）考评员人数", "3"), ("考评员构成", "由3名中式面点考评员组成"),
        ("（三）鉴定方式", "实际操作"), ("鉴定时间", "60"),
        ("（四）鉴定场地和设备要求", "操作间一间，磨浆机每位一台。"),
    ):  # fmt: skip
        page.get_by_role("textbox", name=label).first.focus()
        keys.type(text)
    expect(page.locator("#problem-count")).to_have_text("没有发现问题")
    _saved(page)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        no_sideways_scrolling(page)
        keep_picture(page, f"drafting-written-{size['width']}")
    accessible(page)
    page.emulate_media(color_scheme="dark")
    accessible(page)
    page.reload()
    expect(page.get_by_label("工作任务（一）操作规范 1", exact=True)).to_have_value(
        "能按比例加水磨浆"
    )
    expect(page.get_by_label("工作任务（三）", exact=True)).to_have_value("点制豆花")
    assert complaints == []


_TIMED = """async (field) => {
  const slot = field.closest('.draft-field').querySelector('.problems');
  const before = slot.textContent;
  const began = performance.now();
  return new Promise((done) => {
    new MutationObserver((_, watch) => {
      if (slot.textContent === before) return;
      watch.disconnect();
      done(performance.now() - began);
    }).observe(slot, { childList: true });
    field.value = field.value.endsWith('师') ? field.value.slice(0, -1) : field.value + '师';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}"""


def test_finding_appears_soon_and_tasks_are_dragged(
    sign_in: Callable[[str], Page], drafts: dict[str, str]
) -> None:
    page = sign_in("huaian-clerk")
    page.set_viewport_size(DESK)
    page.goto(drafts["拉面制作"])
    expect(page.locator("#problem-count")).to_have_text("没有发现问题")
    taken = [page.get_by_label("能力名称").evaluate(_TIMED) for _ in range(4)]
    assert min(taken) < WITHIN_MS, taken
    handle = page.locator(".handle").nth(2)
    handle.scroll_into_view_if_needed()
    start, goal = handle.bounding_box(), page.locator(".task").first.bounding_box()
    assert start is not None
    assert goal is not None
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(goal["x"] + 20, goal["y"] + 5, steps=5)
    page.mouse.up()
    expect(page.get_by_label("工作任务（一）", exact=True)).to_have_value("调配佐料")
    _saved(page)
    page.reload()
    expect(page.get_by_label("工作任务（一）", exact=True)).to_have_value("调配佐料")


def test_two_who_write_at_once_both_keep_their_words(
    sign_in: Callable[[str], Page], site: Site, drafts: dict[str, str], browser: Browser,
    accessible: Callable[[Page], None],
) -> None:  # fmt: skip
    url = drafts["凉面制作"]
    first, second = sign_in("huaian-clerk"), _sign_in(browser, site, "huaian")
    for page in (first, second):
        page.goto(url)
        expect(page.locator("#problem-count")).to_have_text("没有发现问题")
    first.get_by_label("能力名称").fill("川味凉面制作")
    first.get_by_label("工作任务（一）操作规范 1", exact=True).fill("能按要求准备各种原料")
    _saved(first)
    second.get_by_label("能力名称").fill("家常凉面制作")
    second.get_by_label("工作任务（三）", exact=True).fill("调配凉面佐料")
    meeting = second.locator("#meeting")
    expect(meeting).to_contain_text("清和也保存了修改")
    expect(meeting).to_contain_text("以下 1 处两人的写法不同")
    expect(second.get_by_label("能力名称")).to_have_value("川味凉面制作")
    expect(second.get_by_label("工作任务（一）操作规范 1", exact=True)).to_have_value(
        "能按要求准备各种原料"
    )
    expect(second.get_by_label("工作任务（三）", exact=True)).to_have_value("调配凉面佐料")
    accessible(second)
    keep_picture(second, "drafting-meeting")
    second.get_by_role("button", name="改用我的").click()
    expect(second.get_by_label("能力名称")).to_have_value("家常凉面制作")
    _saved(second)
    first.reload()
    expect(first.get_by_label("能力名称")).to_have_value("家常凉面制作")
    # What the first removes and the second changes comes back where it was, in its order.
    for _ in range(2):
        first.get_by_role("button", name="删除工作任务（一）", exact=True).click()
    _saved(first)
    for task, text in (("（二）", "能掌握煮面的火候"), ("（一）", "能挑选并准备原料")):
        second.get_by_label(f"工作任务{task}操作规范 1", exact=True).fill(text)
    expect(meeting).to_contain_text("以下 2 处两人的写法不同")
    second.get_by_role("button", name="改用我的").last.click()
    second.get_by_role("button", name="改用我的").click()
    for number, task in enumerate(("准备原料", "煮制面条", "调配凉面佐料")):
        field = second.get_by_label(f"工作任务（{'一二三'[number]}）", exact=True)
        expect(field).to_have_value(task)
    _saved(second)


def test_what_is_typed_without_a_network_is_not_lost(
    sign_in: Callable[[str], Page], drafts: dict[str, str]
) -> None:
    page = sign_in("huaian-clerk")
    url = drafts["抄手制作"]
    page.goto(url)
    expect(page.locator("#problem-count")).to_have_text("没有发现问题")
    page.context.set_offline(True)
    page.get_by_label("能力名称").fill("红油抄手制作")
    expect(page.locator("#saving")).to_contain_text("未保存，网络断开，已留在本机")
    page.context.set_offline(False)
    _saved(page)
    # Closed while the network is away: the browser still has it when the page is opened again.
    page.context.set_offline(True)
    page.get_by_label("能力名称").fill("清汤抄手制作")
    expect(page.locator("#saving")).to_contain_text("未保存，网络断开，已留在本机")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.goto(url)
    expect(again.get_by_label("能力名称")).to_have_value("清汤抄手制作")
    _saved(again)
    again.reload()
    expect(again.get_by_label("能力名称")).to_have_value("清汤抄手制作")
    assert again.evaluate("Object.keys(localStorage).filter((one) => one.includes('kept'))") == []


def test_what_is_kept_in_the_browser_is_the_account_s_own_and_goes_when_it_leaves(
    sign_in: Callable[[str], Page],
) -> None:
    """On a computer of several: another's text, one's own, and one's own of last week."""
    page = sign_in("huaian-clerk")
    own = page.locator("form[data-account]").get_attribute("data-account")
    page.evaluate(
        """([own, week]) => {
          for (const [name, age] of [['0/a', 0], [`${own}/b`, 0], [`${own}/c`, week]]) {
            const text = JSON.stringify({ at: Date.now() - age, value: 1 });
            localStorage.setItem(`hengji-kept/${name}`, text);
            sessionStorage.setItem(`hengji-kept/${name}`, text);
          }
        }""",
        [own, 7 * 24 * 60 * 60 * 1000],
    )
    left = """[localStorage, sessionStorage].flatMap(Object.keys)
        .filter((one) => one.startsWith('hengji-kept/'))"""
    page.reload()
    assert page.evaluate(left) == [f"hengji-kept/{own}/b"] * 2
    page.locator("button.user-button").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(lambda url: "/office/" not in url)
    assert page.evaluate(left) == []
