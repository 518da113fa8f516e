"""A list for the tests: each row that goes in leaves an audit row, so that twice cannot hide."""

import csv
import io
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from hengji.core.rules.values import Kind
from hengji.platform.accounts.models import User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.services import record
from hengji.platform.errors import HengjiError
from hengji.platform.exchange.columns import Column
from hengji.platform.exchange.importing import import_submit, import_upload
from hengji.platform.exchange.imports import ImportSpec, RowFault, SheetRow, Values
from hengji.platform.exchange.models import ImportBatch
from hengji.platform.jobs.execution import execute

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CODE = "test.things"
HEADER = ("编号", "名称", "人数", "成立日期", "证件号码")


def _check(actor: User, rows: Sequence[SheetRow]) -> Iterable[RowFault]:
    for row in rows:
        if row.values["name"] == "查无此名":
            yield RowFault(row.number, "name", "名册里没有这个名称。")


def things(delay: float = 0.0) -> ImportSpec:
    """The list; ``delay`` is how many seconds a row takes."""

    def apply(*, actor: User, values: Values, at: datetime) -> None:
        time.sleep(delay)
        if values["name"] == "服务拒绝":
            raise HengjiError("THING_REFUSED", "这一项已经停用。", field="name")
        told = {name: str(value) for name, value in values.items() if name != "person"}
        record(
            actor=actor,
            action="test.import",
            subject=actor,
            jurisdiction=actor.jurisdiction,
            at=at,
            after=told,
        )

    return ImportSpec(
        code=CODE,
        label="试验名册",
        permission=MANAGE_ACCOUNTS,
        columns=(
            Column("code", "编号", required=True, is_code=True),
            Column("name", "名称", required=True),
            Column("people", "人数", Kind.WHOLE),
            Column("since", "成立日期", Kind.DATE),
            Column("person", "证件号码", is_code=True, personal=True),
        ),
        key=("code",),
        check=_check,
        apply=apply,
    )


def line(number: int, **changed: str) -> tuple[str, ...]:
    """A good row."""
    row = {
        "编号": f"T-{number:05}",
        "名称": f"第{number}项",
        "人数": "3",
        "成立日期": "2024-03-01",
        "证件号码": "11010119900101001X",
    }
    return tuple((row | changed).values())


def sheet(lines: Iterable[Sequence[str]], encoding: str = "utf-8-sig") -> bytes:
    """The rows as a .csv with its header."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(HEADER)
    writer.writerows(lines)
    return target.getvalue().encode(encoding)


def upload(actor: User, content: bytes, name: str = "名册.csv") -> ImportBatch:
    """Hand the sheet in."""
    done = import_upload(actor=actor, code=CODE, name=name, chunks=[content], at=AT)
    return ImportBatch.objects.get(pk=done.batch_id)


def confirm(actor: User, batch: ImportBatch) -> ImportBatch:
    """Confirm and let the job do its work."""
    import_submit(actor=actor, batch_id=batch.pk, at=AT)
    batch.refresh_from_db()
    assert batch.job is not None
    assert execute(batch.job.pk, stopping=lambda: False)
    return ImportBatch.objects.get(pk=batch.pk)


def states(batch: ImportBatch) -> dict[int, str]:
    """Row → what became of it."""
    return dict(batch.lines.values_list("row", "state"))


def put_in() -> list[str]:
    """The codes that went in, in order, doubles included."""
    found = AuditEntry.objects.filter(action="test.import").order_by("id")
    return [str((one.after or {})["code"]) for one in found]
