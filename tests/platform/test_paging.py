"""Lists count as far as anybody leafs, and no further."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hengji.platform import paging
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.paging import ListPaginator

pytestmark = pytest.mark.django_db


@pytest.fixture
def few_counted(divisions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 20)


def test_short_list_is_counted_to_its_end(few_counted: None) -> None:
    districts = Jurisdiction.objects.filter(parent_id="320800").order_by("code")
    paginator = ListPaginator(districts, 3)
    assert (paginator.count, paginator.num_pages, paginator.is_cut) == (7, 3, False)  # 四区三县
    assert len(paginator.get_page(3)) == 1


def test_long_list_is_counted_and_leafed_as_far_as_the_limit(few_counted: None) -> None:
    paginator = ListPaginator(Jurisdiction.objects.order_by("code"), 5)
    assert (paginator.count, paginator.num_pages, paginator.is_cut) == (20, 4, True)
    last = paginator.get_page(999)
    assert (last.number, len(last), last.has_next()) == (4, 5, False)


def test_counting_stops_at_the_limit_in_the_database_too(few_counted: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert ListPaginator(Jurisdiction.objects.order_by("name"), 5).count == 20
    (asked,) = captured
    assert "LIMIT 20" in asked["sql"]


def test_page_reads_the_rows_that_it_shows_and_no_others(few_counted: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        page = ListPaginator(Jurisdiction.objects.order_by("-code"), 5).page(2)
        assert len(page) == 5
    assert list(page) == list(Jurisdiction.objects.order_by("-code")[5:10])
    keys, rows = captured
    assert '"name"' not in keys["sql"]
    assert "LIMIT" not in rows["sql"]
