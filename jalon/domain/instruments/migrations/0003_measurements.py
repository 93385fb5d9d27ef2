import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('instruments', '0002_frozen'),
        ('people', '0002_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='InstrumentVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('home', models.UUIDField(default=jalon.domain.core.context.current_centre_id, editable=False)),
                ('code', models.CharField(max_length=30, verbose_name='code')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('source', models.CharField(choices=[('shipped', 'fourni avec Jalon'), ('centre', 'du centre')], max_length=7, verbose_name='origine')),
                ('definition', models.JSONField()),
                ('levels', models.JSONField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('installed_on', models.DateField(verbose_name='installé le')),
                ('retired_on', models.DateField(null=True, verbose_name='retiré le')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('installed_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='installé par')),
                ('retired_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='retiré par')),
            ],
            options={
                'verbose_name': 'instrument',
                'verbose_name_plural': 'instruments',
                'constraints': [models.UniqueConstraint(fields=('centre', 'home', 'code', 'version'), name='instrument_once_per_version', violation_error_message='Cette version de l’instrument est déjà installée.'), models.CheckConstraint(condition=models.Q(('retired_on__isnull', False), ('retired_by__isnull', True), _connector='OR'), name='instrument_in_use_retired_by_nobody')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sitting', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('trajectory', models.UUIDField(editable=False, null=True)),
                ('moment', models.CharField(choices=[('start', 'au début'), ('middle', 'en cours de route'), ('end', 'à la fin'), ('check_in', 'en passant')], max_length=8, verbose_name='moment')),
                ('rater', models.CharField(choices=[('person', 'la personne'), ('worker', 'le service social')], max_length=6, verbose_name='selon')),
                ('way', models.CharField(choices=[('desk', 'ensemble, au bureau'), ('alone', 'par le service social, seul'), ('handed', 'par la personne, sur l’appareil qu’on lui a passé'), ('paper', 'sur papier, recopié ensuite'), ('space', 'par la personne, dans son espace'), ('bilan', 'dans le bilan social')], max_length=6, verbose_name='comment')),
                ('held_on', models.DateField(verbose_name='date')),
                ('answers', models.JSONField(default=dict)),
                ('comment', models.TextField(blank=True, verbose_name='remarque')),
                ('scores', models.JSONField(default=dict, editable=False)),
                ('overall', models.IntegerField(editable=False, null=True)),
                ('state', models.CharField(choices=[('draft', 'en cours'), ('finished', 'terminée')], default='draft', max_length=8, verbose_name='état')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('started_on', models.DateField(editable=False, verbose_name='commencée le')),
                ('saved_at', models.DateTimeField(editable=False, null=True, verbose_name='enregistrée à')),
                ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='terminée à')),
                ('correction_reason', models.CharField(blank=True, max_length=500, verbose_name='raison de la correction')),
                ('author', jalon.domain.core.fields.CentreForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('bilan', jalon.domain.core.fields.CentreForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='instruments.bilan')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE, DELETE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('corrects', jalon.domain.core.fields.CentreForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='instruments.measurement')),
                ('finished_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('instrument', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='instruments.instrumentversion', verbose_name='instrument')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='people.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'mesure',
                'verbose_name_plural': 'mesures',
                'indexes': [models.Index(fields=['centre', 'person', 'held_on'], name='measurement_person'), models.Index(fields=['centre', 'instrument', 'held_on'], name='measurement_instrument'), models.Index(condition=models.Q(('trajectory__isnull', False)), fields=['centre', 'trajectory', 'held_on'], name='measurement_trajectory')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('centre', 'sitting', 'rater'), name='measurement_one_per_side'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('centre', 'person', 'instrument', 'rater'), name='measurement_one_draft_per_side', violation_error_message='Une mesure est déjà en cours avec cet instrument.'), models.UniqueConstraint(fields=('centre', 'corrects'), name='measurement_corrected_once', violation_error_message='Cette mesure a déjà une correction.'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('finished_by__isnull', True), ('state', 'draft')), models.Q(('finished_at__isnull', False), ('state', 'finished')), _connector='OR'), name='measurement_finished_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('correction_reason', ''), ('corrects__isnull', True)), models.Q(('corrects__isnull', False), models.Q(('correction_reason', ''), _negated=True)), _connector='OR'), name='measurement_correction_says_why', violation_error_message='Une correction dit pourquoi.'), models.CheckConstraint(condition=models.Q(('held_on__lte', models.F('started_on'))), name='measurement_held_before_it_is_written', violation_error_message='La date de la mesure est dans le futur.')],
            },
        ),
    ]
