"""A cell's text → its value: what is forgiven, what is refused, and that both readers agree."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengji.core.adjudication.cells import CellError, canonical_sql, read_cell, value_sql
from hengji.core.packs.model import Input
from hengji.core.packs.registry import get_pack
from hengji.core.rules.values import Value

ADJUDICATION = get_pack("huaian-2024").adjudication
assert ADJUDICATION is not None
INPUTS = {one.name: one for one in ADJUDICATION.inputs}


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("total_minutes", "2520", 2520),
        ("total_minutes", " ２５２０　", 2520),
        ("total_minutes", "2,520", 2520),
        ("total_minutes", "2520.0", 2520),
        ("total_minutes", "007", 7),
        ("total_minutes", "+7", 7),
        ("total_minutes", "", None),
        ("total_minutes", "\u00a0\u3000\ufeff\u200b", None),
        ("level", "四级", 4),
        ("level", "高级技师", 1),
        ("level", "技师（二级）", 2),
        ("level", "技师(二级)", 2),
        ("level", "三级 / 高级工", 3),
        ("level", "５", 5),
        ("provider_stars", "四星级", 4),
        ("approved_price", "1234.5", 123_450),
        ("approved_price", "1,234.56", 123_456),
        ("approved_price", "0", 0),
        ("benefit", "training", "TRAINING"),
        ("benefit", "职业培训补贴", "TRAINING"),
        ("benefit", "职业 培训 补贴", "TRAINING"),
        ("programme", "ＬＥＶＥＬ", "LEVEL"),
        ("code", "６－１８－０１－０１", "6-18-01-01"),
        ("code", "a407990200", "A407990200"),
        ("person_id", "32080119900101001x", "32080119900101001X"),
        ("person_id", "320801 19900101 001x", "32080119900101001X"),
        ("person_id", "'32080119900101001X", "32080119900101001X"),
        ("person_id", "＇", None),
        ("level", "4级", 4),
        ("provider_stars", "3 星", 3),
        ("name", " 车工 ", "车工"),
        ("filed_on", "2024-02-29", date(2024, 2, 29)),
        ("filed_on", "2024年2月29日", date(2024, 2, 29)),
        ("filed_on", "2024/2/9", date(2024, 2, 9)),
        ("filed_on", "2024.02.09", date(2024, 2, 9)),
        ("filed_on", "20240209", date(2024, 2, 9)),
        ("filed_on", "２０２４－０２－０９", date(2024, 2, 9)),
        ("filed_on", "2024-02-09 00:00:00", date(2024, 2, 9)),
        ("certificate_found", "是", True),
        ("certificate_found", "TRUE", True),
        ("certificate_found", "查询不到", False),
        ("certificate_found", "×", False),
    ],
)
def test_a_cell_is_read_whatever_its_form(column: str, text: str, value: Value) -> None:
    assert read_cell(INPUTS[column], text) == value


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("total_minutes", "1e3", "不是数"),
        ("total_minutes", "二十", "不是数"),
        ("total_minutes", "56课时", "不是数"),
        ("total_minutes", "12.5", "不是整数"),
        ("total_minutes", "-1", "应在0至1000000之间"),
        ("total_minutes", "1000001", "应在0至1000000之间"),
        ("total_minutes", "9" * 40, "不是数"),
        ("level", "6", "应在1至5之间"),
        ("level", "0", "应在1至5之间"),
        ("level", "特级", "不是数"),
        ("approved_price", "1.234", "最多两位小数"),
        ("benefit", "生活补贴", "不在可选项中；可填：职业培训补贴、参保职工技能提升补贴"),
        ("filed_on", "2024-02-30", "没有“2024-02-30”这一天"),
        ("filed_on", "2024年13月1日", "没有"),
        ("filed_on", "45352", "不是日期"),
        ("filed_on", "24-03-01", "不是日期"),
        ("filed_on", "2024-03", "不是日期"),
        ("filed_on", "2024-03/01", ""),
        ("filed_on", "1899-12-31", "不在1900至2100年之间"),
        ("filed_on", "0001-01-01", "不在1900至2100年之间"),
        ("certificate_found", "大概", "看不出是或否"),
        ("person_id", "3.2080119900101E+17", "科学计数法"),
        ("name", "长" * 201, "超过200个字"),
    ],
)
def test_a_cell_that_does_not_say_it_is_refused_in_words(column: str, text: str, said: str) -> None:
    if not said:  # two kinds of separator in one date: read, as nothing else can be meant
        assert read_cell(INPUTS[column], text) == date(2024, 3, 1)
        return
    with pytest.raises(CellError, match=said):
        read_cell(INPUTS[column], text)


@pytest.fixture(scope="module")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


ODD = [
    " ", "1", "007", "-1", "+1", "3.0", "1e3", "１２", "1 2", "1,000", "999999999", "9999999999",
    "1000000", "1000001", "5", "6", "true", "false", "True", "是", "TRAINING", "training",
    "职业培训补贴", "LEVEL", "2024-02-29", "2024-02-30", "2023-02-29", "0000-01-01", "1900-01-01",
    "2100-12-31", "2101-01-01", "1899-12-31", "2024-2-9", "2024年2月9日", "20240209", "-2024-01-01",
    "２０２４-01-01", "2024-01-01 ", "\u00a02024-01-01", "infinity", "epoch", "JCB08-01", "jca",
    "6-18-01-01", "６１８", "6—18", "1.5E+17", "1E+17", "A\u00a0B", "A\tB", "A\x00B", "ß", "ﬁ", "İ",
    "A" * 200, "A" * 201, "车" * 200, "车" * 201, "'", '"', "\\", "NULL", "null", "NaN", "\u200b1",
    "A\u200bB", "①", "㎡", "Ⅳ", "é", "e\u0301", "\x85A", "A\x1f", "A\u2028",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(ODD),
    st.text(alphabet="0123456789-+.,eE年月日/: \u3000\u00a0１２ABab是否\t", max_size=12),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6),
    st.dates(date(1890, 1, 1), date(2110, 1, 1)).map(date.isoformat),
    st.integers(-10, 2_000_000).map(str),
)


@given(cells=st.lists(texts, min_size=20, max_size=60))
@settings(max_examples=25, deadline=None)
def test_what_sql_reads_alone_is_read_as_one_cell_is(
    duck: duckdb.DuckDBPyConnection, cells: list[str]
) -> None:
    _compare(duck, [text for text in cells if text])  # an empty cell is NULL before


def test_every_odd_text_is_read_alike(duck: duckdb.DuckDBPyConnection) -> None:
    _compare(duck, [text for text in ODD if "\x00" not in text])


def _compare(duck: duckdb.DuckDBPyConnection, cells: list[str]) -> None:
    duck.execute("CREATE OR REPLACE TEMP TABLE cells AS SELECT UNNEST(?) AS c", [cells])
    for asked in INPUTS.values():
        fast = duck.execute(
            f"SELECT c, {value_sql(asked, 'c')} FROM cells"  # noqa: S608 - SQL under test
            f" WHERE {canonical_sql(asked, 'c')}"
        ).fetchall()
        for text, value in fast:
            assert (text, value) == (text, _read(asked, text)), asked.name


def _read(asked: Input, text: str) -> Any:
    try:
        return read_cell(asked, text)
    except CellError as error:
        return f"refused: {error}"
