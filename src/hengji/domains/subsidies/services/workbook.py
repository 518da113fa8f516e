"""The columns that the applicants' own sheet goes back with."""

from collections import defaultdict

import duckdb

from hengji.core.adjudication.bulk import Outcome, decided_rows
from hengji.core.adjudication.verdict import DECISION_LABELS, Decision, yuan_number
from hengji.core.documents.cells import Value
from hengji.core.packs.model import Pack
from hengji.domains.subsidies.queries.titles import Titles, titles_of

DECISION, AMOUNT, FAILED, PENDING, REMARK = "决定", "金额（元）", "不符合", "待定原因", "说明"
NOT_READ = "未核定"

Columns = dict[str, dict[int, Value]]


def decision_columns(
    connection: duckdb.DuckDBPyConnection, outcome: Outcome, pack: Pack
) -> Columns:
    """Heading → row → value, in Chinese, with the clause behind each reason."""
    columns: Columns = {name: {} for name in (DECISION, AMOUNT, FAILED, PENDING, REMARK)}
    titles = titles_of(outcome.loaded.ruleset)
    told: dict[str, str] = {}
    basis = f"依据{pack.number}，规则版本 {pack.hash[:12]}"
    for row, _claim, decision, fen, failed, unknown in decided_rows(connection, outcome):
        columns[DECISION][row] = DECISION_LABELS[decision]
        columns[REMARK][row] = basis
        if decision is Decision.APPROVED:
            columns[AMOUNT][row] = yuan_number(fen)
        for heading, codes in ((FAILED, failed), (PENDING, unknown)):
            if codes:
                if codes not in told:
                    told[codes] = _told(codes, titles)
                columns[heading][row] = told[codes]
    _add_unread(columns, outcome)
    return columns


def _told(codes: str, titles: Titles) -> str:
    return "；".join(titles[code].sentence for code in codes.split(";"))


def _add_unread(columns: Columns, outcome: Outcome) -> None:
    messages: dict[int, list[str]] = defaultdict(list)
    for cell in outcome.bad_cells:
        messages[cell.row].append(f"“{cell.column}”{cell.message}")
    for row, found in messages.items():
        columns[DECISION][row] = NOT_READ
        columns[REMARK][row] = "；".join(found)
