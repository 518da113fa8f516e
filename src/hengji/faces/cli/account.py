"""``hengji account``: what no page does: the first administrator, and the keepers of the system."""

import contextlib
import os
from collections.abc import Iterator

import click

from hengji.faces.cli.database import SETTINGS, database
from hengji.platform.datadir import DataDir

_PLACE = click.option("--place", required=True, help="六位区划代码，例如 320800")
_ROLE = "角色代码，如 clerk；全部角色见 hengji docs permissions"


@contextlib.contextmanager
def _site() -> Iterator[None]:
    """The site's database and its rules; what is refused is said in a line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with database(DataDir.from_environment()):
        import django  # only now does the environment name the database

        django.setup()
        from django.core.exceptions import ValidationError

        from hengji.platform.errors import HengjiError

        try:
            yield
        except HengjiError as error:
            raise click.ClickException(error.message) from error
        except ValidationError as error:
            raise click.ClickException("".join(error.messages)) from error


def _user_id(username: str) -> int:
    from hengji.platform.accounts.errors import NoSuchAccountError
    from hengji.platform.accounts.models import User

    found = User.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchAccountError
    return found


@click.group(short_help="账号")
def account() -> None:
    """不经页面办理账号：正式使用时的第一个管理员、看护整个系统的运维人员，以及管理员自己的邀请。"""


@account.command("add")
@click.argument("username")
@click.option("--name", required=True, help="姓名")
@_PLACE
@click.option("--role", "roles", required=True, multiple=True, help=f"{_ROLE}，可多个")
@click.password_option(prompt="密码", confirmation_prompt="再输入一次")
def add(username: str, name: str, place: str, roles: tuple[str, ...], password: str) -> None:
    """建立一个账号：hengji account add wang --name 王某 --place 320800 --role administrator。"""
    with _site():
        from django.utils import timezone

        from hengji.platform.accounts.services.accounts import account_create

        account_create(
            actor=None,
            username=username,
            display_name=name,
            place=place,
            roles=roles,
            password=password,
            at=timezone.now(),
        )
    click.echo(f"已建立账号 {username}。")


@account.command("appoint")
@click.argument("username")
@click.option("--role", required=True, help=_ROLE)
@_PLACE
def appoint(username: str, role: str, place: str) -> None:
    """授予任职，从今天起：hengji account appoint wang --role operator --place 320800。"""
    with _site():
        from django.utils import timezone

        from hengji.platform.accounts.services.appointments import appointment_grant

        at = timezone.now()
        appointment_grant(
            actor=None, user_id=_user_id(username), role=role, place=place,
            since=timezone.localdate(at), until=None, at=at,
        )  # fmt: skip
    click.echo(f"已授予 {username} 任职。")


@account.command("invite")
@click.argument("username")
def invite(username: str) -> None:
    """给出设置密码的链接；原密码即刻作废。"""
    with _site():
        from django.conf import settings
        from django.urls import reverse
        from django.utils import timezone

        from hengji.platform.accounts.services.security import invitation_issue

        parts = invitation_issue(actor=None, user_id=_user_id(username), at=timezone.now())
        link = settings.SITE_URL + reverse("account_invitation", args=parts)
    click.echo(f"请本人在三天内打开，设置密码：\n{link}")


@account.command("reset-factor")
@click.argument("username")
@click.option("--reason", required=True, help="如何核实了本人身份")
def reset_factor(username: str, reason: str) -> None:
    """清除两步验证，本人下次登录时重新设置。"""
    with _site():
        from django.utils import timezone

        from hengji.platform.accounts.services.security import second_factor_reset

        second_factor_reset(
            actor=None, user_id=_user_id(username), reason=reason, at=timezone.now()
        )
    click.echo(f"{username} 的两步验证已清除。")
