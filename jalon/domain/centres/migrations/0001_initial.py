import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name_fr', models.CharField(max_length=120, verbose_name='nom en français')),
                ('name_nl', models.CharField(max_length=120, verbose_name='nom en néerlandais')),
                ('arrondissement_fr', models.CharField(blank=True, max_length=120)),
                ('arrondissement_nl', models.CharField(blank=True, max_length=120)),
                ('province_fr', models.CharField(blank=True, max_length=120)),
                ('province_nl', models.CharField(blank=True, max_length=120)),
                ('region_fr', models.CharField(blank=True, max_length=120)),
                ('region_nl', models.CharField(blank=True, max_length=120)),
                ('postal_code', models.CharField(blank=True, max_length=4, verbose_name='code postal')),
                ('inhabitants', models.PositiveIntegerField(null=True, verbose_name='habitants')),
                ('opened_on', models.DateField(null=True, verbose_name='existe depuis')),
                ('closed_on', models.DateField(null=True, verbose_name='n’existe plus depuis')),
                ('known_on', models.DateField(editable=False, null=True)),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='centres.centre')),
            ],
            options={
                'verbose_name': 'centre',
                'verbose_name_plural': 'centres',
                'constraints': [models.CheckConstraint(condition=models.Q(('successor__isnull', True), ('closed_on__isnull', False), _connector='OR'), name='centre_successor_only_when_closed')],
            },
        ),
        migrations.CreateModel(
            name='CentreCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('nis_code', models.CharField(max_length=5, verbose_name='code INS')),
                ('validity', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='centres.centre')),
            ],
            options={
                'verbose_name': 'code INS',
                'verbose_name_plural': 'codes INS',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('nis_code', '='), ('validity', '&&')], name='centrecode_one_centre_per_code_and_day'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), ('validity', '&&')], name='centrecode_one_code_per_centre_and_day')],
            },
        ),
        migrations.CreateModel(
            name='CentreSettings',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(default='fr', max_length=2, verbose_name='langue du centre')),
                ('address', models.TextField(blank=True, verbose_name='adresse')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='téléphone')),
                ('logo', models.BinaryField(null=True)),
                ('colour', models.CharField(default='#1f4e5f', max_length=7, verbose_name='couleur')),
                ('appeal_court', models.CharField(blank=True, max_length=200, verbose_name='tribunal du travail compétent')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
            ],
            options={
                'verbose_name': 'réglages du centre',
                'verbose_name_plural': 'réglages des centres',
                'constraints': [models.UniqueConstraint(fields=('centre',), name='settings_one_per_centre')],
            },
        ),
    ]
