"""A claim's number is approved by one confirmed run, whoever writes: nothing is paid twice.

The same claims come again in a sheet that was saved anew, from a place above or below, or under
newer rules. The check is made when a run is confirmed, on all its claims at once.
"""

from django.db import migrations

# One number however it was typed: full width or half, with blanks or none, in capitals or not.
HOLD = """
CREATE FUNCTION subsidies_claim_number(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT upper(replace(normalize($1, NFKC), ' ', ''))
$$;

CREATE FUNCTION subsidies_place_prefix(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace($1, '(00){1,2}$', '')
$$;

CREATE FUNCTION subsidies_approved_elsewhere(bigint)
RETURNS TABLE (run_row integer, other_id bigint) LANGUAGE sql STABLE AS $$
    SELECT mine.row, other.id
    FROM subsidies_adjudicationrun AS run
    JOIN subsidies_adjudicationrun AS other
        ON other.pack_id = run.pack_id AND other.id <> run.id AND other.state = 'confirmed'
        AND (starts_with(other.jurisdiction_id, subsidies_place_prefix(run.jurisdiction_id))
            OR starts_with(run.jurisdiction_id, subsidies_place_prefix(other.jurisdiction_id)))
    JOIN subsidies_claimdecision AS theirs
        ON theirs.run_id = other.id AND theirs.decision = 'approved'
    JOIN subsidies_claimdecision AS mine
        ON mine.run_id = run.id AND mine.decision = 'approved'
        AND subsidies_claim_number(mine.claim_id) = subsidies_claim_number(theirs.claim_id)
    WHERE run.id = $1
$$;

CREATE FUNCTION subsidies_claim_approved_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- One after the other: of two that are confirmed at once, the second sees the first.
    PERFORM pg_advisory_xact_lock(hashtext('subsidies.claim_approved_once'), hashtext(NEW.pack_id));
    IF EXISTS (SELECT 1 FROM subsidies_approved_elsewhere(NEW.id)) THEN
        RAISE EXCEPTION '有申领已在别的核定中复核通过（核定 %）', NEW.id
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'claim_approved_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER subsidies_claim_approved_once BEFORE UPDATE ON subsidies_adjudicationrun
    FOR EACH ROW WHEN (NEW.state = 'confirmed' AND OLD.state <> 'confirmed')
    EXECUTE FUNCTION subsidies_claim_approved_once();
"""

LET_GO = """
DROP TRIGGER subsidies_claim_approved_once ON subsidies_adjudicationrun;
DROP FUNCTION subsidies_claim_approved_once();
DROP FUNCTION subsidies_approved_elsewhere(bigint);
DROP FUNCTION subsidies_place_prefix(text);
DROP FUNCTION subsidies_claim_number(text);
"""


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0009_reviewers_apart")]
    operations = [migrations.RunSQL(HOLD, LET_GO)]
