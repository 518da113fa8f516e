"""通行密钥: registered, used instead of the password and beside it, and taken away again."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.conftest import Site

OWNER, NAME = "sichuan", "办公室电脑"
pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    """Under a name: browsers give no passkeys to bare addresses."""
    return replace(site, url=site.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def reader(page: Page) -> Iterator[CDPSession]:
    """A machine with a fingerprint reader that always knows its owner, as Chromium invents it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    assert added["authenticatorId"]
    yield session
    session.detach()


def test_passkey_opens_the_office_alone_and_as_the_second_step(
    page: Page, site: Site, reader: CDPSession, sign_in: Callable[[str], Page],
    accessible: Callable[[Page], None],
) -> None:  # fmt: skip
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    sign_in(OWNER)
    page.goto(f"{site.url}/accounts/second-factor/webauthn/add/")
    page.get_by_label("密码").fill(site.password)
    page.get_by_role("button", name="确认").click()
    page.get_by_label("名称").fill(NAME)
    expect(page.get_by_label("可单独登录")).to_be_checked()
    accessible(page)
    page.get_by_role("button", name="添加").click()
    codes = page.get_by_label("未用过的恢复码").get_by_role("listitem")
    expect(codes).to_have_count(10)
    assert all(len(code) >= 8 for code in codes.all_inner_texts()), "shown to be written down"
    accessible(page)

    _sign_out(page, site)
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page).to_have_url(f"{site.url}/office/")

    _sign_out(page, site)
    page.get_by_label("用户名").fill(OWNER)
    page.get_by_label("密码").fill(site.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name="两步验证")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="使用通行密钥").click()
    expect(page).to_have_url(f"{site.url}/office/")

    page.goto(f"{site.url}/accounts/second-factor/webauthn/")
    expect(page.get_by_role("row").filter(has_text=NAME)).to_contain_text("通行密钥")
    page.get_by_role("link", name="移除").click()
    page.get_by_role("link", name="使用安全密钥").click()
    accessible(page)
    page.get_by_role("button", name="使用安全密钥").click()
    page.get_by_role("button", name="移除").click()
    expect(page.get_by_text("还没有密钥")).to_be_visible()
    assert not told, told


def test_key_that_is_not_there_is_told(page: Page, site: Site, reader: CDPSession) -> None:
    page.goto(f"{site.url}/accounts/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("alert")).to_contain_text("没有读到密钥")


def _sign_out(page: Page, site: Site) -> None:
    page.get_by_role("button", name="蜀怀瑾").click()
    page.get_by_role("button", name="退出").click()
    page.goto(f"{site.url}/accounts/login/")
