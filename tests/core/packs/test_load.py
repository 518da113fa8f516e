"""A pack that cannot be read says which file, which line, what, and what to do."""

from datetime import date
from pathlib import Path

import pytest

from hengji.core.packs.errors import PackError
from hengji.core.packs.load import load_pack
from hengji.core.packs.model import AtMost
from tests.core.packs.conftest import Spoil


def test_pack_is_read_with_the_line_of_each_rule(demo: Path) -> None:
    pack = load_pack(demo)
    assert (pack.id, pack.effective_from, pack.effective_to) == ("demo", date(2024, 1, 1), None)
    assert pack.adjudication is not None
    (rule,) = pack.adjudication.rules
    assert (rule.code, rule.line, rule.clause.quote) == ("HOURS_TOO_FEW", 2, "不少于8课时")
    assert rule.names == ("kind", "hours")
    (quota,) = pack.adjudication.quotas
    assert isinstance(quota, AtMost)
    assert (quota.limit, quota.pending_counts) == (2, False)
    assert pack.adjudication.input("kind").words == {"普通": "BASIC", "提高": "MORE"}
    assert pack.cases[0].given[2]["hours"] == ""
    assert pack.cases[0].given[0]["applied_on"] == "2024-03-01"


def test_hash_names_the_content(demo: Path) -> None:
    before = load_pack(demo).hash
    assert load_pack(demo).hash == before
    (demo / "notes.txt").write_text("nothing of the pack's")
    assert load_pack(demo).hash == before
    with (demo / "interpretations.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# 一句说明\n")
    assert load_pack(demo).hash != before


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "said"),
    [
        ("rules.yaml", "title: 不少于8课时", "title: [不少于", "rules.yaml:", "YAML写法有误"),
        ("rules.yaml", "require: hours", "requires: hours", "rules.yaml:2", "不认识“requires”"),
        ("rules.yaml", "    title: 不少于8课时\n", "", "rules.yaml:2", "缺少“title”"),
        ("rules.yaml", "require: hours", "require: hour", "rules.yaml:2", "没有声明的名称“hour”"),
        ("rules.yaml", "hours >= 8", "hours + 8", "rules.yaml:2", "结果应为yesno，实际为whole"),
        ("rules.yaml", "hours >= 8", "hours >=", "rules.yaml:2", "require：表达式写法有误"),
        ("rules.yaml", "'BASIC', 'MORE'", "'BASIC', 'MOER'", "rules.yaml:2", "没有取值'MOER'"),
        (
            "rules.yaml",
            "    clause: 一\n",
            "    clause: 一\n    clause: 二\n",
            "rules.yaml:6",
            "写了两次",
        ),
        (
            "rules.yaml",
            'fen: "10000", clause',
            "fen: veteran, clause",
            "rules.yaml:",
            "结果应为whole",
        ),
        ("rules.yaml", "amount:", "amounts:", "rules.yaml:1", "不认识“amounts”"),
        ("quotas.yaml", "year(applied_on)", "year(kind)", "quotas.yaml:1", "应为date"),
        ("quotas.yaml", "at_most: 2", "at_most: 两次", "quotas.yaml:1", "“at_most”应为整数"),
        (
            "quotas.yaml",
            "per: [year(applied_on)]\n  at_most: 2",
            "of_one_person: voucher",
            "quotas.yaml:1",
            "“voucher”不是声明过的栏目",
        ),
        ("inputs.yaml", "kind: whole", "kind: number", "inputs.yaml:9", "没有这种类型：number"),
        ("inputs.yaml", "minimum: 0", "minimun: 0", "inputs.yaml:9", "不认识“minimun”"),
        ("facts.yaml", "[]", "- {uses: stars, reads: []}", "facts.yaml:1", "没有这种查找：stars"),
        (
            "facts.yaml",
            "[]",
            "- {uses: listed_entry, reads: [claim_id, person_id, person_id]}",
            "facts.yaml:1",
            "“claim_id”决定到哪里去查，只能是选项",
        ),
        (
            "facts.yaml",
            "[]",
            "- {uses: completed_years, reads: [born, applied_on]}",
            "facts.yaml:1",
            "“born”不是声明过的栏目",
        ),
        (
            "interpretations.yaml",
            "chosen: calendar",
            "chosen: lunar",
            "interpretations.yaml:1",
            "不在选项中",
        ),
        ("interpretations.yaml", "2026-11-21", "某日", "interpretations.yaml:1", "应为日期"),
        ("cases/all.yaml", "    - {hours: 7}\n", "", "cases/all.yaml:1", "given有4件，expect有5件"),
        ("pack.yaml", "number: 示发〔2024〕1号\n", "", "pack.yaml:1", "缺少“number”"),
        ("pack.yaml", "from: 2024-01-01", "from: 2024年", "pack.yaml:6", "“from”应为日期"),
    ],
)
def test_fault_is_named_by_file_and_line(
    spoil: Spoil, file: str, old: str, new: str, place: str, said: str
) -> None:
    folder = spoil(file, old, new)
    with pytest.raises(PackError) as raised:
        load_pack(folder)
    text = str(raised.value)
    assert text.startswith(place), text
    assert said in text
    assert raised.value.faults[0].suggestion


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("rules.yaml", "- 1\n- 2\n"),
        ("rules.yaml", "rules: 3\namount: []\n"),
        ("rules.yaml", "rules: [3]\namount: []\n"),
        ("rules.yaml", "rules: []\namount: {}\n"),
        ("rules.yaml", ""),
        ("inputs.yaml", "一句话\n"),
        ("inputs.yaml", "claim_id: a\nperson: b\norder: c\ninputs: [name]\n"),
        ("quotas.yaml", "code: X\n"),
        ("cases/all.yaml", "- {name: x, rules: [], given: {}, expect: []}\n"),
        ("cases/all.yaml", "- {name: x, rules: [], given: [3], expect: [3]}\n"),
        ("cases/all.yaml", "- 3\n"),
        ("interpretations.yaml", "- 3\n"),
        ("facts.yaml", "- 3\n"),
        ("rules.yaml", "rules: []\namount: [{fen: '1', percent: 双倍, clause: 一, title: t}]\n"),
        ("cases/all.yaml", "- {<<: 3}\n"),
        ("cases/all.yaml", "- {<<: *nobody}\n"),
        ("pack.yaml", "[" * 1500),
        ("pack.yaml", "- 3\n"),
        ("pack.yaml", ""),
        ("pack.yaml", "id: \x00\n"),
    ],
)
def test_shape_that_is_no_pack_is_a_fault_not_a_crash(demo: Path, file: str, content: str) -> None:
    (demo / file).write_text(content, "utf-8")
    with pytest.raises(PackError) as raised:
        load_pack(demo)
    assert str(raised.value).startswith(file)


def test_file_in_another_encoding_and_file_left_out(demo: Path) -> None:
    (demo / "rules.yaml").write_bytes("rules: [] # 规则".encode("gb18030"))
    with pytest.raises(PackError, match=r"rules\.yaml：不是UTF-8编码"):
        load_pack(demo)
    (demo / "inputs.yaml").unlink()
    with pytest.raises(PackError, match=r"inputs\.yaml：没有这个文件"):
        load_pack(demo)


HEADER = "programme,class,code,level,yuan,minimum_lessons,clause,valid_from,valid_to\n"


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        ("programme,yuan\n", "amounts.csv:1", "表头应为"),
        (HEADER + "X,A,,1,100,8,一,2024-01-01\n", "amounts.csv:2", "应有9格，实有8格"),
        (
            HEADER + "X,A,,1,100,8,一,2024-01-01,\nX,A,,二,1,8,一,2024-01-01,\n",
            "amounts.csv:3",
            "不是数",
        ),
        (HEADER + "X,A,,1,100.5,8,一,2024-01-01,\n", "amounts.csv:2", "不是数"),
        (HEADER + "X,A,,1,100,8,一,2024-02-30,\n", "amounts.csv:2", "日期"),
    ],
)
def test_fault_in_the_amounts_is_named(demo: Path, content: str, place: str, said: str) -> None:
    (demo / "amounts.csv").write_text(content, "utf-8")
    with pytest.raises(PackError) as raised:
        load_pack(demo)
    assert str(raised.value).startswith(place)
    assert said in str(raised.value)
