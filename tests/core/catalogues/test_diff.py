"""Two editions compared: by code and name, then by code, then by name."""

from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from hengji.core.catalogues.diff import Change, compare
from hengji.core.catalogues.model import Catalogue, Entry


def _rows(*rows: tuple[str, str] | tuple[str, str, str]) -> list[Entry]:
    places = count(1)
    return [
        Entry("a", place, printed_seq=str(place), code=row[0], name=row[1], scope=(*row, "")[2])
        for row, place in zip(rows, places, strict=False)
    ]


def _told(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.kind, change.entry.name) for change in changes]


LATHE, MILL, PLANE = ("6-18-01-01", "车工"), ("6-18-01-02", "铣工"), ("6-18-01-03", "刨插工")


def test_same_lists_have_no_difference() -> None:
    assert compare(_rows(LATHE, MILL), _rows(LATHE, MILL)) == ()


def test_added_and_removed_rows_are_told_and_the_rest_only_renumbered() -> None:
    assert _told(compare(_rows(LATHE, PLANE), _rows(LATHE, MILL, PLANE))) == [
        ("renumbered", "刨插工"),
        ("added", "铣工"),
    ]
    assert _told(compare(_rows(LATHE, MILL), _rows(LATHE))) == [("removed", "铣工")]


def test_new_name_under_the_same_code_is_a_change() -> None:
    (change,) = compare(_rows(("4-07-03-01", "职业指导员")), _rows(("4-07-03-01", "职业指导师")))
    assert change.kind == "changed"
    assert change.fields == (("name", "职业指导员", "职业指导师"),)


def test_new_code_under_the_same_name_is_a_change() -> None:
    (change,) = compare(_rows(("4-01-02-02", "电子商务师")), _rows(("4-01-06-01", "电子商务师")))
    assert change.fields == (("code", "4-01-02-02", "4-01-06-01"),)


def test_every_changed_field_is_told() -> None:
    old = _rows(LATHE)[0]
    new = replace(old, rate_class="B", levels=(5, 4), starred=True, tags=("其他",))
    (change,) = compare([old], [new])
    assert [name for name, _, _ in change.fields] == ["starred", "class", "levels", "tags"]
    assert ("levels", "", "5 4") in change.fields


def test_rows_of_one_code_are_told_apart_by_their_work_types() -> None:
    old = _rows(
        ("4-10-01-06", "家政服务员", "整理收纳师"), ("4-10-01-06", "家政服务员", "家务服务")
    )
    assert _told(compare(old, old[::-1])) == []
    (change,) = compare(old, old[1:])
    assert (change.kind, change.entry.scope) == ("removed", "整理收纳师")


def test_names_without_codes_are_matched_by_name() -> None:
    assert _told(compare(_rows(("", "剪纸"), ("", "拼布")), _rows(("", "拼布")))) == [
        ("renumbered", "拼布"),
        ("removed", "剪纸"),
    ]


def test_lists_are_never_mixed() -> None:
    other = [replace(_rows(LATHE)[0], list_id="b")]
    assert [change.kind for change in compare(_rows(LATHE), other)] == ["removed", "added"]


def test_published_lists_equal_themselves(published: Catalogue) -> None:
    assert compare(published.entries, published.entries) == ()


_TRADES = st.lists(st.sampled_from([LATHE, MILL, PLANE, ("", "剪纸")]), max_size=6)


@given(_TRADES)
def test_turning_a_list_round_neither_adds_nor_removes(rows: list[tuple[str, str]]) -> None:
    old = _rows(*rows)
    turned = [replace(entry, row=place) for place, entry in enumerate(old[::-1], start=1)]
    assert {change.kind for change in compare(old, turned)} <= {"renumbered"}


@given(_TRADES, _TRADES)
def test_every_row_of_both_editions_is_accounted_for(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    changes = compare(_rows(*before), _rows(*after))
    removed = sum(change.kind == "removed" for change in changes)
    added = sum(change.kind == "added" for change in changes)
    assert len(before) - removed == len(after) - added
