"""A small pack of our own, to be spoilt one line at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "pack.yaml": """\
id: demo
title: 示例通知
number: 示发〔2024〕1号
issuer: 示例局
division: "320800"
effective: {from: 2024-01-01, to: null}
source: {sha256: "0"}
lists: []
""",
    "inputs.yaml": """\
claim_id: claim_id
person: person_id
order: applied_on
inputs:
  - {name: claim_id, label: 编号, kind: text}
  - {name: person_id, label: 证件号码, kind: text}
  - {name: applied_on, label: 申领日期, kind: date}
  - {name: kind, label: 种类, kind: choice, choices: {BASIC: 普通, MORE: 提高}}
  - {name: hours, label: 课时, kind: whole, minimum: 0}
  - {name: veteran, label: 退役军人, kind: yesno}
""",
    "facts.yaml": "[]\n",
    "rules.yaml": """\
rules:
  - code: HOURS_TOO_FEW
    numbers: [1]
    title: 不少于8课时
    clause: 一
    quote: 不少于8课时
    applies: kind in ('BASIC', 'MORE')
    require: hours >= 8
amount:
  - {title: 退役军人加倍, when: veteran, fen: "10000", percent: 200, clause: 二}
  - {title: 标准, fen: "10000", clause: 二}
""",
    "quotas.yaml": """\
- code: TWICE_A_YEAR
  numbers: [2]
  title: 每年两次
  clause: 三
  quote: 每年两次
  among: kind == 'BASIC'
  per: [year(applied_on)]
  at_most: 2
""",
    "cases/all.yaml": """\
- name: 边界：正好8课时符合，7课时不符合，没有填的待定
  rules: [HOURS_TOO_FEW]
  base: &one {person_id: P1, applied_on: 2024-03-01, kind: 普通, hours: 8, veteran: 否}
  given:
    - {}
    - {hours: 7}
    - {hours: ""}
    - {}
    - {}
  expect:
    - {decision: approved, amount_yuan: 100}
    - {decision: rejected, failed: HOURS_TOO_FEW}
    - {decision: pending, unknown: hours}
    - {decision: approved}
    - {decision: rejected, failed: TWICE_A_YEAR}
""",
    "interpretations.yaml": """\
- code: YEAR
  clause: 三
  quote: 每年
  question: 自然年吗？
  options: {calendar: 自然年, rolling: 十二个月}
  chosen: calendar
  reason: 便于核对
  decided_by: 项目组默认
  decided_on: 2026-11-21
""",
}

Spoil = Callable[[str, str, str], Path]


def write_pack(folder: Path, files: dict[str, str]) -> Path:
    """The files as a pack's folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The pack as it should be."""
    return write_pack(tmp_path / "demo", FILES)


@pytest.fixture
def spoil(demo: Path) -> Spoil:
    """The pack with one piece of one file replaced."""

    def spoil(file: str, old: str, new: str) -> Path:
        text = FILES[file]
        assert old in text, f"{old!r} is not in {file}"
        (demo / file).write_text(text.replace(old, new, 1), "utf-8")
        return demo

    return spoil
