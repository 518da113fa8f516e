"""Rules across claims, as SQL: what is one person's alone, rankings, limits, then the decisions.

What several persons give leaves their claims pending before anything is counted. Most persons have
too few claims for the rest: those are done. The others' claims are gathered in their order; only
who came down a rank or could exceed a limit is walked through claim by claim, by a recursive query
over the few persons concerned.
"""

from collections.abc import Iterator

from hengji.core.adjudication.ruleset import CompiledQuota, Ruleset
from hengji.core.adjudication.tables import DECISIONS, HOT, JUDGED, ORDERED, WALKED
from hengji.core.packs.model import AtMost, NoLowerAfterHigher, OfOnePerson
from hengji.core.rules.missing import either


class Limits:
    """The statements behind the judging, for one ruleset."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.limits: list[tuple[int, CompiledQuota, AtMost]] = []
        self.rankings: list[tuple[int, CompiledQuota]] = []
        self.owned: list[tuple[int, CompiledQuota]] = []
        for place, one in enumerate(ruleset.quotas):
            match one.quota:
                case AtMost() as limit:
                    self.limits.append((place, one, limit))
                case NoLowerAfterHigher():
                    self.rankings.append((place, one))
                case OfOnePerson():
                    self.owned.append((place, one))

    def statements(self) -> Iterator[tuple[str, str]]:
        """What is run, in order, each with the name of the step for the user."""
        for place, one in self.owned:
            yield "核对归属", self._of_several(place, one)
        if self.limits or self.rankings:
            yield "核对次数", self._hot()
            yield "逐人排序", self._ordered()
            for place, one in self.rankings:
                yield "核对先后", self._ranked(place, one)
            yield "逐人核对", self._walked()
        yield "汇总", self._decisions()

    def _of_several(self, place: int, one: CompiledQuota) -> str:
        """What several persons give is not known to be any one's; who is not known is another."""
        return f"""UPDATE {JUDGED} SET unknown = {JUDGED}.unknown | {one.code_bit}
FROM (SELECT given_{place} AS given FROM {JUDGED} WHERE given_{place} IS NOT NULL
  GROUP BY given_{place} HAVING COUNT(*) > 1
    AND (COUNT(person) < COUNT(*) OR MIN(person) <> MAX(person))
) AS several WHERE several.given = {JUDGED}.given_{place}"""

    def _hot(self) -> str:
        """The persons with more counted claims than a limit allows, or with two that rank."""
        more = [f"COUNT(key_{place}) > {one.limit}" for place, _one, one in self.limits]
        more += [f"COUNT(rank_{place}) > 1" for place, _one in self.rankings]
        return (
            f"CREATE TEMP TABLE {HOT} AS SELECT person FROM {JUDGED}"
            f" WHERE person IS NOT NULL GROUP BY person HAVING {' OR '.join(more)}"
        )

    def _ordered(self) -> str:
        """Those persons' claims in their order, with a token for every key they count under."""
        needed = [
            f"COALESCE(CHR(29) || '{place}' || CHR(31) || CAST(key_{place} AS TEXT) || CHR(28), '')"
            f" AS token_{place}"
            for place, _one, _limit in self.limits
        ] + [f"rank_{place}, ended_{place}" for place, _one in self.rankings]
        return f"""CREATE TEMP TABLE {ORDERED} AS
SELECT s.place, s.person, s.fail, s.unknown, {", ".join(needed)}, ROW_NUMBER() OVER
  (PARTITION BY s.person ORDER BY s.ordered_by NULLS LAST, s.place) AS step
FROM {JUDGED} AS s JOIN {HOT} AS h ON h.person = s.person"""

    def _ranked(self, place: int, one: CompiledQuota) -> str:
        """A ranking fails who came down from a higher rank."""
        return f"""UPDATE {ORDERED} SET fail = {ORDERED}.fail | {one.fail_bit}
FROM (SELECT DISTINCT o.place FROM {ORDERED} AS o JOIN (
    SELECT person, rank_{place} AS rank, MIN(ended_{place}) AS ended FROM {ORDERED}
    WHERE rank_{place} IS NOT NULL AND ended_{place} IS NOT NULL GROUP BY person, rank_{place}
  ) AS e ON e.person = o.person AND e.rank > o.rank_{place} AND e.ended < o.ended_{place}
) AS lower WHERE lower.place = {ORDERED}.place"""

    def _walked(self) -> str:
        """The claims, one after another, of who came down a rank or could exceed a limit.

        What counts already is a text of tokens, so that counting is the same in both engines:
        how much shorter the text gets when a token is taken out of it.
        """
        exceeded = either(
            f"CASE WHEN o.token_{place} <> '' AND LENGTH(w.counted)"
            f" - LENGTH(REPLACE(w.counted, o.token_{place}, ''))"
            f" >= {limit.limit} * LENGTH(o.token_{place}) THEN {one.fail_bit} ELSE 0 END"
            for place, one, limit in self.limits
        )
        concerned = [
            f"SELECT person FROM {ORDERED} WHERE token_{place} <> ''"
            f" GROUP BY person, token_{place} HAVING COUNT(*) > {limit.limit}"
            f" AND SUM(CASE WHEN {_may_count(limit)} THEN 1 ELSE 0 END) >= {limit.limit}"
            for place, _one, limit in self.limits
        ] + [
            f"SELECT person FROM {ORDERED} WHERE (fail & {one.fail_bit}) <> 0"
            for _place, one in self.rankings
        ]
        added = "".join(
            f" || CASE WHEN {_may_count(limit)} THEN token_{place} ELSE '' END"
            for place, _one, limit in self.limits
        )
        carried = "".join(f", o.token_{place}" for place, _one, _limit in self.limits)
        return f"""CREATE TEMP TABLE {WALKED} AS
WITH RECURSIVE walk AS (
  SELECT person, CAST(0 AS BIGINT) AS step, CAST(0 AS BIGINT) AS place,
    CAST(0 AS BIGINT) AS fail, '' AS counted
  FROM ({" UNION ".join(concerned)}) AS concerned
  UNION ALL
  SELECT person, step, place, fail, counted{added} FROM (
    SELECT o.person, o.step, o.place, o.unknown{carried}, w.counted,
      CAST({either(["o.fail", exceeded])} AS BIGINT) AS fail
    FROM walk AS w JOIN {ORDERED} AS o ON o.person = w.person AND o.step = w.step + 1
  ) AS next_claim
)
SELECT place, fail FROM walk WHERE step > 0"""

    def _decisions(self) -> str:
        """One row a claim: place, decision, fen paid, and the two masks."""
        fail, source = "s.fail", f"{JUDGED} AS s"
        if self.limits or self.rankings:
            fail = "COALESCE(w.fail, s.fail)"
            source += f" LEFT JOIN {WALKED} AS w ON w.place = s.place"
        return f"""CREATE TEMP TABLE {DECISIONS} AS
SELECT place, CASE WHEN fail <> 0 THEN 'rejected' WHEN unknown <> 0 THEN 'pending'
    ELSE 'approved' END AS decision,
  CASE WHEN fail = 0 AND unknown = 0 THEN fen ELSE 0 END AS fen, fail, unknown
FROM (SELECT s.place, s.fen, s.unknown, {fail} AS fail FROM {source}) AS final"""


def _may_count(limit: AtMost) -> str:
    return "fail = 0" if limit.pending_counts else "fail = 0 AND unknown = 0"
