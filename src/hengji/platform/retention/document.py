"""What goes again, as a page of the documentation."""

from hengji.platform.retention.registry import all_rules

HEAD = """# What is kept, and what goes again

Written from the code by `hengji docs retention`; a test holds it to each package's `keeping.py`.

Only the rows of this table ever go by themselves. Every night (3:30) they are removed in small
transactions, each with a row in the audit trail that tells how many, until when and why.
`hengji retention` shows what is due, `hengji retention --run` removes it at once, `hengji doctor`
tells when the nights cannot keep up. `HENGJI_KEEP_DAYS` sets other days, such as
`outbox.events=730,queue.jobs=30`; never fewer than the least.

| Rows | Code | Days | At least | Why they may go |
|---|---|---:|---:|---|
"""

STAYS = """
Everything else stays, since somebody may ask about it: the audit trail and its links (网络安全法
第二十一条 asks for at least six months), decisions, notices and objections, specifications and
catalogues, jobs with their attempts and results, todos that have ended, messages whether read or
not (they show that somebody was told), histories of states, uploaded and computed files, ledgers
of imports, findings of the nightly checks. Events that were given up, and those with a delivery
that was, stay until somebody has delivered them again. Triggers in the database refuse to delete
an event or a delivery, in retention too, before 183 days are over.
"""


def retention_document() -> str:
    """Markdown: a row for each rule, and what stays."""
    rows = (
        f"| {rule.label} | `{rule.code}` | {rule.days} | {rule.least} | {rule.reason} |\n"
        for rule in all_rules()
    )
    return HEAD + "".join(rows) + STAYS
