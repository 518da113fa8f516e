"""Search: what is found, in which order, and that nothing is missed."""

import random
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hengji.core.catalogues.model import Entry
from hengji.core.packs.registry import all_packs
from hengji.core.text import name_key
from hengji.domains.catalogues import spelling
from hengji.domains.catalogues.queries import search as module
from hengji.domains.catalogues.queries.search import Filters, search
from hengji.domains.catalogues.queries.values import EntryRow
from tests.factories.catalogues import load, with_names

pytestmark = pytest.mark.django_db
SAMPLE = 60


def _names(text: str = "", **filters: object) -> list[str]:
    return [row.name for row in search(text=text, filters=Filters(**filters)).rows]  # type: ignore[arg-type]  # each call names its own


def test_terms_of_every_piece_are_among_the_terms_of_its_name() -> None:
    """All pieces of one to four characters of every published name: none may be missed."""
    names = {entry.name for pack in all_packs() for entry in pack.entries}
    assert len(names) > 1000
    for name in names:
        key = name_key(name)
        terms = spelling.name_terms(key)
        for size in range(1, 5):
            for start in range(len(key) - size + 1):
                assert spelling.wanted_name_terms(key[start : start + size]) <= terms


def test_pieces_of_real_names_find_exactly_the_rows_that_have_them(divisions: None) -> None:
    """A sample, against a plain look at every row; both definitions and names are looked at."""
    packs = list(all_packs())
    load(packs)
    chance = random.Random(20241)  # noqa: S311 - a sample, not a secret
    rows = [entry for pack in packs for entry in pack.entries]
    for _ in range(SAMPLE):
        entry = chance.choice(rows)
        key = name_key(entry.name)
        size = min(chance.randint(1, 4), len(key))
        start = chance.randint(0, len(key) - size)
        piece = key[start : start + size]
        hits = search(text=piece)
        assert entry.name in _all_names(piece, hits.pages)
        fields = ("name", "scope", "occupation", "definition") if size > 1 else ("name", "scope")
        sure = sum(any(piece in name_key(getattr(row, field)) for field in fields) for row in rows)
        # Old names of the crosswalk and tags may add some, never take one away.
        assert hits.total >= sure


def _all_names(text: str, pages: int) -> set[str]:
    return {row.name for page in range(1, pages + 1) for row in search(text=text, page=page).rows}


def test_whole_name_stands_before_beginning_before_middle_before_definition(
    divisions: None,
) -> None:
    load(with_names(["竹编手工制作", "竹编", "藤竹编织", "竹编制作", "草编"]))
    assert _names("竹编") == ["竹编", "竹编手工制作", "竹编制作", "藤竹编织"]


def test_names_of_one_rank_stand_in_the_order_of_their_sound(divisions: None) -> None:
    load(with_names(["面塑制作", "面点制作", "面包制作"]))
    # bao before dian before su
    assert _names("面") == ["面包制作", "面点制作", "面塑制作"]


@pytest.mark.parametrize("typed", ["4-10-01-01", "4100101", "４－１０－０１－０１", " 4-10-01-01 "])
def test_code_is_found_with_and_without_hyphens_and_wide(small: None, typed: str) -> None:
    found = search(text=typed)
    assert {row.code for row in found.rows} == {"4-10-01-01"}


def test_beginning_of_a_code_finds_all_below_it(small: None) -> None:
    assert {row.code for row in search(text="4-10-01").rows} == {"4-10-01-01", "4-10-01-06"}


def test_old_name_and_old_code_find_the_current_occupation(small: None) -> None:
    """003 附件4: 保卫管理员 was 3020200 and is 3020201."""
    assert {row.code for row in search(text="3020200").rows} == {"3-02-02-01"}
    assert "婴幼儿发展引导员" in _names("育婴员")


def test_work_type_in_a_bracket_is_found(divisions: None) -> None:
    load(list(all_packs()))
    assert "起重装卸机械操作工" in _names("叉车司机")


def test_first_letters_find_a_name(divisions: None) -> None:
    load(with_names(["小儿推拿", "电子商务"]))
    assert _names("xetn") == ["小儿推拿"]
    assert _names("dzs") == ["电子商务"]


def test_blank_parts_words_that_must_all_occur(divisions: None) -> None:
    load(with_names(["竹编手工制作", "竹编", "手工皂制作"]))
    assert _names("制作 竹编") == ["竹编手工制作"]
    assert _names("竹编　手工") == ["竹编手工制作"]  # a full-width blank


def test_letters_are_found_whatever_their_case_and_width(divisions: None) -> None:
    load(with_names(["AutoCAD绘图"]))
    assert _names("autocad") == _names("ＡＵＴＯＣＡＤ") == ["AutoCAD绘图"]


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "'", '"', "%%", "__", "a'--", "\0", "\n", "=kind", "\ud800"]
)
def test_special_characters_find_nothing_and_break_nothing(small: None, typed: str) -> None:
    assert search(text=typed).rows in ((), search().rows)


def test_filters_narrow_together(small: None) -> None:
    every = search(filters=Filters(list_id="huaian-occupations"))
    starred = search(filters=Filters(list_id="huaian-occupations", starred=True))
    assert 0 < starred.total < every.total
    assert all(row.starred for row in starred.rows)
    digital = search(filters=Filters(list_id="huaian-occupations", starred=True, mark="S"))
    assert all("S" in row.marks for row in digital.rows)
    assert "网络与信息安全管理员" in {row.name for row in digital.rows}


def test_level_filter_takes_levels_as_a_set(small: None) -> None:
    """002: 家政服务员 and 婴幼儿发展引导员 have rows of levels 5, 4, 3 and of 2, 1."""
    for level in (5, 3, 1):
        rows = search(filters=Filters(level=level)).rows
        assert all(level in row.levels for row in rows)


def test_province_filter_finds_what_its_city_published(small: None) -> None:
    city = search(filters=Filters(place="320800"))
    assert search(filters=Filters(place="320000")).total == city.total > 0
    assert search(filters=Filters(place="440000")).total == 0
    national = search(filters=Filters(place="000000"))
    assert {row.list_id for row in national.rows} == {"evaluation-bodies"}


def test_old_editions_are_not_found(small: None) -> None:
    load(with_names(["全新名称制作"]))
    assert _names("川菜点菜") == []
    assert _names("全新") == ["全新名称制作"]


def test_page_beyond_the_last_is_the_last(small: None) -> None:
    last = search(page=10_000)
    assert last.page == last.pages
    assert last.rows


@pytest.mark.parametrize("count", [1, 3, 30])
def test_number_of_queries_does_not_grow_with_hits(divisions: None, count: int) -> None:
    load(with_names([f"第{number}号面点制作" for number in range(count)]))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert search(text="面点").total == count
    assert len(asked) == 5  # whole name, beginning, names, texts; the rows shown


@pytest.mark.parametrize("few", [0, module.FEW])
def test_many_hits_are_walked_in_the_same_order_as_few(
    divisions: None, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """The ways to collect hits must agree wherever the borders between them lie."""
    monkeypatch.setattr(module, "FEW", few)
    names = [f"{head}{number}面点{tail}" for number in range(8) for head in ("", "西式")
             for tail in ("", "制作")]  # fmt: skip
    load(with_names([*names, "面点", "面点制作"]))
    every = [row.row for page in (1, 2) for row in search(text="面点", page=page).rows]
    assert len(every) == len(names) + 2
    for border in range(1, len(every)):
        monkeypatch.setattr(module, "MOST", border)
        many = search(text="面点", filters=Filters(kind="specialty"))
        assert many.more
        assert [row.row for row in many.rows] == every[: len(many.rows)]


def test_every_filter_finds_what_the_rows_say(divisions: None) -> None:
    """Filters are answered by several indexes: each is held to a plain look at every row."""
    packs = list(all_packs())
    load(packs)
    rows = [entry for pack in packs for entry in pack.entries]
    for asked, has in _FILTERS:
        for text in ("", "电", "电子", "dz"):
            hits = [
                row
                for page in range(1, search(text=text, filters=asked).pages + 1)
                for row in search(text=text, filters=asked, page=page).rows
            ]
            assert all(has(row) for row in hits)
            sure = [entry for entry in rows if has(entry) and text in entry.name]
            assert {(one.list_id, one.row) for one in sure} <= {
                (row.list_id, row.row) for row in hits
            }


_FILTERS: tuple[tuple[Filters, Callable[[Entry | EntryRow], bool]], ...] = (
    (Filters(mark="S"), lambda row: "S" in row.marks),
    (Filters(mark="L", level=3), lambda row: "L" in row.marks and 3 in row.levels),
    (Filters(rate_class="A", level=5), lambda row: row.rate_class == "A" and 5 in row.levels),
    (Filters(list_id="sichuan-filed"), lambda row: row.list_id == "sichuan-filed"),
)


def test_one_letter_is_no_sound(divisions: None) -> None:
    load(with_names(["裁剪制作", "CAD绘图", "陈列设计"]))
    assert _names("c") == ["CAD绘图"]
    assert _names("chen") == ["陈列设计"]
