"""The state tables, and the fixity of what was handed in, whoever writes."""

from django.db import migrations

from hengji.platform.states.guard import state_guard

FORBID = """
CREATE FUNCTION notices_notice_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '公示不能删除，只能撤回（公示 %）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('concluded', 'withdrawn') THEN
        RAISE EXCEPTION '已办结或已撤回的公示不能修改（公示 %）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'draft' AND (
        NEW.jurisdiction_id, NEW.subject_type, NEW.subject_id, NEW.corrects_id, NEW.title, NEW.content,
        NEW.columns, NEW.row_count, NEW.basis, NEW.clause, NEW.period, NEW.unit, NEW.answer_days,
        NEW.office_name, NEW.office_phone, NEW.office_address, NEW.drafted_by_id, NEW.drafted_at
    ) IS DISTINCT FROM (
        OLD.jurisdiction_id, OLD.subject_type, OLD.subject_id, OLD.corrects_id, OLD.title, OLD.content,
        OLD.columns, OLD.row_count, OLD.basis, OLD.clause, OLD.period, OLD.unit, OLD.answer_days,
        OLD.office_name, OLD.office_phone, OLD.office_address, OLD.drafted_by_id, OLD.drafted_at
    ) THEN
        RAISE EXCEPTION '公示提交后内容不能修改（公示 %）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.published_at IS NOT NULL AND (
        NEW.published_at, NEW.published_by_id, NEW.reviewed_by_id, NEW.starts_on, NEW.ends_on
    ) IS DISTINCT FROM (
        OLD.published_at, OLD.published_by_id, OLD.reviewed_by_id, OLD.starts_on, OLD.ends_on
    ) THEN
        RAISE EXCEPTION '公示发布后期限不能修改（公示 %）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notices_notice_fixed BEFORE UPDATE OR DELETE ON notices_publicnotice
    FOR EACH ROW EXECUTE FUNCTION notices_notice_fixed();

CREATE FUNCTION notices_parts_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT notice_id FROM changed) AS touched
        JOIN notices_publicnotice AS notice ON notice.id = touched.notice_id
        WHERE notice.state <> 'draft'
    ) THEN
        RAISE EXCEPTION '公示提交后名单和附件不能修改（%）', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION notices_objection_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '异议不能删除（异议 %）', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.answered_at IS NOT NULL OR (
        NEW.notice_id, NEW.notice_author_id, NEW.jurisdiction_id, NEW.row_id, NEW.receipt, NEW.form_token,
        NEW.address_digest, NEW.content, NEW.name_shown, NEW.sealed_name, NEW.sealed_contact,
        NEW.received_at
    ) IS DISTINCT FROM (
        OLD.notice_id, OLD.notice_author_id, OLD.jurisdiction_id, OLD.row_id, OLD.receipt, OLD.form_token,
        OLD.address_digest, OLD.content, OLD.name_shown, OLD.sealed_name, OLD.sealed_contact,
        OLD.received_at
    ) THEN
        RAISE EXCEPTION '异议只能答复一次，内容不能修改（异议 %）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notices_objection_kept BEFORE UPDATE OR DELETE ON notices_objection
    FOR EACH ROW EXECUTE FUNCTION notices_objection_kept();
"""

ALLOW = """
DROP TRIGGER notices_objection_kept ON notices_objection;
DROP FUNCTION notices_objection_kept();
DROP FUNCTION notices_parts_fixed();
DROP TRIGGER notices_notice_fixed ON notices_publicnotice;
DROP FUNCTION notices_notice_fixed();
"""


def _part(table: str) -> migrations.RunSQL:
    """Lines and attachments are written while their notice is a draft, and not after."""
    events = (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
    forbid = "".join(
        f"CREATE TRIGGER {table}_{event} AFTER {event.upper()} ON {table}"
        f" REFERENCING {side} TABLE AS changed"
        " FOR EACH STATEMENT EXECUTE FUNCTION notices_parts_fixed();"
        for event, side in events
    )
    allow = "".join(f"DROP TRIGGER {table}_{event} ON {table};" for event, _side in events)
    return migrations.RunSQL(forbid, allow)


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("states", "0002_guards")]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        _part("notices_noticerow"),
        _part("notices_noticeattachment"),
        state_guard(
            "notices_publicnotice",
            ">draft",
            "draft>submitted",
            "draft>withdrawn",
            "ended>concluded",
            "ended>suspended",
            "ended>withdrawn",
            "published>ended",
            "published>suspended",
            "published>withdrawn",
            "reviewed>draft",
            "reviewed>published",
            "reviewed>withdrawn",
            "submitted>draft",
            "submitted>reviewed",
            "submitted>withdrawn",
            "suspended>concluded",
            "suspended>withdrawn",
        ),
        state_guard(
            "notices_objection",
            ">submitted",
            "open>accepted",
            "open>partly",
            "open>rejected",
            "submitted>open",
        ),
    ]
