"""The same workbook on every engine, as comparable bits."""

from collections.abc import Sequence
from typing import Any

import duckdb
import psycopg

from hengji.core.adjudication.duckdb_engine import DuckDBEngine
from hengji.core.adjudication.engine import adjudicate
from hengji.core.adjudication.explanation import explain
from hengji.core.adjudication.fold import fold
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.tables import CLAIMS, DECISIONS, claims_columns
from hengji.core.adjudication.verdict import Verdict
from hengji.core.packs.model import OfOnePerson
from hengji.domains.subsidies.postgres_engine import PostgresEngine

Bits = tuple[str, int, int, int]
Claim = dict[str, Any]


def bits(verdict: Verdict) -> Bits:
    """A verdict as the columns of the table of decisions."""
    return verdict.decision.value, verdict.fen, verdict.fail, verdict.unknown


def by_fold(ruleset: Ruleset, claims: Sequence[Claim]) -> list[Bits]:
    """The reference."""
    return [bits(verdict) for verdict in fold(ruleset, claims)]


def one_by_one(ruleset: Ruleset, claims: Sequence[Claim]) -> list[Bits]:
    """Each claim explained alone, beside the claims that bear upon it."""
    found = []
    for place, claim in enumerate(claims):
        beside = [other for other in _beside(ruleset, claims, place) if other != place]
        before = sum(other < place for other in beside)
        explained = explain(ruleset, claim, [claims[one] for one in beside], before=before)
        found.append(bits(explained.verdict))
    return found


def _beside(ruleset: Ruleset, claims: Sequence[Claim], place: int) -> list[int]:
    """The same person's claims, and those that give what is one person's alone and theirs, too."""
    person = claims[place]["person_id"]
    own = {
        other
        for other, one in enumerate(claims)
        if other == place or one["person_id"] == person is not None
    }
    owned = [one.quota.value for one in ruleset.quotas if isinstance(one.quota, OfOnePerson)]
    given = {(name, claims[one].get(name)) for one in own for name in owned}
    return [
        other
        for other, one in enumerate(claims)
        if other in own
        or any(one.get(name) is not None and (name, one[name]) in given for name in owned)
    ]


def table_rows(ruleset: Ruleset, claims: Sequence[Claim]) -> list[tuple[Any, ...]]:
    """The rows of the table of typed claims."""
    names = [name for name, _kind in claims_columns(ruleset)]
    return [(place, *map(claim.get, names)) for place, claim in enumerate(claims)]


_DECIDED = f"SELECT decision, fen, fail, unknown FROM {DECISIONS} ORDER BY place"  # noqa: S608 - a name of ours


def by_duckdb(
    connection: duckdb.DuckDBPyConnection, ruleset: Ruleset, claims: Sequence[Claim]
) -> list[Bits]:
    """The bulk run."""
    engine = DuckDBEngine(connection)
    columns = [("place", "BIGINT"), *claims_columns(ruleset)]
    engine.fill(CLAIMS, columns, table_rows(ruleset, claims))
    adjudicate(engine, ruleset)
    return [tuple(row) for row in engine.fetch(_DECIDED)]


def by_postgres(
    connection: psycopg.Connection[Any], ruleset: Ruleset, claims: Sequence[Claim]
) -> list[Bits]:
    """The generated SQL on a server."""
    engine = PostgresEngine(connection)
    engine.create_claims(ruleset, table_rows(ruleset, claims))
    adjudicate(engine, ruleset)
    return [tuple(row) for row in engine.fetch(_DECIDED)]
