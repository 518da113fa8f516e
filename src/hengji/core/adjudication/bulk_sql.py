"""The whole adjudication as SQL, for DuckDB and PostgreSQL alike.

The statements read a table of typed claims and leave a table of decisions. They hold the same
rules as :mod:`judge` and :mod:`fold`, bit for bit; a property test keeps it so. Most persons
never come near a limit: those are decided in one pass. Only who could exceed one is walked
through claim by claim, by a recursive query over the few persons concerned.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hengji.core.adjudication.facts import Fact
from hengji.core.adjudication.ruleset import (
    NOT_DETERMINED,
    CompiledQuota,
    CompiledRule,
    Ruleset,
)
from hengji.core.packs.model import AtMost, NoLowerAfterHigher, Outcome
from hengji.core.rules.missing import either, missing_sql
from hengji.core.rules.sql_engine import compile_sql, identifier, literal
from hengji.core.rules.values import Kind, Value

CLAIMS = "hengji_claims"
JUDGED = "hengji_judged"
HOT = "hengji_hot"
ORDERED = "hengji_ordered"
WALKED = "hengji_walked"
DECISIONS = "hengji_decisions"

SQL_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.CHOICE: "TEXT",
    Kind.WHOLE: "BIGINT",
    Kind.DATE: "DATE",
    Kind.YESNO: "BOOLEAN",
}
# A lookup's key has no NULL, so that an ordinary hash join finds it: these stand for it.
ABSENT: Mapping[Kind, Value] = {
    Kind.TEXT: "",
    Kind.CHOICE: "",
    Kind.WHOLE: -(10**15),
    Kind.DATE: date.min,
}


@dataclass(frozen=True)
class Dialect:
    """The little in which the engines differ."""

    name: str
    divide: str


DUCKDB = Dialect("duckdb", "//")
POSTGRES = Dialect("postgres", "/")


def claims_columns(ruleset: Ruleset) -> list[tuple[str, str]]:
    """Name and SQL type of each column of the claims table, behind ``place``."""
    return [(one.name, SQL_TYPES[one.kind]) for one in ruleset.adjudication.inputs]


def keys_table(place: int) -> str:
    """The table that says which combination of a lookup's wide inputs leads to which group."""
    return f"hengji_keys_{place}"


def answers_table(place: int) -> str:
    """The table that says what a group comes to with each value of the narrow inputs."""
    return f"hengji_answers_{place}"


def _keys(ruleset: Ruleset, names: Sequence[str], prefix: str) -> list[tuple[str, str]]:
    return [
        (f"{prefix}_{number}", SQL_TYPES[ruleset.adjudication.input(name).kind])
        for number, name in enumerate(names)
    ]


def keys_columns(ruleset: Ruleset, fact: Fact) -> list[tuple[str, str]]:
    """Name and SQL type of each column of a lookup's keys."""
    return [*_keys(ruleset, fact.wide, "wide"), ("grouped", "BIGINT")]


def answers_columns(ruleset: Ruleset, fact: Fact) -> list[tuple[str, str]]:
    """Name and SQL type of each column of a lookup's answers."""
    given = [(name, SQL_TYPES[kind]) for name, kind in fact.spec.gives.items()]
    narrow = _keys(ruleset, fact.narrow, "narrow")
    return [("grouped", "BIGINT"), *narrow, *given, ("missing", "BIGINT")]


def present(ruleset: Ruleset, names: Sequence[str], values: Sequence[Value]) -> list[Value]:
    """Values of inputs as keys: what is absent has a value of its own."""
    return [
        ABSENT[ruleset.adjudication.input(name).kind] if value is None else value
        for name, value in zip(names, values, strict=True)
    ]


def _matched(ruleset: Ruleset, names: Sequence[str], alias: str, prefix: str) -> str:
    return "".join(
        f" AND COALESCE(c.{identifier(name)}, {_absent(ruleset.adjudication.input(name).kind)})"
        f" = {alias}.{prefix}_{number}"
        for number, name in enumerate(names)
    )


def unanswered(ruleset: Ruleset, place: int, fact: Fact) -> str:
    """The query for the combinations of wide inputs that no key stands for yet."""
    names = ", ".join(f"c.{identifier(name)}" for name in fact.wide)
    matched = _matched(ruleset, fact.wide, "k", "wide").removeprefix(" AND ")
    return (
        f"SELECT DISTINCT {names} FROM {CLAIMS} AS c"
        f" WHERE NOT EXISTS (SELECT 1 FROM {keys_table(place)} AS k WHERE {matched})"
    )


def narrow_values(fact: Fact) -> str:
    """The query for the combinations of narrow inputs."""
    return f"SELECT DISTINCT {', '.join(map(identifier, fact.narrow))} FROM {CLAIMS}"


def scratch_tables(ruleset: Ruleset) -> tuple[str, ...]:
    """Every table that a run makes, for the next run on the same connection to begin anew."""
    lookups = (
        table(place) for place in range(len(ruleset.facts)) for table in (keys_table, answers_table)
    )
    return (*lookups, JUDGED, HOT, ORDERED, WALKED, DECISIONS)


def _absent(kind: Kind) -> str:
    value = ABSENT[kind]
    return f"DATE '{value.isoformat()}'" if isinstance(value, date) else literal(value)


def statements(ruleset: Ruleset, dialect: Dialect) -> Iterator[str]:
    """What is run, in order, once the claims and the lookups' tables stand."""
    builder = _Builder(ruleset, dialect)
    yield builder.judged()
    yield builder.lacking()
    yield from builder.settled()
    if builder.limits:
        yield builder.hot()
        yield builder.ordered()
        yield builder.walked()
    yield builder.decisions()


class _Builder:
    def __init__(self, ruleset: Ruleset, dialect: Dialect) -> None:
        self.ruleset = ruleset
        self.dialect = dialect
        self.limits: list[tuple[int, CompiledQuota, AtMost]] = []
        self.rankings: list[tuple[int, CompiledQuota, NoLowerAfterHigher]] = []
        for place, one in enumerate(ruleset.quotas):
            match one.quota:
                case AtMost() as quota:
                    self.limits.append((place, one, quota))
                case NoLowerAfterHigher() as quota:
                    self.rankings.append((place, one, quota))

    # Claims one by one ---------------------------------------------------------------------

    def judged(self) -> str:
        """Every claim: what is not met, its amount, and what the quotas will need of it.

        Most claims lack nothing; the others are marked ``lacking``.
        """
        rules = list(enumerate(self.ruleset.rules))
        fails = either(
            f"CASE WHEN NOT outcome_{place} THEN {one.fail_bit} ELSE 0 END"
            for place, one in rules
            if one.rule.outcome is Outcome.REJECT
        )
        unsettled = either(
            f"CASE WHEN NOT outcome_{place} THEN {one.code_bit} ELSE 0 END"
            for place, one in rules
            if one.rule.outcome is Outcome.PENDING
        )
        met = " AND ".join(f"outcome_{place}" for place, _one in rules) or "TRUE"
        known = " AND ".join(
            [
                "fen IS NOT NULL",
                *(f"outcome_{place} IS NOT NULL" for place, _one in rules),
                *(self._known(one) for one in self.ruleset.quotas),
            ]
        )
        adjudication = self.ruleset.adjudication
        columns = [
            "place",
            f"{identifier(adjudication.person)} AS person",
            f"{identifier(adjudication.order)} AS ordered_by",
            *self._quota_columns(),
            f"CASE WHEN {met} THEN CAST(0 AS BIGINT) ELSE {fails} END AS fail",
            f"CASE WHEN {met} THEN CAST(0 AS BIGINT) ELSE {unsettled} END AS unknown",
            "fen",
            f"NOT ({known}) AS lacking",
        ]
        return f"""CREATE TEMP TABLE {JUDGED} AS
SELECT {", ".join(columns)} FROM ({self._weighed(CLAIMS)}) AS weighed"""

    def lacking(self) -> str:
        """What is missing from the few claims that lack something.

        A statement of its own: the many small questions are asked of few rows, standing together.
        """
        missing = either(
            [
                *(self._missing_for(place, one) for place, one in enumerate(self.ruleset.rules)),
                *(self._quota_unknown(one) for one in self.ruleset.quotas),
                self._amount_unknown(),
            ]
        )
        undetermined = self.ruleset.unknown_bits[NOT_DETERMINED]
        these = (
            f"(SELECT c.* FROM {CLAIMS} AS c JOIN {JUDGED} AS j ON j.place = c.place AND j.lacking)"
        )
        return f"""UPDATE {JUDGED} SET unknown = CASE
    WHEN {JUDGED}.fail = 0 AND {JUDGED}.unknown = 0 AND found.missing = 0 THEN {undetermined}
    ELSE {JUDGED}.unknown | found.missing END
FROM (SELECT place, {missing} AS missing FROM ({self._weighed(these)}) AS weighed) AS found
WHERE found.place = {JUDGED}.place"""

    def _weighed(self, claims: str) -> str:
        """The claims with their lookups, the outcome of each rule, and the amount."""
        outcomes = "".join(
            f", {_outcome(one)} AS outcome_{place}" for place, one in enumerate(self.ruleset.rules)
        )
        return (
            f"SELECT *{outcomes}, {self._amount()} AS fen FROM ({self._joined(claims)}) AS joined"
        )

    def _joined(self, claims: str) -> str:
        columns, tables = ["c.*"], [f"{claims} AS c"]
        for place, fact in enumerate(self.ruleset.facts):
            key, answer = f"k{place}", f"a{place}"
            columns += [f"{answer}.{identifier(name)}" for name in fact.spec.gives]
            columns.append(f"{answer}.missing AS missing_{place}")
            wide = _matched(self.ruleset, fact.wide, key, "wide").removeprefix(" AND ")
            narrow = _matched(self.ruleset, fact.narrow, answer, "narrow")
            tables.append(
                # LEFT, though every claim has its answer: an optimiser must not join the two first.
                f"LEFT JOIN {keys_table(place)} AS {key} ON {wide} LEFT JOIN {answers_table(place)}"
                f" AS {answer} ON {answer}.grouped = {key}.grouped{narrow}"
            )
        return f"SELECT {', '.join(columns)} FROM {' '.join(tables)}"

    def _bits(self, name: str) -> str:
        place = self.ruleset.fact_of.get(name)
        return str(self.ruleset.unknown_bits[name]) if place is None else f"missing_{place}"

    def _missing(self, names: Sequence[str]) -> str:
        return either(
            f"CASE WHEN {identifier(name)} IS NULL THEN {self._bits(name)} ELSE 0 END"
            for name in dict.fromkeys(names)
        )

    def _missing_for(self, place: int, one: CompiledRule) -> str:
        """A lookup may have no answer though nothing is missing: then the rule names itself."""
        missing = either(
            missing_sql(part, self._bits) for part in (one.rule.applies, one.rule.require)
        )
        return (
            f"CASE WHEN outcome_{place} IS NULL THEN"
            f" COALESCE(NULLIF({missing}, 0), {one.code_bit}) ELSE 0 END"
        )

    def _amount(self) -> str:
        lines = []
        for one in self.ruleset.amounts:
            fen = compile_sql(one.line.fen)
            if one.line.percent != 100:
                fen = f"({fen} * {one.line.percent} {self.dialect.divide} 100)"
            if one.line.when is None:
                lines.append(f"WHEN TRUE THEN {fen}")
                break
            when = compile_sql(one.line.when)
            lines.append(f"WHEN {when} THEN {fen} WHEN ({when}) IS NULL THEN NULL")
        return f"CASE {' '.join(lines)} END" if lines else "CAST(NULL AS BIGINT)"

    def _amount_unknown(self) -> str:
        lines = []
        for one in self.ruleset.amounts:
            missing = missing_sql(one.line.fen, self._bits)
            if one.line.when is None:
                lines.append(f"WHEN TRUE THEN {missing}")
                break
            when = compile_sql(one.line.when)
            undecided = missing_sql(one.line.when, self._bits)
            lines.append(f"WHEN {when} THEN {missing} WHEN ({when}) IS NULL THEN {undecided}")
        return f"(CASE WHEN fen IS NOT NULL THEN 0 {' '.join(lines)} ELSE 0 END)"

    def _known(self, one: CompiledQuota) -> str:
        """Whether nothing is missing that the quota reads, or it does not hold for the claim."""
        names = (self.ruleset.adjudication.person, *one.reads)
        present = " AND ".join(f"{identifier(name)} IS NOT NULL" for name in names)
        return f"(({compile_sql(one.quota.among)}) IS NOT TRUE OR ({present}))"

    def _quota_unknown(self, one: CompiledQuota) -> str:
        among = compile_sql(one.quota.among)
        person = self.ruleset.adjudication.person
        missing = self._missing((person, *one.reads))
        if isinstance(one.quota, NoLowerAfterHigher):
            unranked = self._missing((person, one.quota.rank))
            missing = (
                f"CASE WHEN {identifier(one.quota.rank)} IS NULL THEN {unranked} ELSE {missing} END"
            )
        return f"CASE WHEN {among} THEN {missing} ELSE 0 END"

    def _quota_columns(self) -> Iterator[str]:
        for place, one, limit in self.limits:
            key = _key(limit)
            yield f"CASE WHEN {compile_sql(one.quota.among)} THEN {key} END AS key_{place}"
        for place, one, ranking in self.rankings:
            ranks = " ".join(
                f"WHEN {literal(rank)} THEN {number}" for number, rank in enumerate(ranking.ranks)
            )
            among = compile_sql(one.quota.among)
            rank = f"CASE {identifier(ranking.rank)} {ranks} END"
            yield f"CASE WHEN {among} THEN {rank} END AS rank_{place}"
            yield f"CASE WHEN {among} THEN {identifier(ranking.by)} END AS ended_{place}"

    # Claims of one person ------------------------------------------------------------------

    def settled(self) -> Iterator[str]:
        """The rankings fail who came down from a higher rank."""
        for place, one, _quota in self.rankings:
            yield f"""UPDATE {JUDGED} SET fail = {JUDGED}.fail | {one.fail_bit}
FROM (SELECT DISTINCT j.place FROM {JUDGED} AS j JOIN (
    SELECT person, rank_{place} AS rank, MIN(ended_{place}) AS ended FROM {JUDGED}
    WHERE person IS NOT NULL AND rank_{place} IS NOT NULL AND ended_{place} IS NOT NULL
    GROUP BY person, rank_{place}
  ) AS e ON e.person = j.person AND e.rank > j.rank_{place} AND e.ended < j.ended_{place}
) AS lower WHERE lower.place = {JUDGED}.place"""

    def hot(self) -> str:
        """The persons who could exceed a limit: more claims under one key than it allows."""
        groups = " UNION ".join(
            f"SELECT person FROM {JUDGED}"
            f" WHERE person IS NOT NULL AND key_{place} IS NOT NULL"
            f" GROUP BY person, key_{place} HAVING COUNT(*) > {limit.limit}"
            f" AND SUM(CASE WHEN {_may_count(limit)} THEN 1 ELSE 0 END) >= {limit.limit}"
            for place, _one, limit in self.limits
        )
        return f"CREATE TEMP TABLE {HOT} AS {groups}"

    def ordered(self) -> str:
        """Those persons' claims in their order, with a token for every key they count under."""
        tokens = ", ".join(
            f"COALESCE(CHR(29) || '{place}' || CHR(31) || CAST(key_{place} AS TEXT) || CHR(28), '')"
            f" AS token_{place}"
            for place, _one, _limit in self.limits
        )
        return f"""CREATE TEMP TABLE {ORDERED} AS
SELECT s.place, s.person, s.fail, s.unknown, {tokens}, ROW_NUMBER() OVER
  (PARTITION BY s.person ORDER BY s.ordered_by NULLS LAST, s.place) AS step
FROM {JUDGED} AS s JOIN {HOT} AS h ON h.person = s.person"""

    def walked(self) -> str:
        """Those claims one after another.

        What counts already is a text of tokens, so that counting is the same in both engines:
        how much shorter the text gets when a token is taken out of it.
        """
        exceeded = either(
            f"CASE WHEN o.token_{place} <> '' AND LENGTH(w.counted)"
            f" - LENGTH(REPLACE(w.counted, o.token_{place}, ''))"
            f" >= {limit.limit} * LENGTH(o.token_{place}) THEN {one.fail_bit} ELSE 0 END"
            for place, one, limit in self.limits
        )
        added = " || ".join(
            f"CASE WHEN fail = 0{'' if limit.pending_counts else ' AND unknown = 0'}"
            f" THEN token_{place} ELSE '' END"
            for place, _one, limit in self.limits
        )
        carried = ", ".join(f"o.token_{place}" for place, _one, _limit in self.limits)
        return f"""CREATE TEMP TABLE {WALKED} AS
WITH RECURSIVE walk AS (
  SELECT person, CAST(0 AS BIGINT) AS step, CAST(0 AS BIGINT) AS place,
    CAST(0 AS BIGINT) AS fail, '' AS counted
  FROM {HOT}
  UNION ALL
  SELECT person, step, place, fail, counted || {added} FROM (
    SELECT o.person, o.step, o.place, o.unknown, {carried}, w.counted,
      CAST({either(["o.fail", exceeded])} AS BIGINT) AS fail
    FROM walk AS w JOIN {ORDERED} AS o ON o.person = w.person AND o.step = w.step + 1
  ) AS next_claim
)
SELECT place, fail FROM walk WHERE step > 0"""

    def decisions(self) -> str:
        """One row a claim: place, decision, fen paid, and the two masks."""
        fail, source = "s.fail", f"{JUDGED} AS s"
        if self.limits:
            fail = "COALESCE(w.fail, s.fail)"
            source += f" LEFT JOIN {WALKED} AS w ON w.place = s.place"
        return f"""CREATE TEMP TABLE {DECISIONS} AS
SELECT place, CASE WHEN fail <> 0 THEN 'rejected' WHEN unknown <> 0 THEN 'pending'
    ELSE 'approved' END AS decision,
  CASE WHEN fail = 0 AND unknown = 0 THEN fen ELSE 0 END AS fen, fail, unknown
FROM (SELECT s.place, s.fen, s.unknown, {fail} AS fail FROM {source}) AS final"""


def _key(limit: AtMost) -> str:
    """What claims are counted under: one value as it is, several as a text."""
    if len(limit.per) == 1:
        return compile_sql(limit.per[0])
    parts = [f"CAST({compile_sql(part)} AS TEXT)" for part in limit.per]
    return " || CHR(30) || ".join(parts) if parts else "''"


def _may_count(limit: AtMost) -> str:
    return "fail = 0" if limit.pending_counts else "fail = 0 AND unknown = 0"


def _outcome(one: CompiledRule) -> str:
    return f"((NOT {compile_sql(one.rule.applies)}) OR {compile_sql(one.rule.require)})"
