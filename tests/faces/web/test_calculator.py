"""The public calculator: what is asked, what is answered, and what bad input gets."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.test import Client

from hengji.domains.subsidies import api

pytestmark = pytest.mark.django_db
HUAIAN = "/calculator/huaian-2024/"

# 003 附件2: 车工 6-18-01-01 is class A; 附件1: A, 四级 1500 元, 56 课时 = 2520 分钟.
LATHE = {
    "step": "answer",
    "paid-rows": "0",
    "benefit": "TRAINING",
    "programme": "LEVEL",
    "code": "6-18-01-01",
    "name": "车工",
    "level": "4",
    "total_minutes": "2520",
    "online_minutes": "0",
    "practical_minutes": "1600",
    "provider_stars": "4",
    "filed_on": "2024-03-01",
    "applied_on": "2024-05-06",
}


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"input", "select"} and given.get("name") and given.get("type") != "hidden":
            self.names.add(given["name"] or "")


def _fields(html: str) -> set[str]:
    parser = _Names()
    parser.feed(html)
    return parser.names


def _ask(client: Client, **changes: str) -> tuple[int, str]:
    answer = client.post(HUAIAN, {**LATHE, **changes})
    return answer.status_code, answer.content.decode()


def test_first_only_the_choices_are_asked(client: Client) -> None:
    assert _fields(client.get(HUAIAN).content.decode()) == {"benefit", "programme"}


@pytest.mark.parametrize(
    ("benefit", "programme", "asked"),
    [
        # 003 五: neither lessons nor a provider matter to 参保职工技能提升补贴.
        ("UPSKILLING", "", {"code", "name", "level", "applied_on", "certificate_found"}),
        # 附件1: 专项 has no level; 备注2 asks for its online minutes, not for practice.
        (
            "TRAINING",
            "SPECIALTY",
            {
                "programme", "code", "name", "total_minutes", "online_minutes", "provider_stars",
                "provider_removed_on", "filed_on", "applied_on",
            },
        ),
        # 三: for the order of classes it matters when a startup training ended.
        (
            "TRAINING",
            "STARTUP",
            {
                "programme", "code", "name", "total_minutes", "provider_stars",
                "provider_removed_on", "filed_on", "applied_on", "trained_on",
            },
        ),
    ],
)  # fmt: skip
def test_fields_follow_the_choice(
    client: Client, benefit: str, programme: str, asked: set[str]
) -> None:
    sent = {"step": "fields", "benefit": benefit, "programme": programme}
    assert _fields(client.post(HUAIAN, sent).content.decode()) == asked | {"benefit"}


def test_nobody_is_asked_for_an_identity_number(client: Client) -> None:
    page = client.post(HUAIAN, {"step": "fields", "benefit": "TRAINING", "programme": "LEVEL"})
    assert "person_id" not in _fields(page.content.decode())


def test_approved_claim_is_told_amount_and_clause(client: Client) -> None:
    status, html = _ask(client)
    assert status == 200
    assert "可以获得" in html
    assert '<strong class="amount">1,500</strong>' in html
    assert "淮人社发〔2024〕22号" in html
    assert "补贴基准（元/人）" in html


def test_scarce_occupation_of_level_two_gets_a_tenth_more(client: Client) -> None:
    # 附件3 no. 1 营销员 4-01-02-01, class B in 附件2: 技师 2500 × 110 %.
    _status, html = _ask(client, code="4-01-02-01", name="", level="2")
    assert '<strong class="amount">2,750</strong>' in html, html


def test_rejected_claim_is_told_every_reason(client: Client) -> None:
    # One minute under 56 lessons, and one star too few; online alone would be allowed.
    _status, html = _ask(client, total_minutes="2519", provider_stars="2")
    assert "不能获得" in html
    assert "因为有2条要求没有达到" in html
    assert "每培训45分钟为1课时" in html
    assert "三星级以下职业技能培训机构原则上不支持参与" in html
    assert "如果各条都符合，金额为 1,500 元" in html


def test_missing_facts_give_pending_and_are_named(client: Client) -> None:
    _status, html = _ask(client, provider_stars="", filed_on="")
    assert "还不能确定" in html
    assert "还缺：培训机构星级、开班报备日期" in html or "还缺：开班报备日期、培训机构星级" in html


def test_name_alone_finds_the_code(client: Client) -> None:
    _status, html = _ask(client, code="")
    assert '<strong class="amount">1,500</strong>' in html


def test_unknown_name_is_answered_beside_its_field(client: Client) -> None:
    status, html = _ask(client, code="", name="不存在的职业")
    assert status == 400
    assert "目录里没有正好叫这个名称的条目" in html
    assert 'value="不存在的职业"' in html  # what was written is kept
    assert 'value="2520"' in html


def test_paid_subsidies_of_the_year_use_up_the_limit(client: Client) -> None:
    # 一: 每年可申领不超过3次
    paid = {}
    for number in range(1, 4):
        paid[f"paid-{number}-benefit"] = "UPSKILLING"
        paid[f"paid-{number}-applied_on"] = f"2024-0{number}-01"
    _status, html = _ask(client, **{"paid-rows": "3"}, **paid)
    assert "每人每年不超过3次" in html
    assert "因为有1条要求没有达到" in html
    _status, html = _ask(client, **{"paid-rows": "3"}, **paid, applied_on="2025-01-01")
    assert "可以获得" in html  # another calendar year


def test_half_a_paid_row_is_not_passed_over(client: Client) -> None:
    status, html = _ask(client, **{"paid-rows": "1", "paid-1-benefit": "UPSKILLING"})
    assert status == 400
    assert "否则这一次无法计入" in html


def test_paid_row_is_added_and_taken_away_without_javascript(client: Client) -> None:
    more = _ask(client, step="add", **{"paid-rows": "1", "paid-1-benefit": "TESTING"})[1]
    assert {"paid-1-benefit", "paid-2-benefit"} <= _fields(more)
    less = _ask(
        client,
        step="remove-1",
        **{"paid-rows": "2", "paid-1-benefit": "TESTING", "paid-2-benefit": "UPSKILLING"},
    )[1]
    assert "paid-2-benefit" not in _fields(less)
    assert {"paid-1-benefit", "paid-1-applied_on"} <= _fields(less)  # the second became the first


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("total_minutes", "很多", "不是数"),
        ("filed_on", "2024-02-30", "没有“2024-02-30”这一天"),
        ("level", "7", "应在1至5之间"),
        ("provider_stars", "-1", "应在0至5之间"),
        ("applied_on", "9999-01-01", "不在1900至2100年之间"),
    ],
)
def test_bad_value_is_told_beside_its_field_and_kept(
    client: Client, field: str, text: str, told: str
) -> None:
    status, html = _ask(client, **{field: text})
    assert status == 400
    assert told in html
    assert f'id="error-{field}"' in html
    assert "可以获得" not in html


@pytest.mark.parametrize(
    "sent",
    [
        {"benefit": "<script>alert(1)</script>"},
        {"paid-rows": "999999999999"},
        {"paid-rows": "²"},
        {"paid-rows": "9" * 5000},
        {"step": "remove-²"},
        {"step": "remove-" + "9" * 5000},
        {"name": '"><script>alert(1)</script>'},
        {"total_minutes": "9" * 5000},
    ],
)
def test_odd_input_is_no_error_of_ours(client: Client, sent: dict[str, str]) -> None:
    status, html = _ask(client, **sent)
    assert status in {200, 400}
    assert "<script>alert" not in html


def test_suggestions_come_by_name_and_code_from_the_lists_of_the_choice(client: Client) -> None:
    def suggested(field: str, text: str, **choice: str) -> str:
        given = {"benefit": "TRAINING", "programme": "LEVEL", **choice, field: text}
        answer = client.get(HUAIAN + "entries/", given, headers={"HX-Trigger-Name": field})
        return answer.content.decode()

    assert "6-18-01-01" in suggested("name", "车工")
    assert "车工" in suggested("code", "6180101")
    assert "创办你的企业（SYB）" in suggested("name", "创办", programme="STARTUP")  # 附件5
    assert "没有含" in suggested("name", "车工", programme="STARTUP")


def test_pack_without_rules_is_not_found(client: Client) -> None:
    assert client.get("/calculator/chongqing-specialties/").status_code == 404
    assert client.get("/calculator/no-such-pack/").status_code == 404


def test_too_many_answers_in_a_minute_are_refused_in_chinese(client: Client) -> None:
    for _ in range(60):
        assert _ask(client)[0] == 200
    status, html = _ask(client)
    assert status == 429
    assert "试算得太频繁了" in html


def test_nothing_is_stored_and_no_page_is_cached(client: Client) -> None:
    answer = client.post(HUAIAN, LATHE)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sessionid" not in answer.cookies


def test_choice_left_open_stops_nobody(client: Client) -> None:
    opened = client.post(HUAIAN, {"step": "go-on", "benefit": "TRAINING"}).content.decode()
    assert "total_minutes" in _fields(opened)
    sent = {"step": "answer", "go-on": "1", "benefit": "TRAINING", "paid-rows": "0"}
    html = client.post(HUAIAN, sent).content.decode()
    assert "还不能确定" in html
    assert "培训项目" in html


def test_every_pack_with_rules_can_be_tried_out(client: Client) -> None:
    for pack in api.estimate_packs(date(2026, 11, 21)):
        url = f"/calculator/{pack.id}/"
        assert url in client.get("/calculator/").content.decode()
        assert client.post(url, {"step": "go-on"}).status_code == 200
        html = client.post(url, {"step": "answer", "go-on": "1"}).content.decode()
        assert "还不能确定" in html, pack.id  # nothing told, nothing approved


def test_pack_that_looks_in_all_its_lists_suggests_from_all(client: Client) -> None:
    # 004 附件5 lists 中式烹调师 4-03-02-01.
    url = "/calculator/guangzhou-2023/entries/"
    answer = client.get(url, {"name": "中式烹调"}, headers={"HX-Trigger-Name": "name"})
    assert "4-03-02-01" in answer.content.decode()
