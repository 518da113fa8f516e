# ruff: noqa: S608 - SQL is what this file is made of; nothing in it comes from outside
"""淮人社发〔2024〕22号 by hand: the best DuckDB program we know for this one notice.

It shares nothing with the engine but the numbering of the bits. What is known of the notice is
used: which lookups each benefit needs, that amounts follow from programme, class and level, that
claims in order of application have their years in order too. Codes and names that stand in the
catalogue as printed are joined at once; only other spellings are normalised, each once.
"""

import re
from collections.abc import Iterator
from itertools import product

import duckdb

from hengji.core.adjudication.filled import create_filled
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.tables import CLAIMS
from hengji.core.packs.model import Pack

DECISIONS = "tuned_decisions"

_OCCUPATION, _COMPLETION, _SPECIALTY, _STARTUP = 1, 2, 3, 4
"""Where a code is looked up: 附件2's three parts and 附件5."""

_GROUP = f"""CASE benefit
  WHEN 'UPSKILLING' THEN {_OCCUPATION}
  WHEN 'TRAINING' THEN CASE programme WHEN 'LEVEL' THEN {_OCCUPATION}
    WHEN 'SPECIALTY' THEN {_SPECIALTY} WHEN 'STARTUP' THEN {_STARTUP}
    WHEN 'COMPLETION' THEN {_COMPLETION} END END"""

_CLASSES = {"": 0, "A": 1, "B": 2, "C": 3, "D": 4}
_OWN_CLASS = {"3208990008": 8, "3208990010": 9}
"""短视频运营 and 跨境电商 have amounts of their own."""

_PROGRAMMES = {
    "LEVEL": 100, "COMPLETION": 200, "SPECIALTY": 300, "STARTUP": 400, "INDUCTION": 500,
    "TESTING": 600,
}  # fmt: skip
_STARTUPS = {"JCA": "A", "JCB": "B", "JCCW": "C", "JCCM": "C", "JCDI": "D", "JCDE": "D"}

_LISTING = [("grp", "INTEGER"), ("code", "TEXT"), ("name", "TEXT"), ("class", "INTEGER"),
            ("starred", "BOOLEAN"), ("shortage", "BOOLEAN"), ("listed", "BOOLEAN")]  # fmt: skip


def prepare(connection: duckdb.DuckDBPyConnection, pack: Pack) -> None:
    """The notice's tables, loaded once, as the engine's pack is."""
    rows, old = _rows(pack), _old(pack)
    create_filled(
        connection,
        "tuned_rows",
        [("grp", "INTEGER"), ("key", "TEXT"), ("ord", "INTEGER"), ("plain", "BOOLEAN"),
         ("label", "TEXT"), ("types", "TEXT[]"), *_LISTING[3:6]],
        rows,
    )  # fmt: skip
    create_filled(
        connection, "tuned_old", [("key", "TEXT"), ("label", "TEXT"), ("ord", "INTEGER"),
        ("now_key", "TEXT"), ("now_label", "TEXT"), ("now_types", "TEXT[]")], old,
    )  # fmt: skip
    create_filled(
        connection, "tuned_amounts",
        [("amount", "INTEGER"), ("base", "BIGINT"), ("lessons", "BIGINT")],
        [(_PROGRAMMES[a.programme] + 10 * _OWN_CLASS.get(a.code, _CLASSES[a.class_])
          + (a.level or 0), a.fen, a.minimum_lessons) for a in pack.amount_rows],
    )  # fmt: skip
    _spell(connection, pack)


def _rows(pack: Pack) -> list[tuple[object, ...]]:
    scarce = {e.code for e in pack.entries if e.list_id == "huaian-shortage"}
    rows: list[tuple[object, ...]] = []
    for order, entry in enumerate(pack.entries):
        groups = {
            "huaian-occupations": (_OCCUPATION, _COMPLETION),
            "huaian-completion": (_COMPLETION,),
            "huaian-specialties": (_SPECIALTY,),
        }.get(entry.list_id, ())
        for group in groups:
            rate_class = _OWN_CLASS.get(entry.code, _CLASSES[entry.rate_class])
            plain = entry.list_id != "huaian-occupations"
            rows.append((
                group, _key(entry.code), order, plain, _label(entry.name), _types(entry.scope),
                rate_class, entry.starred, entry.code in scarce,
            ))  # fmt: skip
    return rows


def _old(pack: Pack) -> list[tuple[object, ...]]:
    """附件4's pairs, the nearest of several targets first: same name, then same code."""
    pairs: list[tuple[object, ...]] = []
    for place, pair in enumerate(pack.crosswalk):
        label, types = _bracketed(pair.name_now)
        far = 0 if _bracketed(pair.name_old)[0] == label else 1000
        if far and _key(pair.code_old) != _key(pair.code_now):
            far = 2000
        pairs.append((
            _key(pair.code_old), _bracketed(pair.name_old)[0], far + place,
            _key(pair.code_now), label, types,
        ))  # fmt: skip
    return pairs


def _spell(connection: duckdb.DuckDBPyConnection, pack: Pack) -> None:
    """Every code, with and without hyphens, beside its name as printed: one answer each."""
    spelled = set()
    for entry in pack.entries:
        name = f"{entry.name}（{entry.scope}）" if entry.scope else entry.name
        for group, code, text in product((1, 2, 3), (entry.code, _key(entry.code)), (name, "")):
            spelled.add((group, code, text))
    for pair in pack.crosswalk:
        for group, text in product((1, 2), (pair.name_old, "")):
            spelled.add((group, pair.code_old, text))
    create_filled(connection, "tuned_asked", _LISTING[:3], sorted(spelled))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE tuned_spelled AS"
        f" SELECT * FROM ({_resolved('tuned_asked')}) WHERE listed"
        f" UNION ALL VALUES " + ", ".join(
            f"({_STARTUP}, '{code}', '', {_CLASSES[c]}, FALSE, FALSE, TRUE)"
            for code, c in _STARTUPS.items()
        )
    )  # fmt: skip


def _key(code: str) -> str:
    return code.replace("-", "")


def _label(name: str) -> str:
    return re.sub(r"\s", "", name.replace("（", "(").replace("）", ")").casefold())


def _types(scope: str) -> list[str]:
    return [part for part in re.split("[、,;/]", _label(scope)) if part]


def _bracketed(name: str) -> tuple[str, list[str]]:
    label, _, scope = _label(name).removesuffix(")").partition("(")
    return label, _types(scope)


# The program -----------------------------------------------------------------------------------

_NARROW = "TRANSLATE({}, '０１２３４５６７８９（）－，　', '0123456789()-, ')"
_BLANKS = r"'\s', '', 'g'"


def _resolved(asked: str) -> str:
    """Each asked group, code and name with its row: the current one, else by the crosswalk."""
    fits = """(a.whole = '' OR ((r.label = a.whole OR (NOT r.plain AND r.label = a.bare))
      AND (LEN(r.types) = 0 OR list_has_all(r.types, a.types)))
      OR list_contains(r.types, a.whole))"""
    return f"""
WITH keyed AS (
  SELECT grp, code, name,
    UPPER(REPLACE(REGEXP_REPLACE({_NARROW.format("code")}, {_BLANKS}), '-', '')) AS key,
    REGEXP_REPLACE(LTRIM(LOWER(REGEXP_REPLACE({_NARROW.format("name")}, {_BLANKS})), '*'),
      '([一-鿿])(l/s|s/l|l|s)$', '\\1') AS whole
  FROM {asked}),
a AS (
  SELECT *, REGEXP_REPLACE(whole, '\\(.*\\)$', '') AS bare,
    list_filter(string_split_regex(REGEXP_EXTRACT(whole, '\\((.*)\\)$', 1), '[、,;/]'),
      lambda part: part <> '') AS types
  FROM keyed),
now AS (
  SELECT a.grp, a.code, a.name, ARG_MIN(r, r.ord) AS r
  FROM a JOIN tuned_rows AS r ON r.grp = a.grp AND r.key = a.key AND {fits} GROUP BY ALL),
old AS (
  SELECT a.grp, a.code, a.name, ARG_MIN(r, o.ord) AS r
  FROM a JOIN tuned_old AS o ON o.key = a.key AND (a.whole = '' OR o.label IN (a.whole, a.bare))
  JOIN tuned_rows AS r ON r.grp = a.grp AND r.key = o.now_key AND r.label = o.now_label
    AND (LEN(r.types) = 0 OR list_has_all(r.types, o.now_types))
  GROUP BY ALL)
SELECT grp, code, name,
  CASE WHEN own THEN {_CLASSES["B"]} ELSE row.class END AS class,
  CASE WHEN own THEN FALSE ELSE row.starred END AS starred,
  CASE WHEN own THEN FALSE ELSE row.shortage END AS shortage,
  CASE WHEN own THEN TRUE WHEN elsewhere THEN NULL ELSE row IS NOT NULL END AS listed
FROM (SELECT a.grp, a.code, a.name, COALESCE(now.r, old.r) AS row,
        a.grp = {_STARTUP} AND REGEXP_FULL_MATCH(a.key, 'JCB08\\d\\d') AS own,
        a.grp = {_STARTUP} AND REGEXP_FULL_MATCH(a.key, 'JCB\\d{{4}}') AS elsewhere
      FROM a LEFT JOIN now USING (grp, code, name) LEFT JOIN old USING (grp, code, name))"""


def statements(rules: Ruleset) -> Iterator[str]:
    """From the table of claims to the table of decisions."""
    keyed = f"""SELECT *, {_GROUP} AS grp,
      CASE WHEN programme = 'STARTUP' AND benefit = 'TRAINING' THEN '' ELSE COALESCE(name, '') END
        AS said FROM {CLAIMS}"""
    yield f"""CREATE OR REPLACE TEMP TABLE tuned_other AS
SELECT DISTINCT k.grp, k.code, k.said AS name FROM ({keyed}) AS k ANTI JOIN tuned_spelled AS s
  ON s.grp = k.grp AND s.code = k.code AND s.name = k.said
WHERE k.grp IS NOT NULL AND k.code IS NOT NULL"""
    yield f"""CREATE OR REPLACE TEMP TABLE tuned_listing AS
SELECT * FROM tuned_spelled UNION ALL SELECT * FROM ({_resolved("tuned_other")})"""
    yield _judged(rules, keyed)
    yield from _persons(rules)


def _judged(rules: Ruleset, keyed: str) -> str:
    """Every claim by itself; f holds the bits of what the lookups lacked."""
    u = rules.unknown_bits
    return f"""CREATE OR REPLACE TEMP TABLE tuned_judged AS
SELECT place, person_id, applied_on, trained_on, fail, fen, ranked,
  CASE WHEN fail = 0 AND unknown = 0 AND fen IS NULL THEN {u["NOT_DETERMINED"]} ELSE unknown END
    AS unknown, yearly
FROM (
SELECT place, person_id, applied_on, trained_on, benefit IN ('TRAINING', 'UPSKILLING') AS yearly,
  CASE WHEN benefit = 'TRAINING' AND programme = 'STARTUP' THEN class END AS ranked,
  CASE benefit WHEN 'TRAINING' THEN {_training_fails(rules)}
    WHEN 'UPSKILLING' THEN {_upskilling_fails(rules)} ELSE 0 END AS fail,
  CASE benefit WHEN 'TRAINING' THEN f | {_training_unknowns(u)}
    WHEN 'UPSKILLING' THEN f | {_upskilling_unknowns(u)}
    WHEN 'TESTING' THEN f | {u["TESTING_CONDITIONS_NOT_PUBLISHED"]}
      | {_since("applied_on", u)}
    ELSE {_benefit_unknowns(u)} END AS unknown,
  CASE WHEN benefit = 'TRAINING' AND programme = 'PROJECT' THEN approved_price
    WHEN level <= 2 AND shortage AND benefit = 'TRAINING' AND programme = 'LEVEL'
      THEN base * 110 // 100 ELSE base END AS fen
FROM (
  SELECT *, CASE
    WHEN benefit = 'TRAINING' THEN CASE WHEN programme IS NULL THEN {u["programme"]}
      WHEN grp IS NULL THEN 0 ELSE CASE WHEN listed IS NULL THEN {u["code"]} ELSE 0 END
        | CASE WHEN programme = 'LEVEL' AND level IS NULL THEN {u["level"]} ELSE 0 END END
    WHEN benefit = 'UPSKILLING' THEN CASE WHEN listed IS NULL THEN {u["code"]} ELSE 0 END
      | CASE WHEN level IS NULL THEN {u["level"]} ELSE 0 END
    WHEN level IS NULL THEN {u["level"]} ELSE 0 END AS f
  FROM (
    SELECT k.*, l.class, l.starred, l.shortage, l.listed,
      CASE WHEN benefit = 'UPSKILLING' OR (benefit = 'TRAINING' AND programme = 'LEVEL')
          THEN CASE WHEN listed THEN 100 + class * 10 + level END
        WHEN benefit = 'TESTING' THEN 600 + level
        WHEN programme = 'INDUCTION' THEN 500
        WHEN listed THEN CASE programme WHEN 'COMPLETION' THEN 200 WHEN 'SPECIALTY' THEN 300
          ELSE 400 END + class * 10 END AS amount
    FROM ({keyed}) AS k LEFT JOIN tuned_listing AS l
      ON l.code = k.code AND l.name = k.said AND l.grp = k.grp) AS joined
  LEFT JOIN tuned_amounts USING (amount)) AS looked_up) AS summed"""


def _training_fails(rules: Ruleset) -> str:
    f = {code: 1 << place for place, code in enumerate(rules.fail_codes)}
    return f"""CASE WHEN listed = FALSE THEN {f["OCCUPATION_NOT_LISTED"]} ELSE 0 END
      | CASE WHEN listed AND base IS NULL AND f = 0 THEN {f["LEVEL_NOT_ALLOWED"]} ELSE 0 END
      | CASE WHEN total_minutes < 45 * lessons THEN {f["HOURS_BELOW_MINIMUM"]} ELSE 0 END
      | CASE WHEN programme IN ('LEVEL', 'COMPLETION') AND listed AND NOT starred THEN
          CASE WHEN online_minutes * 100 > total_minutes * 40
            THEN {f["ONLINE_OVER_LIMIT"]} ELSE 0 END
          | CASE WHEN practical_minutes * 100 < total_minutes * 60
            THEN {f["PRACTICE_UNDER_MINIMUM"]} ELSE 0 END
        WHEN programme = 'SPECIALTY' AND online_minutes <> 0
          THEN {f["SPECIALTY_NOT_IN_PERSON"]} ELSE 0 END
      | CASE WHEN provider_stars < 3 THEN {f["PROVIDER_BELOW_THREE_STARS"]} ELSE 0 END
      | CASE WHEN provider_removed_on <= filed_on THEN {f["PROVIDER_REMOVED"]} ELSE 0 END"""


def _upskilling_fails(rules: Ruleset) -> str:
    f = {code: 1 << place for place, code in enumerate(rules.fail_codes)}
    return f"""CASE WHEN listed = FALSE THEN {f["OCCUPATION_NOT_LISTED"]} ELSE 0 END
      | CASE WHEN level < 3 THEN {f["LEVEL_NOT_ALLOWED"]} ELSE 0 END
      | CASE WHEN NOT certificate_found THEN {f["CERTIFICATE_NOT_FOUND"]} ELSE 0 END"""


def _null(name: str, u: dict[str, int]) -> str:
    return f"CASE WHEN {name} IS NULL THEN {u[name]} ELSE 0 END"


def _since(day: str, u: dict[str, int]) -> str:
    return f"""CASE WHEN {day} IS NULL THEN {u[day]}
        WHEN {day} < DATE '2024-01-01' THEN {u["STANDARD_NOT_LOADED"]} ELSE 0 END"""


def _training_unknowns(u: dict[str, int]) -> str:
    return f"""{_since("filed_on", u)} | {_null("provider_stars", u)}
      | {_null("person_id", u)} | {_null("applied_on", u)}
      | CASE WHEN total_minutes IS NULL AND (programme IS NULL OR (programme = 'INDUCTION')
          OR (grp IS NOT NULL AND (listed IS NULL OR (listed AND lessons IS DISTINCT FROM 0))))
          THEN {u["total_minutes"]} ELSE 0 END
      | CASE WHEN programme IS NULL OR (programme IN ('LEVEL', 'COMPLETION')
          AND (listed IS NULL OR (listed AND NOT starred)))
          THEN {_null("online_minutes", u)} | {_null("practical_minutes", u)}
            | {_null("total_minutes", u)}
        WHEN programme = 'SPECIALTY' THEN {_null("online_minutes", u)}
        WHEN programme = 'STARTUP' AND class IS NOT NULL THEN {_null("trained_on", u)}
        WHEN programme = 'PROJECT' THEN {_null("approved_price", u)}
        WHEN programme = 'APPRENTICESHIP' THEN {u["APPRENTICESHIP_UNDER_OWN_NOTICE"]}
        ELSE 0 END
      | CASE WHEN listed AND base IS NULL AND f = 0 AND total_minutes IS NOT NULL
          THEN {u["NOT_DETERMINED"]} ELSE 0 END"""


def _upskilling_unknowns(u: dict[str, int]) -> str:
    return f"""{_since("applied_on", u)} | {_null("certificate_found", u)}
      | {_null("person_id", u)}"""


def _benefit_unknowns(u: dict[str, int]) -> str:
    """A claim for nothing known: whatever any benefit would have needed and is missing."""
    return f"""{u["benefit"]} | {_null("programme", u)} | {_null("level", u)}
      | {_null("provider_stars", u)} | {_null("certificate_found", u)}
      | {_null("filed_on", u)} | {_null("applied_on", u)}
      | CASE WHEN COALESCE(programme NOT IN ('PROJECT', 'APPRENTICESHIP'), TRUE)
          THEN {_null("total_minutes", u)} ELSE 0 END
      | CASE WHEN COALESCE(programme IN ('LEVEL', 'COMPLETION'), TRUE)
          THEN {_null("online_minutes", u)} | {_null("practical_minutes", u)}
        WHEN programme = 'SPECIALTY' THEN {_null("online_minutes", u)} ELSE 0 END"""


def _persons(rules: Ruleset) -> Iterator[str]:
    """The claims of one person: 三's classes, then 一's three a year, among the few concerned."""
    f = {code: 1 << place for place, code in enumerate(rules.fail_codes)}
    lower, repeated = f["STARTUP_LOWER_AFTER_HIGHER"], f["STARTUP_CLASS_REPEATED"]
    # A hash may gather two persons: the walk below takes each by himself, so that nothing is lost.
    yield """CREATE OR REPLACE TEMP TABLE tuned_hot AS SELECT h FROM (
  SELECT HASH(person_id) AS h FROM tuned_judged WHERE person_id IS NOT NULL GROUP BY h
  HAVING (COUNT(*) FILTER (yearly) > 3 AND COUNT(*) FILTER (fail = 0 AND unknown = 0) > 2)
    OR COUNT(ranked) > 1)"""
    yield f"""CREATE OR REPLACE TEMP TABLE tuned_few AS
SELECT place, person_id, unknown, ranked, CASE WHEN yearly THEN YEAR(applied_on) END AS y,
  fail | CASE WHEN MAX(ranked) FILTER (trained_on IS NOT NULL) OVER (PARTITION BY person_id
      ORDER BY trained_on RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING) > ranked
    AND trained_on IS NOT NULL THEN {lower} ELSE 0 END AS fail,
  ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY applied_on NULLS LAST, place) AS step
FROM tuned_judged SEMI JOIN tuned_hot ON tuned_hot.h = HASH(person_id)
WHERE person_id IS NOT NULL"""
    yield f"""CREATE OR REPLACE TEMP TABLE tuned_walked AS
WITH RECURSIVE walk AS (
  SELECT DISTINCT person_id, 0::BIGINT AS step, 0::BIGINT AS place, 0 AS fail, 0::BIGINT AS y,
    0 AS paid, 0 AS classes FROM tuned_few
  UNION ALL
  SELECT person_id, step, place, fail, y,
    before + CASE WHEN fail = 0 AND unknown = 0 AND counts THEN 1 ELSE 0 END,
    classes | CASE WHEN fail = 0 AND unknown = 0 AND ranked > 0 THEN 1 << ranked ELSE 0 END
  FROM (
    SELECT n.person_id, n.step, n.place, n.unknown, n.ranked, w.classes, n.y IS NOT NULL AS counts,
      COALESCE(n.y, w.y) AS y, CASE WHEN n.y <> w.y THEN 0 ELSE w.paid END AS before,
      n.fail
        | CASE WHEN n.y = w.y AND w.paid >= 3 THEN {f["ANNUAL_LIMIT_EXCEEDED"]} ELSE 0 END
        | CASE WHEN w.classes & (1 << n.ranked) <> 0 THEN {repeated} ELSE 0 END AS fail
    FROM walk AS w JOIN tuned_few AS n ON n.person_id = w.person_id AND n.step = w.step + 1
  ) AS next_claim
)
SELECT place, fail FROM walk WHERE step > 0"""
    yield f"""CREATE OR REPLACE TEMP TABLE {DECISIONS} AS
SELECT place, CASE WHEN fail <> 0 THEN 'rejected' WHEN unknown <> 0 THEN 'pending'
    ELSE 'approved' END AS decision,
  CASE WHEN fail = 0 AND unknown = 0 THEN fen ELSE 0 END AS fen, fail, unknown
FROM (SELECT j.place, j.fen, j.unknown, COALESCE(w.fail, j.fail) AS fail
      FROM tuned_judged AS j LEFT JOIN tuned_walked AS w ON w.place = j.place) AS final"""
