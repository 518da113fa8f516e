"""The nightly comparison of decisions with sheets and totals."""

from collections.abc import Callable

import pytest
from django.db import connection

from hengji.domains.subsidies.models import AdjudicationRun, RunTotal
from hengji.domains.subsidies.vitals import decisions_add_up
from tests.domains.subsidies.conftest import THREE

pytestmark = pytest.mark.django_db


def test_run_whose_records_add_up_is_passed_over(
    decided: Callable[..., AdjudicationRun],
) -> None:
    decided(THREE)
    assert list(decisions_add_up()) == []


def test_total_that_was_changed_behind_the_systems_back_is_found(
    decided: Callable[..., AdjudicationRun],
) -> None:
    run = decided(THREE)
    table = RunTotal._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET fen = fen + 1 WHERE fen > 0")  # noqa: S608 - the same
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    (problem,) = decisions_add_up()
    assert problem.startswith(f"核定 {run.pk}：核定结果 3 件")
