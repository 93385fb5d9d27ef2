"""The database refuses what must never happen: another text signed, an old one, too early; anything frozen changed.

A merger of centres moves rows to the successor: `centre_id` alone may change, by the owner.
"""

from django.db import migrations

APPEND_ONLY = [
    "piis_piisevent",
    "piis_piisversion",
    "piis_versionevent",
    "piis_signature",
    "piis_decision",
    "piis_ending",
    "piis_commitmentreview",
]

FUNCTIONS = """
CREATE FUNCTION piis_written_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'centre_id' = to_jsonb(OLD) - 'centre_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION piis_check_signature() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE signed piis_piisversion;
BEGIN
    SELECT * INTO STRICT signed FROM piis_piisversion WHERE centre_id = NEW.centre_id AND id = NEW.version_id;
    -- Whoever replaces this text holds the same lock: a text is never signed while it is being replaced.
    PERFORM 1 FROM piis_piis WHERE centre_id = NEW.centre_id AND id = signed.piis_id FOR UPDATE;
    IF NEW.hash <> signed.sha256 THEN
        RAISE EXCEPTION 'a signature binds the exact text'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_of_exact_text';
    END IF;
    IF NOT signed.must_sign
       OR EXISTS (SELECT 1 FROM piis_versionevent WHERE centre_id = NEW.centre_id AND version_id = NEW.version_id)
       OR EXISTS (SELECT 1 FROM piis_piisversion AS later WHERE later.centre_id = NEW.centre_id
                  AND later.piis_id = signed.piis_id AND later.number > signed.number) THEN
        RAISE EXCEPTION 'only the last text still open can be signed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_of_current_version';
    END IF;
    IF NEW.signed_on < signed.handed_over_on
       OR (NEW.side = 'person' AND NEW.signed_on < signed.may_sign_from) THEN
        RAISE EXCEPTION 'the time to think over is not past'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_after_reflection';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION piis_evaluation_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'centre_id' = to_jsonb(OLD) - 'centre_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an evaluation with its paper is written once' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION piis_line_of_draft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM piis_piis WHERE centre_id = OLD.centre_id AND id = OLD.piis_id AND state <> 'draft') THEN
        RAISE EXCEPTION 'a line leaves only a draft' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;

REVOKE ALL ON FUNCTION piis_written_once(), piis_check_signature(), piis_evaluation_frozen(), piis_line_of_draft()
FROM PUBLIC;

CREATE TRIGGER piis_check_signature BEFORE INSERT ON piis_signature
    FOR EACH ROW EXECUTE FUNCTION piis_check_signature();
CREATE TRIGGER piis_evaluation_frozen BEFORE UPDATE OR DELETE ON piis_evaluation
    FOR EACH ROW WHEN (OLD.document_id IS NOT NULL) EXECUTE FUNCTION piis_evaluation_frozen();
CREATE TRIGGER piis_line_of_draft BEFORE DELETE ON piis_commitment
    FOR EACH ROW EXECUTE FUNCTION piis_line_of_draft();
CREATE TRIGGER piis_line_of_draft BEFORE DELETE ON piis_thirdparty
    FOR EACH ROW EXECUTE FUNCTION piis_line_of_draft();
"""

BACKWARD = """
DROP TRIGGER piis_line_of_draft ON piis_thirdparty;
DROP TRIGGER piis_line_of_draft ON piis_commitment;
DROP TRIGGER piis_evaluation_frozen ON piis_evaluation;
DROP TRIGGER piis_check_signature ON piis_signature;
"""


def _triggers() -> str:
    return "\n".join(
        f"CREATE TRIGGER piis_written_once BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION piis_written_once();"
        for table in APPEND_ONLY
    )


def _undo() -> str:
    dropped = "\n".join(f"DROP TRIGGER piis_written_once ON {table};" for table in APPEND_ONLY)
    functions = "piis_line_of_draft(), piis_evaluation_frozen(), piis_check_signature(), piis_written_once()"
    return f"{BACKWARD}\n{dropped}\nDROP FUNCTION {functions};"


class Migration(migrations.Migration):
    """Functions and triggers."""

    dependencies = [("piis", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS + _triggers(), _undo())]
