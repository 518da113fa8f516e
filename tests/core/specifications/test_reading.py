"""Files as people send them: Word in the form of 附件3, YAML with slips, and what is no file."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.table import Table, _Row

from hengji.core.documents.errors import DocumentError
from hengji.core.specifications.reading import read_specification
from hengji.core.specifications.value import (
    AssessmentSpec,
    Examiners,
    Requirements,
    WorkTask,
)
from hengji.core.specifications.wordform import write_docx
from hengji.core.specifications.yamlform import write_yaml

HEAD = ("工作任务", "操作规范", "相关知识", "考核\n比重")
ROWS = (
    ("（一）\n读建筑图", "1.能识别符号\n2.能看尺寸", "1.制图标准\n2.图例", "40%"),
    ("（二）放线", "1．能弹线", "1、弹线的方法", "60％"),
)
TASKS = (
    WorkTask("读建筑图", ("能识别符号", "能看尺寸"), ("制图标准", "图例"), Decimal(40)),
    WorkTask("放线", ("能弹线",), ("弹线的方法",), Decimal(60)),
)


def _saved(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: Document, rows: Sequence[Sequence[str]]) -> Table:
    table: Table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        added: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it so
        for cell, text in zip(added.cells, row, strict=True):
            cell.text = text
    return table


def _document(fill: Callable[[Document], object]) -> AssessmentSpec:
    document = docx.Document()
    fill(document)
    return read_specification("规范.DOCX", _saved(document))


def test_the_form_as_the_notice_prints_it() -> None:
    def fill(document: Document) -> None:
        for line in (
            "墙体放线专项职业能力考核规范",
            "一、定义",
            "运用墨斗，在工地进行放线的能力。",
            "二、适应对象：运用或准备运用本项能力求职、就业的人员。",
            "三、能力标准与鉴定内容",
        ):
            document.add_paragraph(line)
        table = _table(document, [("", "", "", ""), HEAD, *ROWS])
        table.cell(0, 0).merge(
            table.cell(0, 3)
        ).text = "能力名称：墙体放线                职业领域：砌筑工"
        for line in (
            "四、考核要求",
            "（一）申报条件",
            "达到法定劳动年龄，具有相应技能的劳动者均可申报。",
            "（二）考评员构成：",
            "一般考评组由3名以上考评员组成。",
            "（三）鉴定方式与鉴定时间",
            "以实际操作方式进行，考试时间不少于60min",
            "（四）鉴定场所和设备要求",
            "平整场地。",
            "墨斗、钢尺。",
        ):
            document.add_paragraph(line)

    assert _document(fill) == AssessmentSpec(
        name="墙体放线",
        occupation="砌筑工",
        definition="运用墨斗，在工地进行放线的能力。",
        audience="运用或准备运用本项能力求职、就业的人员。",
        tasks=TASKS,
        requirements=Requirements(
            entry="达到法定劳动年龄，具有相应技能的劳动者均可申报。",
            examiners=Examiners(3, "一般考评组由3名以上考评员组成。"),
            method="以实际操作方式进行",
            duration_minutes=60,
            venue="平整场地。\n墨斗、钢尺。",
        ),
    )


@pytest.mark.parametrize(
    "top",
    [
        ("能力名称：墙体放线", "", "职业领域：砌筑工", ""),
        ("能力名称", "墙体放线", "职业领域", "砌筑工"),
        ("能力名称:\n墙体放线", "", "职业领域: 砌筑工", ""),
    ],
)
def test_name_and_occupation_in_cells_of_their_own(top: tuple[str, ...]) -> None:
    spec = _document(lambda document: _table(document, [top, HEAD, *ROWS]))
    assert (spec.name, spec.occupation, spec.tasks) == ("墙体放线", "砌筑工", TASKS)


def test_name_and_occupation_on_a_line_above_the_table() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("三、能力标准与鉴定内容")
        document.add_paragraph("能力名称：墙体放线　　职业领域：砌筑工")
        _table(document, [HEAD, *ROWS])

    spec = _document(fill)
    assert (spec.name, spec.occupation, spec.tasks) == ("墙体放线", "砌筑工", TASKS)


def test_a_table_without_any_header_row() -> None:
    spec = _document(
        lambda document: (
            document.add_paragraph("《墙体放线专项职业能力考核规范》"),
            _table(document, ROWS),
        )
    )
    assert (spec.name, spec.tasks) == ("墙体放线", TASKS)


def test_a_column_of_numbers_and_a_row_of_the_sum_are_no_tasks() -> None:
    head = ("序号", *HEAD)
    rows = [(str(place), *row) for place, row in enumerate(ROWS, 1)]
    spec = _document(lambda document: _table(document, [head, *rows, ("", "合计", "", "", "100%")]))
    assert spec.tasks == TASKS


def test_a_task_goes_on_in_the_next_row_and_the_next_table() -> None:
    def fill(document: Document) -> None:
        table = _table(
            document,
            [
                HEAD,
                ("（一）读建筑图", "1.能识别符号", "1.制图标准", "40%"),
                ("", "2.能看尺寸", "2.图例", ""),
            ],
        )
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(1, 3).merge(table.cell(2, 3))
        document.add_paragraph()
        _table(document, [HEAD, ("（二）放线", "能弹线", "弹线的方法", "60")])

    assert _document(fill).tasks == TASKS


def test_numbers_that_word_counts_itself() -> None:
    def fill(document: Document) -> None:
        table = _table(document, [HEAD, ("放线", "", "", "100%")])
        for column, texts in ((1, ("能弹线", "能复核")), (2, ("弹线的方法",))):
            cell = table.cell(1, column)
            for place, text in enumerate(texts):
                paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                paragraph.text = text
                paragraph.style = "List Number"

    # One list runs on through both cells: the second begins with 3.
    assert _document(fill).tasks == (
        WorkTask("放线", ("能弹线", "能复核"), ("弹线的方法",), Decimal(100)),
    )


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("能弹线\n能复核", ("能弹线", "能复核")),
        ("• 能弹线\n• 能复核", ("能弹线", "能复核")),
        ("（1）能弹线\n（2）能复核", ("能弹线", "能复核")),
        ("①能弹线\n②能复核", ("能弹线", "能复核")),
        ("1.能弹线；2.能复核；3.能校正", ("能弹线；", "能复核；", "能校正")),
        ("1.能弹线，\n墨线清晰\n2.能复核", ("能弹线，\n墨线清晰", "能复核")),
        ("1.5mm以内的误差能看出", ("1.5mm以内的误差能看出",)),
        ("1.……\n2……", ("……", "……")),
        ("", ()),
    ],
)
def test_items_of_a_cell_however_they_are_numbered(cell: str, items: tuple[str, ...]) -> None:
    spec = _document(lambda document: _table(document, [HEAD, ("放线", cell, "", "")]))
    assert spec.tasks[0].criteria == items


@pytest.mark.parametrize(
    ("lines", "method", "minutes"),
    [
        (["以实际操作方式进行，鉴定时间为90分钟。"], "以实际操作方式进行。", 90),
        (["实际操作，考核时间不少于1.5小时。"], "实际操作。", 90),
        (["以实际操作方式进行，考试时间2小时"], "以实际操作方式进行", 120),
        (["1.鉴定方式：实际操作", "2．鉴定时间：120 min"], "实际操作", 120),
        (["鉴定方式：实际操作", "鉴定时间：视情况而定"], "实际操作\n鉴定时间：视情况而定", None),
        (["以实际操作方式进行"], "以实际操作方式进行", None),
    ],
)
def test_method_and_time_are_told_apart(lines: list[str], method: str, minutes: int | None) -> None:
    def fill(document: Document) -> None:
        for line in ("（三）鉴定方式与鉴定时间", *lines):
            document.add_paragraph(line)

    asked = _document(fill).requirements
    assert (asked.method, asked.duration_minutes) == (method, minutes)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.doc", b"x", "WRONG_KIND"),
        ("a.docx", b"name: x", "WRONG_KIND"),
        ("a.yaml", b"", "EMPTY_FILE"),
        ("a.yaml", b"\x89PNG\r\n\x1a\n\x00", "WRONG_KIND"),
        ("a.yaml", b"name: [", "BAD_YAML"),
        ("a.yaml", b"- name: x", "WRONG_SHAPE"),
        ("a.yaml", b"name: x\nname: y", "KEY_REPEATED"),
        ("a.yaml", b"name: &a x\noccupation: *a", "YAML_REFERENCE"),
        ("a.yaml", b"name: !!python/object/apply:os.system [ls]", "BAD_YAML"),
        ("a.yaml", b"nmae: x", "UNKNOWN_KEY"),
        ("a.yaml", b"name: 2024-13-45", "BAD_YAML"),
        ("a.yaml", b"[" * (1 << 20), "BAD_YAML"),
        ("a.yaml", b"- " * 50_000 + b"x", "BAD_YAML"),
        ("a.yaml", b"tasks:\n" + b"- {}\n" * 200_000, "TOO_LARGE"),
        ("a.yaml", b"? [a]\n: b", "BAD_YAML"),
        ("a.yaml", b"name: !!bool x", "BAD_YAML"),
        ("a.yaml", b"name: !!timestamp x", "BAD_YAML"),
        ("a.yaml", b"name: 0x" + b"f" * 20_000, "WRONG_SHAPE"),
        ("a.yaml", b"tasks: [{weight: 0x" + b"f" * 20_000 + b"}]", "WRONG_SHAPE"),
        ("a.yaml", b"#" * (1 << 21), "TOO_LARGE"),
        ("a.json", b'{"name": "x",}', "BAD_JSON"),
        ("a.json", b'{"name": "x", "name": "y"}', "KEY_REPEATED"),
        ("a.json", b"[" * 100_000, "BAD_JSON"),
        ("a.json", b'{"tasks": [{"weight": NaN}]}', "WRONG_SHAPE"),
    ],
)
def test_what_is_no_specification_is_refused_with_the_reason(
    name: str, data: bytes, code: str
) -> None:
    with pytest.raises(DocumentError) as refused:
        read_specification(name, data)
    assert refused.value.code == code
    assert refused.value.message


def test_a_row_that_a_tracked_change_has_deleted_is_no_task() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("一、定义")
        table = _table(document, [HEAD, *ROWS])
        table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    assert _document(fill).tasks == TASKS[1:]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([(f"做第{n}步", "能做", "常识", "1%") for n in range(201)], "工作任务：超过 200 项"),
        ([("弹" * 20_001, "能弹线", "常识", "60%")], "工作任务（一）：文字超过 20,000 个字"),
    ],
)
def test_a_word_file_has_the_bounds_of_the_other_forms(
    rows: list[tuple[str, ...]], told: str
) -> None:
    with pytest.raises(DocumentError, match=told):
        _document(lambda document: _table(document, [HEAD, *rows]))


def test_a_word_file_of_three_hundred_pages_is_read_with_what_stands_outside_the_form() -> None:
    def fill(document: Document) -> None:
        _table(document, [HEAD, *ROWS])
        document.add_paragraph("四、考核要求（四）鉴定场所和设备要求")
        body = document.element.body
        last = document.add_paragraph("补充说明" * 40)._p
        body.extend(deepcopy(last) for _ in range(3_000))

    assert _document(fill).tasks == TASKS


def test_rare_and_full_width_characters_come_in_and_go_out_as_they_are() -> None:
    text = replace(
        AssessmentSpec(name="𠮷野家牛丼制作"),
        definition="运用ＡＢＣ、①、㎡和𠮷具，进行制作的能力。",
    )
    assert read_specification("a.docx", write_docx(text)) == text
    assert read_specification("a.yaml", write_yaml(text)) == text


def test_a_word_file_without_heading_and_table_is_refused() -> None:
    with pytest.raises(DocumentError) as refused:
        _document(lambda document: document.add_paragraph("关于开展考核工作的通知"))
    assert refused.value.code == "NOT_A_SPECIFICATION"


def test_yaml_from_chinese_windows_is_read() -> None:
    assert read_specification("a.yml", "name: 小面制作".encode("gb18030")).name == "小面制作"
