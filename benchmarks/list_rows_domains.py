"""Rows of what the offices decide: runs, specifications and doubts about the lists."""

from benchmarks.filling import Fill
from benchmarks.list_columns import DISTRICT_FIRST, NOW, RARELY, SOMEBODY, often

_IS_DECIDED = "(n = 1 OR h % 1000 >= 60)"
_FILE_OF_A_DECIDED = f"CASE WHEN {_IS_DECIDED} THEN n END"
SUBSIDIES = (
    Fill(
        "subsidies.AdjudicationRun",
        {
            "id": "n",
            "jurisdiction_id": DISTRICT_FIRST,
            "pack_id": "'huaian-2024'",
            "pack_hash": "repeat('0', 64)",
            "pack_title": "'通知'",
            "pack_number": "'文号'",
            "source_id": "n",
            "source_sha256": "n",
            "job_id": "n",
            "state": f"CASE WHEN {_IS_DECIDED} THEN 'done' WHEN h % 1000 < 40 THEN 'ready'"
            " ELSE 'uploaded' END",
            "uploaded_by_id": SOMEBODY,
            "uploaded_at": NOW,
            "submitted_by_id": f"CASE WHEN {_IS_DECIDED} THEN {SOMEBODY} END",
            "submitted_at": f"CASE WHEN {_IS_DECIDED} THEN now() END",
            "decided_at": f"CASE WHEN {_IS_DECIDED} THEN now() END",
            "rows": "1000000",
            "fail_codes": "'{OFTEN,SELDOM}'",
            "workbook_id": _FILE_OF_A_DECIDED,
            "decisions_file_id": _FILE_OF_A_DECIDED,
            "report_file_id": _FILE_OF_A_DECIDED,
        },
    ),
    Fill(
        "subsidies.ClaimDecision",
        {
            "run_id": "1",
            "row": "n",
            "claim_id": "'bench-' || n",
            "decision": often((1, "'rejected'"), (149, "'rejected'"), otherwise="'approved'"),
            "fen": often((150, "0"), otherwise="100000"),
            "fail": often((1, "2"), (149, "1"), otherwise="0"),
            "unknown": "0",
        },
    ),
    Fill(
        "subsidies.ReadFault",
        {"run_id": "1", "row": "n", "column": "'栏目'", "text": "'内容'", "message": "'说明'"},
    ),
)
_IS_ISSUED = "h % 1000 < 700"
SPECIFICATIONS = (
    Fill(
        "specifications.Specification",
        {
            "id": "n",
            "jurisdiction_id": "place",
            "name": "'能力' || n",
            "occupation": "'领域' || h % 500",
            "definition": "'运用工具完成任务的能力'",
            "state": f"CASE WHEN {_IS_ISSUED} THEN 'in_force' WHEN h % 1000 < 720 THEN 'drafting'"
            " ELSE 'proposed' END",
            "created_by_id": SOMEBODY,
            "created_at": NOW,
            "promulgated_by_id": f"CASE WHEN {_IS_ISSUED} THEN {SOMEBODY} END",
            "filing_number": f"CASE WHEN {_IS_ISSUED} THEN n::text ELSE '' END",
            "promulgation_number": f"CASE WHEN {_IS_ISSUED} THEN n::text ELSE '' END",
            "promulgated_on": f"CASE WHEN {_IS_ISSUED} THEN current_date END",
            "issued_id": f"CASE WHEN {_IS_ISSUED} THEN n END",
        },
    ),
)
FINDINGS = (
    Fill(
        "catalogues.ListFinding",
        {
            "id": "n",
            "edition_id": "1 + mod(n, 5)",
            "row": "n",
            "severity": often((100, "'error'"), (400, "'warning'"), otherwise="'note'"),
            "code": "'CODE_' || h % 40",
            "message": "'疑点'",
            "suggestion": "'建议'",
            "state": f"CASE WHEN {RARELY} THEN 'open' ELSE 'settled' END",
            "resolution": f"CASE WHEN {RARELY} THEN '' ELSE 'confirmed' END",
            "reason": f"CASE WHEN {RARELY} THEN '' ELSE '理由' END",
            "settled_by_id": f"CASE WHEN {RARELY} THEN NULL ELSE {SOMEBODY} END",
            "settled_at": f"CASE WHEN {RARELY} THEN NULL ELSE now() END",
        },
    ),
)
DOMAIN_ROWS = (*SUBSIDIES, *SPECIFICATIONS, *FINDINGS)
# A list of the nation and one of each province, whose doubts there are very many of.
LISTS = (
    """INSERT INTO catalogues_publishedlist (id, kind, jurisdiction_id, position)
       SELECT 'bench-' || n, 'specialty', code, n FROM (SELECT code, row_number() OVER () + 1 AS n
         FROM jurisdictions_jurisdiction WHERE level = 'province' UNION SELECT NULL, 1) one""",
    """INSERT INTO catalogues_edition (id, published_id, number, pack_id, title, clause, notice,
        notice_number, issuer, pack_hash, content_hash, rows, rate_classes, tags, loaded_at,
        is_current)
       SELECT position, id, 1, 'bench', '目录' || position, '', '', '', '', '', '', 1, '{}', '{}',
        now(), true FROM catalogues_publishedlist WHERE id LIKE 'bench-%'""",
)  # fmt: skip
