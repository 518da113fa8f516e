"""What every browser test asks of how a page looks."""

import os
from pathlib import Path

from playwright.sync_api import Page


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture where one is asked for, to be looked at by a person."""
    folder = os.environ.get("HENGJI_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def no_sideways_scrolling(page: Page) -> None:
    """A page is never wider than its screen; wide tables scroll in their own box."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
