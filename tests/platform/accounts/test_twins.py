"""What the upgrade does where two names differ in their case alone."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from tests.factories.accounts import make_user

MIGRATION = "hengji.platform.accounts.migrations.0005_one_name_whatever_its_case"


@pytest.mark.django_db
def test_twins_stop_the_upgrade_by_name(divisions: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX user_name_once_whatever_its_case")
    for name in ("wang", "li", "Wang"):
        make_user(name, "320800")
    with (
        pytest.raises(ValueError, match="wang、Wang") as told,
        connection.schema_editor() as editor,
    ):
        import_module(MIGRATION).refuse_twins(apps, editor)
    assert "li" not in str(told.value)
