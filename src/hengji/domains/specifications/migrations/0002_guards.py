"""The state table, and the fixity of what was written, handed in and issued, whoever writes."""

from django.db import migrations

from hengji.platform.states.guard import state_guard

FORBID = """
CREATE FUNCTION specifications_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '考核规范的%记录不能修改或删除（%）', TG_ARGV[0], OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER specifications_kept BEFORE UPDATE OR DELETE ON specifications_textrevision
    FOR EACH ROW EXECUTE FUNCTION specifications_kept('文本');
CREATE TRIGGER specifications_kept BEFORE UPDATE OR DELETE ON specifications_version
    FOR EACH ROW EXECUTE FUNCTION specifications_kept('版本');
CREATE TRIGGER specifications_kept BEFORE UPDATE OR DELETE ON specifications_review
    FOR EACH ROW EXECUTE FUNCTION specifications_kept('评审');
CREATE TRIGGER specifications_kept BEFORE UPDATE OR DELETE ON specifications_guide
    FOR EACH ROW EXECUTE FUNCTION specifications_kept('教学指导');
CREATE TRIGGER specifications_kept BEFORE DELETE ON specifications_specification
    FOR EACH ROW EXECUTE FUNCTION specifications_kept('');
CREATE TRIGGER specifications_kept BEFORE DELETE ON specifications_expert
    FOR EACH ROW EXECUTE FUNCTION specifications_kept('专家组');
CREATE TRIGGER specifications_kept BEFORE DELETE ON specifications_chapter
    FOR EACH ROW EXECUTE FUNCTION specifications_kept('章节');

CREATE FUNCTION specifications_text_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    SELECT state INTO found FROM specifications_specification
        WHERE id = NEW.specification_id FOR SHARE;
    IF found NOT IN ('proposed', 'drafting', 'first_revision', 'final_revision') THEN
        RAISE EXCEPTION '考核规范现在不能改文本（%）', NEW.specification_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER specifications_text_open BEFORE INSERT ON specifications_textrevision
    FOR EACH ROW EXECUTE FUNCTION specifications_text_open();

CREATE FUNCTION specifications_issued_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.jurisdiction_id, NEW.body_id, NEW.revises_id, NEW.created_by_id, NEW.created_at)
        IS DISTINCT FROM
        (OLD.jurisdiction_id, OLD.body_id, OLD.revises_id, OLD.created_by_id, OLD.created_at)
    THEN
        RAISE EXCEPTION '考核规范的归属不能修改（%）', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.issued_id IS NOT NULL AND (
        NEW.issued_id, NEW.name, NEW.occupation, NEW.definition, NEW.promulgated_by_id,
        NEW.promulgated_on, NEW.promulgation_number, NEW.filing_number, NEW.filed_on
    ) IS DISTINCT FROM (
        OLD.issued_id, OLD.name, OLD.occupation, OLD.definition, OLD.promulgated_by_id,
        OLD.promulgated_on, OLD.promulgation_number, OLD.filing_number, OLD.filed_on
    ) THEN
        RAISE EXCEPTION '已颁布的考核规范不能修改（%）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER specifications_issued_fixed BEFORE UPDATE ON specifications_specification
    FOR EACH ROW EXECUTE FUNCTION specifications_issued_fixed();

CREATE FUNCTION specifications_comment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answer text[] := ARRAY['answer', 'accepted', 'answered_by_id', 'answered_at'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.answered_at IS NOT NULL
        OR to_jsonb(OLD) - answer <> to_jsonb(NEW) - answer
    THEN
        RAISE EXCEPTION '批注只能答复一次，不能修改或删除（%）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER specifications_comment_kept BEFORE UPDATE OR DELETE ON specifications_comment
    FOR EACH ROW EXECUTE FUNCTION specifications_comment_kept();
"""

ALLOW = """
DROP TRIGGER specifications_comment_kept ON specifications_comment;
DROP FUNCTION specifications_comment_kept();
DROP TRIGGER specifications_issued_fixed ON specifications_specification;
DROP FUNCTION specifications_issued_fixed();
DROP TRIGGER specifications_text_open ON specifications_textrevision;
DROP FUNCTION specifications_text_open();
DROP FUNCTION specifications_kept() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("specifications", "0001_initial"), ("states", "0002_guards")]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        state_guard(
            "specifications_specification",
            ">proposed",
            "applied>closed",
            "applied>drafting",
            "applied>first_review",
            "drafting>applied",
            "drafting>closed",
            "filed>promulgated",
            "filing>filed",
            "final_review>closed",
            "final_review>filing",
            "final_review>final_revision",
            "final_revision>closed",
            "final_revision>final_review",
            "first_review>closed",
            "first_review>final_review",
            "first_review>first_revision",
            "first_revision>closed",
            "first_revision>first_review",
            "grouping>closed",
            "grouping>surveying",
            "in_force>revised",
            "in_force>withdrawn",
            "items_ready>in_force",
            "items_ready>pilot",
            "items_ready>revised",
            "items_ready>withdrawn",
            "pilot>in_force",
            "pilot>revised",
            "pilot>withdrawn",
            "promulgated>items_ready",
            "promulgated>revised",
            "promulgated>withdrawn",
            "proposed>closed",
            "proposed>grouping",
            "surveying>closed",
            "surveying>workshop",
            "workshop>closed",
            "workshop>drafting",
        ),
    ]
