"""Rows of what every office has: accounts, bodies, todos, jobs, events, messages, files."""

from benchmarks.filling import Fill
from benchmarks.list_columns import DISTRICT_FIRST, NOW, OWN, RARELY, SOMEBODY, often

ACCOUNTS = (
    Fill(
        "accounts.User",
        {
            "id": SOMEBODY,
            "username": "'bench-' || n",
            "password": "'!'",
            "display_name": "'测试' || n",
            "is_active": "h % 20 <> 0",
            "jurisdiction_id": "place",
        },
    ),
    Fill(
        "accounts.Appointment",
        {
            "user_id": SOMEBODY,
            "role": often((100, "'reviewer'"), (20, "'administrator'"), otherwise="'clerk'"),
            "place_id": "place",
            "since": "'2020-01-01'::date",
        },
    ),
    Fill(
        "jurisdictions.Body",
        {
            "id": "n",
            "code": "lpad(n::text, 18, '0')",
            "name": "'测试机构' || n",
            "jurisdiction_id": "place",
            "kinds": often((300, "'{examining}'"), otherwise="'{training,employer}'")
            + "::varchar[]",
        },
    ),
)
DESK = (
    Fill(
        "todos.Todo",
        {
            "kind": "'bench'",
            "title": "'待办' || n",
            "subject_type": "'bench'",
            "subject_id": "n",
            "link": "'/office/'",
            "jurisdiction_id": "place",
            "permission": "'subsidies.handle_runs'",
            "state": "CASE WHEN h % 10 = 0 THEN 'open' ELSE 'done' END",
            "raised_by": "'bench'",
            "raised_at": NOW,
            "due_on": "current_date + h % 61 - 20",
            "ended_at": "CASE WHEN h % 10 = 0 THEN NULL ELSE now() END",
            "ended_by_id": f"CASE WHEN h % 10 = 0 THEN NULL ELSE {SOMEBODY} END",
        },
    ),
    Fill(
        "jobs.Job",
        {
            "id": "n",
            "kind": "'bench'",
            "title": "'任务' || n",
            "actor_id": f"CASE WHEN h % 1000 < 3 THEN {OWN} ELSE {SOMEBODY} END",
            "jurisdiction_id": "place",
            "state": f"CASE WHEN {RARELY} THEN 'failed' ELSE 'done' END",
            "created_at": NOW,
            "finished_at": NOW,
        },
    ),
    Fill(
        "outbox.Event",
        {
            "id": "n",
            "event": "'bench.told'",
            "subject_type": "'bench'",
            "subject_id": "n",
            "subject_label": "'对象' || n",
            "jurisdiction_id": "place",
            "at": NOW,
        },
    ),
    Fill(
        "outbox.Delivery",
        {
            "event_id": "n",
            "receiver": "'bench.one'",
            "subject": "n",
            "state": "CASE WHEN h % 500 = 0 THEN 'dead' ELSE 'done' END",
            "attempt": "1",
            "due_at": "now()",
            "done_at": "CASE WHEN h % 500 = 0 THEN NULL ELSE now() END",
            "error": "CASE WHEN h % 500 = 0 THEN '没有成功' ELSE '' END",
        },
    ),
    Fill(
        "site_messages.Message",
        {
            "to_id": OWN,
            "title": "'消息' || n",
            "short": "''",
            "at": NOW,
            "read_at": "CASE WHEN h % 100 = 0 THEN NULL ELSE now() END",
        },
    ),
    Fill(
        "files.FileRecord",
        {
            "id": "n",
            "sha256": "repeat('0', 64)",
            "size": "1",
            "content_type": "'text/csv'",
            "original_name": "'申领表' || n || '.csv'",
            "uploaded_by_id": SOMEBODY,
            "jurisdiction_id": DISTRICT_FIRST,
            "created_at": NOW,
        },
    ),
)
OFFICE_ROWS = (*ACCOUNTS, *DESK)
