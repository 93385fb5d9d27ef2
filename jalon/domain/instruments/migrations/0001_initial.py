import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bilan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='numéro')),
                ('moment', models.CharField(choices=[('start', 'au début'), ('middle', 'en cours de route'), ('end', 'à la fin')], default='start', max_length=6, verbose_name='moment')),
                ('held_on', models.DateField(verbose_name='date de l’entretien')),
                ('instrument', models.CharField(default='bilan', editable=False, max_length=30)),
                ('instrument_version', models.PositiveSmallIntegerField(editable=False)),
                ('language', models.CharField(choices=[('fr', 'Français'), ('nl', 'Nederlands'), ('de', 'Deutsch'), ('en', 'English')], default='fr', max_length=2, verbose_name='langue du document')),
                ('together', models.TextField(blank=True, verbose_name='ce que nous en retenons ensemble')),
                ('state', models.CharField(choices=[('draft', 'en cours'), ('finished', 'terminé')], default='draft', max_length=8, verbose_name='état')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('field_revisions', models.JSONField(default=dict, editable=False)),
                ('started_on', models.DateField(editable=False, verbose_name='commencé le')),
                ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='terminé à')),
                ('correction_reason', models.CharField(blank=True, max_length=500, verbose_name='raison de la correction')),
                ('author', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='auteur')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE, DELETE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('corrects', jalon.domain.core.fields.CentreForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='instruments.bilan', verbose_name='corrige')),
                ('finished_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bilans', to='people.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'bilan social',
                'verbose_name_plural': 'bilans sociaux',
                'indexes': [models.Index(fields=['centre', 'person', 'held_on'], name='bilan_person')],
                'constraints': [models.UniqueConstraint(fields=('centre', 'person', 'number'), name='bilan_number'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('centre', 'person'), name='bilan_one_draft_per_person', violation_error_message='Un bilan est déjà en cours pour cette personne.'), models.UniqueConstraint(fields=('centre', 'corrects'), name='bilan_corrected_once', violation_error_message='Ce bilan a déjà une correction.'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('finished_by__isnull', True), ('state', 'draft')), models.Q(('finished_at__isnull', False), ('finished_by__isnull', False), ('state', 'finished')), _connector='OR'), name='bilan_finished_says_when_and_by_whom'), models.CheckConstraint(condition=models.Q(('held_on__lte', models.F('started_on'))), name='bilan_held_before_it_is_written', violation_error_message='La date de l’entretien est dans le futur.'), models.CheckConstraint(condition=models.Q(models.Q(('correction_reason', ''), ('corrects__isnull', True)), models.Q(('corrects__isnull', False), models.Q(('correction_reason', ''), _negated=True)), _connector='OR'), name='bilan_correction_says_why', violation_error_message='Une correction dit pourquoi.')],
            },
        ),
        migrations.CreateModel(
            name='BilanEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('domain', models.CharField(max_length=20, verbose_name='domaine')),
                ('words', models.TextField(blank=True, verbose_name='ce que la personne en dit')),
                ('aspirations', models.TextField(blank=True, verbose_name='ce qu’elle souhaite')),
                ('strengths', models.TextField(blank=True, verbose_name='ses forces')),
                ('needs', models.TextField(blank=True, verbose_name='ce dont elle a besoin')),
                ('rating_person', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='niveau selon la personne')),
                ('rating_worker', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='niveau selon le travailleur')),
                ('is_skipped', models.BooleanField(default=False, verbose_name='pas abordé')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('field_revisions', models.JSONField(default=dict, editable=False)),
                ('saved_at', models.DateTimeField(editable=False, null=True, verbose_name='enregistré à')),
                ('bilan', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='instruments.bilan')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE, DELETE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('saved_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
            ],
            options={
                'verbose_name': 'domaine du bilan',
                'verbose_name_plural': 'domaines du bilan',
                'constraints': [models.UniqueConstraint(fields=('centre', 'bilan', 'domain'), name='bilanentry_once_per_domain'), models.CheckConstraint(condition=models.Q(('rating_person__isnull', True), ('rating_person__range', (1, 5)), _connector='OR'), name='bilanentry_rating_person', violation_error_message='Un niveau va de 1 à 5.'), models.CheckConstraint(condition=models.Q(('rating_worker__isnull', True), ('rating_worker__range', (1, 5)), _connector='OR'), name='bilanentry_rating_worker', violation_error_message='Un niveau va de 1 à 5.')],
            },
        ),
    ]
