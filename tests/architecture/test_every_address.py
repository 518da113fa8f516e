"""Who gets what at every address: a fixed cast walks the whole site.

Records belong to the city of 淮安. Whoever holds an address's permission at the city or above it
gets an answer; elsewhere the record does not exist (404); without the permission the page is
refused (403); the public is sent to sign in. Nothing ever answers with an error of the server.
"""

from collections.abc import Mapping

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from hengji.config.roles import Administrator, Auditor, BodyOfficer, Clerk, Person, SystemOperator
from hengji.domains.catalogues.models import Skill
from hengji.domains.subsidies.rules import VIEW_RUNS
from hengji.platform.accounts.models import Appointment, User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS, VIEW_ACCOUNTS
from hengji.platform.jobs.rules import VIEW_JOBS
from hengji.platform.jurisdictions.models import Body, BodyKind, Jurisdiction
from hengji.platform.roles import Permission, Role
from tests.architecture.addresses import Address, addresses
from tests.factories.accounts import LONG_AGO, make_user
from tests.factories.catalogues import load, small_packs
from tests.factories.office import addresses_of

pytestmark = pytest.mark.django_db

PLACE = "320800"
OTHER_CITY = "440100"
OWN = {"user_id", "appointment_id", "body_id", "run_id", "job_id", "file_id", "finding_id",
       "entry_id", "message_id", "event_id", "todo_id", "notice_id", "objection_id",
       "batch_id", "export_id", "specification_id", "comment_id", "expert_id",
       "guide_id"}  # fmt: skip
"""Arguments that name a record of one place; the others name what is everybody's."""

# Addresses of the office that ask for sign-in alone, because the actor's own things are always his;
# the permission by which others see them too. Without one nobody else does.
OTHERS_BY: Mapping[str, Permission | None] = {
    "home": None,
    "workdays": None,
    "jobs": None,
    "job": VIEW_JOBS,
    "job-status": VIEW_JOBS,
    "job-again": None,
    "job-cancel": None,
    "file": VIEW_RUNS,
    "file-about": VIEW_RUNS,
    "file-page": None,  # a table has no pictures of its pages
    "exchange": None,
    "import-batch": MANAGE_ACCOUNTS,
    "import-status": MANAGE_ACCOUNTS,
    "import-submit": MANAGE_ACCOUNTS,
    "import-discard": MANAGE_ACCOUNTS,
    "import-result": MANAGE_ACCOUNTS,
    "messages": None,
    "messages-mark": None,
    "messages-reach": None,
    "message-open": None,
    "todos": None,
    "todo": VIEW_RUNS,
    "todo-claim": VIEW_RUNS,
    "todo-release": VIEW_RUNS,
    "todo-hand-on": VIEW_RUNS,
    "todo-acknowledge": VIEW_RUNS,
}

# Addresses that name a list: who may take it out or fill it, the list itself says.
BY_LIST: Mapping[str, Permission] = {
    "export": VIEW_ACCOUNTS,
    "import": MANAGE_ACCOUNTS,
    "import-template": MANAGE_ACCOUNTS,
}


@pytest.fixture
def values(divisions: None) -> Mapping[str, object]:
    load(small_packs())
    place = Jurisdiction.objects.get(pk=PLACE)
    officer = make_user("officer", PLACE, Administrator)
    return {
        **addresses_of(officer, place),
        "skill_id": Skill.objects.order_by("pk").values_list("pk", flat=True)[0],
        "kind": "csv",
        "pack_id": "huaian-2024",
        "number": 1,
        "width": 200,
        "uidb64": "MQ",
        "token": "x-y",
        "pk": 1,
        "provider_id": "oidc",
    }


def _member(name: str, place: str, role: type[Role], body: Body | None = None) -> User:
    user = make_user(name, place)
    Appointment.objects.create(user=user, role=role.code, place_id=place, body=body, since=LONG_AGO)
    return user


@pytest.fixture
def cast(divisions: None) -> Mapping[str, User]:
    """Province, two cities, two districts, two bodies, two candidates; every role somewhere."""
    bodies = [
        Body.objects.create(
            code=str(number) * 18, name=f"机构{number}", jurisdiction_id=place,
            kinds=[BodyKind.EXAMINING],
        )
        for number, place in ((8, PLACE), (7, OTHER_CITY))
    ]  # fmt: skip
    return {
        "province": _member("province", "320000", Administrator),
        "city": _member("city", PLACE, Administrator),
        "city-clerk": _member("city-clerk", PLACE, Clerk),
        "city-auditor": _member("city-auditor", PLACE, Auditor),
        "city-operator": _member("city-operator", PLACE, SystemOperator),
        "other-city": _member("other-city", OTHER_CITY, Administrator),
        "other-auditor": _member("other-auditor", OTHER_CITY, Auditor),
        "district": _member("district", "320812", Administrator),
        "other-district": _member("other-district", "440106", Administrator),
        "body": _member("body", PLACE, BodyOfficer, bodies[0]),
        "other-body": _member("other-body", OTHER_CITY, BodyOfficer, bodies[1]),
        "candidate": _member("candidate", PLACE, Person),
        "other-candidate": _member("other-candidate", OTHER_CITY, Person),
    }


def _answer(client: Client, address: Address, url: str) -> HttpResponse:
    """Asked as its method wants, and undone afterwards."""
    with transaction.atomic():
        answer = client.get(url)
        if answer.status_code == 405:
            answer = client.post(url)
        if answer.streaming:
            b"".join(answer)  # to its end, so that the file behind it is closed
        transaction.set_rollback(True)
    return answer  # type: ignore[return-value]  # a test response is one


def _office() -> list[Address]:
    return [one for one in addresses() if one.pattern.startswith("office/")]


def test_every_office_address_asks_for_a_permission_or_is_listed_as_one_s_own() -> None:
    bare = {one.name.removeprefix("office:") for one in _office() if one.permission is None}
    bare -= set(OTHERS_BY) | set(BY_LIST)
    assert not bare, f"no permission is asked for at {sorted(bare)}"


def test_public_is_sent_to_sign_in_from_every_office_address(
    values: Mapping[str, object], client: Client
) -> None:
    for address in _office():
        answer = _answer(client, address, address.url(values))
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/accounts/login/"), address


def test_whole_cast_gets_what_it_may_and_nothing_else(
    values: Mapping[str, object], cast: Mapping[str, User]
) -> None:
    wrong = []
    place = Jurisdiction.objects.get(pk=PLACE)
    for name, member in cast.items():
        client = Client(raise_request_exception=False)
        client.force_login(member)
        client.get("/office/")
        holder = User.objects.get(pk=member.pk)  # with his appointments, asked once
        for address in _office():
            status = _answer(client, address, address.url(values)).status_code
            expected = _expected(holder, address, place)
            if (status if status in {403, 404} else "answered") != expected or status >= 500:
                wrong.append(f"{name} {address.name}: {status}, expected {expected}")
    assert not wrong, "\n".join(wrong)


def _expected(member: User, address: Address, place: Jurisdiction) -> int | str:
    owned = not OWN.isdisjoint(address.arguments)
    permission = address.permission
    if listed := BY_LIST.get(address.name.removeprefix("office:")):
        return "answered" if member.appointments_with(listed) else 403
    if permission is None:
        if not owned:
            return "answered"
        permission = OTHERS_BY[address.name.removeprefix("office:")]
        if permission is None:
            return 404
    held = member.appointments_with(permission)
    if owned and not any(one.covers(place, None) for one in held):
        return 403 if address.permission and not held else 404
    if address.permission and not held:
        return 403
    if "pack_id" in address.arguments and not held[0].place.code.startswith("32"):
        return 404  # the notice is 江苏's; another province's offices have no sheet for it
    return "answered"


def test_public_addresses_answer_everybody(values: Mapping[str, object], client: Client) -> None:
    for address in addresses():
        if address.pattern.startswith("office/"):
            continue
        status = _answer(client, address, address.url(values)).status_code
        assert status < 500, address
        if address.pattern.startswith(("catalogue/", "calculator/")) or not address.pattern:
            assert status in {200, 302, 400}, (address, status)
