"""Numbers and days that came with a request."""

from datetime import date

import pytest
from django.test import RequestFactory

from hengji.faces.web.posted import posted_date, whole
from hengji.platform.errors import HengjiError


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("042", 42), ("9" * 18, 10**18 - 1)]
    + [(wrong, None) for wrong in ("", "-1", "+1", "1.0", " 1", "²", "４", "9" * 19, "9" * 5000)],
)
def test_whole_number_is_read_and_anything_else_is_none(text: str, number: int | None) -> None:
    assert whole(text) == number


def test_whole_number_has_no_more_digits_than_asked_for() -> None:
    assert (whole("2026", 4), whole("20260", 4)) == (2026, None)


@pytest.mark.parametrize("text", ["", "2026-02-30", "2026-13-01", "明天", "9" * 5000])
def test_day_that_is_none_is_asked_for_by_its_name(text: str) -> None:
    request = RequestFactory().post("/", {"day": text})
    with pytest.raises(HengjiError, match="请填写推行日期") as told:
        posted_date(request, "day", "推行日期")
    assert told.value.field == "day"


def test_day_is_read() -> None:
    request = RequestFactory().post("/", {"day": " 2026-02-28 "})
    assert posted_date(request, "day", "推行日期") == date(2026, 2, 28)
