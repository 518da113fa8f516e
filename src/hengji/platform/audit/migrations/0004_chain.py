"""Every entry becomes a link of its jurisdiction's chain in the moment its transaction commits."""

import django.contrib.postgres.indexes
from django.db import migrations, models

CHAIN = r"""
CREATE TABLE audit_auditlink (
    entry_id bigint PRIMARY KEY,
    entry_at timestamptz NOT NULL,
    chain varchar(6) NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_link_no_doubled_place UNIQUE (chain, seq)
);
CREATE INDEX audit_link_by_time ON audit_auditlink USING brin (entry_at);
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_auditlink
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
SELECT audit_guard_truncate('audit_auditlink');

CREATE FUNCTION audit_link_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '审计链由数据库在提交时写入，不能另行添加'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_no_link_by_hand BEFORE INSERT ON audit_auditlink
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION audit_link_by_hand();

-- Entries of transactions that are about to commit; always empty to everyone else.
CREATE UNLOGGED TABLE audit_pending (
    xid xid8,
    chain varchar(6),
    entry_id bigint,
    entry_at timestamptz NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (xid, chain, entry_id)
);

-- The canonical text, as hengji.core.audit.entry has it: each field behind its length in bytes.
-- PostgreSQL puts such functions into the query that calls them, if they claim to be no more
-- constant than their parts (so the ::text); called one by one they cost thirty times as much.
CREATE FUNCTION audit_part(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(octet_length(value)::text || ':' || value, '-')
$$;
CREATE FUNCTION audit_time(value timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(value AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
CREATE FUNCTION audit_content(
    id bigint, at timestamptz, actor_id bigint, actor_name text, on_behalf_of text, action text,
    subject_type text, subject_id text, subject_label text, jurisdiction_code text,
    before jsonb, after jsonb, reason text, request_id text, address text
) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT audit_part(id::text) || audit_part(audit_time(at)) || audit_part(actor_id::text)
        || audit_part(actor_name) || audit_part(on_behalf_of) || audit_part(action)
        || audit_part(subject_type) || audit_part(subject_id) || audit_part(subject_label)
        || audit_part(jurisdiction_code) || audit_part(before::text) || audit_part(after::text)
        || audit_part(reason) || audit_part(request_id) || audit_part(address)
$$;
CREATE FUNCTION audit_hash(previous bytea, chain text, seq bigint, content text)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(previous
        || convert_to(audit_part(chain) || audit_part(seq::text) || content, 'UTF8'))
$$;

-- Two steps, so that no transaction waits for anything else while it holds a chain: foreign keys
-- are checked at COMMIT too, and wait for locks. What the first step queues comes after them all.
CREATE FUNCTION audit_queue_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_pending VALUES (
        pg_current_xact_id(), NEW.jurisdiction_code, NEW.id, NEW.at,
        audit_content(
            NEW.id, NEW.at, NEW.actor_id, NEW.actor_name, NEW.on_behalf_of, NEW.action,
            NEW.subject_type, NEW.subject_id, NEW.subject_label, NEW.jurisdiction_code,
            NEW.before, NEW.after, NEW.reason, NEW.request_id, NEW.address));
    RETURN NULL;
END $$;

-- A table that is empty whenever it is looked at seems to need no index; one transaction with ten
-- thousand entries tells otherwise.
CREATE FUNCTION audit_link_pending() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
    waiting record;
    held varchar(6);
    last_seq bigint;
    last_hash bytea;
BEGIN
    -- The first of a transaction's entries links them all, in an order that all keep to.
    IF NOT EXISTS (
        SELECT FROM audit_pending
        WHERE xid = NEW.xid AND chain = NEW.chain AND entry_id = NEW.entry_id
    ) THEN
        RETURN NULL;
    END IF;
    FOR waiting IN
        SELECT * FROM audit_pending WHERE xid = NEW.xid ORDER BY xid, chain, entry_id
    LOOP
        IF held IS DISTINCT FROM waiting.chain THEN
            held := waiting.chain;
            PERFORM pg_advisory_xact_lock(1212566113, coalesce(nullif(held, ''), '0')::int);
            SELECT seq, hash INTO last_seq, last_hash FROM audit_auditlink
                WHERE chain = held ORDER BY seq DESC LIMIT 1;
            IF NOT FOUND THEN
                last_seq := 0;
                last_hash := decode(repeat('00', 32), 'hex');
            END IF;
        END IF;
        last_seq := last_seq + 1;
        last_hash := audit_hash(last_hash, held, last_seq, waiting.content);
        INSERT INTO audit_auditlink (entry_id, entry_at, chain, seq, hash)
            VALUES (waiting.entry_id, waiting.entry_at, held, last_seq, last_hash);
    END LOOP;
    DELETE FROM audit_pending WHERE xid = NEW.xid;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_queue_entry();
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_pending
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_link_pending();

INSERT INTO audit_pending
    SELECT pg_current_xact_id(), jurisdiction_code, id, at, audit_content(
        id, at, actor_id, actor_name, on_behalf_of, action, subject_type, subject_id,
        subject_label, jurisdiction_code, before, after, reason, request_id, address)
    FROM audit_auditentry;
SET CONSTRAINTS ALL IMMEDIATE;
"""

NO_CHAIN = """
DROP TRIGGER audit_chain ON audit_auditentry;
DROP TABLE audit_pending;
DROP TABLE audit_auditlink;
DROP FUNCTION audit_link_pending(), audit_queue_entry(), audit_link_by_hand(),
    audit_hash(bytea, text, bigint, text), audit_time(timestamptz), audit_part(text),
    audit_content(bigint, timestamptz, bigint, text, text, text, text, text, text, text, jsonb,
        jsonb, text, text, text);
"""

LINK = migrations.CreateModel(
    name="AuditLink",
    fields=[
        (
            "entry_id",
            models.BigIntegerField(primary_key=True, serialize=False, verbose_name="记录编号"),
        ),
        ("entry_at", models.DateTimeField(verbose_name="记录时间")),
        ("chain", models.CharField(blank=True, max_length=6, verbose_name="链")),
        ("seq", models.BigIntegerField(verbose_name="序号")),
        ("hash", models.BinaryField(max_length=32, verbose_name="哈希")),
    ],
    options={
        "verbose_name": "审计链",
        "verbose_name_plural": "审计链",
        "ordering": ("chain", "seq"),
        "indexes": [
            django.contrib.postgres.indexes.BrinIndex(
                fields=["entry_at"], name="audit_link_by_time"
            )
        ],
        "constraints": [
            models.UniqueConstraint(fields=("chain", "seq"), name="audit_link_no_doubled_place")
        ],
    },
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_partitions")]
    operations = [migrations.SeparateDatabaseAndState([migrations.RunSQL(CHAIN, NO_CHAIN)], [LINK])]
