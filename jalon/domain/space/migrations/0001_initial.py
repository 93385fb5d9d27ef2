import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('accounts', '__first__'),
        ('centres', '0001_initial'),
        ('people', '0002_counted'),
        ('piis', '0004_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='InterviewRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about', models.TextField(blank=True, verbose_name='de quoi')),
                ('wishes', models.TextField(blank=True, verbose_name='quand cela convient')),
                ('asked_on', models.DateField(verbose_name='demandé le')),
                ('asked_at', models.DateTimeField(verbose_name='demandé à')),
                ('due_on', models.DateField(verbose_name='à donner pour le')),
                ('law', models.JSONField(default=list, editable=False)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='interview_requests', to='people.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'demande d’entretien',
                'verbose_name_plural': 'demandes d’entretien',
                'indexes': [models.Index(fields=['centre', 'due_on'], name='interview_by_due')],
                'constraints': [models.UniqueConstraint(fields=('centre', 'person', 'asked_on'), name='interview_asked_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='InterviewAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('meets_at', models.DateTimeField(blank=True, null=True, verbose_name='rendez-vous')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='lieu')),
                ('words', models.TextField(blank=True, verbose_name='un mot pour la personne')),
                ('answered_at', models.DateTimeField(verbose_name='répondu à')),
                ('answered_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='par')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('request', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='space.interviewrequest')),
            ],
            options={
                'verbose_name': 'réponse à une demande d’entretien',
                'verbose_name_plural': 'réponses aux demandes d’entretien',
                'indexes': [models.Index(fields=['centre', 'request', 'answered_at'], name='interview_answered')],
                'constraints': [models.CheckConstraint(condition=models.Q(('meets_at__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='interview_answer_says_something', violation_error_message='Fixez un rendez-vous, ou dites pourquoi il n’y en a pas.')],
            },
        ),
        migrations.CreateModel(
            name='PersonAccess',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=10, verbose_name='numéro de la carte')),
                ('state', models.CharField(choices=[('invited', 'carte remise, pas encore utilisée'), ('active', 'ouvert'), ('suspended', 'suspendu'), ('ended', 'terminé')], default='invited', max_length=9, verbose_name='état')),
                ('code_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('code_until', models.DateTimeField(editable=False, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('made_at', models.DateTimeField(verbose_name='carte faite le')),
                ('opened_at', models.DateTimeField(editable=False, null=True, verbose_name='ouvert le')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='SELECT', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('made_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='par')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='accesses', to='people.person', verbose_name='personne')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'accès de la personne',
                'verbose_name_plural': 'accès des personnes',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('centre', 'person'), name='access_one_per_person', violation_error_message='Cette personne a déjà un accès.'), models.UniqueConstraint(fields=('centre', 'user'), name='access_one_per_user'), models.CheckConstraint(condition=models.Q(('state', 'invited'), ('code_hash', ''), _connector='OR'), name='access_code_only_while_invited')],
            },
        ),
        migrations.CreateModel(
            name='EvaluationVoice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('opinion', models.CharField(blank=True, choices=[('agrees', 'd’accord'), ('disagrees', 'pas d’accord')], max_length=9, verbose_name='avis')),
                ('words', models.TextField(blank=True, verbose_name='commentaire')),
                ('said_on', models.DateField(verbose_name='dit le')),
                ('said_at', models.DateTimeField(verbose_name='dit à')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('evaluation', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='piis.evaluation')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='people.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'voix de la personne',
                'verbose_name_plural': 'voix des personnes',
                'indexes': [models.Index(fields=['centre', 'person', 'said_at'], name='voice_of_person'), models.Index(fields=['centre', 'evaluation', 'said_at'], name='voice_of_evaluation')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('opinion', ''), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='voice_says_something', violation_error_message='Dites si vous êtes d’accord, ou écrivez quelques mots.')],
            },
        ),
    ]
