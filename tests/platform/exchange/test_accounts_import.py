"""账号导入: accounts opened and appointed by a sheet, within what the importer may grant."""

from datetime import date

import pytest

from hengji.platform.accounts.models import Appointment, User
from hengji.platform.exchange.importing import import_submit, import_upload
from hengji.platform.exchange.models import ImportBatch
from hengji.platform.jobs.execution import execute
from tests.platform.exchange.lists import AT

pytestmark = pytest.mark.django_db
HEADER = "用户名,姓名,地区代码,角色,起始日,截止日,电子邮箱"


def _import(actor: User, *lines: str) -> dict[int, tuple[str, str]]:
    content = "\n".join([HEADER, *lines, ""]).encode("gb18030")
    done = import_upload(actor=actor, code="accounts", name="账号.csv", chunks=[content], at=AT)
    import_submit(actor=actor, batch_id=done.batch_id, at=AT)
    batch = ImportBatch.objects.select_related("job").get(pk=done.batch_id)
    assert batch.job is not None
    execute(batch.job.pk, stopping=lambda: False)
    return {line.row: (line.state, line.message) for line in batch.lines.all()}


def test_sheet_opens_accounts_and_appoints_them(administrator: User) -> None:
    told = _import(
        administrator,
        "zhangsan,张三,320812,经办人员,2026-01-01,,zhangsan@example.org",
        "zhangsan,张三,320800,经办人员,２０２６年２月１日,2026-12-31,",
        "lisi,李四,320812,审计人员,2026-01-01,,",
    )
    assert {state for state, _ in told.values()} == {"applied"}
    zhang = User.objects.get(username="zhangsan")
    assert (zhang.display_name, zhang.jurisdiction_id) == ("张三", "320812")
    assert not zhang.has_usable_password()  # waits for its invitation
    assert list(
        Appointment.objects.filter(user=zhang).values_list("place_id", "role", "since", "until")
    ) == [
        ("320812", "clerk", date(2026, 1, 1), None),
        ("320800", "clerk", date(2026, 2, 1), date(2026, 12, 31)),
    ]
    assert User.objects.filter(username="lisi").count() == 1


def test_rows_that_may_not_be_granted_say_why(administrator: User, stranger: User) -> None:
    told = _import(
        administrator,
        "a1,甲,999999,经办人员,2026-01-01,,",
        "a2,乙,440100,经办人员,2026-01-01,,",
        f"{stranger.username},别人,320800,经办人员,2026-01-01,,",
        "a3,丙,320800,大管家,2026-01-01,,",
        "a4,丁,320800,经办人员,2026-03-01,2026-01-01,",
    )
    messages = {row: message for row, (_, message) in told.items()}
    assert "没有区划代码为“999999”" in messages[2]
    assert "不属于您所在的地区" in messages[3]
    assert "已有人使用" in messages[4]
    assert "不在可选项中" in messages[5]
    assert "截止日不能早于起始日" in messages[6]
    assert not User.objects.filter(username__in=["a1", "a2", "a3", "a4"]).exists()


def test_sheet_finds_out_nobody_s_name_in_another_division(
    administrator: User, stranger: User, clerk: User
) -> None:
    """A right guess of the name reads as a wrong one does; at home it appoints the account."""
    guessed = [
        f"{stranger.username},{name},320800,经办人员,{since},,"
        for name, since in [(stranger.display_name, "2026-01-01"), ("某人", "2026-02-01")]
    ]
    told = _import(
        administrator,
        *guessed,
        f"{clerk.username.upper()},{clerk.display_name},320812,经办人员,2026-01-01,,",
    )
    assert told[2] == told[3]
    assert "已有人使用" in told[2][1]
    assert told[4][0] == "applied"
    assert not stranger.appointments.filter(place_id="320800").exists()
