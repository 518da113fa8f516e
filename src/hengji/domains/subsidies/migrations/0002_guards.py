"""The state table and the fixity of decisions, held by the database whoever writes."""

from django.db import migrations

FORBID = """
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

CREATE FUNCTION subsidies_decisions_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT run_id FROM changed) AS touched
        JOIN subsidies_adjudicationrun AS run ON run.id = touched.run_id
        WHERE run.state <> 'submitted'
    ) THEN
        RAISE EXCEPTION '核定结果只在核定过程中写入（%）', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER subsidies_decisions_insert AFTER INSERT ON subsidies_claimdecision
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION subsidies_decisions_fixed();
CREATE TRIGGER subsidies_decisions_update AFTER UPDATE ON subsidies_claimdecision
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION subsidies_decisions_fixed();
CREATE TRIGGER subsidies_decisions_delete AFTER DELETE ON subsidies_claimdecision
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION subsidies_decisions_fixed();
"""

ALLOW = """
DROP TRIGGER subsidies_decisions_delete ON subsidies_claimdecision;
DROP TRIGGER subsidies_decisions_update ON subsidies_claimdecision;
DROP TRIGGER subsidies_decisions_insert ON subsidies_claimdecision;
DROP FUNCTION subsidies_decisions_fixed();
DROP TRIGGER subsidies_run_moves ON subsidies_adjudicationrun;
DROP FUNCTION subsidies_run_moves();
"""


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
