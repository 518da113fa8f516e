"""No identity code and no telephone number reaches a log, however it is written there."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, connection

from hengji.platform.health.logs import MaskingFormatter

# Invented, with no person behind them.
CODE, OLD_CODE, PHONE, CARD = (
    "320800199002301234",
    "320800900230123",
    "13812345678",
    "6222020200012345678",
)
SECRETS = (CODE, OLD_CODE, PHONE, CARD)


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """A logger ``tests.masking`` with the site's formatter; calling gives all that it wrote."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(MaskingFormatter())
    LOG.addHandler(handler)
    LOG.propagate = False
    yield out.getvalue
    LOG.removeHandler(handler)


LOG = logging.getLogger("tests.masking")
LOG.setLevel(logging.DEBUG)


def _in_message(secret: str) -> None:
    LOG.info("身份证" + secret + "，请核对")


def _in_argument(secret: str) -> None:
    LOG.warning("person %s of %s", secret, {"id": secret})


def _in_named_argument(secret: str) -> None:
    LOG.error("person %(code)s", {"code": secret})


def _in_number(secret: str) -> None:
    LOG.info("person %d", int(secret), extra={"number": int(secret)})


def _in_extra(secret: str) -> None:
    LOG.info("row", extra={"row": {"a": [secret, (secret, {secret})], secret: 1}})


def _in_dictionary(secret: str) -> None:
    LOG.info({"person": secret})


def _in_exception(secret: str) -> None:
    try:
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise ValueError(f"no person {secret}") from error
    except ValueError:
        LOG.exception("failed")


def _in_stack(secret: str) -> None:
    LOG.critical("here %s", secret, stack_info=True)


def _in_odd_object(secret: str) -> None:
    LOG.info("object", extra={"thing": ValueError(secret)})


CALLS = (
    _in_message,
    _in_argument,
    _in_named_argument,
    _in_number,
    _in_extra,
    _in_dictionary,
    _in_exception,
    _in_stack,
    _in_odd_object,
)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
def test_number_of_a_person_in_any_log_call_is_covered(
    logged: Callable[[], str], call: Callable[[str], None], secret: str
) -> None:
    call(secret)
    for line in logged().splitlines():
        json.loads(line)
        assert secret not in line
    assert "[证件号]" in logged() or "[手机号]" in logged()


@pytest.mark.parametrize(
    "written",
    [
        "32080019900230123x",
        "320800 19900230 1234",
        "320800-19900230-123X",
        "３２０８００１９９００２３０１２３４",
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "1３８１２３４５６７８",
        "6222 0202 0001 2345 678",
        "H12345678",
        "m1234567800",
    ],
)
def test_number_in_the_ways_people_write_it_is_covered(
    logged: Callable[[], str], written: str
) -> None:
    LOG.info("收到" + written + "。")
    message = json.loads(logged())["message"]
    assert "[证件号]" in message or "[手机号]" in message
    assert not any(part in message for part in ("1234", "１２３４", "0230"))


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-01-05 09:00:00",
        "0.1234567",
        "320800",
        "2024年第3号",
        "1732171234",
        "行 500000 / 1000000",
    ],
)
def test_other_numbers_stay_readable(logged: Callable[[], str], harmless: str) -> None:
    LOG.info("%s", harmless)
    assert json.loads(logged())["message"] == harmless


@pytest.mark.django_db
def test_row_that_the_database_quotes_in_its_error_is_covered(logged: Callable[[], str]) -> None:
    name = "王小" + "明"  # the traceback shows this file's lines
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE people (name text CHECK (length(name) > 5))")
        try:
            cursor.execute("INSERT INTO people VALUES (%s)", [name])
        except DatabaseError:
            LOG.exception("not saved")
    line = json.loads(logged())
    assert "people_name_check" in line["exc_info"]
    assert name not in line["exc_info"]


def test_line_says_when_what_and_whence(logged: Callable[[], str]) -> None:
    LOG.info("文件已存", extra={"ms": 12})
    line = json.loads(logged())
    assert (line["level"], line["logger"], line["message"], line["ms"]) == (
        "INFO",
        "tests.masking",
        "文件已存",
        12,
    )
    assert line["at"].startswith("20")
