"""Who renewed whose way in is kept as it is."""

from django.db import migrations

FORBID = """
CREATE FUNCTION accounts_renewal_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '登录凭据的更改记录不能修改或删除（%）', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER accounts_renewal_kept BEFORE UPDATE OR DELETE ON accounts_accessrenewal
    FOR EACH ROW EXECUTE FUNCTION accounts_renewal_kept();
"""

ALLOW = """
DROP TRIGGER accounts_renewal_kept ON accounts_accessrenewal;
DROP FUNCTION accounts_renewal_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_access_renewal")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
