"""What was published stays as it was: its rows are neither changed nor deleted, whoever asks."""

from django.db import migrations

FORBID = """
CREATE FUNCTION catalogues_published_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已公布的目录内容不能修改或删除（%），新内容应作为新版本装入', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER catalogues_entry_is_fixed
    BEFORE DELETE OR UPDATE OF edition_id, "row", printed_seq, code, name, scope, marks, starred,
        rate_class, levels, occupation, definition, certificate, tags, raw
    ON catalogues_publishedentry
    FOR EACH ROW EXECUTE FUNCTION catalogues_published_is_fixed();
CREATE TRIGGER catalogues_pair_is_fixed
    BEFORE DELETE OR UPDATE OF edition_id, "row", "case", class_now, code_now, name_now,
        class_old, code_old, name_old
    ON catalogues_publishedpair
    FOR EACH ROW EXECUTE FUNCTION catalogues_published_is_fixed();
CREATE TRIGGER catalogues_edition_is_fixed
    BEFORE DELETE OR UPDATE OF published_id, number, pack_id, title, clause, notice, notice_number,
        issuer, effective_from, effective_to, pack_hash, content_hash, "rows", rate_classes, tags, loaded_at
    ON catalogues_edition
    FOR EACH ROW EXECUTE FUNCTION catalogues_published_is_fixed();
"""

ALLOW = """
DROP TRIGGER catalogues_edition_is_fixed ON catalogues_edition;
DROP TRIGGER catalogues_pair_is_fixed ON catalogues_publishedpair;
DROP TRIGGER catalogues_entry_is_fixed ON catalogues_publishedentry;
DROP FUNCTION catalogues_published_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogues", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
