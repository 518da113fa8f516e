import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hengji.core.packs.registry import all_packs
from hengji.domains.catalogues.queries.search import Filters, search
from hengji.domains.catalogues.services.load import load_packs


@pytest.mark.django_db
def test_x(divisions):
    load_packs(packs=all_packs(), at=timezone.now())
    for kw in [
        dict(text="制作"),
        dict(text="焊工"),
        dict(text="4-10-01"),
        dict(text="4100106"),
        dict(text="jygz"),
        dict(text="３０２０２００"),
        dict(text="育婴员"),
        dict(text="3D"),
        dict(text="小儿 推拿"),
        dict(text="工"),
        dict(text=""),
        dict(filters=Filters(level=3, mark="L")),
        dict(text="%_\\'"),
    ]:
        with CaptureQueriesContext(
            connection,
        ) as c:
            t = time.time()
            h = search(**kw)
            t = time.time() - t
        print(
            kw,
            h.total,
            h.more,
            h.pages,
            len(c.captured_queries),
            round(t * 1000),
            [(r.name, r.code, r.list_id) for r in h.rows[:5]],
        )
    print(c.captured_queries[1]["sql"])
