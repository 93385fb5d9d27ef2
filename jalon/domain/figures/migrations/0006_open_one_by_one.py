"""Who asks for one publication reads that one; who asks which there are reads none of their numbers.

Anybody asks, as often as they like: the function of before made the numbers of every publication for each of them.
"""

from importlib import import_module

from django.db import migrations

ALL_AT_ONCE = import_module("jalon.domain.figures.migrations.0005_open_to_all").FORWARD
ONE_BY_ONE = """
DROP FUNCTION figures_open();
CREATE FUNCTION figures_open() RETURNS TABLE (key text, title jsonb, year integer, published_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT quarter::text, NULL::jsonb, left(quarter, 4)::integer, published_at FROM figures_publication
    UNION ALL
    SELECT told.programme_id::text, programme.content -> 'title', programme.year::integer, told.published_at
    FROM figures_reportspublication AS told JOIN subsidies_programme AS programme ON programme.id = told.programme_id
$$;
CREATE FUNCTION figures_open_content(wanted text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF wanted ~ '^[0-9]{4}Q[1-4]$' THEN
        RETURN (SELECT jsonb_build_object('names', content -> 'names', 'open', content -> 'open')
                FROM figures_publication WHERE quarter = wanted);
    END IF;
    RETURN (SELECT content::jsonb FROM figures_reportspublication WHERE programme_id::text = wanted);
END $$;
REVOKE ALL ON FUNCTION figures_open() FROM PUBLIC;
REVOKE ALL ON FUNCTION figures_open_content(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION figures_open() TO jalon_auth;
GRANT EXECUTE ON FUNCTION figures_open_content(text) TO jalon_auth;
"""


class Migration(migrations.Migration):
    """Two functions in the stead of one."""

    dependencies = [("figures", "0005_open_to_all")]

    operations = [
        migrations.RunSQL(
            ONE_BY_ONE, f"DROP FUNCTION figures_open_content(text); DROP FUNCTION figures_open(); {ALL_AT_ONCE}"
        )
    ]
