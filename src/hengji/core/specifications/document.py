"""The page of the documentation that lists what is checked."""

from hengji.core.specifications.checks import CHECKS

_HEAD = """# Checks of a specification

Written by `hengji docs specification-checks` from the code; a test fails when it is out of date.
How to use them: [check a specification](../howto/check-a-specification.md).

An **error** breaks what the 技术规程 orders or forbids, and `hengji specification lint` ends with
status 1; a **warning** departs from what it says with 一般, or doubts.

| code | severity | clause | what is asked | why so severe |
|---|---|---|---|---|
"""


def check_document() -> str:
    """The page as Markdown."""
    return _HEAD + "".join(
        f"| `{one.code}` | {one.severity} | {one.clause} | {one.demand} | {_line(one.reason)} |\n"
        for one in CHECKS.values()
    )


def _line(reason: str) -> str:
    return " ".join(reason.split())
