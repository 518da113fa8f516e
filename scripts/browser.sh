#!/bin/sh
# See to it that the browser tests find a Chromium; say so and fail where they would not.
set -eu
cd "$(dirname "$0")/.."

works() { "$1" --version >/dev/null 2>&1; }   # Ubuntu's chromium is only a pointer to a snap

for candidate in ${HENGJI_CHROMIUM:-} chromium chromium-browser google-chrome; do
    if command -v "$candidate" >/dev/null && works "$candidate"; then exit 0; fi
done
if .venv/bin/python scripts/playwright_chromium.py; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    if DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null &&
        works chromium; then exit 0; fi
    .venv/bin/playwright install --with-deps chromium
else
    .venv/bin/playwright install chromium
fi
.venv/bin/python scripts/playwright_chromium.py || {
    echo "没有可用的 Chromium，浏览器测试无法进行。可安装 chromium 后重试，或用 HENGJI_CHROMIUM 指明程序。" >&2
    echo "No working Chromium for the browser tests; install one, or name it in HENGJI_CHROMIUM." >&2
    exit 1
}
