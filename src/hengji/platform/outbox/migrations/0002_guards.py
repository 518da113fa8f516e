"""An event stays as it was told, and telling one wakes the workers when it is committed."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION outbox_keeps_what_was_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '事件记录不能修改或删除（%）', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER outbox_event_no_change BEFORE UPDATE OR DELETE ON outbox_event
    FOR EACH ROW EXECUTE FUNCTION outbox_keeps_what_was_told();
CREATE TRIGGER outbox_delivery_no_delete BEFORE DELETE ON outbox_delivery
    FOR EACH ROW EXECUTE FUNCTION outbox_keeps_what_was_told();

CREATE FUNCTION outbox_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('hengji_outbox', '');
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_delivery_wake AFTER INSERT ON outbox_delivery
    FOR EACH STATEMENT EXECUTE FUNCTION outbox_wake();
"""

NO_GUARDS = """
DROP TRIGGER outbox_delivery_wake ON outbox_delivery;
DROP FUNCTION outbox_wake();
DROP TRIGGER outbox_delivery_no_delete ON outbox_delivery;
DROP TRIGGER outbox_event_no_change ON outbox_event;
DROP FUNCTION outbox_keeps_what_was_told();
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS, NO_GUARDS)]
