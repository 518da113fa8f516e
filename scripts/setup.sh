#!/bin/sh
# Install what Hengji needs into .venv, from the pinned requirements and nothing else.
set -eu
cd "$(dirname "$0")/.."

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=""
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && fits "$candidate"; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
    echo "需要 Python 3.11 或更新的版本，本机的 python3 是：$(python3 --version 2>&1 || true)" >&2
    echo "Hengji needs Python 3.11 or newer. Install it, or name it: make setup PYTHON=/path/to/python3.12" >&2
    exit 1
fi

# Debian and Ubuntu ship Python without the part that makes environments.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$version-venv" >/dev/null
    else
        echo "这个 Python 缺少 venv。请先安装，例如：sudo apt-get install $version-venv" >&2
        echo "This Python lacks venv; on Debian and Ubuntu: sudo apt-get install $version-venv" >&2
        exit 1
    fi
fi

if ! { [ -x .venv/bin/python ] && fits .venv/bin/python; }; then
    "$python" -m venv --clear .venv
fi
for name in build run test; do
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r "requirements/$name.txt"
done
# Of these only files for the browser are served; what they would need to run stays out.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    -r requirements/web.txt
# The builder is pinned and in place already, so nothing is fetched without a hash.
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-index --no-build-isolation -e .
touch .venv/.installed
