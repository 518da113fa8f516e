"""Days loaded by a division: what counts where, what is refused, and what is kept."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.db import Error as DatabaseError
from django.db import transaction

from hengji.core.workdays.calendar import UnknownYearError
from hengji.core.workdays.published import published_calendar
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import PermissionDeniedError
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.workdays.models import CalendarDay
from hengji.platform.workdays.queries import calendar_of, sources_of
from hengji.platform.workdays.reading import CalendarFileError
from hengji.platform.workdays.services import Imported, calendar_import

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
YEAR_2031 = "\n".join(
    ["日期,安排,名称"]
    + [f"2031-{day},放假,{name}" for day, name in (
        ("01-01", "元旦"), ("05-01", "劳动节"), ("05-02", "劳动节"), ("10-01", "国庆节"),
    )]
    + ["2031-04-26,上班,劳动节调休"]
)  # fmt: skip


def load(actor: User, text: str, document: str = "某办发〔2030〕1号") -> Imported:
    return calendar_import(
        actor=actor, document=document, name="安排.csv", chunks=[text.encode()], at=AT
    )


def place(code: str) -> Jurisdiction:
    return Jurisdiction.objects.get(code=code)


def test_new_year_is_known_in_the_division_and_below_it_only(administrator: User) -> None:
    with pytest.raises(UnknownYearError):
        calendar_of(place("320800")).is_workday(date(2031, 5, 2))
    assert load(administrator, YEAR_2031) == Imported(changed=5, unchanged=0, new_years=(2031,))
    for code in ("320800", "320812"):
        calendar = calendar_of(place(code))
        assert not calendar.is_workday(date(2031, 5, 2))  # a Friday
        assert calendar.is_workday(date(2031, 4, 26))  # a Saturday
    for code in ("320000", "440100"):
        assert 2031 not in calendar_of(place(code)).years


def test_city_stands_above_its_province(province: User, administrator: User) -> None:
    load(administrator, "日期,安排,名称\n2025-03-03,上班,照常上班")
    load(province, "日期,安排,名称\n2025-03-03,放假,全省放假")
    assert not calendar_of(place("320000")).is_workday(date(2025, 3, 3))
    assert calendar_of(place("320800")).is_workday(date(2025, 3, 3))
    assert [one.jurisdiction_id for one in sources_of(place("320812"))] == ["320000", "320800"]
    assert calendar_of(None) is published_calendar()


def test_excel_sheet_with_real_dates_is_read(administrator: User, tmp_path: Path) -> None:
    sheet = tmp_path / "安排.xlsx"
    book = openpyxl.Workbook()
    for row in (
        ("日期", "安排", "名称"),
        (datetime(2025, 3, 3), "放假", "地方节日"),  # noqa: DTZ001 - a cell's day has no zone
        ("2025/3/8", "上班", "地方节日调休"),
        ("２０２５年３月９日", "班", "地方节日调休"),
    ):
        book.worksheets[0].append(row)
    book.save(sheet)
    calendar_import(
        actor=administrator, document="某文", name="x.xlsx", chunks=[sheet.read_bytes()], at=AT
    )
    calendar = calendar_of(place("320800"))
    days = [calendar.is_workday(date(2025, 3, day)) for day in (3, 8, 9)]
    assert days == [False, True, True]


def test_correction_replaces_and_keeps_the_earlier_day(administrator: User) -> None:
    load(administrator, "日期,安排,名称\n2025-03-03,放假,地方节日")
    assert load(administrator, "日期,安排,名称\n2025-03-03,放假,地方节日").unchanged == 1
    assert load(administrator, "日期,安排,名称\n2025-03-03,上班,取消放假").changed == 1
    assert calendar_of(place("320800")).is_workday(date(2025, 3, 3))
    kept = CalendarDay.objects.order_by("id").values_list("name", "replaced_at")
    assert list(kept) == [("地方节日", AT), ("取消放假", None)]


def test_import_leaves_a_trace_with_its_document(administrator: User) -> None:
    load(administrator, "日期,安排,名称\n2025-03-03,放假,地方节日", document="淮政发〔2025〕3号")
    entry = AuditEntry.objects.get(action="calendar.import")
    assert entry.after == {"document": "淮政发〔2025〕3号", "days": ["2025-03-03"]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("日期,名称\n2025-03-03,x", "缺少栏目：安排"),
        ("日期,安排,名称\n三月三,放假,x", "第2行：“三月三”不是日期"),
        ("日期,安排,名称\n2025-03-03,也许,x", "“也许”应为放假或上班"),
        ("日期,安排,名称\n2025-03-03,放假,", "名称应为"),
        ("日期,安排,名称\n2025-03-03,放假,x\n2025-03-03,上班,y", "第3行：2025-03-03 重复"),
        ("日期,安排,名称\n2031-01-01,放假,元旦", "2031年的放假安排不完整：缺少5月1日、10月1日"),
        ("日期,安排,名称\n2025-10-01,上班,x", "2025年的放假安排不完整：缺少10月1日"),
        ("日期,安排,名称\n", "没有任何"),
    ],
)
def test_wrong_sheet_is_told_and_nothing_is_kept(administrator: User, text: str, told: str) -> None:
    with pytest.raises(CalendarFileError, match=told):
        load(administrator, text)
    assert not CalendarDay.objects.exists()


def test_document_must_be_named(administrator: User) -> None:
    with pytest.raises(CalendarFileError) as refused:
        load(administrator, YEAR_2031, document=" ")
    assert refused.value.field == "document"


def test_clerk_may_not_load_days(clerk: User) -> None:
    with pytest.raises(PermissionDeniedError):
        load(clerk, YEAR_2031)


def test_database_refuses_to_change_or_delete_a_loaded_day(administrator: User) -> None:
    load(administrator, "日期,安排,名称\n2025-03-03,放假,地方节日")
    days = CalendarDay.objects.all()
    with pytest.raises(DatabaseError, match="不能修改或删除"), transaction.atomic():
        days.update(is_workday=True)
    with pytest.raises(DatabaseError, match="不能修改或删除"), transaction.atomic():
        days.delete()
