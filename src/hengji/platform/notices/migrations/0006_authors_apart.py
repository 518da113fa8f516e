"""Whoever wrote in a notice neither reviews it nor answers for it, whoever writes the row."""

from django.db import migrations

FORBID = """
CREATE FUNCTION notices_authors_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject bigint;
    person bigint;
BEGIN
    IF TG_TABLE_NAME = 'notices_publicnotice' THEN
        subject := NEW.id; person := NEW.reviewed_by_id;
    ELSE
        subject := NEW.notice_id; person := NEW.answered_by_id;
    END IF;
    IF EXISTS (
        SELECT FROM notices_noticeauthor WHERE notice_id = subject AND account_id = person
    ) THEN
        RAISE EXCEPTION '编写或者提交公示的人不能审核，也不能答复异议（公示 %）', subject
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER notices_reviewer_apart AFTER UPDATE ON notices_publicnotice FOR EACH ROW
    WHEN (OLD.reviewed_by_id IS DISTINCT FROM NEW.reviewed_by_id)
    EXECUTE FUNCTION notices_authors_apart();
CREATE TRIGGER notices_answerer_apart AFTER UPDATE ON notices_objection FOR EACH ROW
    WHEN (OLD.answered_by_id IS DISTINCT FROM NEW.answered_by_id)
    EXECUTE FUNCTION notices_authors_apart();

CREATE FUNCTION notices_author_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '公示的编写人不能修改或删除（公示 %）', OLD.notice_id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER notices_author_kept BEFORE UPDATE OR DELETE ON notices_noticeauthor
    FOR EACH ROW EXECUTE FUNCTION notices_author_kept();
"""

ALLOW = """
DROP TRIGGER notices_author_kept ON notices_noticeauthor;
DROP FUNCTION notices_author_kept();
DROP TRIGGER notices_answerer_apart ON notices_objection;
DROP TRIGGER notices_reviewer_apart ON notices_publicnotice;
DROP FUNCTION notices_authors_apart();
"""

# What is not yet over; the audit trail knows who wrote in it before this table was there.
EARLIER = """
INSERT INTO notices_noticeauthor (notice_id, account_id, since)
SELECT notice.id, account.id, min(entry.at)
FROM notices_publicnotice AS notice
JOIN audit_auditentry AS entry
    ON entry.subject_type = 'notices.publicnotice' AND entry.subject_id = notice.id::text
JOIN accounts_user AS account ON account.id = entry.actor_id
WHERE notice.state NOT IN ('concluded', 'withdrawn') AND entry.action IN (
    'notices.notice.draft', 'notices.notice.edit', 'notices.notice.attach',
    'notices.notice.detach', 'notices.notice.submit'
)
GROUP BY notice.id, account.id
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0005_noticeauthor"),
        ("accounts", "0005_one_name_whatever_its_case"),
        ("audit", "0004_chain"),
    ]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        migrations.RunSQL(EARLIER, migrations.RunSQL.noop),
    ]
