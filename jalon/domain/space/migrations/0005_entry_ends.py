"""What ends of a person's ways in; and, of a change they may sign, the change itself.

A version's content names third persons with their telephone: the person's role does not read it. The function below
tells, of an amendment of their own, who asked for it, why, from which day, and what it changes; how to reach a third
party, which binds nobody, stays out. Like `space_both_are_in` it asks as the owner, whom row-level security keeps in
the centre too.
"""

import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models

from jalon.domain.space.reach import closing_statements, opening_statements

CHANGES = """
CREATE FUNCTION space_change_told(of_version uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT jsonb_build_object(
        'asked_by', told -> 'asked_by', 'reason', told -> 'reason', 'effective_on', told -> 'effective_on',
        'changes', (SELECT COALESCE(jsonb_agg(one - 'binding' ORDER BY place), '[]'::jsonb)
                    FROM jsonb_array_elements(told -> 'changes') WITH ORDINALITY AS change (one, place)
                    WHERE one ->> 'section' <> 'third' OR (one ->> 'binding')::boolean))
    FROM piis_piisversion AS version
    JOIN piis_piis AS project ON project.centre_id = version.centre_id AND project.id = version.piis_id
    CROSS JOIN LATERAL (SELECT version.content::jsonb -> 'amendment' AS told) AS annex
    WHERE version.centre_id = NULLIF(current_setting('app.centre_id', true), '')::uuid AND version.id = of_version
    AND project.person_id = NULLIF(current_setting('app.person_id', true), '')::uuid
    AND version.amendment_id IS NOT NULL
$$;
REVOKE ALL ON FUNCTION space_change_told(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION space_change_told(uuid) TO jalon_person;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('people', '0002_counted'),
        ('space', '0004_identities'),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryEnd',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('key', 'clé'), ('identity', 'identité liée'), ('all', 'tout ce qui était ouvert')], max_length=8, verbose_name='ce qui finit')),
                ('which', models.CharField(blank=True, editable=False, max_length=36)),
                ('keys', models.PositiveSmallIntegerField(default=0, verbose_name='clés')),
                ('identities', models.PositiveSmallIntegerField(default=0, verbose_name='identités liées')),
                ('on', models.DateField(verbose_name='le')),
                ('at', models.DateTimeField(verbose_name='à')),
                ('by_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('access', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ends', to='space.personaccess')),
                ('by', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='par')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'fin d’un moyen d’entrer',
                'verbose_name_plural': 'fins de moyens d’entrer',
                'indexes': [models.Index(fields=['centre', 'access', 'at'], name='entry_end_of_access')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('what', 'all'), ('which', '')), models.Q(models.Q(('what', 'all'), _negated=True), models.Q(('which', ''), _negated=True), ('by__isnull', True)), _connector='OR'), name='entry_end_by_whom')],
            },
        ),
        migrations.RunSQL(list(opening_statements("space_entryend")), list(closing_statements("space_entryend"))),
        migrations.RunSQL(CHANGES, "DROP FUNCTION space_change_told(uuid)"),
    ]
