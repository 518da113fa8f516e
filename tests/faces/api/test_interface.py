"""The interface for other systems: who gets what, and that it keeps its own description."""

import json
from collections.abc import Mapping

import pytest
from django.test import Client

from hengji.config.roles import Administrator, BodyOfficer, Clerk, Person
from hengji.domains.catalogues.models import PublishedEntry
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from tests.factories.accounts import make_user
from tests.factories.catalogues import load, small_packs
from tests.factories.office import addresses_of

pytestmark = pytest.mark.django_db
RUNS = "/api/v1/adjudication/runs"


@pytest.fixture
def values(divisions: None) -> Mapping[str, object]:
    load(small_packs())
    officer = make_user("officer", "320800", Administrator)
    return addresses_of(officer, Jurisdiction.objects.get(pk="320800"))


def _ask(user: User | None, path: str) -> tuple[int, object]:
    client = Client()
    if user is not None:
        client.force_login(user)
    answer = client.get(path)
    return answer.status_code, json.loads(answer.content)


def test_catalogue_is_for_everybody(values: Mapping[str, object]) -> None:
    name = PublishedEntry.objects.filter(edition__is_current=True).order_by("pk")[0].name
    status, told = _ask(None, f"/api/v1/catalogue/entries?q={name}")
    assert status == 200
    assert isinstance(told, dict)
    assert name in [row["name"] for row in told["rows"]]
    status, told = _ask(None, "/api/v1/catalogue/entries")
    assert status == 200
    assert isinstance(told, dict)
    assert told["total"] > len(told["rows"]) == 20


def test_whole_cast_reads_what_it_may_and_nothing_else(values: Mapping[str, object]) -> None:
    one = f"{RUNS}/{values['run_id']}"
    expected = [
        (None, 401, 401),
        (make_user("province", "320000", Administrator), 200, 200),
        (make_user("city", "320800", Clerk), 200, 200),
        (make_user("other-city", "440100", Administrator), 200, 404),
        (make_user("district", "320812", Administrator), 200, 404),
        (make_user("other-district", "440106", Clerk), 200, 404),
        (make_user("body", "320800", BodyOfficer), 403, 403),
        (make_user("candidate", "320800", Person), 403, 403),
    ]
    for user, of_list, of_record in expected:
        assert _ask(user, RUNS)[0] == of_list, user
        for path in (one, f"{one}/decisions"):
            assert _ask(user, path)[0] == of_record, (user, path)
    _, told = _ask(expected[3][0], RUNS)
    assert isinstance(told, dict)
    assert told["total"] == 0, "not even counted"


def test_decision_carries_its_codes_and_its_fen(values: Mapping[str, object]) -> None:
    user = make_user("city", "320800", Clerk)
    _, told = _ask(user, f"{RUNS}/{values['run_id']}/decisions")
    assert isinstance(told, dict)
    (row,) = told["rows"]
    # 附件1: A, 四级 1500 元
    assert (row["decision"], row["fen"], row["failed"]) == ("approved", 150_000, [])


def test_refusal_has_the_code_and_the_chinese_message_of_the_page(
    values: Mapping[str, object],
) -> None:
    _, told = _ask(make_user("nobody", "320800", Person), RUNS)
    assert isinstance(told, dict)
    assert told["code"] == "PERMISSION_DENIED"
    assert "不能查看补贴核定" in told["message"]


def test_description_names_every_answer(client: Client) -> None:
    told = client.get("/api/v1/openapi.json").json()
    assert set(told["paths"]) == {
        "/api/v1/catalogue/entries",
        RUNS,
        f"{RUNS}/{{run_id}}",
        f"{RUNS}/{{run_id}}/decisions",
    }


@pytest.mark.parametrize(
    "query",
    ["level=high", "page=x", "page=-1", "page=99999", "q=%00", "q=" + "长" * 500, "level=9"],
)
def test_odd_questions_are_no_error_of_ours(values: Mapping[str, object], query: str) -> None:
    assert _ask(None, f"/api/v1/catalogue/entries?{query}")[0] in {200, 422}
