"""The pages of the specifications' records."""

import pytest
from django.test import Client

from hengji.domains.catalogues.models import PublishedEntry
from hengji.domains.specifications import api
from tests.faces.web.office.counting import queries_of
from tests.factories.catalogues import load, small_packs
from tests.factories.specifications import Cast, carry, make_cast, prepare, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(divisions: None) -> Cast:
    return make_cast()


def test_list_asks_as_much_for_three_as_for_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.clerk)
    propose(cast)
    one, _ = queries_of(client, "/office/specifications/")
    for name in ("凉面制作", "抄手制作"):
        propose(cast, name)
    three, page = queries_of(client, "/office/specifications/")
    assert "凉面制作" in page
    assert three == one


def test_record_tells_everybody_what_is_missing_and_offers_ways_to_who_may(
    client: Client, cast: Cast
) -> None:
    one = propose(cast)
    api.preparation_advance(
        actor=cast.clerk, specification_id=one.pk, way="form_group", at=one.created_at
    )
    path = f"/office/specifications/{one.pk}/"
    client.force_login(cast.reviewer)
    page = client.get(path).content.decode()
    assert "专家组现有 0 人，应为 3 至 7 人" in page
    assert "由有“办理考核规范开发”权限的人员办理" in page
    client.force_login(cast.clerk)
    refused = client.post(f"{path}advance/", {"way": "begin_survey"}, follow=True)
    assert "专家组现有 0 人" in refused.content.decode()
    prepare(cast, one, "grouping")
    assert "开始调查分析</button>" in client.get(path).content.decode()


def test_panel_that_is_refused_keeps_what_was_filled_in(client: Client, cast: Cast) -> None:
    one = carry(cast, propose(cast), "applied")
    prepare(cast, one, "applied")
    client.force_login(cast.reviewer)
    path = f"/office/specifications/{one.pk}/"
    given = {"outcome": "return", "members": "己、丙", "accounts": "", "opinion": "分析<不足>。"}
    refused = client.post(f"{path}panel/", given)
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "丙是编写这份规范的专家工作组成员" in page
    assert 'value="return" checked' in page
    assert ">己、丙</textarea>" in page
    assert ">分析&lt;不足&gt;。</textarea>" in page
    given |= {"members": "己", "accounts": cast.approver.username}
    page = client.post(f"{path}panel/", given, follow=True).content.decode()
    assert f"评审专家 己、{cast.approver}；账号 {cast.approver.username}" in page
    assert "checked" not in page


def test_entry_of_a_list_fills_the_proposal_in(client: Client, cast: Cast) -> None:
    load(small_packs())
    entry = PublishedEntry.objects.get(edition__published_id="sichuan-managed", row=1)
    page = client.get(f"/catalogue/skill/{entry.skill_id}/")
    assert "提出立项建议" not in page.content.decode()
    client.force_login(cast.clerk)
    page = client.get(f"/catalogue/skill/{entry.skill_id}/")
    address = "/office/specifications/new/?list=sichuan-managed&row=1"
    assert address.replace("&", "&amp;") in page.content.decode()
    assert entry.name in client.get(address).content.decode()
    client.post(address, {"name": entry.name})
    made = api.Specification.objects.get()
    assert (made.listed_in, made.listed_row, made.name) == ("sichuan-managed", 1, entry.name)
    again = client.post(address, {"name": entry.name})
    assert "已经提出过" in again.content.decode()
