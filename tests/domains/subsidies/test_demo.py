"""The demo's finished run."""

import pytest
from pytest_django import Settings

from hengji.domains.subsidies import demo
from hengji.domains.subsidies.models import AdjudicationRun, RunTotal
from hengji.domains.subsidies.states import State
from hengji.platform.accounts import demo as accounts

pytestmark = pytest.mark.django_db


def test_demo_makes_one_finished_run_however_often_it_is_loaded(
    divisions: None, settings: Settings
) -> None:
    settings.DEMO = True
    accounts.load()
    demo.load()
    demo.load()
    run = AdjudicationRun.objects.get()
    assert (run.status, run.rows, run.bad_rows) == (State.DONE, 200, 2)
    assert run.formats_kept
    decisions = RunTotal.objects.filter(run=run, kind="decision")
    assert all(one.claims > 0 for one in decisions)  # each decision can be looked at
    assert sum(one.claims for one in decisions) == 200


def test_without_demo_mode_nothing_is_made(divisions: None, settings: Settings) -> None:
    settings.DEMO = True
    accounts.load()
    settings.DEMO = False
    demo.load()
    assert not AdjudicationRun.objects.exists()
