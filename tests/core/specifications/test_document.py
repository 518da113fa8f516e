"""The page that lists the checks is the one in the repository."""

from pathlib import Path

from hengji.core.specifications.document import check_document

DOCUMENT = Path(__file__).parents[3] / "docs/reference/specification-checks.md"


def test_the_documented_checks_are_the_checks() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == check_document(), (
        "run: hengji docs specification-checks"
    )
