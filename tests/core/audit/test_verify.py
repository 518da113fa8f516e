"""Verifying an export: every way to falsify one is found, with the row that it is about."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hengji.core.audit.entry import FIELDS, GENESIS, link_hash
from hengji.core.audit.errors import AuditFileError
from hengji.core.audit.export import FORMAT, open_export
from hengji.core.audit.faults import FaultKind as K
from hengji.core.audit.heads import Head, read_heads
from hengji.core.audit.verify import Verifier

AT = "2026-11-21T09:00:00.000000Z"
EARLIER, LATER = AT.replace("09:", "08:"), AT.replace("09:", "10:")
Lines = list[dict[str, Any]]


def _chain(code: str, count: int, first_id: int = 1) -> Lines:
    """A sound chain of made-up entries."""
    lines: Lines = []
    previous = GENESIS
    for seq in range(1, count + 1):
        entry = first_id + seq - 1
        values: dict[str, str | None] = dict.fromkeys(FIELDS, "甲")
        values |= {"id": str(entry), "actor_id": None, "reason": f"第{seq}次"}
        previous = link_hash(previous, code, seq, values)
        lines.append(
            {"chain": code, "seq": seq, "hash": previous.hex(), "entry_id": entry}
            | values
            | {"id": entry}
        )
    return lines


def _header(lines: Lines, **others: Any) -> dict[str, Any]:
    chains: dict[str, Lines] = {}
    for line in lines:
        chains.setdefault(line["chain"], []).append(line)
    return {
        "format": FORMAT,
        "at": AT,
        "jurisdiction": "",
        "heads": {code: [own[-1]["seq"], own[-1]["hash"]] for code, own in chains.items()},
        "stretches": {
            code: [own[0]["seq"], own[-1]["seq"], GENESIS.hex()] for code, own in chains.items()
        },
    } | others


@pytest.fixture
def faults(tmp_path: Path) -> Callable[..., list[tuple[K, int | None]]]:
    """What is found in a file of these lines, as kind and place."""

    def do(
        lines: Lines, header: dict[str, Any] | None = None, known: tuple[Head, ...] = ()
    ) -> list[tuple[K, int | None]]:
        path = tmp_path / "export.jsonl"
        texts = [json.dumps(one, ensure_ascii=False) for one in (header or SOUND_HEADER, *lines)]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        export = open_export(path)
        found = Verifier(export.header, known).verify(export.lines())
        return [(fault.kind, fault.seq) for fault in found]

    return do


Faults = Callable[..., list[tuple[K, int | None]]]
SOUND = _chain("320800", 9)
SOUND_HEADER = _header(SOUND)


def _sound() -> Lines:
    return [dict(line) for line in SOUND]


def test_sound_export_has_no_faults(faults: Faults) -> None:
    lines = _sound() + _chain("440100", 4, first_id=50)
    assert faults(lines, _header(lines)) == []


@pytest.mark.parametrize("field", FIELDS)
def test_any_changed_field_is_found(faults: Faults, field: str) -> None:
    lines = _sound()
    lines[4][field] = 777 if field == "id" else "乙"
    assert faults(lines) == [(K.CHANGED, 5)]


def test_text_moved_from_one_field_to_the_next_is_found(faults: Faults) -> None:
    lines = _sound()
    lines[4] |= {"subject_id": "甲甲", "subject_label": ""}
    assert faults(lines) == [(K.CHANGED, 5)]


def test_deleted_line_is_found_and_what_follows_is_still_checked(faults: Faults) -> None:
    lines = _sound()
    lines[7]["reason"] = "改"
    del lines[3]
    assert faults(lines) == [(K.CHANGED, 8), (K.MISSING, 4)]


def test_deleted_entry_whose_link_stays_is_found(faults: Faults) -> None:
    lines = _sound()
    lines[3] |= dict.fromkeys(FIELDS)
    assert faults(lines) == [(K.MISSING, 4)]


def test_doubled_line_is_found(faults: Faults) -> None:
    lines = _sound()
    lines.insert(5, dict(lines[4]))
    assert faults(lines) == [(K.DOUBLED, 5)]


def test_entry_that_stands_twice_on_its_chain_is_found(faults: Faults) -> None:
    lines = _sound()
    lines[8] |= {name: lines[0][name] for name in (*FIELDS, "entry_id")}
    assert sorted(faults(lines)) == [(K.CHANGED, 9), (K.DOUBLED, 9)]


def test_lines_in_another_order_are_found(faults: Faults) -> None:
    lines = _sound()
    lines[2], lines[3] = lines[3], lines[2]
    assert faults(lines) == [(K.REORDERED, 3)]


def test_contents_of_two_places_swapped_are_found(faults: Faults) -> None:
    lines = _sound()
    for name in (*FIELDS, "entry_id"):
        lines[2][name], lines[6][name] = lines[6][name], lines[2][name]
    assert faults(lines) == [(K.REORDERED, 3), (K.REORDERED, 7)]


@pytest.mark.parametrize("other", [3, 6])
def test_two_links_swapped_with_their_hashes_are_found(faults: Faults, other: int) -> None:
    lines = _sound()
    for name in (*FIELDS, "entry_id", "hash"):
        lines[2][name], lines[other][name] = lines[other][name], lines[2][name]
    assert faults(lines) == [(K.REORDERED, 3), (K.REORDERED, other + 1)]


def test_changed_hash_alone_is_told_from_a_changed_entry(faults: Faults) -> None:
    lines = _sound()
    lines[4]["hash"] = "ab" * 32
    assert faults(lines) == [(K.LINK_CHANGED, 5)]


def test_entry_outside_the_chain_is_found(faults: Faults) -> None:
    lines = [*_sound(), _sound()[0] | {"seq": None, "hash": None, "entry_id": 99, "id": 99}]
    assert faults(lines) == [(K.OUTSIDE, None)]


def test_entry_of_another_time_than_its_link_s_is_one_fault(faults: Faults) -> None:
    lines = _sound()
    loose = lines[3] | {"seq": None, "hash": None, "at": "甲乙"}
    lines[3] = lines[3] | dict.fromkeys(FIELDS)
    assert faults([*lines, loose]) == [(K.CHANGED, 4)]


def test_tail_cut_off_the_file_is_found(faults: Faults) -> None:
    assert faults(_sound()[:6]) == [(K.CUT, 7)]


def test_tail_cut_off_in_the_database_is_found_by_a_noted_head(faults: Faults) -> None:
    known = (Head("320800", 9, SOUND[8]["hash"], EARLIER),)
    short = _sound()[:6]
    assert faults(short, _header(short)) == []
    assert faults(short, _header(short), known) == [(K.CUT, 7)]
    other = _chain("440100", 2, first_id=70)
    assert faults(other, _header(other), known) == [(K.CUT, 1)]  # the whole chain is gone


def test_head_noted_after_the_export_says_nothing_about_it(faults: Faults) -> None:
    short = _sound()[:6]
    assert faults(short, _header(short), (Head("320800", 9, SOUND[8]["hash"], LATER),)) == []


def test_chain_computed_anew_is_found_by_a_noted_head(faults: Faults) -> None:
    known = (Head("320800", 5, SOUND[4]["hash"], EARLIER),)
    forged = _sound()
    forged[2]["reason"] = "改"
    previous = GENESIS
    for line in forged:
        values = {name: None if line[name] is None else str(line[name]) for name in FIELDS}
        previous = link_hash(previous, line["chain"], line["seq"], values)
        line["hash"] = previous.hex()
    assert faults(forged, _header(forged)) == []
    assert faults(forged, _header(forged), known) == [(K.RECOMPUTED, 5)]


def test_part_of_a_chain_is_held_to_the_hash_before_it(faults: Faults) -> None:
    part = _sound()[3:7]
    stretches = {"320800": [4, 7, SOUND[2]["hash"]]}
    assert faults(part, SOUND_HEADER | {"stretches": stretches}) == []
    wrong = {"320800": [4, 7, SOUND[1]["hash"]]}
    assert faults(part, SOUND_HEADER | {"stretches": wrong}) == [(K.CHANGED, 4)]


def test_chain_that_the_header_does_not_name_is_found(faults: Faults) -> None:
    assert faults([*_sound(), *_chain("440100", 1, first_id=60)]) == [(K.OUTSIDE, 1)]


@pytest.mark.parametrize("text", ["", "{}", "[]", "x", '{"format": "other"}', '{"at": 1}\n{}'])
def test_file_that_is_no_export_is_told_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(text)
    with pytest.raises(AuditFileError, match="不是审计日志的导出文件"):
        open_export(path)


@pytest.mark.parametrize("text", ["x", "{}", '{"at": "now", "heads": {"320800": 1}}', "[]"])
def test_file_that_has_no_heads_is_told_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(text)
    with pytest.raises(AuditFileError, match="链头"):
        read_heads(path)


def test_line_that_is_no_entry_is_told_with_its_number(faults: Faults) -> None:
    with pytest.raises(AuditFileError, match="第 3 行"):
        faults([SOUND[0], {"chain": "320800"}])
