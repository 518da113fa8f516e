"""A doubt changes its state along the table only; what was settled before is in its history too."""

from django.db import migrations

from hengji.platform.states.guard import state_guard

HISTORY = """
INSERT INTO states_statechange
    (subject_type, subject_id, "table", transition, source, target, actor_id, at, remark)
SELECT entry.subject_type, entry.subject_id, 'catalogues.finding',
    COALESCE(NULLIF(entry.after ->> 'resolution', ''), 'reopen'),
    entry.before ->> 'state', entry.after ->> 'state', account.id, entry.at, entry.reason
FROM audit_auditentry AS entry LEFT JOIN accounts_user AS account ON account.id = entry.actor_id
WHERE entry.subject_type = 'catalogues.listfinding' AND entry.action IN ('处理疑点', '重新打开疑点')
ORDER BY entry.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogues", "0003_search_indexes"),
        ("states", "0002_guards"),
        ("audit", "0001_initial"),
        ("accounts", "0001_initial"),
    ]
    operations = [
        state_guard("catalogues_listfinding", ">open", ">settled", "open>settled", "settled>open"),
        # Going back, the history goes with its table.
        migrations.RunSQL(HISTORY, migrations.RunSQL.noop),
    ]
