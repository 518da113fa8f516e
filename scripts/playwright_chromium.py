"""Exit with 0 when Playwright's own Chromium is installed and its libraries are there."""

import subprocess
import sys

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    program = playwright.chromium.executable_path
try:
    done = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603 - Playwright's own program
except OSError:
    sys.exit(1)
sys.exit(done.returncode)
