"""What is told of one skill."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hengji.domains.catalogues.errors import NoSuchListError
from hengji.domains.catalogues.models import ListFinding, PublishedEntry, Skill
from hengji.domains.catalogues.queries.comparison import compare_editions
from hengji.domains.catalogues.queries.lists import choices, list_page
from hengji.domains.catalogues.queries.skills import skill_page
from tests.factories.catalogues import changed, load, small_packs, with_names

pytestmark = pytest.mark.django_db


def _skill(key: str) -> int:
    return Skill.objects.get(kind="occupation", key=key).pk


def test_old_names_are_aliases_and_crosswalk_answers_both_ways(small: None) -> None:
    """003 附件4: 保卫管理员 3020200 is now 3020201."""
    page = skill_page(_skill("3020201"))
    assert [(pair.code_old, pair.name_old) for pair in page.stands_for] == [
        ("3020200", "保卫管理员")
    ]
    assert page.replaced_by == ()
    assert page.aliases == ()  # the old name is the same name


def test_row_stands_with_its_place_clause_and_raw_text(small: None) -> None:
    page = skill_page(_skill("4100101"))
    by_list = {one.entry.list_id: one for one in page.rows}
    shortage = by_list["huaian-shortage"]
    assert (shortage.clause, shortage.notice_number) == ("附件3", "淮人社发〔2024〕22号")
    assert shortage.entry.place == "淮安市"
    assert "4-10-01-01" in shortage.entry.raw


def test_rates_are_those_of_the_row_class(small: None) -> None:
    """003 附件1: of class A the level-5 rate is 1000 yuan and 40 lessons, level 1 4300 and 56."""
    page = skill_page(_skill("4040402"))  # 网络与信息安全管理员, class A
    (rates,) = (one for one in page.rates if one.list_title.endswith("职业技能等级证书"))
    assert rates.rate_class == "A"
    levelled = {line.level: line for line in rates.lines if line.level}
    assert (levelled[5].fen, levelled[5].minimum_lessons) == (100_000, 40)
    assert (levelled[1].fen, levelled[1].minimum_lessons) == (430_000, 56)


def test_scarce_occupation_is_told_of_the_higher_rate(small: None) -> None:
    """003 一: for technicians and above 10 % more, where 附件3 names the occupation."""
    page = skill_page(_skill("4100101"))
    assert any("提高10%" in remark for rates in page.rates for remark in rates.remarks)


def test_course_has_its_own_amount(small: None) -> None:
    """003 附件1: 短视频运营 3208990008, 500 yuan, 40 lessons."""
    page = skill_page(Skill.objects.get(kind="course", key="3208990008").pk)
    (rates,) = page.rates
    assert [(line.fen, line.minimum_lessons) for line in rates.lines] == [(50_000, 40)]


def test_unknown_skill_is_told(small: None) -> None:
    with pytest.raises(NoSuchListError):
        skill_page(999_999_999)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_number_of_queries_does_not_grow_with_rows(divisions: None, count: int) -> None:
    load(with_names(["面点制作"] * count))
    skill = Skill.objects.get(key="面点制作")
    assert skill.entries.count() == count
    ListFinding.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        skill_page(skill.pk)
    assert len(asked) == 3  # the skill, its rows, their doubts
    with CaptureQueriesContext(connection) as asked:
        list_page("sichuan-managed")
    assert len(asked) == 2  # the edition, its rows


def test_two_editions_are_compared_by_row(small: None) -> None:
    packs = small_packs()
    packs[1] = changed(packs[1], lambda entry: None if entry.printed_seq == "Z3" else entry)
    load(packs)
    changes = compare_editions("sichuan-managed", 1, 2).changes
    assert [(one.kind, one.entry.name) for one in changes] == [("removed", "手势语传译")]
    with pytest.raises(NoSuchListError, match="第7版"):
        compare_editions("sichuan-managed", 1, 7)


def test_choices_are_those_of_the_lists_at_hand(small: None) -> None:
    offered = choices()
    assert ("000000", "全国") in offered.places
    assert ("320000", "江苏省") in offered.places
    assert "A" in offered.rate_classes
    assert "huaian-crosswalk" not in dict(offered.lists)


def test_rows_of_a_list_stand_in_published_order(small: None) -> None:
    page = list_page("huaian-occupations")
    rows = [entry.row for entry in page.entries]
    assert rows == sorted(rows)
    assert PublishedEntry.objects.filter(edition_id=page.info.edition_id).count() == page.info.rows
