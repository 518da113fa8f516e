"""A day that was loaded keeps what it said; it can only be replaced, and that once."""

from django.db import migrations

FORBID = """
CREATE FUNCTION workdays_day_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.replaced_at IS NULL AND NEW.replaced_at IS NOT NULL
        AND (NEW.jurisdiction_id, NEW.day, NEW.is_workday, NEW.name, NEW.source_id)
          = (OLD.jurisdiction_id, OLD.day, OLD.is_workday, OLD.name, OLD.source_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '工作日历的记录只能被新的记录替换，不能修改或删除（%）', OLD.day
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER workdays_day_is_kept BEFORE UPDATE OR DELETE ON workdays_calendarday
    FOR EACH ROW EXECUTE FUNCTION workdays_day_is_kept();
"""

ALLOW = """
DROP TRIGGER workdays_day_is_kept ON workdays_calendarday;
DROP FUNCTION workdays_day_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
