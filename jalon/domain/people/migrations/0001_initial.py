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
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_number', models.CharField(db_collation='C', max_length=20, verbose_name='numéro de dossier')),
                ('last_name', models.CharField(max_length=100, verbose_name='nom')),
                ('first_names', models.CharField(blank=True, max_length=100, verbose_name='prénoms')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='année de naissance')),
                ('birth_month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mois de naissance')),
                ('birth_day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jour de naissance')),
                ('sex', models.CharField(choices=[('f', 'femme'), ('m', 'homme'), ('x', 'autre ou inconnu')], default='x', max_length=1, verbose_name='sexe')),
                ('language', models.CharField(choices=[('fr', 'Français'), ('nl', 'Nederlands'), ('de', 'Deutsch'), ('en', 'English')], default='fr', max_length=2, verbose_name='langue de la personne')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='téléphone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse e-mail')),
                ('address', models.TextField(blank=True, verbose_name='adresse')),
                ('niss_cipher', models.BinaryField(null=True)),
                ('niss_index', models.CharField(editable=False, max_length=32, null=True)),
                ('opened_on', models.DateField(verbose_name='dossier ouvert le')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='dossier fermé le')),
                ('sort_name', models.CharField(db_collation='C', default='', editable=False, max_length=200)),
                ('name_sound', models.CharField(db_collation='C', default='', editable=False, max_length=80)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('responsible', jalon.domain.core.fields.CentreForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='caseload', to='accounts.membership', verbose_name='travailleur responsable')),
            ],
            options={
                'verbose_name': 'personne',
                'verbose_name_plural': 'personnes',
                'indexes': [models.Index(fields=['centre', 'sort_name', 'id'], name='person_by_name'), models.Index(fields=['centre', 'responsible', 'sort_name', 'id'], name='person_caseload'), models.Index(fields=['centre', 'birth_year', 'birth_month', 'birth_day'], name='person_birth'), models.Index(fields=['centre', 'name_sound'], name='person_sound')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('birth_year__isnull', True), ('birth_year__range', (1850, 2200)), _connector='OR'), models.Q(('birth_month__isnull', True), models.Q(('birth_month__range', (1, 12)), ('birth_year__isnull', False)), _connector='OR'), models.Q(('birth_day__isnull', True), models.Q(('birth_day__range', (1, 31)), ('birth_month__isnull', False)), _connector='OR')), name='person_birth_date', violation_error_message='Cette date de naissance n’existe pas.'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='person_closed_after_opened', violation_error_message='Un dossier ne se ferme pas avant d’être ouvert.'), models.UniqueConstraint(fields=('centre', 'file_number'), name='person_file_number'), models.UniqueConstraint(fields=('centre', 'niss_index'), name='person_niss_once', violation_error_message='Ce NISS est déjà celui d’un autre dossier de votre centre.')],
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(verbose_name='depuis')),
                ('until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('partner', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='people.person')),
            ],
            options={
                'verbose_name': 'ménage',
                'verbose_name_plural': 'ménages',
                'constraints': [models.CheckConstraint(condition=models.Q(('person', models.F('partner')), _negated=True), name='partnership_of_two', violation_error_message='Une personne n’est pas sa propre partenaire.'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='partnership_dates', violation_error_message='La fin vient avant le début.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), ('person', '='), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='partnership_one_at_a_time', violation_error_message='Cette personne a déjà un ou une partenaire à cette date.')],
            },
        ),
        migrations.CreateModel(
            name='NissChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('old_cipher', models.BinaryField(null=True)),
                ('old_index', models.CharField(max_length=32, null=True)),
                ('reason', models.CharField(choices=[('bis', 'numéro bis remplacé par un numéro de registre national'), ('correction', 'erreur de saisie'), ('replaced', 'numéro remplacé par le registre')], max_length=12, verbose_name='raison')),
                ('on', models.DateField(verbose_name='le')),
                ('actor', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='niss_changes', to='people.person')),
            ],
            options={
                'verbose_name': 'changement de NISS',
                'verbose_name_plural': 'changements de NISS',
            },
        ),
        migrations.CreateModel(
            name='NameToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token', models.CharField(db_collation='C', max_length=100)),
                ('sort_name', models.CharField(db_collation='C', default='', editable=False, max_length=200)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, DELETE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='people.person')),
            ],
            options={
                'verbose_name': 'mot cherché',
                'verbose_name_plural': 'mots cherchés',
                'indexes': [models.Index(fields=['centre', 'token', 'sort_name', 'person'], name='nametoken_search'), models.Index(fields=['centre', 'person', 'token'], name='nametoken_person')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(verbose_name='depuis')),
                ('until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='raison')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('member', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='accounts.membership')),
                ('person', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='people.person')),
            ],
            options={
                'verbose_name': 'attribution',
                'verbose_name_plural': 'attributions',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='assignment_dates'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), ('person', '='), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='assignment_one_at_a_time', violation_error_message='Une seule personne répond d’un dossier à la fois.')],
            },
        ),
        migrations.CreateModel(
            name='PiisExemption',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('health', 'santé'), ('equity', 'équité')], max_length=6, verbose_name='motif')),
                ('explanation', models.TextField(verbose_name='motivation écrite')),
                ('since', models.DateField(verbose_name='depuis')),
                ('review_on', models.DateField(verbose_name='à revoir le')),
                ('until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('author', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='piis_exemptions', to='people.person')),
            ],
            options={
                'verbose_name': 'dispense de PIIS',
                'verbose_name_plural': 'dispenses de PIIS',
                'constraints': [models.CheckConstraint(condition=models.Q(('review_on__gt', models.F('since')), models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR')), name='exemption_dates', violation_error_message='La date de révision vient après le début, la fin aussi.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), ('person', '='), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='exemption_one_at_a_time', violation_error_message='Cette personne a déjà une dispense pendant cette période.')],
            },
        ),
        migrations.CreateModel(
            name='Status',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('dis', 'droit à l’intégration sociale'), ('equivalent', 'aide équivalente'), ('broad', 'usager au sens large')], max_length=10, verbose_name='statut')),
                ('category', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – cohabitant'), (2, '2 – isolé'), (3, '3 – charge de famille')], null=True, verbose_name='catégorie')),
                ('demanded_on', models.DateField(blank=True, null=True, verbose_name='demande du')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='décision du')),
                ('notified_on', models.DateField(blank=True, null=True, verbose_name='notifiée le')),
                ('since', models.DateField(verbose_name='depuis')),
                ('until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('is_student', models.BooleanField(default=False, verbose_name='suit des études de plein exercice')),
                ('is_homeless', models.BooleanField(default=False, verbose_name='sans-abri')),
                ('works_part_time', models.BooleanField(default=False, verbose_name='travaille et reçoit un complément')),
                ('previous_right_ended_on', models.DateField(blank=True, null=True, verbose_name='fin du droit à l’intégration sociale précédent, dans un autre centre')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='people.person')),
            ],
            options={
                'verbose_name': 'statut',
                'verbose_name_plural': 'statuts',
                'indexes': [models.Index(fields=['centre', 'person', 'since'], name='status_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='status_dates', violation_error_message='La fin vient avant le début.'), models.CheckConstraint(condition=models.Q(models.Q(('category__isnull', True), ('kind', 'broad')), models.Q(models.Q(('kind', 'broad'), _negated=True), ('category__isnull', False)), _connector='OR'), name='status_category_of_integration', violation_error_message='La catégorie accompagne un droit ou une aide équivalente, et eux seuls.'), models.CheckConstraint(condition=models.Q(('previous_right_ended_on__isnull', True), ('previous_right_ended_on__lt', models.F('since')), _connector='OR'), name='status_previous_right', violation_error_message='Le droit précédent finit avant que celui-ci commence.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), ('person', '='), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='status_one_at_a_time', violation_error_message='Cette personne a déjà un statut pendant cette période.')],
            },
        ),
        migrations.CreateModel(
            name='FileCounter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='dernier numéro')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
            ],
            options={
                'verbose_name': 'compteur de dossiers',
                'verbose_name_plural': 'compteurs de dossiers',
                'constraints': [models.UniqueConstraint(fields=('centre', 'year'), name='filecounter_one_per_year')],
            },
        ),
    ]
