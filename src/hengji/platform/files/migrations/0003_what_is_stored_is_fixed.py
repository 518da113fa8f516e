"""A stored file is what it was: the database refuses to make it another."""

from django.db import migrations

FIXED = """
CREATE FUNCTION files_record_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.sha256, OLD.size, OLD.kind, OLD.content_type, OLD.original_name, OLD.purpose,
      OLD.uploaded_by_id, OLD.jurisdiction_id, OLD.created_at)
     IS DISTINCT FROM
     (NEW.sha256, NEW.size, NEW.kind, NEW.content_type, NEW.original_name, NEW.purpose,
      NEW.uploaded_by_id, NEW.jurisdiction_id, NEW.created_at)
     OR (OLD.subject_type <> '' AND (OLD.subject_type, OLD.subject_id)
         IS DISTINCT FROM (NEW.subject_type, NEW.subject_id)) THEN
    RAISE EXCEPTION 'a stored file never changes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER files_record_is_fixed BEFORE UPDATE ON files_filerecord
  FOR EACH ROW EXECUTE FUNCTION files_record_is_fixed();

CREATE FUNCTION files_version_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version never changes' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER files_version_is_fixed BEFORE UPDATE OR DELETE ON files_fileversion
  FOR EACH ROW EXECUTE FUNCTION files_version_is_fixed();
"""
FREE = """
DROP TRIGGER files_version_is_fixed ON files_fileversion;
DROP FUNCTION files_version_is_fixed();
DROP TRIGGER files_record_is_fixed ON files_filerecord;
DROP FUNCTION files_record_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0002_contents_and_versions")]
    operations = [migrations.RunSQL(FIXED, FREE)]
