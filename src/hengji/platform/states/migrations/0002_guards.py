"""The function behind every table's trigger, and a history that nobody rewrites."""

from django.db import migrations

FORBID = """
CREATE FUNCTION states_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    source text := '';
    target text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        source := to_jsonb(OLD) ->> TG_ARGV[0];
    END IF;
    IF (source || '>' || target) <> ALL (TG_ARGV) THEN
        RAISE EXCEPTION '% 的状态不能从“%”变为“%”', TG_TABLE_NAME, source, target
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION states_history_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '状态记录只能追加，不能修改或删除（%）', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER states_history_is_fixed BEFORE UPDATE OR DELETE ON states_statechange
    FOR EACH ROW EXECUTE FUNCTION states_history_is_fixed();
"""

ALLOW = """
DROP TRIGGER states_history_is_fixed ON states_statechange;
DROP FUNCTION states_history_is_fixed();
DROP FUNCTION states_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("states", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
