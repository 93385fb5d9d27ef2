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
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
        ('piis', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('draft', 'en préparation'), ('submitted', 'devant le Conseil'), ('decided', 'décidée, à notifier'), ('notified', 'notifiée'), ('lifted', 'levée'), ('refused', 'pas de sanction'), ('withdrawn', 'abandonnée')], default='draft', max_length=9, verbose_name='état')),
                ('opened_on', models.DateField(verbose_name='commencée le')),
                ('facts', models.TextField(blank=True, verbose_name='les faits')),
                ('facts_on', models.DateField(blank=True, null=True, verbose_name='date des faits')),
                ('reasons_of_person', models.TextField(blank=True, verbose_name='ce que la personne dit de ces faits')),
                ('has_legitimate_reason', models.BooleanField(null=True, verbose_name='la personne a un motif légitime')),
                ('tried', models.TextField(blank=True, verbose_name='ce qui a été essayé d’autre')),
                ('asked', models.TextField(blank=True, verbose_name='ce qui est demandé à la personne')),
                ('asked_by', models.DateField(blank=True, null=True, verbose_name='pour le')),
                ('notice_sent_on', models.DateField(blank=True, null=True, verbose_name='mise en demeure envoyée le')),
                ('hearing_on', models.DateTimeField(blank=True, null=True, verbose_name='audition proposée pour le')),
                ('hearing_place', models.CharField(blank=True, max_length=200, verbose_name='lieu de l’audition')),
                ('heard_on', models.DateField(blank=True, null=True, verbose_name='entendue le')),
                ('heard_words', models.TextField(blank=True, verbose_name='ce que la personne a dit')),
                ('advice', models.TextField(blank=True, verbose_name='avis du travailleur social')),
                ('advice_on', models.DateField(blank=True, null=True, verbose_name='avis donné le')),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='transmise le')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('advice_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('author', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('notice', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('person', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanction_proposals', to='people.person')),
                ('piis', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanction_proposals', to='piis.piis')),
            ],
            options={
                'verbose_name': 'proposition de sanction',
                'verbose_name_plural': 'propositions de sanction',
                'indexes': [models.Index(fields=['centre', 'state', 'opened_on'], name='proposal_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'decided'])), fields=('centre', 'piis'), name='proposal_one_open_per_piis', violation_error_message='Une proposition est déjà ouverte pour ce PIIS.'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn', 'refused']), ('has_legitimate_reason', False), _connector='OR'), name='proposal_never_against_legitimate_reason', violation_error_message='Un motif légitime exclut toute sanction.')],
            },
        ),
        migrations.CreateModel(
            name='LatenessExplained',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('explanation', models.TextField(verbose_name='explication du retard du centre')),
                ('on', models.DateField(verbose_name='le')),
                ('author', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('commitment', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piis.commitment')),
                ('proposal', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='sanctions.proposal')),
            ],
            options={
                'verbose_name': 'retard du centre expliqué',
                'verbose_name_plural': 'retards du centre expliqués',
                'constraints': [models.UniqueConstraint(fields=('centre', 'proposal', 'commitment'), name='explained_once')],
            },
        ),
        migrations.CreateModel(
            name='CitedCommitment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, DELETE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('commitment', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piis.commitment')),
                ('proposal', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cited_commitments', to='sanctions.proposal')),
            ],
            options={
                'verbose_name': 'engagement invoqué',
                'verbose_name_plural': 'engagements invoqués',
                'constraints': [models.UniqueConstraint(fields=('centre', 'proposal', 'commitment'), name='cited_once')],
            },
        ),
        migrations.CreateModel(
            name='CitedAbsence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, DELETE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('evaluation', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piis.evaluation')),
                ('proposal', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cited_absences', to='sanctions.proposal')),
            ],
            options={
                'verbose_name': 'absence invoquée',
                'verbose_name_plural': 'absences invoquées',
                'constraints': [models.UniqueConstraint(fields=('centre', 'proposal', 'evaluation'), name='absence_cited_once')],
            },
        ),
        migrations.CreateModel(
            name='ProposalEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('act', models.CharField(max_length=9, verbose_name='acte')),
                ('source', models.CharField(blank=True, choices=[('draft', 'en préparation'), ('submitted', 'devant le Conseil'), ('decided', 'décidée, à notifier'), ('notified', 'notifiée'), ('lifted', 'levée'), ('refused', 'pas de sanction'), ('withdrawn', 'abandonnée')], max_length=9, verbose_name='de')),
                ('target', models.CharField(choices=[('draft', 'en préparation'), ('submitted', 'devant le Conseil'), ('decided', 'décidée, à notifier'), ('notified', 'notifiée'), ('lifted', 'levée'), ('refused', 'pas de sanction'), ('withdrawn', 'abandonnée')], max_length=9, verbose_name='vers')),
                ('on', models.DateField(verbose_name='le')),
                ('at', models.DateTimeField(verbose_name='enregistré à')),
                ('reason', models.TextField(blank=True, verbose_name='raison')),
                ('key', models.UUIDField(editable=False, null=True)),
                ('actor', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('proposal', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='sanctions.proposal')),
            ],
            options={
                'verbose_name': 'acte sur une proposition',
                'verbose_name_plural': 'actes sur des propositions',
                'constraints': [models.UniqueConstraint(fields=('centre', 'proposal', 'number'), name='proposalevent_number'), models.UniqueConstraint(fields=('centre', 'key'), name='proposalevent_key_once')],
            },
        ),
        migrations.CreateModel(
            name='SanctionDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('decided_on', models.DateField(verbose_name='décidée le')),
                ('scope', models.CharField(choices=[('total', 'suspension totale'), ('partial', 'suspension partielle')], max_length=7, verbose_name='étendue')),
                ('withheld_cents', models.PositiveIntegerField(blank=True, null=True, verbose_name='retenu par mois, en centimes')),
                ('months', models.PositiveSmallIntegerField(verbose_name='durée en mois')),
                ('is_recidivism', models.BooleanField(default=False, verbose_name='récidive')),
                ('reprieve', models.CharField(choices=[('none', 'sans sursis'), ('partial', 'sursis partiel'), ('total', 'sursis total')], max_length=7, verbose_name='sursis')),
                ('reprieve_until', models.DateField(blank=True, null=True, verbose_name='sursis jusqu’au')),
                ('reprieve_words', models.CharField(blank=True, max_length=300, verbose_name='ce que couvre le sursis')),
                ('starts_on', models.DateField(verbose_name='à partir du')),
                ('ends_on', models.DateField(verbose_name='jusqu’au')),
                ('start_reading', models.CharField(max_length=40, verbose_name='lecture de la règle de départ')),
                ('motivation', models.TextField(verbose_name='motivation')),
                ('lines', models.JSONField(default=list, verbose_name='règles montrées')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sanctions', to='people.person')),
                ('proposal', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='sanctions.proposal')),
                ('recorded_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
            ],
            options={
                'verbose_name': 'décision de sanction',
                'verbose_name_plural': 'décisions de sanction',
                'indexes': [models.Index(fields=['centre', 'decided_on'], name='sanction_by_day'), models.Index(fields=['centre', 'person', 'decided_on'], name='sanction_by_person')],
                'constraints': [models.UniqueConstraint(fields=('centre', 'proposal'), name='sanction_one_decision'), models.CheckConstraint(condition=models.Q(models.Q(('scope', 'total'), ('withheld_cents__isnull', True)), models.Q(('scope', 'partial'), ('withheld_cents__gte', 1)), _connector='OR'), name='sanction_withheld', violation_error_message='Une suspension partielle dit le montant retenu par mois.'), models.CheckConstraint(condition=models.Q(('months', 1), models.Q(('is_recidivism', True), ('months__gte', 1), ('months__lte', 3)), _connector='OR'), name='sanction_length', violation_error_message='Un mois au plus, trois en cas de récidive dans l’année.'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on')), ('starts_on__gt', models.F('decided_on'))), name='sanction_dates', violation_error_message='La sanction commence après la décision.'), models.CheckConstraint(condition=models.Q(('motivation', ''), _negated=True), name='sanction_is_motivated', violation_error_message='Une sanction se motive.')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('notified_on', models.DateField(verbose_name='notifiée le')),
                ('appeal_until', models.DateField(verbose_name='recours jusqu’au')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('document', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('recorded_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('decision', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='sanctions.sanctiondecision')),
            ],
            options={
                'verbose_name': 'notification',
                'verbose_name_plural': 'notifications',
                'constraints': [models.UniqueConstraint(fields=('centre', 'decision'), name='notification_once')],
            },
        ),
    ]
