"""A key that a decision shared by, and a series that a list holds, stay as they are: of no page, and of no query."""

from django.db import migrations

HELD = """
CREATE FUNCTION subsidies_keys_held() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.content -> 'keys' IS DISTINCT FROM NEW.content -> 'keys' AND EXISTS (
        SELECT 1 FROM subsidies_decision AS decided,
            LATERAL jsonb_build_object('code', decided.content::jsonb #> '{terms,key}') AS used
        WHERE decided.programme_id = OLD.id
          AND jsonb_path_query_first(OLD.content, '$.keys[*] ? (@.code == $code)', used)
              IS DISTINCT FROM jsonb_path_query_first(NEW.content, '$.keys[*] ? (@.code == $code)', used)
    ) THEN
        RAISE EXCEPTION 'a decision shared by this key'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programme_keys_held';
    END IF;
    IF OLD.content -> 'series' IS DISTINCT FROM NEW.content -> 'series' AND EXISTS (
        SELECT 1 FROM subsidies_dataset AS list, jsonb_array_elements(list.columns) AS head,
            LATERAL jsonb_build_object('code', head) AS held
        WHERE list.programme_id = OLD.id
          AND jsonb_path_query_first(OLD.content, '$.series[*] ? (@.code == $code)', held)
              IS DISTINCT FROM jsonb_path_query_first(NEW.content, '$.series[*] ? (@.code == $code)', held)
    ) THEN
        RAISE EXCEPTION 'a list holds this series'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programme_series_held';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION subsidies_keys_held() FROM PUBLIC;
CREATE TRIGGER subsidies_keys_held BEFORE UPDATE OF content ON subsidies_programme FOR EACH ROW
    WHEN (OLD.content IS DISTINCT FROM NEW.content) EXECUTE FUNCTION subsidies_keys_held();
"""


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [("subsidies", "0003_chained")]

    operations = [migrations.RunSQL(HELD, "DROP FUNCTION subsidies_keys_held() CASCADE")]
