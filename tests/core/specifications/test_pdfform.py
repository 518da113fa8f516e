"""The PDF has the form's parts, shows what is written as it is written, and is A4."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pdfplumber
import pytest

from hengji.core.specifications.letterstyle import LetterStyle
from hengji.core.specifications.pdfform import PdfFormError, write_pdf
from hengji.core.specifications.value import AssessmentSpec, Examiners, Requirements, WorkTask
from hengji.core.text import squeeze

AT = datetime(2026, 11, 21, tzinfo=UTC)
SPEC = AssessmentSpec(
    name="小面制作",
    occupation="中式面点师",
    definition="运用炉灶，制作小面的能力。#let 不是命令 $x$ *不加粗* <标签>",
    audience="运用或准备运用本项能力求职、就业的人员。",
    tasks=tuple(
        WorkTask(task, tuple(f"能完成{task}的第{n}步" for n in range(30)), ("常识",), Decimal(50))
        for task in ("准备原料", "煮制面条")
    ),
    requirements=Requirements(
        "均可申报。", Examiners(3, "由考评员组成"), "实际操作", 60, "", "操作间。\n每位一口锅。"
    ),
)


def _pages(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {(595, 842)}
        return [squeeze(page.extract_text()) for page in pdf.pages]


def test_pdf_says_all_of_it_in_the_form_s_order() -> None:
    pages = _pages(write_pdf(SPEC, at=AT, mark="草稿"))
    whole = "".join(pages)
    places = [
        whole.index(part)
        for part in (
            "小面制作专项职业能力考核规范", "一、定义", "#let不是命令$x$*不加粗*<标签>",
            "二、适用对象", "三、能力标准与鉴定内容", "（一）准备原料", "（二）煮制面条",
            "四、鉴定要求", "（一）申报条件", "（二）考评员构成", "考评员人数：3名。",
            "（三）鉴定方式与鉴定时间", "考试时间不少于60min", "（四）鉴定场地和设备要求",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert "50%" in whole
    assert "30．能完成准备原料的第29步" in whole
    assert all("草稿" in page for page in pages)
    assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)


def test_pdf_repeats_the_head_of_its_table() -> None:
    pages = _pages(write_pdf(SPEC, at=AT))
    assert [("考核比重" in page) for page in pages].count(True) >= 2
    assert "草稿" not in "".join(pages)


def test_pdf_with_a_font_that_is_not_there_is_refused() -> None:
    with pytest.raises(PdfFormError, match="没有安装"):
        write_pdf(SPEC, at=AT, style=LetterStyle(title="没有的小标宋"))


def test_pdf_of_one_text_and_time_is_the_same_bytes() -> None:
    assert write_pdf(SPEC, at=AT) == write_pdf(SPEC, at=AT)


def test_pdf_of_an_empty_text_still_has_the_form() -> None:
    assert "四、鉴定要求" in "".join(_pages(write_pdf(AssessmentSpec(), at=AT)))
