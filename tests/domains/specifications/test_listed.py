"""A published list proposed as a whole, once."""

import pytest

from hengji.config.roles import Administrator
from hengji.domains.specifications import api
from hengji.domains.specifications.errors import SpecificationInputError
from hengji.domains.specifications.models import Specification
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.catalogues import load, small_packs
from tests.factories.specifications import AT, Cast

pytestmark = pytest.mark.django_db
LIST = "sichuan-managed"


def test_list_is_proposed_once_however_often_it_is_asked_for(cast: Cast) -> None:
    load(small_packs())
    officer = make_user("sichuan", "510000", Administrator)
    for _ in range(2):
        job = api.list_propose(actor=officer, list_id=LIST, at=AT)
        execute(job.pk, stopping=lambda: False)
        assert Job.objects.get(pk=job.pk).state == "done"
    found = Specification.objects.filter(listed_in=LIST)
    assert found.count() == 13  # 001 附件3
    first = found.get(listed_row=1)
    assert (first.name, first.state) == ("母婴生活护理", "proposed")
    assert len(first.gate.unanswered) == 5
    with pytest.raises(SpecificationInputError, match="省级"):
        api.list_propose(actor=cast.clerk, list_id=LIST, at=AT)
