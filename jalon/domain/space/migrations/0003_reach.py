"""What a person may reach of their own file, given to their role as `space.reach` says it."""

from django.db import migrations

from jalon.domain.space.reach import closing_statements, opening_statements

# Whether nobody of a sitting is still rating, for the policy that lets the person see the other side (ADR 17). A policy
# cannot ask its own table; the function asks for it as the owner, whom row-level security keeps in the centre too.
BOTH_ARE_IN = """
CREATE FUNCTION space_both_are_in(centre uuid, of_sitting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT NOT EXISTS (SELECT 1 FROM instruments_measurement
                       WHERE centre_id = centre AND sitting = of_sitting AND state = 'draft' AND corrects_id IS NULL)
$$;
REVOKE ALL ON FUNCTION space_both_are_in(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION space_both_are_in(uuid, uuid) TO jalon_person;
"""


class Migration(migrations.Migration):
    """Columns and rows, once every table that `REACH` names is there."""

    dependencies = [
        ("space", "0002_signing"),
        ("activation", "0002_measured_for"),
        ("audit", "0002_chain"),
        ("documents", "0001_initial"),
        ("instruments", "0005_points"),
        ("sanctions", "0002_only_with_the_right"),
    ]

    operations = [
        migrations.RunSQL(BOTH_ARE_IN, "DROP FUNCTION space_both_are_in(uuid, uuid)"),
        migrations.RunSQL(list(opening_statements()), list(closing_statements())),
    ]
