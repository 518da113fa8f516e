"""Rows of what goes out and comes in: public notices, imports and exports."""

from benchmarks.filling import Fill
from benchmarks.list_columns import DISTRICT_FIRST, NOW, OWN, RARELY, SOMEBODY

# Most have been public and are over; some are still being written.
_IS_PUBLIC = "(n = 1 OR h % 1000 >= 50)"
NOTICES = (
    Fill(
        "notices.PublicNotice",
        {
            "id": "n",
            "jurisdiction_id": DISTRICT_FIRST,
            "title": "'公示' || n",
            "content": "'正文'",
            "columns": "'{申领编号,金额}'",
            "row_count": "1",
            "basis": "'文件'",
            "clause": "'条款'",
            "period": "5",
            "unit": "'working'",
            "answer_days": "5",
            "office_name": "'受理部门'",
            "office_phone": "'0'",
            "state": f"CASE WHEN NOT {_IS_PUBLIC} THEN 'draft' WHEN h % 1000 < 70 THEN 'published'"
            " ELSE 'concluded' END",
            "drafted_by_id": SOMEBODY,
            "drafted_at": NOW,
            "reviewed_by_id": f"CASE WHEN {_IS_PUBLIC} THEN {SOMEBODY} + 1 END",
            "reviewed_at": f"CASE WHEN {_IS_PUBLIC} THEN now() END",
            "published_by_id": f"CASE WHEN {_IS_PUBLIC} THEN {SOMEBODY} END",
            "published_at": f"CASE WHEN {_IS_PUBLIC} THEN {NOW} END",
            "starts_on": f"CASE WHEN {_IS_PUBLIC} THEN current_date - h % 61 END",
            "ends_on": f"CASE WHEN {_IS_PUBLIC} THEN current_date - h % 61 + 5 END",
            "concluded_at": f"CASE WHEN {_IS_PUBLIC} AND h % 1000 >= 70 THEN now() END",
        },
    ),
    Fill(
        "notices.NoticeRow",
        {
            "id": "n",
            "notice_id": "1",
            "place": "n",
            "key": "n",
            "cells": "ARRAY['bench-' || n, '1000.00']",
        },
    ),
    Fill(
        "notices.Objection",
        {
            "notice_id": "n",
            "jurisdiction_id": "place",
            "receipt": "n",
            "form_token": "n",
            "address_digest": "n",
            "content": "'异议'",
            "name_shown": "'测*'",
            "sealed_name": "''",
            "sealed_contact": "''",
            "received_at": NOW,
            "due_on": "current_date + h % 61 - 20",
            "notice_author_id": SOMEBODY,
            "state": f"CASE WHEN {RARELY} THEN 'open' ELSE 'rejected' END",
            "answer": f"CASE WHEN {RARELY} THEN '' ELSE '答复' END",
            "answered_by_id": f"CASE WHEN {RARELY} THEN NULL ELSE {SOMEBODY} + 1 END",
            "answered_at": f"CASE WHEN {RARELY} THEN NULL ELSE {NOW} END",
        },
    ),
)
EXCHANGE = (
    Fill(
        "exchange.ImportBatch",
        {
            "id": "n",
            "spec": "'accounts'",
            "label": "'账号'",
            "jurisdiction_id": DISTRICT_FIRST,
            "source_id": "n",
            "source_sha256": "n",
            "state": "'done'",
            "actor_id": SOMEBODY,
            "at": NOW,
            "header_row": "1",
            "rows": "50000",
        },
    ),
    Fill(
        "exchange.ImportRow",
        {
            "batch_id": "1 + (n - 1) / 50000",  # more rows no import has
            "row": "1 + mod(n - 1, 50000)",
            "state": f"CASE WHEN {RARELY} THEN 'faulty' ELSE 'applied' END",
            "key": "n",
            "message": f"CASE WHEN {RARELY} THEN '有误' ELSE '' END",
        },
    ),
    Fill(
        "exchange.ExportRun",
        {
            "spec": "'accounts'",
            "label": "'账号'",
            "kind": "'csv'",
            "rows": "1",
            "actor_id": OWN,
            "jurisdiction_id": "place",
            "at": NOW,
        },
    ),
)
NOTICE_ROWS = (*NOTICES, *EXCHANGE)
