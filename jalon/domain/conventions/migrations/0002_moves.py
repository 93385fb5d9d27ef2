"""What a right cannot say: which side makes which move, which text is signed, when an advance is due.

The moves are those of `transitions.py`; a test compares the two. The functions run with the rights of whoever writes,
who reads all they ask for. `jalon_owner` moves rows of merged centres and is not held by them.
"""

from django.db import migrations

POLICIES = {
    "convention": ("federal_conventions", "true"),
    "version": ("federal_reads", "false"),
    "note": ("federal_notes", "true"),
    "answer": ("federal_answers", "true"),
    "paper": ("federal_papers", "true"),
    "signature": ("federal_signs", "true"),
    "advance": ("federal_advances", "true"),
}

MOVES = """
CREATE FUNCTION conventions_moves() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE last_version uuid; signed integer;
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    IF NOT EXISTS (SELECT 1 FROM subsidies_award WHERE centre_id = NEW.centre_id AND id = NEW.award_id
                   AND cents = NEW.cents) THEN
        RAISE EXCEPTION 'the amount is the one that was awarded' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF current_user = 'jalon_federal' AND NEW.state = 'invited' AND NEW.number = 0 THEN RETURN NEW; END IF;
        IF current_user = 'jalon_app' AND NEW.state = 'draft' AND EXISTS (
            SELECT 1 FROM conventions_convention AS first WHERE first.centre_id = NEW.centre_id
            AND first.id = NEW.amends_id AND first.state = 'in_force' AND first.number = 0
            AND first.programme_id = NEW.programme_id AND first.line = NEW.line) THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'the administration invites; a centre amends what is in force'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF ROW(NEW.id, NEW.centre_id, NEW.award_id, NEW.amends_id, NEW.programme_id, NEW.line, NEW.number, NEW.cents,
           NEW.facts, NEW.language, NEW.invited_at)
       IS DISTINCT FROM ROW(OLD.id, OLD.centre_id, OLD.award_id, OLD.amends_id, OLD.programme_id, OLD.line, OLD.number,
           OLD.cents, OLD.facts, OLD.language, OLD.invited_at)
       OR (current_user = 'jalon_app' AND ROW(NEW.entry_until, NEW.sign_until)
           IS DISTINCT FROM ROW(OLD.entry_until, OLD.sign_until)) THEN
        RAISE EXCEPTION 'what was asked of a centre is not changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = OLD.state THEN RETURN NEW; END IF;
    IF NOT (current_user::text, OLD.state::text, NEW.state::text) IN (
        ('jalon_app', 'invited', 'draft'), ('jalon_app', 'invited', 'withdrawn'),
        ('jalon_app', 'draft', 'sent'), ('jalon_app', 'draft', 'withdrawn'),
        ('jalon_app', 'back', 'sent'), ('jalon_app', 'back', 'withdrawn'),
        ('jalon_app', 'decided', 'centre_signed'), ('jalon_app', 'decided', 'withdrawn'),
        ('jalon_federal', 'sent', 'back'), ('jalon_federal', 'sent', 'advised'),
        ('jalon_federal', 'advised', 'sent'), ('jalon_federal', 'advised', 'decided'),
        ('jalon_federal', 'advised', 'refused'), ('jalon_federal', 'decided', 'back'),
        ('jalon_federal', 'centre_signed', 'in_force'), ('jalon_federal', 'centre_signed', 'back'),
        ('jalon_federal', 'refused', 'draft'), ('jalon_federal', 'withdrawn', 'draft')
    ) THEN
        RAISE EXCEPTION '% does not lead from % to %', current_user, OLD.state, NEW.state
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT id INTO last_version FROM conventions_version WHERE centre_id = NEW.centre_id AND convention_id = NEW.id
    ORDER BY number DESC LIMIT 1;
    SELECT count(*) INTO signed FROM conventions_signature
    WHERE centre_id = NEW.centre_id AND version_id = last_version;
    IF (NEW.state IN ('sent', 'advised', 'decided') AND last_version IS NULL)
       OR (NEW.state = 'centre_signed' AND signed <> 2) OR (NEW.state = 'in_force' AND signed <> 3) THEN
        RAISE EXCEPTION 'a text or a signature is missing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION conventions_version_sent() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM conventions_convention WHERE centre_id = NEW.centre_id AND id = NEW.convention_id
                   AND state IN ('draft', 'back')) THEN
        RAISE EXCEPTION 'a text is sent when it is the centre''s turn' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION conventions_check_signature() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE stands text; signed conventions_version;
BEGIN
    -- Whoever sends another text holds the same lock: a text is never signed while it is being replaced.
    SELECT state INTO STRICT stands FROM conventions_convention
    WHERE centre_id = NEW.centre_id AND id = NEW.convention_id FOR UPDATE;
    SELECT * INTO STRICT signed FROM conventions_version WHERE centre_id = NEW.centre_id AND id = NEW.version_id;
    IF signed.convention_id <> NEW.convention_id OR signed.sha256 <> NEW.version_hash
       OR EXISTS (SELECT 1 FROM conventions_version AS later WHERE later.centre_id = NEW.centre_id
                  AND later.convention_id = NEW.convention_id AND later.number > signed.number)
       OR NOT EXISTS (SELECT 1 FROM conventions_paper WHERE centre_id = NEW.centre_id AND version_id = NEW.version_id
                      AND sha256 = NEW.paper_hash) THEN
        RAISE EXCEPTION 'only the last text the minister accepted is signed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'conventionsignature_of_last_text';
    END IF;
    IF (current_user = 'jalon_app' AND (stands <> 'decided' OR NEW.capacity = 'minister' OR NEW.member_id IS NULL))
       OR (current_user = 'jalon_federal' AND (stands <> 'centre_signed' OR NEW.capacity <> 'minister'
                                               OR NEW.member_id IS NOT NULL)) THEN
        RAISE EXCEPTION 'the centre signs first, each for its own side' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION conventions_check_advance() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM conventions_convention AS one JOIN conventions_signature AS last
        ON last.centre_id = one.centre_id AND last.convention_id = one.id
        WHERE one.centre_id = NEW.centre_id AND one.id = NEW.convention_id AND one.state = 'in_force'
        AND one.number = 0 AND NEW.cents <= one.cents AND last.id = NEW.signature_id AND last.capacity = 'minister') THEN
        RAISE EXCEPTION 'no advance before the minister signed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'conventionadvance_after_the_minister';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION conventions_moves(), conventions_version_sent(), conventions_check_signature(),
conventions_check_advance() FROM PUBLIC;

CREATE TRIGGER conventions_moves BEFORE INSERT OR UPDATE ON conventions_convention
    FOR EACH ROW EXECUTE FUNCTION conventions_moves();
CREATE TRIGGER conventions_version_sent BEFORE INSERT ON conventions_version
    FOR EACH ROW EXECUTE FUNCTION conventions_version_sent();
CREATE TRIGGER conventions_check_signature BEFORE INSERT ON conventions_signature
    FOR EACH ROW EXECUTE FUNCTION conventions_check_signature();
CREATE TRIGGER conventions_check_advance BEFORE INSERT ON conventions_advance
    FOR EACH ROW EXECUTE FUNCTION conventions_check_advance();
"""

BACKWARD = """
DROP FUNCTION conventions_check_advance() CASCADE;
DROP FUNCTION conventions_check_signature() CASCADE;
DROP FUNCTION conventions_version_sent() CASCADE;
DROP FUNCTION conventions_moves() CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers on four tables, and a policy for `jalon_federal` on each table it has a right on."""

    dependencies = [("conventions", "0001_initial")]

    operations = [
        migrations.RunSQL(MOVES, BACKWARD),
        *(
            migrations.RunSQL(
                f"CREATE POLICY {policy} ON conventions_{table} TO jalon_federal USING (true) WITH CHECK ({check})",
                f"DROP POLICY {policy} ON conventions_{table}",
            )
            for table, (policy, check) in POLICIES.items()
        ),
    ]
