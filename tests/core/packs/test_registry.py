"""Which pack governs a place on a day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hengji.core.packs.errors import PackError
from hengji.core.packs.load import load_pack
from hengji.core.packs.registry import all_packs, get_pack, in_force


def test_the_five_packs_come_with_the_system() -> None:
    assert [pack.id for pack in all_packs()] == [
        "chongqing-specialties",
        "evaluation-bodies",
        "guangzhou-2023",
        "huaian-2024",
        "sichuan-2020-5",
    ]


def test_unknown_pack_names_those_there_are() -> None:
    for wrong in ("huaian-2023", "", "../huaian-2024", "huaian-2024/cases"):
        with pytest.raises(PackError, match="huaian-2024"):
            get_pack(wrong)


def test_pack_governs_its_place_from_its_first_day() -> None:
    packs = all_packs()
    # 003 末段: 自2024年1月1日起实施; it names no last day.
    assert in_force(packs, "320800", date(2023, 12, 31)) is None
    for day in (date(2024, 1, 1), date(2024, 12, 31), date(2030, 6, 1)):
        found = in_force(packs, "320800", day)
        assert found is not None
        assert found.id == "huaian-2024"
    assert in_force(packs, "320100", date(2024, 6, 1)) is None


def test_later_pack_takes_over_from_its_first_day_to_its_last(demo: Path) -> None:
    old = load_pack(demo)
    new = replace(old, id="new", effective_from=date(2025, 1, 1), effective_to=date(2025, 6, 30))
    for packs in ((old, new), (new, old)):
        for day, governs in (
            (date(2024, 12, 31), "demo"),
            (date(2025, 1, 1), "new"),
            (date(2025, 6, 30), "new"),
            (date(2025, 7, 1), "demo"),
        ):
            found = in_force(packs, "320800", day)
            assert found is not None
            assert found.id == governs, day


def test_pack_without_rules_or_first_day_governs_nothing(demo: Path) -> None:
    pack = load_pack(demo)
    dateless, ruleless = replace(pack, effective_from=None), replace(pack, adjudication=None)
    assert in_force([dateless, ruleless], "320800", date(2024, 6, 1)) is None
