"""``hengji account``: the accounts of a site that is no demo."""

import os

import click

from hengji.faces.cli.database import SETTINGS, database
from hengji.platform.datadir import DataDir


@click.group(short_help="账号")
def account() -> None:
    """建立账号。演示账号只在演示方式下存在，正式使用时从这里建第一个管理员。"""


@account.command("add")
@click.argument("username")
@click.option("--name", required=True, help="姓名")
@click.option("--place", required=True, help="所属地区的六位区划代码，例如 320800")
@click.option("--role", "roles", required=True, multiple=True, help="角色代码，如 clerk，可多个")
@click.password_option(prompt="密码", confirmation_prompt="再输入一次")
def add(username: str, name: str, place: str, roles: tuple[str, ...], password: str) -> None:
    """建立一个账号：hengji account add wang --name 王某 --place 320800 --role clerk。"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with database(DataDir.from_environment()):
        import django  # only now does the environment name the database

        django.setup()
        from django.core.exceptions import ValidationError
        from django.utils import timezone

        from hengji.platform.accounts.services.accounts import account_create
        from hengji.platform.errors import HengjiError

        try:
            account_create(
                actor=None,
                username=username,
                display_name=name,
                place=place,
                roles=roles,
                password=password,
                at=timezone.now(),
            )
        except HengjiError as error:
            raise click.ClickException(error.message) from error
        except ValidationError as error:
            raise click.ClickException("".join(error.messages)) from error
    click.echo(f"已建立账号 {username}。")
