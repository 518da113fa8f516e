"""The same claims in another sheet: the second run is not confirmed, and nothing is paid twice."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from hengji.config.roles import Clerk, Reviewer
from hengji.domains.subsidies import api
from hengji.domains.subsidies.errors import ApprovedElsewhereError
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions import loading
from tests.domains.subsidies.conftest import AT, THREE, Claims, work
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, claim, csv_bytes

Make = Callable[[Claims], AdjudicationRun]
PLACES = ("320800", "320803", "320000", "440100")  # 淮安, a district of it, its province, 广州


def decide(clerk: User, claims: Claims) -> AdjudicationRun:
    done = api.run_upload(
        actor=clerk, pack_id=PACK, name="另存.csv", chunks=[csv_bytes(claims)], at=AT
    )
    api.run_submit(actor=clerk, run_id=done.run_id, at=AT)
    run = AdjudicationRun.objects.get(pk=done.run_id)
    work(run)
    return AdjudicationRun.objects.get(pk=run.pk)


def confirm(actor: User, run: AdjudicationRun) -> None:
    api.run_confirm(actor=actor, run_id=run.pk, remark="", at=AT)


@pytest.fixture
def reviewer(divisions: None) -> User:
    return make_user("huaian-reviewer", "320800", Reviewer)


@pytest.mark.django_db
def test_sheet_saved_anew_is_not_confirmed_and_is_told_which_rows(
    decided: Make, clerk: User, reviewer: User
) -> None:
    first = decided([*THREE, claim(4)])
    confirm(reviewer, first)
    # The rejected and the pending claim, mended, come again; the approved one differs by typing.
    again = decide(clerk, [claim(9), {**claim(4), "claim_id": "ha-０004"}, claim(2)])
    told = f"第{first.pk}号核定（淮安市）已有 1 件，本表第3行"
    assert again.approved_before == [told], "the preview says it before anything is decided"
    with pytest.raises(ApprovedElsewhereError) as refused:
        confirm(reviewer, again)
    assert told in refused.value.message
    again.refresh_from_db()
    assert again.stage is api.Stage.DONE
    api.run_return(actor=reviewer, run_id=again.pk, remark="重复", at=AT)
    confirm(reviewer, decide(clerk, [claim(9), claim(2), claim(3)]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "refused"), tuple(zip(PLACES, (True, True, True, False), strict=True))
)
def test_places_above_and_below_count_and_others_do_not(
    decided: Make, reviewer: User, code: str, refused: bool
) -> None:
    confirm(reviewer, decided(THREE))
    copy = _copy(AdjudicationRun.objects.get(), code)
    if refused:
        with pytest.raises(IntegrityError, match="别的核定中复核通过"), transaction.atomic():
            _confirm_by_sql(copy, reviewer)
    else:
        _confirm_by_sql(copy, reviewer)


def _copy(run: AdjudicationRun, code: str) -> int:
    """The same decisions as a run of another place under newer rules, by the database alone."""
    fields = {one.name: getattr(run, one.name) for one in run._meta.fields if one.name != "id"}
    told = {"jurisdiction_id": code, "pack_hash": "newer", "state": "uploaded", "decided_at": None}
    names = {**fields, **told, "reviewed_by": None, "reviewed_at": None}
    del names["jurisdiction"]
    copy = AdjudicationRun.objects.create(**names)
    for state in ("ready", "submitted"):
        AdjudicationRun.objects.filter(pk=copy.pk).update(state=state)
    for one in run.decisions.all():
        one.run = copy
        one._state.adding = True
        one.save(force_insert=True)
    AdjudicationRun.objects.filter(pk=copy.pk).update(state="done", decided_at=AT)
    return copy.pk


def _confirm_by_sql(run_id: int, reviewer: User) -> None:
    AdjudicationRun.objects.filter(pk=run_id).update(
        state="confirmed", reviewed_by=reviewer, reviewed_at=AT
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmed_at_once_one_stands(transactional_db: None) -> None:
    loading.load()
    clerk, reviewer = (
        make_user("huaian-clerk", "320800", Clerk),
        make_user("huaian-reviewer", "320800", Reviewer),
    )
    runs = [decide(clerk, [claim(1)]), decide(clerk, [claim(1), claim(2)])]
    start, refused = Barrier(2), []

    def go(run: AdjudicationRun) -> None:
        start.wait()
        try:
            confirm(reviewer, run)
        except ApprovedElsewhereError:
            refused.append(run)
        finally:
            connection.close()

    threads = [Thread(target=go, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert AdjudicationRun.objects.filter(state="confirmed").count() == 1
