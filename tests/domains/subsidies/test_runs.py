"""A run from the sheet to its decisions, on a real database."""

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import Error as DatabaseError
from django.db import transaction
from pytest_django import Settings

from hengji.config.roles import Clerk
from hengji.core.adjudication.cells import read_cell
from hengji.core.adjudication.fold import fold
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.registry import get_pack
from hengji.domains.subsidies import api
from hengji.domains.subsidies.errors import NoSuchRunError
from hengji.domains.subsidies.models import AdjudicationRun, ClaimDecision, RunTotal
from hengji.domains.subsidies.states import Stage
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import HengjiError, NotFoundError, PermissionDeniedError, TooLargeError
from hengji.platform.files.errors import FileRefusedError
from hengji.platform.files.models import FileRecord
from hengji.platform.files.services import file_path
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.models import Job
from hengji.platform.states.errors import TransitionRefusedError
from tests.domains.subsidies.conftest import AT, THREE, Claims, work
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, claim, csv_bytes

pytestmark = pytest.mark.django_db
Make = Callable[[Claims], AdjudicationRun]


def test_upload_reads_the_sheet_and_covers_identity_codes(upload: Make) -> None:
    run = upload([*THREE, claim(4, applied_on="2024-02-30")])
    assert run.stage is Stage.READY
    assert (run.rows, run.bad_rows, run.bad_cells) == (4, 1, 1)
    fault = run.faults.get()
    assert (fault.row, fault.column, fault.text) == (5, "申领日期", "2024-02-30")
    shown = str(run.preview)
    assert "HA-0001" in shown
    assert "320800199001010001" not in shown
    assert "3***************01" in shown


def test_identity_code_that_cannot_be_read_is_covered_in_its_fault(upload: Make) -> None:
    fault = upload([claim(1, person="3.20800199001E+17")]).faults.get()
    assert "科学计数法" in fault.message
    assert "20800199001" not in fault.message + fault.text


def test_decisions_are_stored_with_their_clauses(decided: Make) -> None:
    run = decided(THREE)
    assert run.stage is Stage.DONE
    totals = api.totals_of(run)
    rows = api.decisions_page(run, totals).rows
    assert [(one.row, one.claim_id, one.decision, one.fen) for one in rows] == [
        (2, "HA-0001", "approved", 150_000),
        (3, "HA-0002", "rejected", 0),
        (4, "HA-0003", "pending", 0),
    ]
    assert [(one.title, one.clause) for one in rows[1].failed] == [("培训机构三星级及以上", "二")]
    assert [one.title for one in rows[2].unknown] == ["缺少：总培训分钟数"]
    assert [totals.claims(one) for one in ("approved", "rejected", "pending")] == [1, 1, 1]


def test_stored_decisions_equal_the_reference_fold(decided: Make) -> None:
    chance = random.Random(7)  # noqa: S311 - invented claims, the same in every run
    first = date(2023, 11, 1)

    def any_claim(number: int) -> dict[str, str]:
        day = first + timedelta(days=chance.randrange(500))
        kind = chance.choice(["职业技能等级培训", "创业培训", "专项职业能力培训"])
        code = {"创业培训": chance.choice(["JCA", "JCB", "JCDE", "JCB01-01"])}.get(
            kind, chance.choice(["6-18-01-01", "100000001", "9-99-99-99", ""])
        )
        return claim(
            number,
            person=f"P-{chance.randrange(12)}",
            benefit=chance.choice(["职业培训补贴", "参保职工技能提升补贴", ""]),
            programme=kind,
            code=code,
            name="",
            level=chance.choice(["三级", "4", "1", ""]),
            total_minutes=chance.choice(["2519", "2520", ""]),
            provider_stars=chance.choice(["2", "三星", ""]),
            certificate_found=chance.choice(["是", "否", ""]),
            filed_on=day.isoformat(),
            trained_on=(day + timedelta(days=chance.randrange(40))).isoformat(),
            applied_on=(day + timedelta(days=chance.randrange(80))).isoformat(),
        )

    claims = [any_claim(number) for number in range(150)]
    run = decided(claims)
    ruleset = Ruleset(get_pack(PACK), set(claims[0]))
    typed = [
        {name: read_cell(ruleset.adjudication.input(name), text) for name, text in one.items()}
        for one in claims
    ]
    stored = ClaimDecision.objects.filter(run=run).order_by("row")
    assert [(one.decision, one.fen, one.fail, one.unknown) for one in stored] == [
        (one.decision, one.fen, one.fail, one.unknown) for one in fold(ruleset, typed)
    ]
    assert run.fail_codes == list(ruleset.fail_codes)
    for place, one in list(enumerate(stored))[::10]:  # each reads the whole sheet again
        found = api.explain_row(run, one.row).explanation.verdict
        assert (found.decision, found.fen, found.fail) == (one.decision, one.fen, one.fail), place


def test_sheet_comes_back_in_its_own_encoding_with_the_columns(clerk: User, decided: Make) -> None:
    claims = [*THREE, claim(4, applied_on="某日")]
    done = api.run_upload(
        actor=clerk, pack_id=PACK, name="申领表.csv", chunks=[csv_bytes(claims, "gb18030")], at=AT
    )
    api.run_submit(actor=clerk, run_id=done.run_id, at=AT)
    run = AdjudicationRun.objects.get(pk=done.run_id)
    work(run)
    back = api.run_file_take(actor=clerk, run_id=run.pk, file=api.RunFile.WORKBOOK, at=AT)
    assert back.name == "申领表-核定结果（未复核）.csv"
    with file_path(back.file).open(encoding="gb18030", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["决定"] for row in rows] == ["通过", "不通过", "待定", "未核定"]
    assert [row["金额（元）"] for row in rows] == ["1500", "", "", ""]
    assert rows[1]["不符合"] == "培训机构三星级及以上（二）"
    assert rows[2]["待定原因"] == "缺少：总培训分钟数"
    assert "淮人社发〔2024〕22号" in rows[0]["说明"]
    assert "申领日期" in rows[3]["说明"]
    assert rows[0]["申领人证件号码"] == claims[0]["person_id"]  # the applicants' own cells stay


def test_same_file_and_rules_is_the_same_run(clerk: User, decided: Make) -> None:
    run = decided(THREE)
    files = FileRecord.objects.count()
    again = api.run_upload(
        actor=clerk, pack_id=PACK, name="另一个名字.csv", chunks=[csv_bytes(THREE)], at=AT
    )
    assert (again.run_id, again.is_new) == (run.pk, False)
    assert FileRecord.objects.count() == files


def test_discarded_run_makes_room_for_the_same_file(clerk: User, upload: Make) -> None:
    run = upload(THREE)
    api.run_discard(actor=clerk, run_id=run.pk, at=AT)
    assert upload(THREE).pk != run.pk


def test_second_confirmation_is_refused(clerk: User, upload: Make) -> None:
    run = upload(THREE)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    with pytest.raises(TransitionRefusedError):
        api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    assert Job.objects.count() == 1


def test_job_run_twice_leaves_each_decision_once(clerk: User, decided: Make) -> None:
    run = decided(THREE)
    assert run.job is not None
    execute(run.job.pk, stopping=lambda: False)
    assert ClaimDecision.objects.filter(run=run).count() == 3
    assert RunTotal.objects.filter(run=run, kind="decision", code="approved").count() == 1


def test_job_of_a_killed_worker_is_done_exactly_once(clerk: User, upload: Make) -> None:
    run = upload(THREE)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    run.refresh_from_db()
    # What a worker leaves that was killed: a job that has begun and never ends.
    Job.objects.update(state="running", attempt=1, started_at=AT)
    assert api.run_get(clerk, run.pk).stage is Stage.RUNNING
    work(run)
    assert api.run_get(clerk, run.pk).stage is Stage.DONE
    assert ClaimDecision.objects.filter(run=run).count() == 3


def test_failed_job_says_why_and_may_be_tried_again(clerk: User, upload: Make) -> None:
    run = upload(THREE)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    stored = file_path(run.source)
    kept = stored.read_bytes()
    stored.unlink()  # a disk that lost the file
    work(run)
    run = api.run_get(clerk, run.pk)
    assert run.stage is Stage.FAILED
    assert run.job is not None
    assert "已不在服务器上" in run.job.error
    assert not ClaimDecision.objects.filter(run=run).exists()
    stored.write_bytes(kept)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    work(run)
    assert api.run_get(clerk, run.pk).stage is Stage.DONE


def test_colleague_stops_a_run_that_somebody_else_submitted(clerk: User, upload: Make) -> None:
    run = upload(THREE)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    colleague = make_user("colleague", "320800", Clerk)
    api.run_stop(actor=colleague, run_id=run.pk, at=AT)
    assert AdjudicationRun.objects.get(pk=run.pk).stage is Stage.CANCELLED


def test_stopped_run_may_be_given_up(clerk: User, upload: Make) -> None:
    run = upload(THREE)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    api.run_stop(actor=clerk, run_id=run.pk, at=AT)
    assert api.run_get(clerk, run.pk).stage is Stage.CANCELLED
    api.run_discard(actor=clerk, run_id=run.pk, at=AT)
    assert api.run_get(clerk, run.pk).stage is Stage.DISCARDED


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "PNG 图片"),
        ("编号,姓名\n1,甲\n".encode(), "缺少栏目"),
        (b"PK\x03\x04 not really a zip" + b"\0" * 40, "损坏"),
    ],
)
def test_file_that_is_no_claims_sheet_is_refused_and_not_kept(
    clerk: User, content: bytes, told: str
) -> None:
    with pytest.raises(HengjiError) as refused:
        api.run_upload(actor=clerk, pack_id=PACK, name="x.csv", chunks=[content], at=AT)
    assert told in refused.value.message
    assert not AdjudicationRun.objects.exists()
    assert not FileRecord.objects.exists()


def test_xlsx_bomb_is_refused_before_it_is_inflated(clerk: User) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 << 20))
    assert len(packed.getvalue()) < 1 << 20  # it comes in small
    with pytest.raises(FileRefusedError):
        api.run_upload(actor=clerk, pack_id=PACK, name="x.xlsx", chunks=[packed.getvalue()], at=AT)
    assert not AdjudicationRun.objects.exists()


def test_file_over_the_limit_is_refused_while_it_comes_in(clerk: User, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1 << 20
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * (1 << 18)

    with pytest.raises(TooLargeError):
        api.run_upload(actor=clerk, pack_id=PACK, name="x.csv", chunks=endless(), at=AT)
    assert taken == 5  # the first quarter beyond the limit ends it
    assert not FileRecord.objects.exists()


def test_large_sheet_is_read_by_a_job(
    clerk: User, upload: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hengji.domains.subsidies.services.upload.READ_AT_ONCE", 100)
    run = upload(THREE)
    assert run.stage is Stage.READING
    work(run)
    run.refresh_from_db()
    assert (run.stage, run.rows) == (Stage.READY, 3)


def test_large_file_that_is_no_claims_sheet_fails_with_the_reason(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hengji.domains.subsidies.services.upload.READ_AT_ONCE", 1)
    done = api.run_upload(
        actor=clerk, pack_id=PACK, name="x.csv", chunks=["编号,姓名\n1,甲\n".encode()], at=AT
    )
    work(AdjudicationRun.objects.get(pk=done.run_id))
    run = api.run_get(clerk, done.run_id)
    assert run.stage is Stage.FAILED
    assert run.job is not None
    assert "缺少栏目" in run.job.error
    with pytest.raises(TransitionRefusedError):  # there is nothing to decide
        api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    api.run_discard(actor=clerk, run_id=run.pk, at=AT)


# Who may -------------------------------------------------------------------------------------


def test_another_division_finds_no_run(stranger: User, decided: Make) -> None:
    run = decided(THREE)
    assert list(api.runs_page(stranger)) == []
    with pytest.raises(NoSuchRunError):
        api.run_get(stranger, run.pk)
    for act in (api.run_submit, api.run_discard, api.run_stop):
        with pytest.raises(NotFoundError):
            act(actor=stranger, run_id=run.pk, at=AT)
    with pytest.raises(NotFoundError):
        api.run_file_take(actor=stranger, run_id=run.pk, file=api.RunFile.REPORT, at=AT)
    with pytest.raises(NotFoundError):
        api.identity_reveal(actor=stranger, run_id=run.pk, rows=[2], purpose="核对", at=AT)


def test_province_sees_the_runs_of_its_cities(province: User, upload: Make) -> None:
    run = upload(THREE)
    assert [one.pk for one in api.runs_page(province)] == [run.pk]


def test_auditor_reads_and_changes_nothing(auditor: User, upload: Make) -> None:
    run = upload(THREE)
    assert api.run_get(auditor, run.pk) == run
    for act in (api.run_submit, api.run_discard, api.run_stop):
        with pytest.raises(PermissionDeniedError):
            act(actor=auditor, run_id=run.pk, at=AT)
    with pytest.raises(PermissionDeniedError):
        api.run_file_take(actor=auditor, run_id=run.pk, file=api.RunFile.SOURCE, at=AT)


def test_division_uploads_only_under_its_own_packs(stranger: User) -> None:
    with pytest.raises(Exception, match="本地区没有这个政策包"):
        api.run_upload(actor=stranger, pack_id=PACK, name="x.csv", chunks=[csv_bytes(THREE)], at=AT)


def test_reveal_needs_its_permission_and_leaves_a_trace_without_the_code(
    clerk: User, administrator: User, upload: Make
) -> None:
    run = upload(THREE)
    with pytest.raises(PermissionDeniedError):
        api.identity_reveal(actor=clerk, run_id=run.pk, rows=[2], purpose="核对", at=AT)
    with pytest.raises(HengjiError, match="用途"):
        api.identity_reveal(actor=administrator, run_id=run.pk, rows=[2], purpose="", at=AT)
    shown = api.identity_reveal(
        actor=administrator, run_id=run.pk, rows=[2], purpose="比对社保记录", at=AT
    )
    assert shown == {2: "320800199001010001"}
    trace = AuditEntry.objects.get(action="personal_data.reveal")
    assert trace.after == {"fields": ["证件号码"], "rows": [2]}
    assert trace.reason == "比对社保记录"
    assert trace.actor_id == administrator.pk


def test_every_act_and_download_leaves_a_trace(clerk: User, decided: Make) -> None:
    run = decided(THREE)
    api.run_file_take(actor=clerk, run_id=run.pk, file=api.RunFile.SOURCE, at=AT)
    api.run_file_take(actor=clerk, run_id=run.pk, file=api.RunFile.REPORT, at=AT)
    actions = AuditEntry.objects.filter(
        subject_type="subsidies.adjudicationrun", subject_id=str(run.pk)
    ).values_list("action", flat=True)
    assert list(actions) == [
        "subsidies.run.upload",
        "subsidies.run.submit",
        "subsidies.run.decide",
        "personal_data.reveal",
        "subsidies.run.download.report",
    ]


# What the database holds -----------------------------------------------------------------------


def test_finished_run_and_its_decisions_never_change(decided: Make) -> None:
    run = decided(THREE)
    changes = (
        lambda: AdjudicationRun.objects.filter(pk=run.pk).update(rows=9),
        lambda: ClaimDecision.objects.filter(run=run, row=3).update(fail=0, decision="approved"),
        lambda: ClaimDecision.objects.filter(run=run, row=3).delete(),
        lambda: ClaimDecision.objects.create(
            run=run, row=99, claim_id="x", decision="approved", fen=1, fail=0, unknown=0
        ),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_decision_that_contradicts_its_masks_is_refused(clerk: User, upload: Make) -> None:
    run = upload(THREE)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    for decision, fen, fail, unknown in (
        ("approved", 1, 1, 0),
        ("approved", 1, 0, 1),
        ("pending", 0, 0, 0),
        ("rejected", 0, 0, 1),
        ("rejected", 5, 1, 0),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            ClaimDecision.objects.create(
                run=run, row=2, claim_id="x", decision=decision, fen=fen, fail=fail, unknown=unknown
            )


def test_filters_find_by_decision_clause_and_claim(decided: Make) -> None:
    run = decided(THREE)
    totals = api.totals_of(run)

    def rows(**filters: str) -> list[int]:
        return [one.row for one in api.decisions_page(run, totals, **filters).rows]

    assert rows(decision="rejected") == [3]
    assert rows(code="PROVIDER_BELOW_THREE_STARS") == [3]
    assert rows(code="total_minutes") == [4]
    assert rows(claim="HA-0001") == [2]
    assert rows(claim="HA-") == [2, 3, 4]
    assert rows(code="NO_SUCH_CODE") == []
    assert rows(decision="nonsense") == [2, 3, 4]


@pytest.mark.parametrize("size", [1, 30])
def test_lists_cost_the_same_queries_at_any_length(
    clerk: User,
    decided: Make,
    upload: Make,
    size: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    run = decided([claim(number) for number in range(1, size + 1)])
    for number in range(100, 100 + size):
        upload([claim(number)])
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # a context manager
        assert len(list(api.runs_page(clerk))) == min(size + 1, 20)
    totals = api.totals_of(run)
    with django_assert_num_queries(3):  # type: ignore[attr-defined]  # a context manager
        api.decisions_page(run, totals)
