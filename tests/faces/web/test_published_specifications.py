"""The public catalogue of specifications: what stands in it, and the document of each."""

from urllib.parse import quote

import pytest
from django.test import Client

from hengji.core.specifications.reading import read_specification
from hengji.domains.specifications import api
from tests.faces.web.office.counting import queries_of
from tests.factories.specifications import (
    AT,
    DEFINITION,
    Cast,
    carry,
    good_text,
    make_cast,
    propose,
)

pytestmark = pytest.mark.django_db
LIST = "/specifications/"


@pytest.fixture
def cast(divisions: None) -> Cast:
    return make_cast()


def test_public_sees_a_specification_from_its_promulgation_on_and_no_draft(
    client: Client, cast: Cast
) -> None:
    draft = propose(cast, "糖画制作")
    one = carry(cast, propose(cast), "promulgated")
    page = client.get(LIST).content.decode()
    assert one.name in page
    assert DEFINITION in page
    assert draft.name not in page
    assert client.get(f"{LIST}{draft.pk}/").status_code == 404
    assert client.get(f"{LIST}{draft.pk}/docx").status_code == 404


def test_list_is_narrowed_by_words_occupation_and_place_and_leads_to_the_whole_text(
    client: Client, cast: Cast
) -> None:
    one = carry(cast, propose(cast), "promulgated")
    for asked, found in (
        ("q=小面", True), ("q=%00小面", True), ("q=豆腐", False), ("occupation=面点", True),
        ("occupation=厨", False), ("place=320800", True), ("place=999999", True),
    ):  # fmt: skip
        page = client.get(f"{LIST}?{asked}").content.decode()
        assert (f'href="{LIST}{one.pk}/"' in page) is found, asked
    page = client.get(f"{LIST}{one.pk}/").content.decode()
    for words in ("（二）煮制面条", "能按要求调配佐料", "40%", "示人社〔2026〕1号", "不少于60min"):
        assert words in page


def test_document_says_what_was_promulgated_in_every_form_and_no_other(
    client: Client, cast: Cast
) -> None:
    one = carry(cast, propose(cast), "promulgated")
    for form in ("docx", "yaml", "json"):
        assert read_specification(f"a.{form}", _bytes(client, one.pk, form)) == good_text()
    assert _bytes(client, one.pk, "pdf").startswith(b"%PDF")
    assert client.get(f"{LIST}{one.pk}/exe").status_code == 404


def test_withdrawn_one_stays_at_its_address_and_says_so_on_every_page(
    client: Client, cast: Cast
) -> None:
    one = carry(cast, propose(cast), "in_force")
    assert "不再使用" not in client.get(f"{LIST}{one.pk}/").content.decode()
    api.specification_withdraw(
        actor=cast.promulgator, specification_id=one.pk, remark="项目取消", at=AT
    )
    assert f'href="{LIST}{one.pk}/"' not in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{one.pk}/").content.decode()
    assert "已废止，自 2026-03-02 起不再使用" in page
    answer = client.get(f"{LIST}{one.pk}/docx")
    assert quote("（已废止）.docx") in answer["Content-Disposition"]
    assert read_specification("a.docx", b"".join(answer.streaming_content)) == good_text()  # type: ignore[attr-defined]  # a file's answer


def _bytes(client: Client, pk: int, form: str) -> bytes:
    answer = client.get(f"{LIST}{pk}/{form}")
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file's answer


def test_list_asks_the_same_number_of_queries_for_one_and_for_three(
    client: Client, cast: Cast
) -> None:
    carry(cast, propose(cast), "promulgated")
    few, _page = queries_of(client, LIST)
    for name in ("面点制作", "汤面制作"):
        carry(cast, propose(cast, name), "promulgated")
    many, page = queries_of(client, LIST)
    assert page.count("2026-03-02 颁布") == 3
    assert many == few
