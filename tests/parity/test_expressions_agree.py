"""Random expressions, random rows: Python, DuckDB and PostgreSQL give one three-valued answer."""

from datetime import date
from typing import Any

import duckdb
import psycopg
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.adjudication.duckdb_engine import DuckDBEngine
from hengji.core.adjudication.tables import SQL_TYPES
from hengji.core.rules.expression import Name, parse
from hengji.core.rules.missing import missing_python, missing_sql
from hengji.core.rules.python_engine import compile_python
from hengji.core.rules.sql_engine import compile_sql, identifier
from hengji.core.rules.values import Kind
from hengji.domains.subsidies.postgres_engine import PostgresEngine

CHOICES = ("LEVEL", "STARTUP", "it's")
NAMES = {
    "a": Name(Kind.WHOLE),
    "b": Name(Kind.WHOLE),
    "d": Name(Kind.DATE),
    "e": Name(Kind.DATE),
    "p": Name(Kind.YESNO),
    "q": Name(Kind.YESNO),
    "t": Name(Kind.TEXT),
    "order": Name(Kind.CHOICE, frozenset(CHOICES)),  # a word of SQL's own
}
BIT = {name: 1 << place for place, name in enumerate(NAMES)}
DAYS = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29)]
TEXTS = ["", "车工", "it's", 'a"b', "\\", "%", "LEVEL"]

rows = st.fixed_dictionaries(
    {
        "a": st.sampled_from([None, -1, 0, 1, 40, 10**6]),
        "b": st.sampled_from([None, 0, 1, 100, 10**6]),
        "d": st.sampled_from([None, *DAYS]),
        "e": st.sampled_from([None, *DAYS]),
        "p": st.sampled_from([None, True, False]),
        "q": st.sampled_from([None, True, False]),
        "t": st.sampled_from([None, *TEXTS]),
        "order": st.sampled_from([None, *CHOICES]),
    }
)

wholes = st.recursive(
    st.sampled_from(["a", "b", "year(d)", "0", "1", "-1", "40", "100", "3000000000"]),
    lambda inner: st.one_of(
        # Two factors at most are multiplied: a pack's figures stay far inside 64 bits.
        st.builds("({} + {})".format, inner, inner),
        st.builds("({} - {})".format, inner, inner),
        st.builds("smaller({}, {})".format, inner, inner),
        st.builds("larger({}, {})".format, inner, inner),
        st.sampled_from(["a * b", "(a + 1) * (b - 1)", "smaller(a, b) * 100"]),
    ),
    max_leaves=4,
)
days = st.sampled_from(["d", "e", *(f"date('{day}')" for day in DAYS)])
texts = st.sampled_from(["t", "order", *map(repr, TEXTS)])
compare = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
same = st.sampled_from(["==", "!="])
truths = st.recursive(
    st.one_of(
        st.sampled_from(["p", "q", "True", "False", "p == q", "p != q"]),
        st.sampled_from([f"{name} is {word}" for name in NAMES for word in ("None", "not None")]),
        st.builds("{} {} {}".format, wholes, compare, wholes),
        st.builds("{} {} {}".format, days, compare, days),
        st.builds("t {} {}".format, same, texts),
        st.sampled_from(["order == 'LEVEL'", "order != 'STARTUP'", "order == t"]),
        st.sampled_from(["a in (0, 1)", "b not in (1, 100)", "order in ('LEVEL', \"it's\")"]),
        st.sampled_from(["t in ('车工', '')", "t not in ('%',)"]),
    ),
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        st.builds("({}) and ({}) and ({})".format, inner, inner, inner),
    ),
    max_leaves=8,
)


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
