"""What everybody may read of the publications, without signing in: the open numbers, and nothing else of the row.

The sign-in role has no right on the tables: these also hold the tables of the administration, less protected, and the
centres that sent nothing. The function gives it the part that is for everybody.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION figures_open() RETURNS TABLE
    (key text, title jsonb, year integer, published_at timestamptz, content jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT quarter::text, NULL::jsonb, left(quarter, 4)::integer, published_at,
           jsonb_build_object('names', content -> 'names', 'open', content -> 'open')
    FROM figures_publication
    UNION ALL
    SELECT told.programme_id::text, programme.content -> 'title', programme.year::integer, told.published_at,
           told.content::jsonb
    FROM figures_reportspublication AS told JOIN subsidies_programme AS programme ON programme.id = told.programme_id
$$;
REVOKE ALL ON FUNCTION figures_open() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION figures_open() TO jalon_auth;
"""


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("figures", "0004_reports_never_change"), ("subsidies", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION figures_open();")]
