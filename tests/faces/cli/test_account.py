"""``hengji account``: what no page does."""

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner, Result
from django.test import Client

from hengji.config.roles import Clerk, SystemOperator
from hengji.faces.cli.main import cli
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.health.rules import VIEW_SYSTEM
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["account", *arguments])


def test_first_administrator_signs_in(divisions: None, client: Client) -> None:
    password = "Diyi-ge-9-guanli"
    done = _run(
        "add", "wang", "--name", "王某", "--place", "320800", "--role", "administrator",
        "--password", password,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    client.post("/accounts/login/", {"login": "Wang", "password": password})
    assert "王某" in client.get("/office/").content.decode()


def test_keeper_of_the_system_is_appointed_here_alone(clerk: User) -> None:
    done = _run("appoint", clerk.username, "--role", SystemOperator.code, "--place", "320800")
    assert done.exit_code == 0, done.output
    assert User.objects.get(pk=clerk.pk).appointments_with(VIEW_SYSTEM)
    assert AuditEntry.objects.get(action="account.appoint").actor_name == "系统"


def test_link_and_lost_factor_of_a_keeper_are_given_here(divisions: None, client: Client) -> None:
    keeper = make_user("keeper", "320800", SystemOperator)
    Authenticator.objects.create(user=keeper, type="totp", data={})
    link = _run("invite", "keeper").output.strip().splitlines()[-1]
    path = link.removeprefix("http://127.0.0.1:8000")
    assert client.get(path, follow=True).context["validlink"]
    assert _run("reset-factor", "keeper", "--reason", "当面核对").exit_code == 0
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["invite", "nobody"], "没有找到这个账号"),
        (["appoint", "someone", "--role", "king", "--place", "320800"], "没有“king”这个角色"),
        (["reset-factor", "someone", "--reason", " "], "请写明如何核实了本人身份"),
    ],
)
def test_what_cannot_be_done_is_a_line(divisions: None, arguments: list[str], told: str) -> None:
    make_user("someone", "320800", Clerk)
    done = _run(*arguments)
    assert done.exit_code == 1
    assert told in done.output
    assert "Traceback" not in done.output
