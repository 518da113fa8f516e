"""Text dumps: tables of Word with tab-begun cells, tables of a PDF run into a flow of words."""

from hengji.core.documents.blocks import Paragraph, Table
from hengji.core.documents.textdump import parse


def test_word_dump_parts_rows_by_one_blank_line_and_tables_by_two() -> None:
    text = "标题\n\n\t序号\n\t名称\n\n\t1\n\t焊接\n\n\n\t序号\n\t名称\n\n\t2\n\t车削\n\n\n注：完\n"
    assert parse(text) == [
        Paragraph("标题"),
        Table((("序号", "名称"), ("1", "焊接"))),
        Table((("序号", "名称"), ("2", "车削"))),
        Paragraph("注：完"),
    ]


def test_word_dump_cell_keeps_its_line_breaks() -> None:
    # a second paragraph stands behind a blank line, a line break without one
    text = "\t1\n\t光纤到户\n\n安装调试\n\t甲\n乙\n\n\t2\n\t\n\t丙\n"
    assert parse(text) == [Table((("1", "光纤到户\n安装调试", "甲\n乙"), ("2", "", "丙")))]


def test_word_dump_with_windows_line_ends_is_the_same() -> None:
    text = "\t1\n\t焊接\n\n\t2\n\t车削\n"
    assert parse(text.replace("\n", "\r\n")) == parse(text)


def test_plain_text_is_paragraphs() -> None:
    assert parse("一、总则\n\n第一条\n") == [Paragraph("一、总则"), Paragraph("第一条")]


def test_empty_text_has_no_blocks() -> None:
    assert parse("\ufeff\n\n") == []


PAGE = "序号 编码 名称 类型 证书"


def _pdf(*rows: str) -> list[tuple[str | None, ...]]:
    simple = [f"{n} 4-01-01-0{n} 职业{n}员 其他 等级证书" for n in range(1, 9)]
    lines = ["附件", PAGE, *simple, f" {PAGE}", *rows, "公开方式：主动公开"]
    tables = [block for block in parse("\n\n".join(lines)) if isinstance(block, Table)]
    assert tables[0].rows[0] == ("序号", "编码", "名称", "类型", "证书")
    return list(tables[0].rows[9:])


def test_pdf_dump_row_on_one_line_is_a_row_and_the_text_behind_is_none() -> None:
    assert _pdf("9 / 点焊操作 其他 等级证书") == [("9", "/", "点焊操作", "其他", "等级证书")]


def test_pdf_dump_wrapped_name_and_code_remark_stay_in_their_cells() -> None:
    assert _pdf("9\n4-02-02-02\n\n（2022年版）\n信息通信网络终端维修\n\n员\n其他 等级证书") == [
        ("9", "4-02-02-02\n（2022年版）", "信息通信网络终端维修\n员", "其他", "等级证书")
    ]


def test_pdf_dump_row_cut_by_the_page_gets_its_rest_back() -> None:
    rows = _pdf(
        "9 4-02-02-02 信息通信系统管 其他 等级证书", f" {PAGE}", "理员", "10 / 点焊 其他 等级证书"
    )
    assert rows[0] == ("9", "4-02-02-02", "信息通信系统管\n理员", "其他", "等级证书")
    assert rows[1][2] == "点焊"


def test_pdf_dump_heading_that_stands_once_is_no_table() -> None:
    blocks = parse("序号 名称 品牌 数量\n\n1 车床 甲 2\n")
    assert all(isinstance(block, Paragraph) for block in blocks)
