"""The figures of a place on the page 统计."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hengji.config.roles import Clerk, SystemOperator
from hengji.domains.subsidies import api
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.accounts.models import User
from hengji.platform.jobs.execution import execute
from tests.faces.web.office.counting import queries_of
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, claim, csv_bytes

pytestmark = pytest.mark.django_db
URL = "/office/dashboard/"


def _decide(clerk: User, first: int, at: datetime) -> None:
    """Two approved with 1500 元 each, one rejected (二: 三星级以下原则上不支持), one pending."""
    sheet = csv_bytes(
        [
            claim(first),
            claim(first + 1),
            claim(first + 2, provider_stars="二星级"),
            claim(first + 3, total_minutes=""),
        ]
    )
    done = api.run_upload(actor=clerk, pack_id=PACK, name=f"{first}.csv", chunks=[sheet], at=at)
    api.run_submit(actor=clerk, run_id=done.run_id, at=at)
    job = AdjudicationRun.objects.get(pk=done.run_id).job
    assert job is not None
    execute(job.pk, stopping=lambda: False)


def _drawn(page: str) -> Any:
    found = re.search(r'<script id="figures" type="application/json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_page_tells_claims_amounts_clauses_todos_and_jobs(client: Client, clerk: User) -> None:
    _decide(clerk, 1, timezone.now())
    client.force_login(clerk)
    page = client.get(URL).content.decode()
    drawn = _drawn(page)
    assert drawn["months"][-1] == f"{timezone.localtime():%Y-%m}"
    assert len(drawn["months"]) == 12
    assert [(one["name"], one["values"][-1]) for one in drawn["decisions"]] == [
        ("通过", 2), ("不通过", 1), ("待定", 1),
    ]  # fmt: skip
    assert drawn["yuan"][-1] == 3000
    assert [claims for _, claims in drawn["clauses"]] == [1]
    assert "<dd>3,000<small>元" in page
    assert "复核" in page  # the run's second person is a todo
    assert 'data-echarts="/static/echarts/index.js"' in page


def test_place_below_is_chosen_by_the_address_and_another_does_not_exist(
    client: Client, clerk: User, province: User
) -> None:
    _decide(clerk, 1, timezone.now())
    client.force_login(province)
    for query, claims in (("", 4), ("?place=320800", 4), ("?place=320812", 0)):
        page = client.get(URL + query).content.decode()
        assert f"<dd>{claims}<small>件" in page, query
    assert client.get(f"{URL}?place=440100").status_code == 404
    assert client.get(f"{URL}?place=nonsense").status_code == 404


def test_another_city_s_figures_are_its_own_and_empty_ones_say_so(
    client: Client, clerk: User, stranger: User
) -> None:
    _decide(clerk, 1, timezone.now())
    client.force_login(stranger)
    page = client.get(URL).content.decode()
    assert "还没有核定" in page
    assert "没有不通过的申领" in page
    assert "data-chart=" not in page
    assert client.get(f"{URL}?place=320800").status_code == 404


def test_operator_of_the_system_sees_no_figures(client: Client, divisions: None) -> None:
    client.force_login(make_user("operator", "320800", SystemOperator))
    assert client.get(URL).status_code == 403


def test_page_costs_the_same_however_many_runs(client: Client, divisions: None) -> None:
    clerk = make_user("busy", "320800", Clerk)
    client.force_login(clerk)
    none, _ = queries_of(client, URL)
    for first in (1, 11, 21):
        _decide(clerk, first, timezone.now())
    many, page = queries_of(client, URL)
    assert "<dd>12<small>件" in page
    assert many == none
