"""Every claim by itself, as SQL: what is not met, what is not known, the amount.

What the answers of the lookups settle comes with the join; of the claims only the rest is asked,
with as few and as plain expressions as can be: an engine works through them block by block, and
each costs time for every block that has a single row for it. So the claims whose answers are open,
if any are, are gathered in a table of their own before they are asked everything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hengji.core.adjudication.lookups_sql import joined
from hengji.core.adjudication.questions import OPEN_BIT, Counted, Demanded, Needed, Priced
from hengji.core.adjudication.ruleset import (
    NOT_DETERMINED,
    CompiledAmount,
    CompiledQuota,
    CompiledRule,
    Ruleset,
)
from hengji.core.adjudication.settling import Settling
from hengji.core.adjudication.tables import CLAIMS, JUDGED, OPEN, Dialect
from hengji.core.packs.model import AtMost, NoLowerAfterHigher, OfOnePerson
from hengji.core.rules.expression import Expression
from hengji.core.rules.missing import either, missing_sql
from hengji.core.rules.sql_engine import compile_sql, identifier, literal


def judging(ruleset: Ruleset, settlings: Sequence[Settling], dialect: Dialect) -> Iterator[str]:
    """The statements that fill the table of judged claims."""
    trying = [one for one in settlings if one]
    settled = _Judging(ruleset, trying, dialect)
    yield f"CREATE TEMP TABLE {JUDGED} AS {settled.query(joined(ruleset, settlings, CLAIMS))}"
    if any(one.open_answers for one in trying):
        these = (
            f"(SELECT c.* FROM {CLAIMS} AS c JOIN {JUDGED} AS j ON j.place = c.place AND j.open)"
        )
        yield f"CREATE TEMP TABLE {OPEN} AS {joined(ruleset, settlings, these)}"
        whole = _Judging(ruleset, (), dialect)
        yield (
            f"UPDATE {JUDGED} SET fail = found.fail, unknown = found.unknown, fen = found.fen"
            f" FROM ({whole.query(f'SELECT * FROM {OPEN}')}) AS found"
            f" WHERE found.place = {JUDGED}.place"
        )


@dataclass(frozen=True)
class _Asked:
    """A rule as it is asked: where, what, and the parts whose missing names are to be named."""

    one: CompiledRule
    where: str
    truth: str
    parts: tuple[Expression, ...]
    doubt: int = 0


class _Judging:
    """The query that judges; without ``settlings`` it asks everything."""

    def __init__(self, ruleset: Ruleset, settlings: Sequence[Settling], dialect: Dialect) -> None:
        self.ruleset = ruleset
        self.dialect = dialect
        self.settlings = settlings
        self.tried = {
            one.rule.code for settling in settlings for one in (*settling.decided, *settling.asked)
        } | {one.quota.code for settling in settlings for one in settling.quotas}
        self.questions = [
            (settling, question, f"(asked_{settling.place} & {bit}) <> 0")
            for settling in settlings
            for question, bit in settling.questions.items()
        ]
        self.keys = {name for settling in settlings for name, _quota in settling.keys}

    def query(self, claims: str) -> str:
        """Every claim's masks, its amount, and what the quotas need of it."""
        adjudication = self.ruleset.adjudication
        columns = {
            "place": "place",
            "person": identifier(adjudication.person),
            "ordered_by": identifier(adjudication.order),
            **dict(self._quota_columns()),
            "fail": self._laid("fail", self._fails()),
            "unknown": self._laid("unknown", self._unknowns()),
            "fen": "fen",
        }
        if opened := [one.place for one in self.settlings if one.open_answers]:
            columns["open"] = " OR ".join(f"(asked_{one} & {OPEN_BIT}) <> 0" for one in opened)
        listed = ", ".join(f"{value} AS {name}" for name, value in columns.items())
        undetermined = self.ruleset.unknown_bits[NOT_DETERMINED]
        last = {
            "unknown": "CASE WHEN fail = 0 AND unknown = 0 AND fen IS NULL"
            f" THEN {undetermined} ELSE unknown END AS unknown"
        }
        return (
            f"SELECT {', '.join(last.get(name, name) for name in columns)} FROM (SELECT {listed}"
            f" FROM (SELECT *, {self._fen()} AS fen FROM ({claims}) AS joined) AS priced) AS judged"
        )

    def _laid(self, mask: str, asked: Iterator[str]) -> str:
        settled = [f"{mask}_{one.place}" for one in self.settlings]
        return either([*(settled or ["CAST(0 AS BIGINT)"]), *asked])

    # Rules ---------------------------------------------------------------------------------

    def _rules(self) -> Iterator[_Asked]:
        """The rules that are still to be asked."""
        for one in self.ruleset.rules:
            require = compile_sql(one.rule.require)
            if one.rule.code not in self.tried:
                whole = f"((NOT {compile_sql(one.rule.applies)}) OR {require})"
                yield _Asked(one, "TRUE", whole, (one.rule.applies, one.rule.require))
            for settling, question, where in self.questions:
                if isinstance(question, Demanded) and question.code == one.rule.code:
                    demand = question.demand
                    parts = () if settling.plain(demand) else (demand,)
                    yield _Asked(one, where, compile_sql(demand), parts, question.doubt)

    def _fails(self) -> Iterator[str]:
        for asked in self._rules():
            if asked.one.fail_bit and not asked.doubt:
                bit = asked.one.fail_bit
                yield f"CASE WHEN {asked.where} AND NOT {asked.truth} THEN {bit} ELSE 0 END"

    def _unknowns(self) -> Iterator[str]:
        for _settling, question, where in self.questions:
            if isinstance(question, Needed):
                absent = f"{identifier(question.name)} IS NULL AND {where}"
                yield f"CASE WHEN {absent} THEN {self._bits(question.name)} ELSE 0 END"
        for asked in self._rules():
            where, truth, bit = asked.where, asked.truth, asked.one.code_bit
            missing = [missing_sql(part, self._bits) for part in asked.parts]
            if asked.doubt:
                named = either([str(asked.doubt), *missing])
                yield f"CASE WHEN {where} AND ({truth}) IS NOT TRUE THEN {named} ELSE 0 END"
                continue
            if not asked.one.fail_bit:
                yield f"CASE WHEN {where} AND NOT {truth} THEN {bit} ELSE 0 END"
            if missing:
                # A lookup may have no answer though nothing is missing: the rule names itself.
                named = f"COALESCE(NULLIF({either(missing)}, 0), {bit})"
                yield f"CASE WHEN {where} AND {truth} IS NULL THEN {named} ELSE 0 END"
        for limit in self.ruleset.quotas:
            if limit.quota.code not in self.tried:
                yield self._unknown_for(limit)
        if not self._priced:
            yield self._unknown_fen()

    def _bits(self, name: str) -> str:
        place = self.ruleset.fact_of.get(name)
        return str(self.ruleset.unknown_bits[name]) if place is None else f"missing_{place}"

    # The amount ----------------------------------------------------------------------------

    @property
    def _priced(self) -> bool:
        return any(one.prices for one in self.settlings)

    def _fen(self) -> str:
        if self._priced:
            asked = " ".join(
                f"WHEN {where} THEN {self._line_fen(self.ruleset.amounts[question.line])}"
                for _settling, question, where in self.questions
                if isinstance(question, Priced)
            )
            return f"CASE {asked} ELSE settled_fen END" if asked else "settled_fen"
        lines = []
        for one in self.ruleset.amounts:
            fen = self._line_fen(one)
            if one.line.when is None:
                lines.append(f"WHEN TRUE THEN {fen}")
                break
            when = compile_sql(one.line.when)
            lines.append(f"WHEN {when} THEN {fen} WHEN ({when}) IS NULL THEN NULL")
        return f"CASE {' '.join(lines)} END" if lines else "CAST(NULL AS BIGINT)"

    def _line_fen(self, one: CompiledAmount) -> str:
        fen = compile_sql(one.line.fen)
        if one.line.percent == 100:
            return fen
        return f"({fen} * {one.line.percent} {self.dialect.divide} 100)"

    def _unknown_fen(self) -> str:
        lines = []
        for one in self.ruleset.amounts:
            missing = missing_sql(one.line.fen, self._bits)
            if one.line.when is None:
                lines.append(f"WHEN TRUE THEN {missing}")
                break
            when = compile_sql(one.line.when)
            undecided = missing_sql(one.line.when, self._bits)
            lines.append(f"WHEN {when} THEN {missing} WHEN ({when}) IS NULL THEN {undecided}")
        return f"CASE WHEN fen IS NOT NULL THEN 0 {' '.join(lines)} ELSE 0 END"

    # What the quotas need ------------------------------------------------------------------

    def _unknown_for(self, one: CompiledQuota) -> str:
        names = (self.ruleset.adjudication.person, *one.reads)
        missing = self._missing(names)
        if isinstance(one.quota, NoLowerAfterHigher):
            # Not a class of this pack: nothing to compare, and the lookup says why.
            unranked = self._missing(names[:2])
            missing = (
                f"CASE WHEN {identifier(one.quota.rank)} IS NULL THEN {unranked} ELSE {missing} END"
            )
        return f"CASE WHEN {compile_sql(one.quota.among)} THEN {missing} ELSE 0 END"

    def _among(self, one: CompiledQuota) -> str:
        for _settling, question, where in self.questions:
            if question == Counted(one.quota.code):
                return where
        # No answer may have been counted.
        return "FALSE" if one.quota.code in self.tried else compile_sql(one.quota.among)

    def _missing(self, names: Sequence[str]) -> str:
        return either(
            f"CASE WHEN {identifier(name)} IS NULL THEN {self._bits(name)} ELSE 0 END"
            for name in dict.fromkeys(names)
        )

    def _quota_columns(self) -> Iterator[tuple[str, str]]:
        for place, one in enumerate(self.ruleset.quotas):
            among = self._among(one)
            match one.quota:
                case AtMost() as limit:
                    name, value = f"key_{place}", _key(limit)
                case NoLowerAfterHigher() as ranking:
                    name, value = f"rank_{place}", _rank(ranking)
                    yield f"ended_{place}", identifier(ranking.by)
                case OfOnePerson(value=given):
                    name, value = f"given_{place}", identifier(given)
            yield name, name if name in self.keys else f"CASE WHEN {among} THEN {value} END"


def _key(limit: AtMost) -> str:
    """What claims are counted under: one value as it is, several as a text."""
    if len(limit.per) == 1:
        return compile_sql(limit.per[0])
    parts = [f"CAST({compile_sql(part)} AS TEXT)" for part in limit.per]
    return " || CHR(30) || ".join(parts) if parts else "''"


def _rank(ranking: NoLowerAfterHigher) -> str:
    numbered = enumerate(ranking.ranks)
    ranks = " ".join(f"WHEN {literal(rank)} THEN {number}" for number, rank in numbered)
    return f"CAST(CASE {identifier(ranking.rank)} {ranks} END AS BIGINT)"
