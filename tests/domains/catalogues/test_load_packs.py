"""Loading packs: what comes in, what a second time changes, what a changed pack keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from hengji.core.catalogues.model import Entry
from hengji.core.packs.errors import PackError
from hengji.core.packs.registry import all_packs
from hengji.domains.catalogues import loading
from hengji.domains.catalogues.models import (
    Edition,
    FindingState,
    ListFinding,
    PublishedEntry,
    PublishedList,
    PublishedPair,
    Skill,
)
from hengji.domains.catalogues.queries.search import Hits, search
from hengji.domains.catalogues.services.settle import findings_settle
from hengji.platform.accounts.models import User
from tests.factories.catalogues import AT, changed, load, small_packs, with_names

pytestmark = pytest.mark.django_db


def test_five_notices_give_their_lists_whole(divisions: None) -> None:
    """Row counts as numbered in 000 附件4, 001 附件1–3, 002, 003 附件2–4 and 004 附件5."""
    load(list(all_packs()))
    rows = dict(Edition.objects.filter(is_current=True).values_list("published_id", "rows"))
    assert rows == {
        "chongqing-specialties": 307,
        "national-specialties": 225,  # 220 items, five of them sub-items' rows beside no. 14
        "sichuan-filed": 80,
        "sichuan-managed": 13,
        "evaluation-bodies": 202,
        "huaian-occupations": 542,
        "huaian-specialties": 158,
        "huaian-completion": 2,
        "huaian-shortage": 130,
        "huaian-crosswalk": 41,  # 26 + 12 + 3 pairs
        "guangdong-subsidy": 498,
    }
    assert PublishedEntry.objects.count() == sum(rows.values()) - 41
    assert PublishedPair.objects.count() == 41
    assert not PublishedEntry.objects.filter(is_current=False).exists()


def test_loading_twice_changes_nothing(small: None) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in _MODELS]
    loaded = load(small_packs())
    assert loaded.editions == ()
    assert loaded.findings_added == 0
    assert [list(model.objects.order_by("pk").values()) for model in _MODELS] == before


_MODELS = (PublishedList, Edition, Skill, PublishedEntry, PublishedPair, ListFinding)


@pytest.mark.parametrize("model", [PublishedEntry, PublishedPair, ListFinding])
def test_copied_rows_are_those_that_an_insert_gives(small: None, model: type[Model]) -> None:
    """Rows come in by COPY: every value must be what Django itself would have saved."""
    rows = model._default_manager.order_by("pk")
    edition = Edition.objects.get(pk=rows.values_list("edition", flat=True)[0])
    before = list(rows.filter(edition=edition).values())
    edition.pk, edition.number, edition.is_current = None, 99, False
    edition.save(force_insert=True)
    again = [model(**{**row, "id": None, "edition_id": edition.pk}) for row in before]
    model._default_manager.bulk_create(again)
    after = list(rows.filter(edition=edition).values())
    assert [{**row, "id": 0, "edition_id": 0} for row in after] == [
        {**row, "id": 0, "edition_id": 0} for row in before
    ]


def test_one_occupation_of_several_lists_is_one_skill(small: None) -> None:
    skill = Skill.objects.get(kind="occupation", key="4100101")
    lists = set(skill.entries.values_list("edition__published_id", flat=True))
    assert lists == {"huaian-occupations", "huaian-shortage", "evaluation-bodies"}
    assert "育婴员" in "".join(skill.old_names)  # 003 附件4


def test_code_with_two_sets_of_work_types_is_one_skill_with_two_rows(small: None) -> None:
    """4-10-01-06 stands twice in 003 附件2, with different brackets."""
    rows = PublishedEntry.objects.filter(
        edition__published_id="huaian-occupations", code="4-10-01-06"
    )
    assert rows.count() == 2
    assert rows.values("skill").distinct().count() == 1
    assert rows.values("scope").distinct().count() == 2


def test_changed_row_makes_an_edition_and_keeps_the_old_one(small: None) -> None:
    packs = small_packs()
    packs[1] = changed(packs[1], lambda entry: _renamed(entry, "Z2", "川菜点菜服务"))
    loaded = load(packs)
    assert loaded.editions == ("sichuan-managed",)
    editions = Edition.objects.filter(published_id="sichuan-managed").order_by("number")
    assert [(one.number, one.is_current) for one in editions] == [(1, False), (2, True)]
    old, new = (set(one.entries.values_list("name", flat=True)) for one in editions)
    assert new - old == {"川菜点菜服务"}
    assert not PublishedEntry.objects.filter(edition=editions[0], is_current=True).exists()


def test_edition_of_a_later_day_waits_until_that_day(divisions: None) -> None:
    """Loaded before its day it stands beside the current one; on its day it takes its place."""
    (now,) = with_names(["面点制作", "面塑制作"])
    day = timezone.localdate(AT) + timedelta(days=30)
    (later,) = with_names(["面点制作与服务"])
    later = replace(later, id="sichuan-later", effective_from=day)
    load([now, later])
    assert _current() == (1, {"面点制作", "面塑制作"})
    assert _names(search(text="面点")) == ["面点制作"]
    assert set(ListFinding.objects.values_list("edition__number", flat=True)) <= {1}
    load([now, later], at=AT + timedelta(days=29))
    assert _current() == (1, {"面点制作", "面塑制作"})
    assert load([now, later], at=AT + timedelta(days=30)).editions == ()
    assert _current() == (2, {"面点制作与服务"})
    assert _names(search(text="面点")) == ["面点制作与服务"]


def test_list_that_is_not_yet_in_force_has_no_current_edition(divisions: None) -> None:
    (later,) = with_names(["面点制作"])
    load([replace(later, effective_from=timezone.localdate(AT) + timedelta(days=1))])
    assert not Edition.objects.filter(is_current=True).exists()
    assert search(text="面点").rows == ()


def _current() -> tuple[int, set[str]]:
    edition = Edition.objects.get(published_id="sichuan-managed", is_current=True)
    entries = edition.entries.filter(is_current=True)
    return edition.number, set(entries.values_list("name", flat=True))


def _names(hits: Hits) -> list[str]:
    return [row.name for row in hits.rows]


def test_changed_rules_alone_make_no_edition(small: None) -> None:
    packs = [replace(pack, hash="0" * 64) for pack in small_packs()]
    assert load(packs).editions == ()


def test_settlement_is_carried_to_the_same_doubt_of_a_new_edition(
    small: None, administrator: User
) -> None:
    finding = _doubt("huaian-specialties")
    findings_settle(
        actor=administrator, finding_ids=[finding.pk], resolution="confirmed",
        reason="已核对原件", at=AT,
    )  # fmt: skip
    packs = small_packs()
    last = max(e.row for e in packs[0].entries if e.list_id == "huaian-specialties")
    packs[0] = changed(
        packs[0],
        lambda entry: None if (entry.list_id, entry.row) == ("huaian-specialties", last) else entry,
    )
    loaded = load(packs)
    assert loaded.findings_carried == 1
    carried = ListFinding.objects.get(
        edition__published_id="huaian-specialties", edition__number=2,
        code=finding.code, subject=finding.subject, message=finding.message,
    )  # fmt: skip
    assert carried.state == FindingState.SETTLED
    assert (carried.reason, carried.settled_by) == ("已核对原件", administrator)
    assert carried.carried_from == finding


def _doubt(list_id: str) -> ListFinding:
    found = ListFinding.objects.filter(edition__published_id=list_id, row__isnull=False)
    first = found.exclude(subject="").order_by("pk").first()
    assert first is not None
    return first


def test_open_doubt_that_no_check_raises_any_more_goes(small: None) -> None:
    edition = Edition.objects.get(published_id="sichuan-managed")
    ListFinding.objects.create(
        edition=edition, row=1, severity="note", code="GONE", message="旧的检查", suggestion=""
    )
    load(small_packs())
    assert not ListFinding.objects.filter(code="GONE").exists()


def test_unknown_division_is_told_with_what_to_do(divisions: None) -> None:
    (pack,) = with_names(["面点制作"])
    with pytest.raises(PackError, match=r"999999.*行政区划表"):
        load([replace(pack, division="999999")])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalogues_publishedentry SET name = '改' WHERE row = 1",
        "DELETE FROM catalogues_publishedentry",
        "UPDATE catalogues_publishedpair SET name_old = '改'",
        "UPDATE catalogues_edition SET title = '改'",
        "DELETE FROM catalogues_edition",
    ],
)
def test_published_rows_cannot_be_changed_even_by_sql(small: None, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="已公布的目录内容不能修改或删除"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_fingerprint_of_the_start_is_stable() -> None:
    assert loading.fingerprint() == loading.fingerprint()


def _renamed(entry: Entry, seq: str, name: str) -> Entry:
    return replace(entry, name=name) if entry.printed_seq == seq else entry
