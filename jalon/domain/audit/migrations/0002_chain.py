"""The database numbers, dates and chains each journal row, and refuses every change of one.

The trigger runs as the owner, because the application may not touch the head of the chain; row-level security stays
forced, so even the owner only sees the centre in context.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_hash(entry audit_journalentry) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        entry.previous_hash, entry.id, entry.centre_id, entry.number,
        to_char(entry.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        entry.kind, entry.verb, entry.actor_id, entry.actor_name, entry.person_id, entry.subject_type,
        entry.subject_id, entry."on", entry.purpose, entry.detail, entry.trace_id)::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE head audit_journalhead;
BEGIN
    INSERT INTO audit_journalhead (id, centre_id, number, hash) VALUES (gen_random_uuid(), NEW.centre_id, 0, '')
    ON CONFLICT (centre_id) DO NOTHING;
    SELECT * INTO STRICT head FROM audit_journalhead WHERE centre_id = NEW.centre_id FOR UPDATE;
    NEW.number := head.number + 1;
    NEW.written_at := clock_timestamp();
    NEW.previous_hash := head.hash;
    NEW.hash := audit_hash(NEW);
    UPDATE audit_journalhead SET number = NEW.number, hash = NEW.hash WHERE centre_id = NEW.centre_id;
    RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    RAISE EXCEPTION 'the journal is written once' USING ERRCODE = 'insufficient_privilege';
END $$;

REVOKE ALL ON FUNCTION audit_hash(audit_journalentry), audit_chain(), audit_refuse() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_hash(audit_journalentry) TO jalon_app;

CREATE TRIGGER audit_chain BEFORE INSERT ON audit_journalentry FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON audit_journalentry FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_all BEFORE TRUNCATE ON audit_journalentry EXECUTE FUNCTION audit_refuse();
"""

BACKWARD = """
DROP TRIGGER audit_refuse_all ON audit_journalentry;
DROP TRIGGER audit_refuse ON audit_journalentry;
DROP TRIGGER audit_chain ON audit_journalentry;
DROP FUNCTION audit_refuse();
DROP FUNCTION audit_chain();
DROP FUNCTION audit_hash(audit_journalentry);
"""


class Migration(migrations.Migration):
    """Functions and triggers."""

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
