"""The public catalogue as a browser asks for it."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hengji.core.catalogues.model import Entry
from hengji.domains.catalogues.models import Edition, ListFinding, Skill
from tests.factories.catalogues import load, small_packs, with_names

pytestmark = pytest.mark.django_db
HOME = "/catalogue/"


@pytest.fixture
def small(divisions: None) -> None:
    """The small packs, loaded."""
    load(small_packs())


def _text(client: Client, url: str, **headers: str) -> str:
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_search_shows_name_code_badges_list_and_place(small: None, client: Client) -> None:
    text = _text(client, HOME + "?q=网络与信息安全管理员")
    for shown in ("4-04-04-02", "A类", "S 数字职业", "带*", "淮安市", "/catalogue/huaian-occ"):
        assert shown in text


def test_filters_and_question_stay_in_the_page(small: None, client: Client) -> None:
    text = _text(client, HOME + "?q=管理员&list=huaian-occupations&level=&starred=on")
    assert 'value="管理员"' in text
    assert '<option value="huaian-occupations" selected>' in text
    assert "已选 2 项" in text


def test_htmx_gets_the_results_alone(small: None, client: Client) -> None:
    text = _text(client, HOME + "?q=管理员", **{"HX-Request": "true"})
    assert "<html" not in text
    assert "保卫管理员" in text
    whole = client.get(HOME, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "HX-Request" in whole["Vary"]


@pytest.mark.parametrize(
    "query",
    [
        "level=9", "level=x", "list=none", "page=-1", "page=0", "page=x", "page=" + "9" * 30,
        "place=1", "kind=1", "mark=Q", "tag=1", "rate_class=%00", "q=%00", "q=%FF",
        "q=" + "长" * 500,
        "q=%27%22%3C", "starred=maybe", "level=3&level=9", "unknown=1",
    ],
)  # fmt: skip
def test_spoilt_parameters_give_a_page_and_not_an_error(
    small: None, client: Client, query: str
) -> None:
    assert "<h1>目录查询</h1>" in _text(client, f"{HOME}?{query}")


def test_what_was_not_understood_is_told(small: None, client: Client) -> None:
    assert "没有看懂“等级”" in _text(client, HOME + "?level=9")


def test_published_text_is_escaped(divisions: None, client: Client) -> None:
    load(with_names(["<b>面点</b>制作"]))
    text = _text(client, HOME + "?q=面点")
    assert "<b>面点" not in text
    assert "&lt;b&gt;面点" in text
    assert "<script>" not in _text(client, HOME + "?q=<script>alert(1)</script>")


def test_list_is_shown_as_published_and_crosswalk_as_pairs(small: None, client: Client) -> None:
    text = _text(client, "/catalogue/huaian-specialties/")
    assert "淮人社发〔2024〕22号" in text
    assert "2024-01-01 起" in text
    assert "家具组装" in text
    pairs = _text(client, "/catalogue/huaian-crosswalk/")
    assert "名称一致编码不一致" in pairs
    assert "3020200" in pairs


@pytest.mark.parametrize(
    "url",
    [
        "/catalogue/nothing/", "/catalogue/huaian-specialties/?edition=7",
        "/catalogue/skill/999999/", "/catalogue/huaian-specialties/pdf",
        "/catalogue/nothing/csv",
    ],
)  # fmt: skip
def test_what_is_not_there_answers_404_in_chinese(small: None, client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_list_is_downloaded_as_csv_and_workbook(small: None, client: Client) -> None:
    rows = Edition.objects.get(published_id="huaian-specialties").rows
    answer = client.get("/catalogue/huaian-specialties/csv")
    assert "huaian-specialties-1.csv" in answer["Content-Disposition"]
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert table[0][:4] == ["行", "序号", "编码", "名称"]
    assert len(table) == rows + 1
    assert table[1][2:4] == ["100000001", "家具组装"]
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/catalogue/huaian-specialties/xlsx").content)
    )
    (sheet,) = book.worksheets
    assert sheet.max_row == rows + 1
    assert sheet["C2"].value == "100000001"  # text, so that no program shortens it


def test_downloaded_text_is_no_formula(divisions: None, client: Client) -> None:
    load(with_names(["=1+1制作"]))
    table = client.get("/catalogue/sichuan-managed/csv").content.decode("utf-8-sig")
    assert "\n1,1,,=1+1" not in table
    book = openpyxl.load_workbook(io.BytesIO(client.get("/catalogue/sichuan-managed/xlsx").content))
    assert book.worksheets[0]["D2"].data_type == "s"


def test_skill_page_tells_lists_crosswalk_rates_and_doubts(small: None, client: Client) -> None:
    skill = Skill.objects.get(kind="occupation", key="4100101")
    ListFinding.objects.create(
        edition=Edition.objects.get(published_id="huaian-shortage"), row=_row("huaian-shortage"),
        severity="warning", code="INVENTED", message="这一行有疑问", suggestion="",
    )  # fmt: skip
    text = _text(client, f"/catalogue/skill/{skill.pk}/")
    for shown in ("附件3", "原文", "育婴员", "新旧对照", "最低课时", "存疑", "这一行有疑问",
                  "仍以发文机关公布的原文为准"):  # fmt: skip
        assert shown in text
    ListFinding.objects.filter(code="INVENTED").delete()


def _row(list_id: str) -> int:
    edition = Edition.objects.get(published_id=list_id)
    return edition.entries.get(code="4-10-01-01").row


def test_old_edition_is_still_readable(small: None, client: Client) -> None:
    packs = small_packs()
    packs[1] = replace(packs[1], entries=tuple(map(_second, packs[1].entries)))
    load(packs)
    assert "川菜点菜服务" in _text(client, "/catalogue/sichuan-managed/")
    old = _text(client, "/catalogue/sichuan-managed/?edition=1")
    assert "川菜点菜服务" not in old
    assert "第 2 版" in old


def _second(entry: Entry) -> Entry:
    return replace(entry, name="川菜点菜服务") if entry.name == "川菜点菜" else entry


@pytest.mark.parametrize("count", [1, 3, 30])
def test_search_page_asks_as_often_for_many_rows_as_for_one(
    divisions: None, client: Client, count: int
) -> None:
    load(with_names([f"第{number}号面点制作" for number in range(count)]))
    with CaptureQueriesContext(connection) as asked:
        _text(client, HOME + "?q=面点")
    assert len(asked) == 8  # choices 2, lists 1, search 5


def test_catalogue_only_answers_to_reading(client: Client) -> None:
    assert client.post(HOME).status_code == 405
