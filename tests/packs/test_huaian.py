"""淮人社发〔2024〕22号 as a pack: held to the notice itself, not to its own copy."""

import csv
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hengji.core.adjudication.check import check_pack
from hengji.core.adjudication.fold import fold
from hengji.core.adjudication.ruleset import NOT_DETERMINED, Ruleset
from hengji.core.packs.model import Adjudication
from hengji.core.packs.registry import BUILT_IN, get_pack

PACK = get_pack("huaian-2024")
RULESET = Ruleset(PACK, ())
# 附件1 as printed: class → 一级 … 五级, 合格.
LEVELS = {
    "A": (4300, 3500, 2000, 1500, 1000),
    "B": (3500, 2500, 1800, 1200, 800),
    "C": (3000, 2000, 1500, 1000, 500),
}
COMPLETION = {"A": 500, "B": 400, "C": 300}
SPECIALTY = {"A": (800, 40), "B": (600, 32), "C": (400, 24)}


@pytest.fixture(scope="module")
def notice() -> str:
    named = os.environ.get("HENGJI_SOURCES")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "seeds"
    (path,) = folder.glob("003*.txt")
    return path.read_text("utf-8")


def test_pack_is_sound() -> None:
    assert check_pack(BUILT_IN / "huaian-2024") == []


def test_codes_stand_in_the_order_in_which_decisions_name_them() -> None:
    assert RULESET.fail_codes == (
        "OCCUPATION_NOT_LISTED", "LEVEL_NOT_ALLOWED", "HOURS_BELOW_MINIMUM", "ONLINE_OVER_LIMIT",
        "PRACTICE_UNDER_MINIMUM", "SPECIALTY_NOT_IN_PERSON", "PROVIDER_BELOW_THREE_STARS",
        "PROVIDER_REMOVED", "CERTIFICATE_NOT_FOUND", "STARTUP_LOWER_AFTER_HIGHER",
        "STARTUP_CLASS_REPEATED", "ANNUAL_LIMIT_EXCEEDED",
    )  # fmt: skip
    assert RULESET.unknown_names[0] == "STANDARD_NOT_LOADED"
    assert NOT_DETERMINED in RULESET.unknown_names


def test_every_rule_of_the_notice_is_carried_somewhere() -> None:
    adjudication = PACK.adjudication
    assert isinstance(adjudication, Adjudication)
    carried = {
        number
        for group in (adjudication.rules, adjudication.quotas, adjudication.statements)
        for one in group
        for number in one.numbers
    }
    assert carried == set(range(1, 32))


def test_lists_have_the_lengths_that_the_notice_numbers() -> None:
    lengths = {one.id: one.rows for one in PACK.lists}
    assert lengths == {
        "huaian-occupations": 542,
        "huaian-specialties": 158,
        "huaian-completion": 2,
        "huaian-shortage": 130,
    }


def test_every_scarce_occupation_is_the_same_row_of_the_catalogue() -> None:
    """附件3 raises by code alone: that is safe only while names and work types agree."""
    listed: dict[str, set[tuple[str, str]]] = {}
    for entry in PACK.entries:
        if entry.list_id == "huaian-occupations":
            listed.setdefault(entry.code, set()).add((entry.name, entry.scope))
    differing = [
        (entry.code, entry.name, entry.scope)
        for entry in PACK.entries
        if entry.list_id == "huaian-shortage"
        and (entry.name, entry.scope) not in listed.get(entry.code, set())
    ]
    # Two rows of 附件2 share this code, each with work types; 附件3 names the occupation whole.
    assert differing == [("4-10-01-06", "家政服务员", "")]


def _training(**changes: Any) -> dict[str, Any]:
    return {
        "person_id": "P1",
        "benefit": "TRAINING",
        "total_minutes": 2520,
        "online_minutes": 0,
        "practical_minutes": 2520,
        "provider_stars": 3,
        "filed_on": date(2024, 3, 1),
        "trained_on": date(2024, 4, 1),
        "applied_on": date(2024, 5, 1),
        **changes,
    }


def _decided(claim: dict[str, Any]) -> tuple[str, int, str, str]:
    (verdict,) = fold(RULESET, [claim])
    return (
        verdict.decision.value,
        verdict.fen,
        RULESET.fail_text(verdict.fail),
        RULESET.unknown_text(verdict.unknown),
    )


def test_every_row_at_every_level_is_paid_what_the_table_says() -> None:
    """542 rows × 5 levels and 合格, 158 specialties: the class letter and 附件1 decide alone."""
    scarce = {entry.code for entry in PACK.entries if entry.list_id == "huaian-shortage"}
    for entry in PACK.entries:
        name = f"{entry.name}（{entry.scope}）" if entry.scope else entry.name
        own = {"code": entry.code, "name": name}
        if entry.list_id == "huaian-occupations":
            for level, yuan in enumerate(LEVELS[entry.rate_class], start=1):
                raised = level <= 2 and entry.code in scarce
                fen = yuan * 110 if raised else yuan * 100
                claim = _training(programme="LEVEL", level=level, **own)
                assert _decided(claim) == ("approved", fen, "", ""), (entry.row, level)
                allowance = {
                    "person_id": "P1", "benefit": "UPSKILLING", "level": level,
                    "certificate_found": True, "applied_on": date(2024, 5, 1), **own,
                }  # fmt: skip
                expected = (
                    ("approved", yuan * 100, "", "")
                    if level >= 3
                    else ("rejected", 0, "LEVEL_NOT_ALLOWED", "")
                )
                assert _decided(allowance) == expected, (entry.row, level)
            claim = _training(programme="COMPLETION", **own)
            assert _decided(claim)[:2] == ("approved", COMPLETION[entry.rate_class] * 100)
        elif entry.list_id == "huaian-specialties":
            yuan, lessons = SPECIALTY[entry.rate_class]
            enough = _training(programme="SPECIALTY", **own) | {"total_minutes": lessons * 45}
            assert _decided(enough) == ("approved", yuan * 100, "", ""), entry.row
            short = enough | {"total_minutes": lessons * 45 - 1}
            assert _decided(short)[2] == "HOURS_BELOW_MINIMUM", entry.row


def test_star_of_each_row_is_the_one_printed(notice: str) -> None:
    """Read from the notice by a reading of its own: the cell before the code, with its mark."""
    text = notice[notice.index("\n附件2\n") : notice.index("\n附件3\n")]
    cells = [line.strip() for line in text.splitlines() if line.strip()]
    printed = [
        (code, cells[place - 1].startswith("*"))
        for place, code in enumerate(cells)
        if re.fullmatch(r"\d-\d\d-\d\d-\d\d", code)
    ]
    ours = [
        (entry.code, entry.starred)
        for entry in PACK.entries
        if entry.list_id == "huaian-occupations"
    ]
    assert len(printed) == 542
    assert ours == printed


def test_class_of_each_row_is_the_one_printed(notice: str) -> None:
    text = notice[notice.index("\n附件2\n") : notice.index("\n附件3\n")]
    found = re.findall(r"\n\t(\d+)\n\t([ABC])\n\t", text)
    ours = {
        (entry.printed_seq, entry.rate_class)
        for entry in PACK.entries
        if entry.list_id in ("huaian-occupations", "huaian-specialties")
    }
    assert set(found) == ours


def test_amounts_stand_in_the_notices_table(notice: str) -> None:
    table = notice[notice.index("\n附件1\n") : notice.index("\n备注：")]
    figures = [int(cell) for cell in re.findall(r"\n\t(\d+)(?=\n)", table)]
    with (BUILT_IN / "huaian-2024" / "amounts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    # 短视频运营 and 跨境电商 share one printed figure.
    ours = [row for row in rows if row["code"] != "3208990010"]
    flat: list[int] = []
    for row in _as_printed(ours):
        flat.append(int(row["yuan"]))
        if row["minimum_lessons"] != "0":
            flat.append(int(row["minimum_lessons"]))
    assert flat == figures


def _as_printed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """附件1 prints 合格 below the five levels of its class."""
    levelled = [row for row in rows if row["programme"] == "LEVEL"]
    qualified = {row["class"]: row for row in rows if row["programme"] == "COMPLETION"}
    ordered: list[dict[str, str]] = []
    for letter in "ABC":
        ordered += [row for row in levelled if row["class"] == letter]
        ordered.append(qualified[letter])
    course = [row for row in rows if row["code"]]
    rest = [row for row in rows if row["programme"] not in ("LEVEL", "COMPLETION")]
    return [*ordered, *course, *rest]
