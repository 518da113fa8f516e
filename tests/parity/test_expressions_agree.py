"""Random expressions, random rows: Python, DuckDB and PostgreSQL give one three-valued answer."""

from typing import Any

import duckdb
import psycopg
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.adjudication.duckdb_engine import DuckDBEngine
from hengji.core.adjudication.tables import SQL_TYPES
from hengji.core.rules.expression import parse
from hengji.core.rules.missing import missing_python, missing_sql
from hengji.core.rules.python_engine import compile_python
from hengji.core.rules.sql_engine import compile_sql, identifier
from hengji.domains.subsidies.postgres_engine import PostgresEngine
from tests.parity.expressions import BIT, NAMES, rows, truths, wholes


@given(
    sources=st.lists(truths, min_size=1, max_size=12),
    numbers=st.lists(wholes, min_size=1, max_size=4),
    values=st.lists(rows, min_size=1, max_size=12),
)
def test_the_engines_give_one_answer(
    postgres: psycopg.Connection[Any],
    duck: duckdb.DuckDBPyConnection,
    sources: list[str],
    numbers: list[str],
    values: list[dict[str, Any]],
) -> None:
    parsed = [parse(source, NAMES) for source in [*sources, *numbers]]
    python = [compile_python(one) for one in parsed]
    lacking = [missing_python(one) for one in parsed]
    wanted = []
    for row in values:
        found = [function(row) for function in python]
        masks = [
            sum(BIT[name] for name in names(row)) if answer is None else 0
            for answer, names in zip(found, lacking, strict=True)
        ]
        wanted.append([*found, *masks])
    answers = ", ".join(
        [
            *(compile_sql(one) for one in parsed),
            *(missing_sql(one, lambda name: str(BIT[name])) for one in parsed),
        ]
    )
    columns = [("n", "BIGINT"), *((name, SQL_TYPES[one.kind]) for name, one in NAMES.items())]
    filled = [(number, *map(row.get, NAMES)) for number, row in enumerate(values)]
    for engine in (DuckDBEngine(duck), PostgresEngine(postgres)):
        engine.execute("DROP TABLE IF EXISTS sample")
        engine.fill("sample", columns, filled)
        query = f"SELECT {answers} FROM sample ORDER BY {identifier('n')}"  # noqa: S608 - generated
        assert [list(row) for row in engine.fetch(query)] == wanted


def test_a_missing_value_decides_nothing_that_is_decided_already() -> None:
    row = dict.fromkeys(NAMES)
    for source, truth in {
        "p and False": False,
        "p or True": True,
        "p and True": None,
        "not p": None,
        "a == a": None,
        "a in (1,)": None,
        "a is None": True,
        "smaller(a, 3) == 3": None,
    }.items():
        assert compile_python(parse(source, NAMES))(row) is truth, source


def test_only_what_could_have_decided_is_called_missing() -> None:
    row = {**dict.fromkeys(NAMES), "p": False, "a": 1}
    for source, names in {
        "(p and q) or t == 'x'": {"t"},
        "(q or t == 'x') and not p": {"q", "t"},
        "a + b > 1": {"b"},
        "smaller(b, year(d)) == a": {"b", "d"},
        "d is None and q": {"q"},
    }.items():
        assert missing_python(parse(source, NAMES))(row) == names, source
