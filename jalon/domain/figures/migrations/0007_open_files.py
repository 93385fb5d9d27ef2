"""The files of open data are made with a publication and kept; a programme is called there as it then was."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


# What is published already is called as the programme is now. Nothing else of such a row ever changes.
NAMED = """
ALTER TABLE figures_reportspublication DISABLE TRIGGER audit_refuse;
UPDATE figures_reportspublication AS told SET title = programme.content -> 'title', year = programme.year
    FROM subsidies_programme AS programme WHERE programme.id = told.programme_id;
ALTER TABLE figures_reportspublication ENABLE TRIGGER audit_refuse;
"""
KEPT = """
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON figures_openfile
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_all BEFORE TRUNCATE ON figures_openfile EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON figures_publication
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_all BEFORE TRUNCATE ON figures_publication EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE FUNCTION figures_open()
RETURNS TABLE (key text, title jsonb, year integer, published_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT quarter::text, NULL::jsonb, left(quarter, 4)::integer, published_at FROM figures_publication
    UNION ALL
    SELECT programme_id::text, title, year::integer, published_at FROM figures_reportspublication
$$;
CREATE FUNCTION figures_open_file(wanted text, file text) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT kept.content FROM figures_openfile AS kept
    LEFT JOIN figures_publication AS one ON one.id = kept.quarter_id
    LEFT JOIN figures_reportspublication AS told ON told.id = kept.reports_id
    WHERE kept.name = file AND coalesce(one.quarter, told.programme_id::text) = wanted
$$;
REVOKE ALL ON FUNCTION figures_open_file(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION figures_open_file(text, text) TO jalon_auth;
"""
NOT_KEPT = """
DROP FUNCTION figures_open_file(text, text);
CREATE OR REPLACE FUNCTION figures_open()
RETURNS TABLE (key text, title jsonb, year integer, published_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT quarter::text, NULL::jsonb, left(quarter, 4)::integer, published_at FROM figures_publication
    UNION ALL
    SELECT told.programme_id::text, programme.content -> 'title', programme.year::integer, told.published_at
    FROM figures_reportspublication AS told JOIN subsidies_programme AS programme ON programme.id = told.programme_id
$$;
DROP TRIGGER audit_refuse_all ON figures_publication;
DROP TRIGGER audit_refuse ON figures_publication;
DROP TRIGGER audit_refuse_all ON figures_openfile;
DROP TRIGGER audit_refuse ON figures_openfile;
"""


class Migration(migrations.Migration):
    """Two columns, one table, what reads it and what holds it."""

    dependencies = [
        ('figures', '0006_open_one_by_one'),
    ]

    operations = [
        migrations.AddField(
            model_name='reportspublication',
            name='title',
            field=models.JSONField(default=dict, verbose_name='intitulé'),
        ),
        migrations.AddField(
            model_name='reportspublication',
            name='year',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='année'),
        ),
        migrations.CreateModel(
            name='OpenFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=6)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('quarter', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='figures.publication')),
                ('reports', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='figures.reportspublication')),
            ],
            options={
                'verbose_name': 'fichier de données ouvertes',
                'verbose_name_plural': 'fichiers de données ouvertes',
                'constraints': [models.UniqueConstraint(fields=('quarter', 'name'), name='openfile_of_quarter'), models.UniqueConstraint(fields=('reports', 'name'), name='openfile_of_reports'), models.CheckConstraint(condition=models.Q(models.Q(('quarter__isnull', True), ('reports__isnull', False)), models.Q(('quarter__isnull', False), ('reports__isnull', True)), _connector='OR'), name='openfile_of_one'), models.CheckConstraint(condition=models.Q(('name__in', ('fr.csv', 'nl.csv', 'de.csv', 'json'))), name='openfile_name'), models.CheckConstraint(condition=models.Q(('sha256', models.Func(models.Func(models.F('content'), function='sha256', output_field=models.BinaryField()), models.Value('hex'), function='encode', output_field=models.TextField()))), name='openfile_hash_of_content')],
            },
        ),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
