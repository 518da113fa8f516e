"""The page 系统状况."""

import pytest
from django.test import Client

from hengji.config.roles import SystemOperator
from hengji.platform.accounts.models import User
from hengji.platform.health.models import NightlyResult
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
PAGE = "/office/system/"


def test_operator_checks_and_sees_what_was_found(client: Client, divisions: None) -> None:
    client.force_login(make_user("keeper", "320000", SystemOperator))
    assert "还没有检查过" in client.get(PAGE).content.decode()
    answer = client.post(PAGE + "check/")
    assert answer["Location"] == PAGE
    text = client.get(PAGE).content.decode()
    assert "数据表结构" in text
    assert "核定结果与申领表、汇总一致" in text
    assert "没有后台进程在运行" in text
    assert "请启动本站" in text
    assert NightlyResult.objects.filter(code="database.migrations", level="ok").exists()


def test_others_have_no_such_page(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE + "check/").status_code == 403
