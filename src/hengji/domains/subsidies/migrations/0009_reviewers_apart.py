"""Whoever uploaded the sheet or ever submitted the run does not review it, whoever writes."""

from django.db import migrations

FORBID = """
CREATE FUNCTION subsidies_reviewer_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reviewed_by_id = NEW.uploaded_by_id OR EXISTS (
        SELECT FROM states_statechange
        WHERE subject_type = 'subsidies.adjudicationrun' AND subject_id = NEW.id::text
            AND transition = 'submit' AND actor_id = NEW.reviewed_by_id
    ) THEN
        RAISE EXCEPTION '上传或者提交过核定的人不能复核（核定 %）', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER subsidies_reviewer_apart AFTER UPDATE ON subsidies_adjudicationrun FOR EACH ROW
    WHEN (OLD.reviewed_by_id IS DISTINCT FROM NEW.reviewed_by_id)
    EXECUTE FUNCTION subsidies_reviewer_apart();
"""

ALLOW = """
DROP TRIGGER subsidies_reviewer_apart ON subsidies_adjudicationrun;
DROP FUNCTION subsidies_reviewer_apart();
"""


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0008_lists_by_index"), ("states", "0002_guards")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
