"""Lists as other kinds of document hold them: merged cells, pages that go on, titles in sheets."""

from hypothesis import given
from hypothesis import strategies as st

from hengji.core.catalogues.findings import find_faults
from hengji.core.catalogues.model import Catalogue
from hengji.core.catalogues.reading import read_catalogue
from hengji.core.documents.blocks import Block, Paragraph, Table
from hengji.core.documents.textdump import parse

GUIDE = ("补贴项目", "序号", "类别", "职业工种名称（含各职业下全部工种）", "编码")
CHONGQING = ("序号", "能力名称", "职业领域", "能力定义")
EVALUATION = ("序号", "职业编码", "职业（工种）名称", "职业名称", "等级")


def _read(*blocks: Block) -> Catalogue:
    return read_catalogue(blocks)


def _names(catalogue: Catalogue) -> list[str]:
    return [entry.name for entry in catalogue.entries]


def test_merged_group_cell_covers_the_rows_below_it() -> None:
    read = _read(
        Table(
            (
                GUIDE,
                ("职业资格证书、职业技能等级证书", "1", "A", "车工", "6-18-01-01"),
                (None, "2", "A", "铣工", "6-18-01-02"),
                ("专项职业能力证书", "1", "A", "家具组装", "100000001"),
                (None, "2", "B", "点茶制作", "100000131"),
                ("培训合格\n证书", "159", "", "短视频运营", "3208990008"),
            )
        )
    )
    assert [(entry.list_id, entry.row, entry.name) for entry in read.entries] == [
        ("huaian-occupations", 1, "车工"),
        ("huaian-occupations", 2, "铣工"),
        ("huaian-specialties", 1, "家具组装"),
        ("huaian-specialties", 2, "点茶制作"),
        ("huaian-completion", 1, "短视频运营"),
    ]


def test_row_of_an_unknown_group_is_reported_not_dropped_in_silence() -> None:
    read = _read(Table((GUIDE, ("学徒制", "1", "A", "车工", "6-18-01-01"))))
    assert read.entries == ()
    assert [fault.code for fault in read.faults] == ["GROUP_UNKNOWN"]
    assert "学徒制" in read.faults[0].message
    assert "车工" in read.faults[0].message


def test_table_goes_on_over_pages_with_and_without_its_heading() -> None:
    one = ("1", "3-01-01-02", "政务服务办事员", "政务服务办事员", "5、4、3")
    two = ("2", "4-01-06-01", "电子商务师（网商）", "电子商务师", "5、4")
    three = ("3", "6-18-01-01", "车工", "车工", "5")
    read = _read(
        Table((EVALUATION, one)), Paragraph("2"), Table((two,)), Table((EVALUATION, three))
    )
    assert _names(read) == ["政务服务办事员", "电子商务师", "车工"]
    assert [entry.row for entry in read.entries] == [1, 2, 3]


def test_row_cut_by_the_end_of_a_page_is_one_row() -> None:
    read = _read(
        Table((CHONGQING, ("1", "产后康复", "保健按摩师", "利用按摩用品，"))),
        Table(
            (
                ("", "服务", "", "帮助产后女性恢复健康的能力。"),
                ("2", "剪纸", "剪纸工", "剪纸的能力。"),
            )
        ),
    )
    assert _names(read) == ["产后康复服务", "剪纸"]
    assert read.entries[0].definition == "利用按摩用品，帮助产后女性恢复健康的能力。"


def test_row_cut_inside_a_table_that_was_put_together_from_pages() -> None:
    heading = ("序号", "编码", "名称", "类型", "证书类型")
    read = _read(
        Table(
            (
                heading,
                ("20", "/", "网商运营", "新业态/农村", "专项能力证书"),
                ("", "", "", "电商", ""),
                ("21", "/", "直播营销", "新业态", "专项能力证书"),
            )
        )
    )
    assert [(entry.name, entry.tags) for entry in read.entries] == [
        ("网商运营", ("新业态", "农村电商")),
        ("直播营销", ("新业态",)),
    ]


def test_row_that_only_lacks_its_number_is_a_row() -> None:
    one = ("1", "6-18-01-01", "车工", "车工", "5")
    read = _read(Table((EVALUATION, one, ("", "6-18-01-02", "铣工", "铣工", "5"))))
    assert [(entry.printed_seq, entry.name) for entry in read.entries] == [
        ("1", "车工"),
        ("", "铣工"),
    ]


def test_name_cut_on_a_two_column_page_is_one_name() -> None:
    heading = ("序号", "名称", "序号", "名称")
    read = _read(
        Table(
            (
                heading,
                ("1", "制楦", "3", "光纤到户"),
                ("", "", "", "安装调试"),
                ("2", "修鞋", "", ""),
            )
        )
    )
    assert _names(read) == ["制楦", "修鞋", "光纤到户安装调试"]


def test_sheet_with_a_title_and_a_remark_around_the_table() -> None:
    read = _read(
        Table(
            (
                ("附件4 重庆市专项职业能力考核目录", "", "", ""),
                ("", "", "", ""),
                CHONGQING,
                ("1", "剪纸", "剪纸工", "运用剪刀剪纸的能力。"),
                ("", "", "", ""),
                ("备注：本目录动态调整", "", "", ""),
            )
        )
    )
    assert _names(read) == ["剪纸"]
    assert read.faults == ()


def test_two_lists_on_one_sheet_are_both_read() -> None:
    read = _read(
        Table(
            (
                (*CHONGQING, ""),
                ("1", "剪纸", "剪纸工", "运用剪刀剪纸的能力。", ""),
                EVALUATION,
                ("1", "6-18-01-01", "车工", "车工", "5"),
            )
        )
    )
    assert read.list_ids == ("chongqing-specialties", "evaluation-bodies")


def test_heading_with_blanks_half_width_brackets_and_more_columns_is_recognised() -> None:
    heading = ("序 号", "职业编码", "职业(工种)名称", "职业\n名称", "等 级", "备注")
    read = _read(Table((heading, ("1", "6-18-01-01", "车工", "车工", "5、4", "新"))))
    assert read.list_ids == ("evaluation-bodies",)
    assert read.entries[0].levels == (5, 4)
    assert read.entries[0].raw == "1 | 6-18-01-01 | 车工 | 车工 | 5、4 | 新"


def test_two_column_page_is_read_by_number() -> None:
    heading = ("序号", "名称", "序号", "名称")
    read = _read(
        Paragraph("人社部公布的专项职业能力考核规范目录（4项）"),
        Table(
            (
                heading,
                ("1", "制楦", "3", "擦鞋"),
                ("", "(1)皮鞋制楦", "4", "拼布"),
                ("2", "修鞋", "", ""),
            )
        ),
    )
    assert [(entry.printed_seq, entry.name) for entry in read.entries] == [
        ("1", "制楦"),
        ("(1)", "皮鞋制楦"),
        ("2", "修鞋"),
        ("3", "擦鞋"),
        ("4", "拼布"),
    ]
    assert read.announced == (("national-specialties", 4),)


def test_numbered_lines_below_a_title_are_a_list() -> None:
    read = _read(
        Paragraph("2、我省在部职鉴中心备案通过的考核规范目录（2项）"),  # the list of annexes
        Paragraph("我省在部职鉴中心备案通过的考核规范目录（2项）"),
        Paragraph("一、第一批备案通过的专项职业能力考核规范（1项）"),
        Paragraph("1、《彝绣手工制作专项职业能力考核规范》"),
        Paragraph("二、第二批备案通过的专项职业能力考核规范（1项）"),
        Paragraph("2、《芒果栽培专项职业能力考核规范》"),
        Paragraph("备注：具体内容可下载。"),
        Paragraph("3、不属于目录的一行"),
    )
    assert [(e.list_id, e.printed_seq, e.name) for e in read.entries] == [
        ("sichuan-filed", "1", "彝绣手工制作"),
        ("sichuan-filed", "2", "芒果栽培"),
    ]


def test_numbered_lines_in_a_sheet_are_a_list_too() -> None:
    read = _read(
        Table(
            (
                ("我省自行管理专项职业能力考核规范目录（1项）",),
                ("Z1、《母婴生活护理专项职业能力考核规范》",),
            )
        )
    )
    assert [(e.list_id, e.name) for e in read.entries] == [("sichuan-managed", "母婴生活护理")]


def test_table_below_the_title_of_another_list_belongs_to_that_list() -> None:
    read = _read(
        Paragraph("我省自行管理专项职业能力考核规范目录（2项）"),
        Table(
            (
                ("序号", "名称"),
                ("Z1", "《母婴生活护理专项职业能力考核规范》"),
                ("Z2", "《网络营销》"),
            )
        ),
        Paragraph("备注：具体内容可下载。"),
        Table((("序号", "名称"), ("1", "剪纸"))),
    )
    assert [(e.list_id, e.printed_seq, e.name) for e in read.entries] == [
        ("national-specialties", "1", "剪纸"),
        ("sichuan-managed", "Z1", "母婴生活护理"),
        ("sichuan-managed", "Z2", "网络营销"),
    ]
    doubts = [d.row for d in find_faults(read) if d.code == "TITLE_INCOMPLETE"]
    assert doubts == [2]


def test_crosswalk_with_merged_old_cells() -> None:
    heading = ("不同情形", "工种类别", "工种编码", "工种名称", "工种类别", "工种编码", "工种名称")
    read = _read(
        Table(
            (
                (
                    "不同情形",
                    "现行目录职业（工种）",
                    None,
                    None,
                    "系统中过渡期间职业（工种）",
                    None,
                    None,
                ),
                (None, *heading[1:]),
                ("编码和名称不一致", "A", "6310102", "机修钳工", "A", "6200101", "钳工"),
                (None, "A", "6180406", "*工具钳工S", None, None, None),
            )
        )
    )
    assert [(p.case, p.name_now, p.code_old, p.name_old) for p in read.crosswalk] == [
        ("编码和名称不一致", "机修钳工", "6200101", "钳工"),
        ("编码和名称不一致", "工具钳工", "6200101", "钳工"),
    ]


def test_page_that_repeats_only_the_upper_line_of_a_heading_goes_on() -> None:
    upper = ("不同情形", "现行目录职业（工种）", "", "", "系统中过渡期间职业（工种）", "", "")
    lower = ("", "工种类别", "工种编码", "工种名称", "工种类别", "工种编码", "工种名称")
    one = ("编码一致名称不一致", "B", "6020611", "评茶师", "B", "6020611", "评茶员")
    two = ("", "B", "4091003", "盆景师", "B", "4091003", "盆景工")
    read = _read(Table((upper, lower, one)), Table((upper, two)))
    assert [pair.name_now for pair in read.crosswalk] == ["评茶师", "盆景师"]
    assert read.unrecognised == ()


def test_table_that_is_no_list_is_named() -> None:
    read = _read(Table((("姓名", "年龄"), ("甲", "三十"))))
    assert read.list_ids == ()
    assert read.unrecognised == ("姓名 年龄",)


def test_row_shorter_than_its_heading_keeps_what_it_has() -> None:
    read = _read(Table((EVALUATION, ("1", "6-18-01-01", "车工"))))
    assert read.entries[0].name == "车工"
    assert read.entries[0].levels == ()


_CELLS = st.sampled_from(
    [
        *(
            "",
            None,
            "1",
            "2",
            "(1)甲",
            "293\n",
            "车工",
            "*焊工S",
            "6-18-01-01",
            "/",
            "5、4、3",
            "A",
        ),
        *("序号", "名称", "编码", "职业", "证书", "工种类别", "工种编码", "工种名称", "补贴项目"),
        *("专项职业能力证书", "4139901、4139900", "注：完", "能力名称", "职业领域", "能力定义"),
    ]
)
_HEADINGS = st.sampled_from(
    [GUIDE, CHONGQING, EVALUATION, ("序号", "名称", "序号", "名称"), ("序号", "名称", "名称")]
)
_TABLES = st.lists(
    st.one_of(_HEADINGS, st.lists(_CELLS, min_size=1, max_size=8).map(tuple)), max_size=8
)


@given(st.lists(_TABLES, max_size=3))
def test_any_tables_are_read_without_failing(tables: list[list[tuple[str | None, ...]]]) -> None:
    read = _read(*(Table(tuple(rows)) for rows in tables))
    for list_id in {entry.list_id for entry in read.entries}:
        assert [e.row for e in read.rows_of(list_id)] == list(
            range(1, len(read.rows_of(list_id)) + 1)
        )
    for doubt in find_faults(read):
        assert doubt.message


@given(st.text(alphabet="\t\n1序号名称 类型/证书甲（2）、《》", max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    find_faults(_read(*parse(text)))


def test_nothing_gives_an_empty_catalogue() -> None:
    assert _read() == Catalogue()
