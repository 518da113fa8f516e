"""A batch moves by its table, and a line of the ledger is written once."""

from django.db import migrations

from hengji.platform.states.guard import state_guard

LINES = """
CREATE FUNCTION exchange_line_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a line of the ledger is written once' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER exchange_line_is_final BEFORE UPDATE ON exchange_importrow
  FOR EACH ROW WHEN (OLD.state <> 'ready') EXECUTE FUNCTION exchange_line_is_final();
"""
FREE = """
DROP TRIGGER exchange_line_is_final ON exchange_importrow;
DROP FUNCTION exchange_line_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("states", "0001_initial")]
    operations = [
        state_guard(
            "exchange_importbatch",
            ">ready",
            "ready>discarded",
            "ready>submitted",
            "submitted>done",
            "submitted>submitted",
        ),
        migrations.RunSQL(LINES, FREE),
    ]
