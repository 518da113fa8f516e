"""Out and in again: nothing that a specification says is lost; and how the Word file looks."""

from decimal import Decimal
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.run import Run
from hypothesis import given, settings

from hengji.core.specifications.reading import read_specification
from hengji.core.specifications.value import (
    AssessmentSpec,
    Examiners,
    Flags,
    Requirements,
    WorkTask,
)
from hengji.core.specifications.wordform import LetterStyle, write_docx
from hengji.core.specifications.yamlform import write_json, write_yaml
from tests.factories.specvalues import specifications

AWKWARD = AssessmentSpec(
    name="1.5吨叉车（内燃）操作",
    occupation="叉车司机",
    definition="运用叉车，在仓库进行装卸的能力。\n定义里的第二段",
    tasks=(
        WorkTask(
            "（二）检查车况", ("5mm以上裂纹能看出", "能…\n2．不是第二条"), ("",), Decimal("0.5")
        ),
        WorkTask("", ("1.能", "2.能"), (), None),
        WorkTask("1.装卸货物", ("能",), ("1.5mm",), Decimal(-1)),
        WorkTask("100%", ("3）能",), ("（1）", "①"), Decimal(1000)),
    ),
    requirements=Requirements(
        examiners=Examiners(None, "由5名考评员组成"),
        method="以实际操作方式进行，考试时间不少于60min",
        venue="场地：平整\n（一）设备\n工具等",
    ),
    flags=Flags(complex=True, consumer_health=True),
    level="五级",
)


@settings(max_examples=30)
@given(specifications)
def test_yaml_and_json_lose_nothing(spec: AssessmentSpec) -> None:
    assert read_specification("a.yaml", write_yaml(spec)) == spec
    assert read_specification("a.JSON", write_json(spec)) == spec


@settings(max_examples=12, deadline=None)
@given(specifications)
def test_word_loses_nothing(spec: AssessmentSpec) -> None:
    assert read_specification("a.docx", write_docx(spec)) == spec


@pytest.mark.parametrize("count", [None, 3, 5, 12])
@pytest.mark.parametrize(
    "composition", ["", "由5名考评员组成", "十二人中抽3名", "两名以上", "专家"]
)
def test_word_keeps_the_number_of_examiners(count: int | None, composition: str) -> None:
    asked = Requirements(examiners=Examiners(count, composition))
    spec = AssessmentSpec(name="擦鞋", requirements=asked)
    assert read_specification("a.docx", write_docx(spec)) == spec


def test_word_keeps_what_looks_like_the_form_itself() -> None:
    assert read_specification("a.docx", write_docx(AWKWARD)) == AWKWARD


def test_yaml_stands_in_the_order_of_the_document() -> None:
    text = write_yaml(AWKWARD).decode()
    keys = [line.split(":")[0] for line in text.splitlines() if line[0] not in " -"]
    assert keys == (
        "name occupation definition audience tasks requirements flags level".split()  # noqa: SIM905 (a row of keys)
    )
    assert "  venue: |-\n    场地：平整\n    （一）设备\n    工具等\n" in text


def test_the_word_file_is_laid_out_to_the_standard() -> None:
    style = LetterStyle(body="某仿宋", title="某小标宋")
    document = docx.Document(BytesIO(write_docx(AWKWARD, style=style)))
    section = document.sections[0]
    page = (section.page_width, section.page_height)
    assert [round(length.mm) for length in page if length] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in margins if length] == [37, 35, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer
    title, body = document.paragraphs[0], document.paragraphs[3]
    assert (title.text, _font(title.runs[0]), title.runs[0].font.size) == (
        "1.5吨叉车（内燃）操作专项职业能力考核规范",
        "某小标宋",
        22 * 12700,
    )
    assert (_font(body.runs[0]), body.runs[0].font.size) == ("某仿宋", 16 * 12700)
    assert body.paragraph_format.line_spacing == int(28.95 * 12700)


def test_the_header_rows_of_the_table_come_again_on_each_page() -> None:
    table = docx.Document(BytesIO(write_docx(AWKWARD))).tables[0]
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, True, False, False, False, False]
    assert [cell.text for cell in table.rows[1].cells] == [
        *("工作任务", "操作规范", "相关知识", "考核\n比重")
    ]
    assert sum(round(cell.width.mm) for cell in table.rows[2].cells if cell.width) == 156


def _font(run: Run) -> str:
    return str(run._element.get_or_add_rPr().get_or_add_rFonts().get(qn("w:eastAsia")))


@pytest.mark.parametrize(
    ("setting", "style"),
    [
        ("", LetterStyle()),
        ("open", LetterStyle.open_fonts()),
        ("某小标宋, 某仿宋", LetterStyle(title="某小标宋", body="某仿宋")),
        (",,,,某宋", LetterStyle(page_number="某宋")),
    ],
)
def test_a_site_names_its_fonts(setting: str, style: LetterStyle) -> None:
    assert LetterStyle.of(setting) == style


def test_more_fonts_than_there_are_places_are_refused() -> None:
    with pytest.raises(ValueError, match="5 fonts"):
        LetterStyle.of("一,二,三,四,五,六")
