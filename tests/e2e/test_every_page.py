"""Every page that a menu leads to, and one record of each list, on a desk and on a phone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import Site
from tests.e2e.looking import keep_picture, no_sideways_scrolling

pytestmark = pytest.mark.e2e
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)
OWN_ACCOUNT = (
    "/accounts/password/",
    "/accounts/sessions/",
    "/accounts/second-factor/",
    "/accounts/second-factor/totp/activate/",
    "/accounts/second-factor/webauthn/",
    "/accounts/second-factor/webauthn/add/",
)
"""What everybody with an account has, though no menu of the office lists all of it."""

# The first record of a list: the first link that leads further down from the list's own address.
RECORD = """() => {
  const links = [...document.querySelectorAll('main table tbody a, main .cards a, main li a')];
  const below = links.map(a => new URL(a.href).pathname)
    .filter(path => /\\d+\\/$/.test(path));
  return below[0] ?? null;
}"""


# Most of the auditor's pages are the administrator's too: once on the narrower screen will do, and
# that in the dark.
@pytest.mark.parametrize(
    ("officer", "own", "sizes", "scheme"),
    [("huaian", OWN_ACCOUNT, (DESK, PHONE), "light"), ("auditor", (), (PHONE,), "dark")],
)
def test_every_page_of_the_office_is_fit_to_be_shown(
    sign_in: Callable[[str], Page],
    accessible: Callable[[Page], None],
    site: Site,
    officer: str,
    own: tuple[str, ...],
    sizes: tuple[ViewportSize, ...],
    scheme: Literal["light", "dark"],
) -> None:
    page = sign_in(officer)
    page.emulate_media(color_scheme=scheme)
    menu = _paths(page, "#office-menu a")
    with _quiet(page, site):
        looks = Looks(officer, sizes, accessible)
        seen = _walk(page, site, [*own, *menu], looks)
    assert len(seen) > len(own) + len(menu)  # some list led to a record


def test_every_page_of_the_public_is_fit_to_be_shown(
    page: Page, accessible: Callable[[Page], None], site: Site
) -> None:
    page.goto(site.url)
    menu = _paths(page, "#portal-menu a")
    with _quiet(page, site):
        looks = Looks("public", (DESK, PHONE), accessible)
        _walk(page, site, ["/", *menu, "/accounts/login/"], looks)


def _paths(page: Page, links: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        links, "all => all.map(a => new URL(a.href).pathname)"
    )
    assert found
    return list(dict.fromkeys(found))


def _walk(page: Page, site: Site, paths: list[str], looks: "Looks") -> list[str]:
    """Look at each page, and at the first record that it leads to. Returns where it has been."""
    waiting, seen = list(paths), list[str]()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.append(path)
        answer = page.goto(site.url + path)
        assert answer, path
        assert answer.ok, (path, answer.status)
        expect(page.locator("[data-chart][hidden]")).to_have_count(0)  # every chart is drawn
        looks.at(page, path)
        record = page.evaluate(RECORD) if path in paths else None
        if record:
            waiting.append(record)
    return seen


@dataclass(frozen=True)
class Looks:
    """What is asked of a page that ``who`` sees, on each size of screen."""

    who: str
    sizes: tuple[ViewportSize, ...]
    accessible: Callable[[Page], None]

    def at(self, page: Page, path: str) -> None:
        """Look at the page, which lies at ``path``."""
        name = f"{self.who}{path.replace('/', '-')}".rstrip("-")
        for size in self.sizes:
            page.set_viewport_size(size)
            keep_picture(page, f"{name}-{size['width']}")
            no_sideways_scrolling(page)
        self.accessible(page)  # once: names, roles and colours do not change with the width


@contextmanager
def _quiet(page: Page, site: Site) -> Iterator[None]:
    """No complaint of the browser, such as of the policy on content, and nothing from elsewhere."""
    page.emulate_media(reduced_motion="reduce")
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    own = urlsplit(site.url).netloc
    page.on(
        "request",
        lambda asked: (
            None
            if urlsplit(asked.url).netloc in {own, ""}
            else complaints.append(f"asks {asked.url}")
        ),
    )
    yield
    assert complaints == []
