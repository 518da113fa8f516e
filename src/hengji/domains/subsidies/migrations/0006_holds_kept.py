"""What an upheld objection holds back stays on record, whoever writes."""

from django.db import migrations

FORBID = """
CREATE FUNCTION subsidies_hold_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '暂缓记录不能修改或删除（%）', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER subsidies_hold_is_kept BEFORE UPDATE OR DELETE ON subsidies_claimhold
    FOR EACH ROW EXECUTE FUNCTION subsidies_hold_is_kept();
"""

ALLOW = """
DROP TRIGGER subsidies_hold_is_kept ON subsidies_claimhold;
DROP FUNCTION subsidies_hold_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0005_public_notice")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
