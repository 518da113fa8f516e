"""What was delivered more than six months ago may go, when retention takes it and nobody else."""

from django.db import migrations

# 网络安全法 第二十一条: logs of six months. A delivery that was given up stays, and so its event.
RETENTION = """
CREATE OR REPLACE FUNCTION outbox_keeps_what_was_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told timestamptz;
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('hengji.retention', true) = 'on' THEN
        IF TG_TABLE_NAME = 'outbox_event' THEN
            SELECT OLD.at INTO told
                WHERE NOT EXISTS (SELECT FROM outbox_delivery WHERE event_id = OLD.id);
        ELSIF OLD.state = 'done' THEN
            SELECT at INTO told FROM outbox_event WHERE id = OLD.event_id;
        END IF;
        IF told < now() - interval '183 days' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '事件记录不能修改或删除（%）', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""

NO_RETENTION = """
CREATE OR REPLACE FUNCTION outbox_keeps_what_was_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '事件记录不能修改或删除（%）', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_guards")]
    operations = [migrations.RunSQL(RETENTION, NO_RETENTION)]
