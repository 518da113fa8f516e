"""The state table as every domain has it; what was decided stays, but for its review."""

from django.db import migrations

from hengji.platform.states.guard import state_guard

FREEZE = """
DROP TRIGGER subsidies_run_moves ON subsidies_adjudicationrun;
DROP FUNCTION subsidies_run_moves();
CREATE FUNCTION subsidies_run_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    review text[] := ARRAY['state', 'reviewed_by_id', 'reviewed_at'];
BEGIN
    IF OLD.state <> 'done' OR to_jsonb(OLD) - review <> to_jsonb(NEW) - review THEN
        RAISE EXCEPTION '已核定或已放弃的记录不能修改（核定 %）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER subsidies_run_is_fixed BEFORE UPDATE ON subsidies_adjudicationrun FOR EACH ROW
    WHEN (OLD.state IN ('done', 'confirmed', 'returned', 'discarded'))
    EXECUTE FUNCTION subsidies_run_is_fixed();
"""

BACK = """
DROP TRIGGER subsidies_run_is_fixed ON subsidies_adjudicationrun;
DROP FUNCTION subsidies_run_is_fixed();
CREATE FUNCTION subsidies_run_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('done', 'discarded') THEN
        RAISE EXCEPTION '已核定或已放弃的记录不能修改（核定 %）', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN (
        'uploaded>ready', 'uploaded>discarded', 'ready>submitted', 'ready>discarded',
        'submitted>done', 'submitted>discarded'
    ) THEN
        RAISE EXCEPTION '补贴核定不能从 % 变为 %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER subsidies_run_moves BEFORE UPDATE ON subsidies_adjudicationrun
    FOR EACH ROW EXECUTE FUNCTION subsidies_run_moves();
"""


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0003_review"), ("states", "0002_guards")]
    operations = [
        migrations.RunSQL(FREEZE, BACK),
        state_guard(
            "subsidies_adjudicationrun",
            ">uploaded",
            "done>confirmed",
            "done>returned",
            "ready>discarded",
            "ready>submitted",
            "submitted>discarded",
            "submitted>done",
            "submitted>submitted",
            "uploaded>discarded",
            "uploaded>ready",
        ),
    ]
