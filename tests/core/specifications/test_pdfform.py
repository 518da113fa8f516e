"""The PDF has the form's parts, shows what is written as it is written, and is A4."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import docx
import pdfplumber
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from hengji.core.specifications.letterstyle import LetterStyle
from hengji.core.specifications.pdfform import PdfFormError, write_pdf
from hengji.core.specifications.value import AssessmentSpec, Examiners, Requirements, WorkTask
from hengji.core.specifications.wordform import write_docx
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


def test_pdf_says_every_line_that_word_says() -> None:
    short = tuple(replace(task, criteria=("能做完", "能收拾")) for task in SPEC.tasks)
    definition = "运用炉灶。\n\n进行制作的能力。"
    spec = replace(SPEC, level="中级", definition=definition, tasks=short)
    stream = io.BytesIO(write_docx(spec, style=LetterStyle()))
    document, pages = docx.Document(stream), "".join(_pages(write_pdf(spec, at=AT)))
    cells = [cell for row in document.tables[0].rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    said = {squeeze(one.text) for one in paragraphs} - {"", "考核", "比重"}
    assert {"等级：中级", "进行制作的能力。", "50%", "1．常识"} <= said
    assert [line for line in said if line not in pages] == []


def test_weights_stand_to_the_right_in_both_files() -> None:
    (table,) = docx.Document(io.BytesIO(write_docx(SPEC, style=LetterStyle()))).tables
    for row in table.rows[2:]:
        assert row.cells[3].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    with pdfplumber.open(io.BytesIO(write_pdf(SPEC, at=AT))) as pdf:
        words = pdf.pages[0].extract_words()
        (weight,) = (one for one in words if one["text"] == "50%")
        edge = max(line["x1"] for line in pdf.pages[0].lines + pdf.pages[0].rects)
        assert edge - weight["x1"] < weight["x1"] - weight["x0"]


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
