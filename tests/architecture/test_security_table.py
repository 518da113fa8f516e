"""What docs/reference/security.md says is shown by a test, is shown by a test."""

import re
from pathlib import Path

PAGE = Path("docs/reference/security.md")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_row_names_a_test_that_exists() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = [
        line for line in text.splitlines()
        if line.startswith("| ") and not line.startswith("| Asked")
    ]  # fmt: skip
    assert rows
    for row in rows:
        named = _TEST.findall(row)
        assert named, f"no test for: {row}"
        for path, test in named:
            assert f"def {test}(" in Path(path).read_text(encoding="utf-8"), f"{path}::{test}"
