"""A comment's paragraph is found again after the text was moved or corrected."""

import pytest

from hengji.core.specifications.paragraphs import Paragraph, locate, paragraphs
from hengji.core.specifications.value import AssessmentSpec, WorkTask

SPEC = AssessmentSpec(
    name="川菜制作",
    tasks=(
        WorkTask("切配食材", ("能切丝", "能按要求切出厚薄均匀的片")),
        WorkTask("烹制菜肴", ("能控制火候",), ("火候常识",)),
    ),
)


def test_paragraphs_are_the_texts_with_their_places() -> None:
    assert paragraphs(SPEC)[:3] == (
        Paragraph("name", "川菜制作"),
        Paragraph("tasks[0].task", "切配食材"),
        Paragraph("tasks[0].criteria[0]", "能切丝"),
    )
    assert len(paragraphs(SPEC)) == 7


@pytest.mark.parametrize(
    ("path", "quote", "found"),
    [
        ("tasks[0].criteria[0]", "能切丝", "tasks[0].criteria[0]"),
        ("tasks[0].criteria[0]", "能控制火候", "tasks[1].criteria[0]"),
        ("tasks[3].criteria[0]", "能按要求切出均匀的片", "tasks[0].criteria[1]"),
        ("tasks[3].criteria[0]", "能与顾客沟通", None),
        ("tasks[1].weight", "", "tasks[1].weight"),
    ],
)
def test_paragraph_is_found_by_what_it_said(path: str, quote: str, found: str | None) -> None:
    assert locate(SPEC, path, quote) == found
