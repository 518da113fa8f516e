"""A claim's code and name → the published row; what 003 附件2 and 附件4 leave to the name."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.catalogues.model import Catalogue, CrosswalkPair, Entry
from hengji.core.catalogues.resolve import EntryIndex, code_key

OCCUPATIONS = ("huaian-occupations",)
Ask = Callable[[str, str], tuple[str, str, int | None]]


@pytest.fixture(scope="session")
def index(published: Catalogue) -> EntryIndex:
    return EntryIndex(published.entries, published.crosswalk)


@pytest.fixture
def ask(index: EntryIndex) -> Ask:
    def ask(code: str, name: str) -> tuple[str, str, int | None]:
        found = index.resolve(OCCUPATIONS, code, name)
        return found.state, found.via, found.entry.row if found.entry else None

    return ask


@pytest.mark.parametrize(
    ("code", "name", "row"),
    [
        ("4-01-06-02", "互联网营销师", 284),
        ("4010602", "互联网营销师", 284),
        ("4-01-06-02", "", 284),
        ("４－０１－０６－０２", " 互联网 营销师 ", 284),
        ("4-01-06-02", "互联网营销师S", 284),
        ("4-04-04-02", "*网络与信息安全管理员S", 1),
        # without a bracket the row covers every work type: 含各职业下全部工种
        ("4-01-06-02", "互联网营销师（直播销售员）", 284),
        # with one, those that it names
        ("6-30-05-01", "起重装卸机械操作工", 254),
        ("6-30-05-01", "起重装卸机械操作工(叉车司机)", 254),
        ("6-30-05-01", "起重装卸机械操作工（汽车吊司机、叉车司机）", 254),
        ("6-30-05-01", "叉车司机", 254),
        ("4-02-01-01", "轨道交通列车司机L（动车组司机）", 285),
        # one code on two rows
        ("4-10-01-06", "家政服务员（整理收纳师）", 372),
        ("4-10-01-06", "家政服务员（家务服务，家庭照护）", 373),
        ("4-10-01-06", "母婴护理", 373),
        # as its certificate is called
        ("4-10-01-06", "家政服务员（母婴护理员）", 373),
        ("4-10-01-06", "家庭照护员", 373),
    ],
)
def test_current_occupation_is_listed(ask: Ask, code: str, name: str, row: int) -> None:
    assert ask(code, name) == ("listed", "current", row)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("4-01-06-02", "电子商务师"),  # the name of another code
        ("6-30-05-01", "起重装卸机械操作工（桥式起重机司机）"),  # a work type not in the bracket
        ("4-10-01-06", "家政服务员（保姆）"),
        ("4-10-01-06", "家政服务员（整理收纳师、母婴护理）"),  # no one row has both
        ("9-99-99-99", "车工"),
        ("100000001", "家具组装"),  # in the notice, but not in this list
    ],
)
def test_what_no_row_says_is_not_listed(ask: Ask, code: str, name: str) -> None:
    assert ask(code, name) == ("not_listed", "current", None)


def test_without_a_code_nothing_can_be_said(ask: Ask) -> None:
    assert ask("", "车工")[0] == "undetermined"
    assert ask(" － ", "车工")[0] == "undetermined"


@pytest.mark.parametrize(
    ("code", "name", "row"),
    [
        ("4010202", "电子商务师", 283),
        ("4-01-02-02", "", 283),
        ("4139900", "电子竞技员", 406),
        ("4139901", "电子竞技员", 406),
        ("A407990200", "劳动保障协理员", 274),
        ("4100102", "育婴员", 371),
        ("4140103", "呼吸治疗师", 391),
        ("6020611", "评茶员", 431),
    ],
)
def test_old_occupation_is_listed_by_the_crosswalk(
    ask: Ask, code: str, name: str, row: int
) -> None:
    assert ask(code, name) == ("listed", "crosswalk", row)


def test_name_decides_where_a_code_is_current_and_old(ask: Ask) -> None:
    # 4070503 is 消防设施操作员 today and was 智能楼宇管理员
    assert ask("4070503", "消防设施操作员") == ("listed", "current", 335)
    assert ask("4070503", "智能楼宇管理员") == ("listed", "crosswalk", 323)
    assert ask("4070503", "") == ("listed", "current", 335)
    assert ask("4070503", "车工")[0] == "not_listed"


def test_of_several_targets_the_same_name_then_the_same_code_stands_first(
    index: EntryIndex,
) -> None:
    fitter = index.resolve(OCCUPATIONS, "6200101", "钳工")
    assert fitter.entry is not None
    assert fitter.entry.name == "装配钳工"
    assert [entry.name for entry in fitter.choices] == ["装配钳工", "机修钳工", "工具钳工"]


def test_code_on_two_rows_without_a_name_records_both(index: EntryIndex) -> None:
    found = index.resolve(OCCUPATIONS, "4-10-01-06", "")
    assert [entry.row for entry in found.choices] == [372, 373]
    assert index.resolve(OCCUPATIONS, "6-18-01-01", "车工").choices == ()


def test_specialty_name_keeps_its_bracket(index: EntryIndex) -> None:
    lists = ("huaian-specialties", "huaian-completion")
    assert index.resolve(lists, "100000093", "云计算(私有云搭建)").state == "listed"
    assert index.resolve(lists, "100000093", "云计算").state == "not_listed"
    assert index.resolve(lists, "100000020", "传感器应用技术（高级）").state == "not_listed"
    assert index.resolve(lists, "3208990008", "短视频运营").state == "listed"
    assert index.resolve(lists, "100000053", "").state == "listed"


def test_target_that_the_asked_list_lacks_is_not_listed() -> None:
    pair = CrosswalkPair("名称一致编码不一致", "A", "6180101", "车工", "A", "6040101", "车工")
    index = EntryIndex([Entry("a", 1, code="6-18-01-02", name="铣工")], [pair])
    assert index.resolve(("a",), "6040101", "车工").state == "not_listed"


_WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")


@given(st.data())
def test_writing_of_code_and_name_makes_no_difference(
    published: Catalogue, index: EntryIndex, data: st.DataObject
) -> None:
    entry = data.draw(st.sampled_from(published.rows_of("huaian-occupations")))
    code = entry.code
    if data.draw(st.booleans()):
        code = code.replace("-", data.draw(st.sampled_from(["", "—", " - ", "–"])))
    if data.draw(st.booleans()):
        code = code.translate(_WIDE)
    name = f"{entry.name}（{entry.scope}）" if entry.scope else entry.name
    if data.draw(st.booleans()):
        name = name.replace("（", "(").replace("）", ")")
    name = data.draw(st.sampled_from(["", "*", " "])) + name
    found = index.resolve(OCCUPATIONS, code, name + data.draw(st.sampled_from(["", " ", "\u3000"])))
    assert found.entry == entry


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_gets_an_answer(index: EntryIndex, code: str, name: str) -> None:
    found = index.resolve(OCCUPATIONS, code, name)
    assert (found.entry is not None) == (found.state == "listed")


@given(st.text(alphabet="0123456789ABZ-－—／０１２３４５６７８９ＡＢａｚ \u3000", max_size=20))
def test_code_key_is_settled_at_once(code: str) -> None:
    assert code_key(code_key(code)) == code_key(code)


def test_a_hundred_thousand_claims_take_seconds_not_minutes(index: EntryIndex) -> None:
    started = time.perf_counter()
    for _ in range(100_000):
        index.resolve(OCCUPATIONS, "4-01-06-02", "互联网营销师")
    # 5 µs each are meant; the bound leaves room for a busy machine
    assert time.perf_counter() - started < 5
