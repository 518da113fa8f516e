# ruff: noqa: S608 - every name in the SQL is this file's or the pack's own
"""Synthetic claims on the real 淮安 catalogue: the same claims for the same seed and count.

A person has 2.5 claims on average and seldom more than three in a year; most claims are in order,
some fail, some lack a value, some name an occupation by its old code. Nobody in them exists.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from hengji.core.adjudication.bulk import calculator
from hengji.core.adjudication.filled import create_filled
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.tables import CLAIMS, claims_columns
from hengji.core.packs.model import Pack
from hengji.core.packs.registry import get_pack
from hengji.core.rules.sql_engine import identifier
from hengji.core.rules.values import Value

PACK = "huaian-2024"
SEED = 2024
THREADS = 2

_CLAIMS_OF_A_PERSON = ((1, 18), (2, 31), (3, 41), (4, 7), (5, 2), (6, 1))
"""How many of a hundred persons have that many claims."""

_STARTUP_CODES = ("JCA", "JCB", "JCCW", "JCCM", "JCDI", "JCDE", "JCB0801", "JCB08-02", "JCB0102")
"""附件5: six codes of the whole province, two of the city's own, one of another city."""


@dataclass(frozen=True)
class _Draws:
    """Columns of independent draws from 0 to 99, made out of the claim's number alone."""

    seed: int

    def one(self, salt: str, below: int = 100) -> str:
        return f"CAST(hash(id, {self.seed}, '{salt}') % {below} AS INTEGER)"


def ruleset() -> Ruleset:
    """The rules of 淮安, for a workbook without the officers' optional columns."""
    pack = get_pack(PACK)
    if pack.adjudication is None:
        raise AssertionError(PACK)
    rules = Ruleset(pack, {one.name for one in pack.adjudication.inputs if not one.optional})
    # The pack's tables and their usual spellings are loaded here, before any clock starts, as
    # those of the program by hand are.
    if not all(fact.usual for fact in rules.facts):
        raise AssertionError(PACK)
    return rules


def fill_claims(
    connection: duckdb.DuckDBPyConnection, rules: Ruleset, count: int, seed: int = SEED
) -> None:
    """A table of ``count`` typed claims, as the bulk run reads them."""
    _fill_pool(connection, rules.pack)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE drawn AS {_drawn(count, seed)}")
    drawn = {row[0] for row in connection.execute("DESCRIBE drawn").fetchall()}
    columns = ", ".join(
        f"CAST({identifier(name) if name in drawn else 'NULL'} AS {kind}) AS {identifier(name)}"
        for name, kind in claims_columns(rules)
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {CLAIMS} AS"
        f" SELECT place, {columns} FROM drawn ORDER BY place"
    )
    connection.execute("DROP TABLE drawn")


def store(path: Path, count: int, seed: int = SEED) -> None:
    """The typed claims as table ``claims`` of a DuckDB file, for other processes to read."""
    with _database(str(path)) as connection:
        fill_claims(connection, ruleset(), count, seed)
        connection.execute(f"CREATE TABLE claims AS SELECT * FROM {CLAIMS} ORDER BY place")


@contextmanager
def opened(stored: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The engine's own DuckDB, with the stored claims as its table of claims."""
    with calculator(THREADS) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{stored}' AS stored (READ_ONLY)")
        connection.execute(f"CREATE TEMP TABLE {CLAIMS} AS SELECT * FROM stored.claims")
        connection.execute("DETACH stored")
        yield connection


def as_mappings(
    connection: duckdb.DuckDBPyConnection, rules: Ruleset, count: int
) -> list[dict[str, Value]]:
    """The first claims as the functions in plain Python take them."""
    names = [name for name, _kind in claims_columns(rules)]
    columns = ", ".join(map(identifier, names))
    rows = connection.execute(f"SELECT {columns} FROM {CLAIMS} ORDER BY place LIMIT {count}")
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def write_csv(path: Path, count: int, seed: int = SEED) -> None:
    """The same claims as a workbook for ``hengji adjudicate``."""
    rules = ruleset()
    with _database() as connection:
        fill_claims(connection, rules, count, seed)
        asked = ", ".join(
            identifier(one.name) for one in rules.adjudication.inputs if not one.optional
        )
        connection.execute(
            f"COPY (SELECT {asked} FROM {CLAIMS} ORDER BY place) TO ? (FORMAT csv, HEADER true)",
            [str(path)],
        )


@contextmanager
def _database(path: str = ":memory:") -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(path, config={"threads": THREADS}) as connection:
        connection.execute("SET enable_progress_bar = false")
        yield connection


def _fill_pool(connection: duckdb.DuckDBPyConnection, pack: Pack) -> None:
    """What a claim may name, numbered from 0 within its kind, beside its neighbour's name."""
    names: dict[str, list[tuple[str, str]]] = {
        "occupation": [
            # A row with work types is claimed with one of them in brackets (003 附件2).
            (e.code, f"{e.name}（{e.scope.split('、')[0]}）" if e.scope else e.name)
            for e in pack.entries
            if e.list_id == "huaian-occupations"
        ],
        "specialty": [(e.code, e.name) for e in pack.entries if e.list_id == "huaian-specialties"],
        "completion": [(e.code, e.name) for e in pack.entries if e.list_id == "huaian-completion"],
        "old": [(pair.code_old, pair.name_old) for pair in pack.crosswalk],
        "startup": [(code, "") for code in _STARTUP_CODES],
    }
    create_filled(
        connection,
        "pool",
        [(name, "TEXT") for name in ("kind", "code", "name", "near")]
        + [("number", "BIGINT"), ("size", "BIGINT")],
        [
            (kind, code, name, rows[(number + 1) % len(rows)][1], number, len(rows))
            for kind, rows in names.items()
            for number, (code, name) in enumerate(rows)
        ],
    )


def _persons(count: int, draw: _Draws) -> str:
    """Persons with their claims, shuffled as a year's claims come in, cut off at ``count``."""
    most = " ".join(
        f"WHEN luck < {sum(share for n, share in _CLAIMS_OF_A_PERSON if n <= number)} THEN {number}"
        for number, _ in _CLAIMS_OF_A_PERSON
    )
    return f"""
SELECT (ROW_NUMBER() OVER (ORDER BY hash(person, nth, {draw.seed}))) - 1 AS id, person
FROM (SELECT id AS person, UNNEST(RANGE(CASE {most} END)) AS nth
      FROM (SELECT id, {draw.one("claims")} AS luck FROM RANGE({count // 2 + 10}) AS r(id)))
LIMIT {count}"""


def _drawn(count: int, seed: int) -> str:
    draw = _Draws(seed)
    u = draw.one
    return f"""
WITH who AS ({_persons(count, draw)}),
kinds AS (
  SELECT id, person,
    CASE WHEN {u("benefit")} < 72 THEN 'TRAINING' WHEN {u("benefit")} < 98 THEN 'UPSKILLING'
      ELSE 'TESTING' END AS benefit,
    CASE WHEN {u("programme")} < 60 THEN 'LEVEL' WHEN {u("programme")} < 68 THEN 'COMPLETION'
      WHEN {u("programme")} < 83 THEN 'SPECIALTY' WHEN {u("programme")} < 94 THEN 'STARTUP'
      WHEN {u("programme")} < 98 THEN 'INDUCTION' WHEN {u("programme")} < 99 THEN 'PROJECT'
      ELSE 'APPRENTICESHIP' END AS trained_in,
    {u("minutes")} AS m, {u("online")} AS o, {u("practice")} AS p, {u("level")} AS l
  FROM who),
chosen AS (
  SELECT *, IF(benefit = 'TRAINING', trained_in, IF({u("told")} < 50, 'LEVEL', NULL)) AS programme,
    CASE WHEN benefit = 'TRAINING' AND trained_in = 'SPECIALTY' THEN 'specialty'
      WHEN benefit = 'TRAINING' AND trained_in = 'STARTUP' THEN 'startup'
      WHEN benefit = 'TRAINING' AND trained_in = 'COMPLETION' AND {u("short")} < 30
        THEN 'completion'
      WHEN {u("old")} < 5 THEN 'old' ELSE 'occupation' END AS kind,
    CASE WHEN benefit = 'TRAINING' AND trained_in = 'SPECIALTY' THEN {u("hours")} % 3 * 360 + 1080
      WHEN benefit = 'TRAINING' AND trained_in = 'INDUCTION' THEN 1440 ELSE 2520 END AS usual
  FROM kinds),
sized AS (
  -- A plain key, so that the join below is a hash join.
  SELECT c.*, hash(c.id, {seed}, 'row') % s.size AS number
  FROM chosen AS c JOIN (SELECT DISTINCT kind, size FROM pool) AS s ON s.kind = c.kind),
named AS (
  SELECT c.*, pool.code AS listed_code,
    -- One claim in fifty gives the name of a neighbouring row, one in a thousand a misspelt one.
    CASE WHEN {u("name")} < 2 THEN pool.near
      WHEN {u("typo", 1000)} < 1 THEN pool.name || ({u("letters", 1000)}) ELSE pool.name END AS said
  FROM sized AS c JOIN pool ON pool.kind = c.kind AND pool.number = c.number),
minutes AS (
  SELECT *, CASE WHEN m < 3 THEN usual - 1 WHEN m < 70 THEN usual ELSE usual + m * 6 END AS total
  FROM named)
SELECT id + 2 AS place, 'C' || LPAD(CAST(id AS TEXT), 8, '0') AS claim_id,
  IF({u("nobody", 1000)} < 1, NULL, 'P' || LPAD(CAST(person AS TEXT), 8, '0')) AS person_id,
  IF({u("blank", 1000)} < 1, NULL, benefit) AS benefit,
  IF({u("untold", 1000)} < 2, NULL, programme) AS programme,
  CASE WHEN {u("code")} < 1 THEN NULL WHEN {u("code")} < 2 THEN '9-99-99-99'
    WHEN {u("code")} < 35 THEN REPLACE(listed_code, '-', '') ELSE listed_code END AS code,
  IF({u("nameless")} < 4, NULL, NULLIF(said, '')) AS name,
  CASE WHEN l < 1 OR kind IN ('specialty', 'startup', 'completion') THEN NULL
    WHEN l < 37 THEN 5 WHEN l < 68 THEN 4 WHEN l < 95 THEN 3 WHEN l < 98 THEN 2 ELSE 1 END AS level,
  IF(m = 99, NULL, total) AS total_minutes,
  CASE WHEN o < 1 THEN NULL WHEN trained_in = 'SPECIALTY' THEN IF(o < 4, 45, 0)
    WHEN o < 50 THEN 0 ELSE total * 2 // 5 + IF(o < 96, 0, 45) END AS online_minutes,
  CASE WHEN p < 1 THEN NULL WHEN p < 5 THEN total * 3 // 5 - 1 ELSE total * 4 // 5 END
    AS practical_minutes,
  CASE WHEN {u("stars")} < 2 THEN NULL WHEN {u("stars")} < 4 THEN 2 ELSE 3 + {u("stars")} % 3 END
    AS provider_stars,
  IF({u("removed")} < 2, DATE '2024-01-01' + {u("removed on", 400)}, NULL) AS provider_removed_on,
  IF({u("unfiled")} < 1, NULL, opened) AS filed_on,
  IF({u("untrained")} < 1, NULL, opened + lasted) AS trained_on,
  IF({u("undated")} < 1, NULL, opened + lasted + {u("applied", 60)}) AS applied_on,
  CASE WHEN {u("certificate")} < 2 THEN NULL ELSE {u("certificate")} < 96 END AS certificate_found
FROM (SELECT *, DATE '2023-12-20' + {u("opened", 240)} AS opened,
        5 + {u("lasted", 50)} AS lasted FROM minutes)"""


def main() -> None:
    """Write a workbook: python benchmarks/claims_data.py COUNT FILE."""
    if len(sys.argv) != 3:
        sys.exit("用法：python benchmarks/claims_data.py 件数 文件.csv")
    write_csv(Path(sys.argv[2]), int(sys.argv[1]))


if __name__ == "__main__":
    main()
