"""The pages of 人员与机构, as an administrator uses them."""

import re

import pytest
from django.test import Client

from hengji.config.roles import Clerk
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Body, BodyKind
from hengji.platform.roles import all_permissions, all_roles
from tests.faces.web.office.counting import queries_of
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
NEW = "/office/accounts/new/"


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def test_account_is_opened_invited_and_signs_in(office: Client) -> None:
    answer = office.post(
        NEW,
        {"username": "li", "display_name": "李某", "place": "320812", "roles": ["clerk"]},
    )
    page = answer["Location"]
    text = office.post(page + "invite/").content.decode()
    found = re.search(r"http://testserver(/accounts/invitation/\S+?/\S+?/)<", text)
    assert found, text
    visitor = Client()
    where = visitor.get(found[1], follow=True).redirect_chain[-1][0]
    visitor.post(where, {"new_password1": "Xin-de-mima-9", "new_password2": "Xin-de-mima-9"})
    visitor.post("/accounts/login/", {"login": "li", "password": "Xin-de-mima-9"})
    assert "李某" in visitor.get("/office/").content.decode()


def test_error_stands_at_its_field_and_the_input_is_kept(office: Client, clerk: User) -> None:
    answer = office.post(
        NEW, {"username": clerk.username, "display_name": "李某", "place": "320800"}
    )
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "已有人使用" in text
    assert "李某" in text


def test_choices_offer_only_the_actor_s_own_places(office: Client) -> None:
    text = office.get(NEW).content.decode()
    assert "清江浦区" in text
    assert "广州市" not in text
    assert "江苏省" not in text
    assert "复核人员" in text
    assert "系统运维人员" not in text, "the whole system's is no division's to grant"


def test_lists_and_pages_of_another_city_do_not_exist(client: Client, stranger: User) -> None:
    clerk = make_user("hidden-clerk", "320800", Clerk)
    body = Body.objects.create(
        code="9" * 18, name="隐蔽培训学校", jurisdiction_id="320800", kinds=[BodyKind.TRAINING]
    )
    client.force_login(stranger)
    assert "hidden-clerk" not in client.get("/office/accounts/").content.decode()
    assert "隐蔽培训学校" not in client.get("/office/bodies/").content.decode()
    for path in (f"accounts/{clerk.pk}/", f"bodies/{body.pk}/"):
        assert client.get(f"/office/{path}").status_code == 404
    for act in ("invite", "reopen", "factor"):
        assert (
            client.post(f"/office/accounts/{clerk.pk}/{act}/", {"reason": "x"}).status_code == 404
        )


def test_clerk_manages_nobody(client: Client, clerk: User, administrator: User) -> None:
    client.force_login(clerk)
    assert client.get("/office/accounts/").status_code == 403
    assert client.get(NEW).status_code == 403


def test_appointing_and_ending_by_the_page(office: Client) -> None:
    user = make_user("worker", "320812")
    page = f"/office/accounts/{user.pk}/"
    office.post(page + "appoint/", {"role": "clerk", "place": "320812", "since": "2026-01-01"})
    (appointment,) = user.appointments.all()
    assert "经办人员" in office.get(page).content.decode()
    wrong = office.post(
        page + "appoint/",
        {"role": "clerk", "place": "320800", "since": "2026-02-01", "until": "2026-01-01"},
    )
    assert wrong.status_code == 400
    assert "截止日不能早于起始日" in wrong.content.decode()
    end = f"/office/appointments/{appointment.pk}/end/"
    wrong = office.post(end, {"user_id": "x", "last_day": "2027-02-30"})
    assert wrong.status_code == 400
    office.post(end, {"user_id": user.pk, "last_day": "2027-01-31"})
    appointment.refresh_from_db()
    assert str(appointment.until) == "2027-01-31"


def test_deputy_and_principal_are_found_by_typing_and_named_by_their_user_names(
    office: Client, clerk: User, stranger: User
) -> None:
    leaver = make_user("leaver", "320812", Clerk)
    page = f"/office/accounts/{leaver.pk}/"
    told = office.get("/office/accounts/names/", {"deputy": "huaian-cl"}).content.decode()
    assert f'value="{clerk.username}"' in told
    assert "guangzhou" not in office.get("/office/accounts/names/?deputy=guang").content.decode()
    assert "option" not in office.get("/office/accounts/names/?deputy=").content.decode()
    acting = {"role": "clerk", "place": "320800", "since": "2026-01-01"}
    office.post(page + "appoint/", acting | {"acting_for": clerk.username})
    assert leaver.appointments.filter(acting_for=clerk).exists()
    for nobody in (stranger.username, leaver.username, "nobody"):
        wrong = office.post(page + "close/", {"reason": "调离", "deputy": nobody})
        assert wrong.status_code == 400
        assert "没有这个账号" in wrong.content.decode()
    office.post(page + "close/", {"reason": "调离", "deputy": clerk.username.upper()})
    assert not User.objects.get(pk=leaver.pk).is_active


def test_body_is_entered_changed_and_found(office: Client) -> None:
    given = {"code": "91320800MA0000000X", "name": "试验培训学校", "place": "320812"}
    office.post("/office/bodies/new/", given | {"kinds": ["training"]})
    body = Body.objects.get()
    assert "试验培训学校" in office.get("/office/bodies/?kind=training").content.decode()
    office.post(f"/office/bodies/{body.pk}/", {"name": "改名培训学校", "kinds": ["examining"]})
    body.refresh_from_db()
    assert (body.name, body.kinds, body.is_active) == ("改名培训学校", ["examining"], False)
    twice = office.post("/office/bodies/new/", given | {"kinds": ["training"]})
    assert "已登记" in twice.content.decode()
    shape = office.post("/office/bodies/new/", given | {"code": "I" * 18, "kinds": ["training"]})
    assert "18 位" in shape.content.decode()


def test_role_table_shows_every_role_and_permission(office: Client) -> None:
    text = office.get("/office/roles/").content.decode()
    assert all(role.label in text and role.description in text for role in all_roles())
    assert all(permission.label in text for permission in all_permissions())


def test_account_list_asks_as_often_for_many_as_for_one(office: Client) -> None:
    make_user("first", "320812", Clerk)
    one, _ = queries_of(office, "/office/accounts/")
    for number in range(30):
        make_user(f"user-{number}", "320812", Clerk)
    many, page = queries_of(office, "/office/accounts/")
    assert page.count("测试user-") == 30
    assert many == one
