"""Faults that the notices really have, seen by reading them, and how much else is reported."""

from collections import Counter
from collections.abc import Callable

import pytest

from hengji.core.catalogues.model import Catalogue, Finding

Found = Callable[[str], set[tuple[str, int | None]]]

CHONGQING, NATIONAL, HUAIAN = "chongqing-specialties", "national-specialties", "huaian-occupations"
SHORTAGE, GUANGDONG, CROSSWALK = "huaian-shortage", "guangdong-subsidy", "huaian-crosswalk"
SPECIALTIES, EVALUATION = "huaian-specialties", "evaluation-bodies"

# Read in the notices: the whole set of places for each of these kinds.
EXACT = {
    "DEFINITION_COPIED": {(CHONGQING, 227)},
    "FOREIGN_CHARACTER": {(CHONGQING, 261)},
    "NUMBER_CELL_BROKEN": {(CHONGQING, 293)},
    "DEFINITION_WITHOUT_ABILITY": {(CHONGQING, row) for row in (69, 170, 270)},
    "DEFINITION_WITHOUT_STOP": {(CHONGQING, row) for row in (61, 216)},
    "DEFINITION_SEVERAL_SENTENCES": {(CHONGQING, row) for row in (172, 252, 301)},
    "DEFINITION_STARTS_WITH_NAME": {(CHONGQING, row) for row in (146, 165, 169, 176, 252)},
    "DEFINITION_LINE_BREAK": {(CHONGQING, 63)},
    "DEFINITION_SPELLS_NAME_OTHERWISE": {(CHONGQING, 164)},
    "DEFINITION_OF_OTHER_NAME": {(CHONGQING, 123)},
    "DEFINITION_TEMPLATE": {(CHONGQING, 38), (CHONGQING, 188)},
    "DEFINITION_GRAMMAR": {(CHONGQING, row) for row in (16, 140, *range(188, 195), 276, 295)},
    "DEFINITION_RESTATES_NAME": {(CHONGQING, 126)},
    "COMMA_IN_ENUMERATION": {(CHONGQING, row) for row in (163, 171)},
    "BRACKETS_NESTED": {(EVALUATION, 133)},
    "STRAY_CHARACTER": {(CHONGQING, 274)},
    "BRACKETS_UNBALANCED": {(CHONGQING, 164)},
    "CELL_TWO_VALUES": {(CHONGQING, row) for row in (41, 42, 43)},
    "FIELD_CUT_OFF": {(CHONGQING, row) for row in (41, 42, 43, 260)},
    "FIELD_IS_WORK_TYPE": {(CHONGQING, row) for row in (27, 59, 144)},
    "FIELD_IS_OLD_NAME": {(CHONGQING, 186)},
    "MARK_IN_FIELD": {(CHONGQING, row) for row in (183, 280, 282, 283, 284)},
    "NAME_LACKS_VERB": {(CHONGQING, 161)},
    "CONFUSABLE_CHARACTER": {
        *((CHONGQING, row) for row in (93, 150, 151)),
        *((NATIONAL, row) for row in (40, 132)),  # nos. 35 and 127
    },
    "NAME_ENDS_LIKE_OCCUPATION": {(GUANGDONG, 19)},
    "TITLE_INCOMPLETE": {("sichuan-managed", row) for row in range(8, 14)},
    "WORK_TYPE_TWICE": {(EVALUATION, 154)},
    "LEVELS_FILLED_BY_WORK_TYPES": {(EVALUATION, row) for row in (13, 68)},
    "EDITOR_ARTEFACT": {(SHORTAGE, 8)},
    "SCOPE_DIFFERS": {(SHORTAGE, 35)},
    "CODE_TWICE_BY_SCOPE": {(HUAIAN, 373)},
    "BLANK_IN_NAME": {(SPECIALTIES, 52)},
    "CODE_MALFORMED": {(GUANGDONG, 39)},
    "CODE_IMPOSSIBLE": {(GUANGDONG, 44)},
    "NAME_WITH_OTHER_CODE": {(GUANGDONG, 44)},
    # …53, 57, 54…57, 58…71, 64…83, 76…455, 440…452, 456…464, 456…459
    "NUMBER_BREAKS": {(GUANGDONG, row) for row in (54, 55, 73, 93, 473, 486, 495)},
    "NUMBER_REPEATED": {
        (GUANGDONG, row)
        for row in (58, *range(73, 81), *range(93, 101), *range(473, 486), *range(495, 499))
    },
    "CROSSWALK_CODE_MALFORMED": {(CROSSWALK, 23)},
    "CROSSWALK_CLASS_MISSING": {(CROSSWALK, row) for row in (35, 36, 37)},
    "CROSSWALK_CELL_SHARED": {(CROSSWALK, row) for row in (21, 39)},
    # what the notices do not have
    "ROW_REPEATED": set(),
    "CODE_MISSING": set(),
    "COUNT_DIFFERS": set(),
    "LEVELS_WITH_HOLE": set(),
    "MARK_DIFFERS": set(),
    "NAME_IS_OCCUPATION": set(),
    "NAME_REPEATED": set(),
    "CROSSWALK_CASE_CONTRADICTS": set(),
    "CROSSWALK_CLASS_DIFFERS": set(),
    "CROSSWALK_TARGET_MISSING": set(),
    "SHORTAGE_NOT_IN_GUIDE": set(),
}
# Among others: rows that must be found, where a kind has more than is worth copying here.
INCLUDED = {
    "CODE_ORDER": {(HUAIAN, 266), (HUAIAN, 484), (SHORTAGE, 101)},
    "NAME_VARIANT": {(SPECIALTIES, row) for row in (2, 8, 9, 18, 61, 116, 152)},
    "NAME_CASE_VARIES": {("sichuan-filed", 49), (CHONGQING, 195), (SPECIALTIES, 39)},
    "NAME_ENDS_IN_NOUN": {(SPECIALTIES, 8), (NATIONAL, 83)},
    "MISSPELT_WORD": {(SPECIALTIES, 61), (CHONGQING, 218)},
    "HALF_WIDTH_PUNCTUATION": {(CHONGQING, 38), (CHONGQING, 255), (NATIONAL, 20)},
    "CROSSWALK_OLD_CODE_IS_CURRENT": {(CROSSWALK, 16)},
    "CROSSWALK_SEVERAL_TARGETS": {(CROSSWALK, 16), (CROSSWALK, 33)},
}
SOUND = [
    (CHONGQING, 102),  # 钢筋加工 ends in 工 and is no occupation
    (CHONGQING, 106),  # 防水卷材施工
    (NATIONAL, 123 + 5),  # 剪纸
    (CHONGQING, 257),  # 荣昌碗碗羊肉汤制作
    (CHONGQING, 87),
    (EVALUATION, 133),  # a bracket in a bracket is worth a note, no more
    (EVALUATION, 96),
    (HUAIAN, 254),
    (GUANGDONG, 1),
    (GUANGDONG, 20),  # cut by the page, put together
    (GUANGDONG, 128),
]


@pytest.mark.parametrize(("code", "places"), EXACT.items(), ids=EXACT.keys())
def test_fault_is_found_where_it_is_and_nowhere_else(
    found: Found, code: str, places: set[tuple[str, int]]
) -> None:
    assert found(code) == places


@pytest.mark.parametrize(("code", "places"), INCLUDED.items(), ids=INCLUDED.keys())
def test_fault_is_found(found: Found, code: str, places: set[tuple[str, int]]) -> None:
    assert places <= found(code)


def test_sound_rows_raise_no_error_and_no_warning(doubts: tuple[Finding, ...]) -> None:
    alarmed = {(d.list_id, d.row) for d in doubts if d.severity != "note"}
    assert alarmed & set(SOUND) == set()


def test_doubts_stay_few(published: Catalogue, doubts: tuple[Finding, ...]) -> None:
    # One doubtful row in forty is already much for a printed notice; the broken numbers of 广东,
    # 41 of them, come on top.
    rows = {
        (d.list_id, d.row)
        for d in doubts
        if d.severity != "note" and not d.code.startswith("NUMBER")
    }
    assert len(rows) <= len(published.entries) / 40


def test_every_doubt_names_a_row_that_exists_and_says_what_to_do(
    published: Catalogue, doubts: tuple[Finding, ...]
) -> None:
    places = {(entry.list_id, entry.row) for entry in published.entries}
    places |= {(CROSSWALK, pair.row) for pair in published.crosswalk}
    for doubt in doubts:
        assert doubt.row is None or (doubt.list_id, doubt.row) in places
        assert any("\u4e00" <= character <= "\u9fff" for character in doubt.message)
        assert doubt.suggestion


def test_no_doubt_is_reported_twice(doubts: tuple[Finding, ...]) -> None:
    assert max(Counter(doubts).values()) == 1


def test_findings_do_not_change_the_entries(published: Catalogue) -> None:
    # nothing is corrected silently: the katakana stays in the name
    entry = published.rows_of(CHONGQING)[260]
    assert entry.name == "员エ关系管理"
    assert published.rows_of(GUANGDONG)[43].code == "4-18-10-01"
