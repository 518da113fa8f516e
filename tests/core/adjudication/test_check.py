"""The validator: what a pack must be before anybody is paid by it."""

import hashlib
from pathlib import Path

import pytest

from hengji.core.adjudication.check import check_pack
from tests.core.packs.conftest import FILES, Spoil, demo, spoil, write_pack

__all__ = ["demo", "spoil"]  # the pack that is spoilt here too


def _said(folder: Path, sources: Path | None = None) -> list[str]:
    return [str(fault) for fault in check_pack(folder, sources)]


def test_sound_pack_has_no_fault(demo: Path) -> None:
    assert _said(demo) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "cases/all.yaml",
            "    - {hours: 7}\n",
            "    - {hours: 9}\n",
            "第2件的decision应为“rejected”，实为“approved”",
        ),
        (
            "cases/all.yaml",
            "amount_yuan: 100",
            "amount_yuan: 101",
            "第1件的amount_yuan应为“101”，实为“100”",
        ),
        ("cases/all.yaml", "decision: pending,", "decison: pending,", "decison"),
        ("cases/all.yaml", "hours: 7", "hours: 七", "一格读不出"),
        ("cases/all.yaml", "hours: 7", "hour: 7", "一格读不出"),
        ("cases/all.yaml", "边界：正好", "正好", "“HOURS_TOO_FEW”缺少示例：边界"),
        ("cases/all.yaml", "rules: [HOURS_TOO_FEW]", "rules: [HOURS]", "没有规则“HOURS”"),
        ("pack.yaml", "id: demo", "id: other", "与文件夹名不同"),
        ("pack.yaml", "to: null", "to: 2023-12-31", "失效日期早于施行日期"),
        (
            "pack.yaml",
            "lists: []",
            "lists: [{id: a, title: t, clause: c, kind: k, rows: 2}]",
            "应有2行",
        ),
        ("inputs.yaml", "person: person_id", "person: nobody", "没有栏目“nobody”"),
        ("inputs.yaml", "name: hours,", "name: kind,", "栏目“kind”声明了2次"),
        ("rules.yaml", "numbers: [1]", "numbers: [3]", "第1条没有落到任何规则"),
        ("rules.yaml", "code: HOURS_TOO_FEW", "code: TWICE_A_YEAR", "代码“TWICE_A_YEAR”用了2次"),
        ("rules.yaml", '  - {title: 标准, fen: "10000", clause: 二}\n', "", "最后一行应不带 when"),
    ],
)
def test_fault_is_found(spoil: Spoil, file: str, old: str, new: str, said: str) -> None:
    found = _said(spoil(file, old, new))
    assert any(said in one for one in found), found


@pytest.mark.parametrize("kind", ["符合", "不符合", "边界", "未知"])
def test_every_rule_needs_a_case_of_each_kind(demo: Path, kind: str) -> None:
    (demo / "cases" / "all.yaml").unlink()
    found = _said(demo)
    assert any(f"rules.yaml:2：“HOURS_TOO_FEW”缺少示例：{kind}" in one for one in found)
    assert any("quotas.yaml:1：“TWICE_A_YEAR”缺少示例" in one for one in found)


def test_what_is_one_persons_alone_needs_a_case_of_two_persons(spoil: Spoil) -> None:
    limit = "  per: [year(applied_on)]\n  at_most: 2\n"
    folder = spoil("quotas.yaml", limit, "  of_one_person: hours\n")
    found = _said(folder)
    assert any("“TWICE_A_YEAR”缺少示例：未知" in one for one in found), found
    assert not any("“TWICE_A_YEAR”缺少示例：符合" in one for one in found), found


HEADER = "programme,class,code,level,yuan,minimum_lessons,clause,valid_from,valid_to\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("X,A,,1,1,0,一,2024-01-01,2024-12-31\nX,A,,1,2,0,一,2025-01-01,\n", None),
        (
            "X,A,,1,1,0,一,2024-01-01,2024-12-31\nX,A,,1,2,0,一,2024-12-31,\n",
            "amounts.csv:3：有效期与上一行重叠",
        ),
        (
            "X,A,,1,1,0,一,2024-01-01,\nX,A,,1,2,0,一,2025-01-01,\n",
            "amounts.csv:3：有效期与上一行重叠",
        ),
        (
            "X,A,,1,1,0,一,2024-01-01,2024-12-30\nX,A,,1,2,0,一,2025-01-01,\n",
            "amounts.csv:3：有效期与上一行之间有空档",
        ),
        ("X,A,,1,1,0,一,2024-01-01,\nX,A,,2,2,0,一,2024-06-01,\n", None),
        ("X,A,,1,-1,0,一,2024-01-01,\n", "amounts.csv:2：金额或课时为负"),
        ("X,A,,1,1,0,一,2024-12-31,2024-01-01\n", "amounts.csv:2：失效日期早于生效日期"),
    ],
)
def test_dated_amounts_follow_one_another(demo: Path, rows: str, said: str | None) -> None:
    (demo / "amounts.csv").write_text(HEADER + rows, "utf-8")
    found = _said(demo)
    assert (found == []) if said is None else any(said in one for one in found), found


def test_quotes_are_looked_for_in_the_notice(tmp_path: Path) -> None:
    sources = tmp_path / "notices"
    sources.mkdir()
    text = "示例通知\n一、每期不少于８\n课时。\n三、每年\n两次。\n"  # wrapped, with a wide digit
    (sources / "notice.txt").write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    files = {**FILES, "pack.yaml": FILES["pack.yaml"].replace('"0"', f'"{digest}"')}
    folder = write_pack(tmp_path / "demo", files)
    assert _said(folder, sources) == []
    write_pack(
        folder, {"rules.yaml": FILES["rules.yaml"].replace("quote: 不少于8", "quote: 不少于9")}
    )
    assert _said(folder, sources) == ["rules.yaml:2：原文中没有引文“不少于9课时”。请照原文改正"]
    (sources / "notice.txt").write_text(text + "改", "utf-8")
    assert any("没有与 source.sha256 相符的通知" in one for one in _said(folder, sources))
