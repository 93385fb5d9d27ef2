import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('instruments', '0004_measured'),
        ('people', '0002_counted'),
        ('piis', '0004_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('activity', models.CharField(choices=[('language', 'cours de langue'), ('communication', 'communication'), ('transport', 'prendre les transports en commun'), ('punctuality', 'arriver à temps, tenir un rendez-vous, un horaire'), ('self_esteem', 'estime de soi'), ('basic_skills', 'autre atelier de compétences de base'), ('attitudes', 'formation aux attitudes'), ('remobilisation', 'stage de remobilisation'), ('discovery', 'stage de découverte d’un milieu de travail'), ('trial_placement', 'stage d’essai'), ('volunteering', 'bénévolat'), ('community_service', 'service communautaire'), ('trade_preparation', 'préformation à un métier'), ('vocational_training', 'formation professionnelle'), ('qualifying_training', 'formation qualifiante'), ('job_search', 'atelier de recherche d’emploi'), ('placement_before_job', 'stage avant une mise à l’emploi (article 60…)'), ('other', 'autre chose')], max_length=20, verbose_name='de quoi s’agit-il ?')),
                ('trade', models.BooleanField(blank=True, null=True, verbose_name='prépare à un métier précis')),
                ('before_job', models.BooleanField(blank=True, null=True, verbose_name='vient juste avant une mise à l’emploi')),
                ('unready', models.BooleanField(null=True, verbose_name='pour des personnes pas prêtes à une trajectoire professionnelle')),
                ('counts', models.CharField(choices=[('social', 'activation sociale'), ('professional', 'activation professionnelle'), ('to_decide', 'à décider par une personne')], default='to_decide', max_length=12, verbose_name='compte comme')),
                ('text', models.CharField(max_length=300, verbose_name='action')),
                ('state', models.CharField(choices=[('todo', 'à faire'), ('done', 'fait'), ('dropped', 'laissé de côté')], default='todo', max_length=8, verbose_name='état')),
                ('noted_on', models.DateField(verbose_name='notée le')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='pour le')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='le')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_on__isnull', True), ('state', 'todo')), models.Q(models.Q(('state', 'todo'), _negated=True), ('settled_on__isnull', False)), _connector='OR'), name='action_settled_on_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('activity', models.CharField(choices=[('language', 'cours de langue'), ('communication', 'communication'), ('transport', 'prendre les transports en commun'), ('punctuality', 'arriver à temps, tenir un rendez-vous, un horaire'), ('self_esteem', 'estime de soi'), ('basic_skills', 'autre atelier de compétences de base'), ('attitudes', 'formation aux attitudes'), ('remobilisation', 'stage de remobilisation'), ('discovery', 'stage de découverte d’un milieu de travail'), ('trial_placement', 'stage d’essai'), ('volunteering', 'bénévolat'), ('community_service', 'service communautaire'), ('trade_preparation', 'préformation à un métier'), ('vocational_training', 'formation professionnelle'), ('qualifying_training', 'formation qualifiante'), ('job_search', 'atelier de recherche d’emploi'), ('placement_before_job', 'stage avant une mise à l’emploi (article 60…)'), ('other', 'autre chose')], max_length=20, verbose_name='de quoi s’agit-il ?')),
                ('trade', models.BooleanField(blank=True, null=True, verbose_name='prépare à un métier précis')),
                ('before_job', models.BooleanField(blank=True, null=True, verbose_name='vient juste avant une mise à l’emploi')),
                ('unready', models.BooleanField(null=True, verbose_name='pour des personnes pas prêtes à une trajectoire professionnelle')),
                ('counts', models.CharField(choices=[('social', 'activation sociale'), ('professional', 'activation professionnelle'), ('to_decide', 'à décider par une personne')], default='to_decide', max_length=12, verbose_name='compte comme')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('about', models.TextField(blank=True, verbose_name='ce qu’on y fait')),
                ('organiser', models.CharField(blank=True, max_length=120, verbose_name='organisé par')),
                ('starts_on', models.DateField(verbose_name='du')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='au')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
            ],
            options={
                'verbose_name': 'module',
                'verbose_name_plural': 'modules',
                'indexes': [models.Index(fields=['centre', 'starts_on', 'id'], name='module_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='module_dates', violation_error_message='La fin vient avant le début.')],
            },
        ),
        migrations.CreateModel(
            name='Classification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('activity', models.CharField(choices=[('language', 'cours de langue'), ('communication', 'communication'), ('transport', 'prendre les transports en commun'), ('punctuality', 'arriver à temps, tenir un rendez-vous, un horaire'), ('self_esteem', 'estime de soi'), ('basic_skills', 'autre atelier de compétences de base'), ('attitudes', 'formation aux attitudes'), ('remobilisation', 'stage de remobilisation'), ('discovery', 'stage de découverte d’un milieu de travail'), ('trial_placement', 'stage d’essai'), ('volunteering', 'bénévolat'), ('community_service', 'service communautaire'), ('trade_preparation', 'préformation à un métier'), ('vocational_training', 'formation professionnelle'), ('qualifying_training', 'formation qualifiante'), ('job_search', 'atelier de recherche d’emploi'), ('placement_before_job', 'stage avant une mise à l’emploi (article 60…)'), ('other', 'autre chose')], max_length=20)),
                ('trade', models.BooleanField(null=True)),
                ('before_job', models.BooleanField(null=True)),
                ('unready', models.BooleanField(null=True)),
                ('listed', models.CharField(choices=[('social', 'activation sociale'), ('professional', 'activation professionnelle'), ('to_decide', 'à décider par une personne')], max_length=12, verbose_name='selon la liste')),
                ('counts', models.CharField(choices=[('social', 'activation sociale'), ('professional', 'activation professionnelle'), ('to_decide', 'à décider par une personne')], max_length=12, verbose_name='compte comme')),
                ('lines', models.JSONField(default=list)),
                ('is_decision', models.BooleanField(default=False, verbose_name='décidé par une personne')),
                ('reason', models.TextField(blank=True, verbose_name='raison')),
                ('on', models.DateField(verbose_name='le')),
                ('at', models.DateTimeField(verbose_name='enregistré à')),
                ('action', jalon.domain.core.fields.CentreForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='classifications', to='activation.action')),
                ('author', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('module', jalon.domain.core.fields.CentreForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='classifications', to='activation.module')),
            ],
            options={
                'verbose_name': 'classement',
                'verbose_name_plural': 'classements',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', False), ('module__isnull', True)), models.Q(('action__isnull', True), ('module__isnull', False)), _connector='OR'), name='classification_of_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('counts', models.F('listed')), ('is_decision', False)), models.Q(('is_decision', True), models.Q(('reason', ''), _negated=True), models.Q(('counts', 'to_decide'), _negated=True)), _connector='OR'), name='classification_decision_says_why', violation_error_message='Une décision dit pourquoi.')],
            },
        ),
        migrations.CreateModel(
            name='Trajectory',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='numéro')),
                ('starts_on', models.DateField(verbose_name='du')),
                ('until', models.DateField(verbose_name='au plus tard le')),
                ('measured_from', models.DateField(editable=False, verbose_name='mesures depuis le')),
                ('receives', models.CharField(blank=True, choices=[('dis', 'droit à l’intégration sociale'), ('equivalent', 'aide équivalente'), ('broad', 'usager au sens large')], max_length=10, verbose_name='aide reçue au début')),
                ('measured_by', models.CharField(default='bilan', max_length=60, verbose_name='instrument de mesure')),
                ('aims', models.TextField(blank=True, verbose_name='ce que la personne veut')),
                ('plan', models.TextField(blank=True, verbose_name='le plan d’accompagnement')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='conclue le')),
                ('result', models.CharField(blank=True, choices=[('path', 'un parcours socioprofessionnel'), ('autonomy', 'une autonomie renforcée'), ('volunteering', 'du bénévolat ou un service communautaire'), ('job', 'un emploi')], max_length=12, verbose_name='résultat')),
                ('result_reason', models.TextField(blank=True, verbose_name='pourquoi ce résultat')),
                ('result_proposed', models.CharField(blank=True, choices=[('path', 'un parcours socioprofessionnel'), ('autonomy', 'une autonomie renforcée'), ('volunteering', 'du bénévolat ou un service communautaire'), ('job', 'un emploi')], editable=False, max_length=12, verbose_name='résultat proposé')),
                ('result_lines', models.JSONField(default=list, editable=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('bilan', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.bilan', verbose_name='bilan social')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('decided_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('opened_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='trajectories', to='people.person', verbose_name='personne')),
                ('piis', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trajectories', to='piis.piis', verbose_name='PIIS')),
            ],
            options={
                'verbose_name': 'trajectoire d’activation sociale',
                'verbose_name_plural': 'trajectoires d’activation sociale',
                'indexes': [models.Index(fields=['centre', 'starts_on', 'id'], name='trajectory_by_start')],
                'constraints': [models.UniqueConstraint(fields=('centre', 'person', 'number'), name='trajectory_number_of_person'), models.CheckConstraint(condition=models.Q(('measured_from__lte', models.F('starts_on')), ('until__gte', models.F('starts_on'))), name='trajectory_dates', violation_error_message='La fin vient avant le début.'), models.CheckConstraint(condition=models.Q(('until__lt', models.Func(models.F('starts_on'), output_field=models.DateField(), template="(%(expressions)s + interval '1 year')::date"))), name='trajectory_one_year', violation_error_message='Une trajectoire dure un an au plus.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('ended_on__isnull', True), ('result', '')), models.Q(('decided_by__isnull', False), ('ended_on__gte', models.F('starts_on')), ('ended_on__lte', models.F('until'))), _connector='OR'), name='trajectory_end', violation_error_message='Une trajectoire conclue dit quand et par qui, entre son début et sa fin.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), ('person', '='), (models.Func(models.F('starts_on'), django.db.models.functions.comparison.Coalesce(models.F('ended_on'), models.F('until')), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='trajectory_one_at_a_time', violation_error_message='Cette personne a déjà une trajectoire pendant cette période.')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('joined_on', models.DateField(verbose_name='depuis le')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('presence', models.CharField(choices=[('enrolled', 'inscription faite'), ('followed', 'module suivi'), ('partly', 'suivi en partie'), ('not_followed', 'pas pu être suivi')], default='enrolled', max_length=12, verbose_name='participation')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='remarque')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('module', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='activation.module')),
                ('trajectory', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='activation.trajectory')),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'constraints': [models.UniqueConstraint(fields=('centre', 'trajectory', 'module'), name='participation_once', violation_error_message='La personne participe déjà à ce module.'), models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='participation_dates', violation_error_message='La fin vient avant le début.')],
            },
        ),
        migrations.AddField(
            model_name='action',
            name='trajectory',
            field=jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='activation.trajectory'),
        ),
    ]
