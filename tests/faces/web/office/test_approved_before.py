"""A sheet whose claims another run approved: said at the preview and at the review."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hengji.config.roles import Reviewer
from hengji.domains.subsidies import api
from hengji.platform.accounts.models import User
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, claim, csv_bytes

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_pages_say_which_run_and_rows(client: Client, clerk: User) -> None:
    reviewer, pages = make_user("reviewer", "320800", Reviewer), []
    for claims in ([claim(1)], [claim(2), claim(1)]):
        done = api.run_upload(
            actor=clerk, pack_id=PACK, name="a.csv", chunks=[csv_bytes(claims)], at=AT
        )
        pages.append(f"/office/adjudication/{done.run_id}/")
        client.force_login(clerk)
        preview = client.get(pages[-1]).content.decode()
        api.run_submit(actor=clerk, run_id=done.run_id, at=AT)
        execute(Job.objects.latest("id").pk, stopping=lambda: False)
        client.force_login(reviewer)
        answer = client.post(f"{pages[-1]}confirm/", follow=True).content.decode()
        told = "已有 1 件，本表第3行"
        assert ("别的核定" in preview, told in preview) == (len(claims) > 1,) * 2
        assert ("已复核通过。" in answer, told in answer) == (len(claims) == 1, len(claims) > 1)
