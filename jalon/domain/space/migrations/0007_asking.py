"""What a person asks for: a change, to be heard; and at the door a new card.

The first is written by the person's own role alone, as an interview is; the last by nobody in particular.
"""

import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models

from jalon.domain.space.reach import closing_statements, opening_statements

TABLES = ("space_ownrequest", "space_ownrequestanswer")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('people', '0002_counted'),
        ('space', '0006_interview_agreements'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('change', 'un changement du projet'), ('hearing', 'à être entendue')], max_length=7, verbose_name='demande')),
                ('words', models.TextField(blank=True, verbose_name='de quoi')),
                ('asked_on', models.DateField(verbose_name='demandé le')),
                ('asked_at', models.DateTimeField(verbose_name='demandé à')),
                ('remind_on', models.DateField(verbose_name='à répondre pour le')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='own_requests', to='people.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'demande de la personne',
                'verbose_name_plural': 'demandes de la personne',
            },
        ),
        migrations.CreateModel(
            name='OwnRequestAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('meets_at', models.DateTimeField(blank=True, null=True, verbose_name='rendez-vous')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='lieu')),
                ('words', models.TextField(blank=True, verbose_name='un mot pour la personne')),
                ('no_longer', models.BooleanField(default=False, verbose_name='la personne n’en a plus besoin')),
                ('agreed', models.TextField(blank=True, verbose_name='qui l’a dit, et comment')),
                ('answered_at', models.DateTimeField(verbose_name='répondu à')),
                ('answered_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='par')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('request', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='space.ownrequest')),
            ],
            options={
                'verbose_name': 'réponse à une demande de la personne',
                'verbose_name_plural': 'réponses aux demandes de la personne',
            },
        ),
        migrations.CreateModel(
            name='CardRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='nom et prénom')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='date de naissance')),
                ('reach', models.CharField(blank=True, max_length=300, verbose_name='comment la joindre')),
                ('asked_on', models.DateField(verbose_name='demandé le')),
                ('asked_at', models.DateTimeField(verbose_name='demandé à')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='réglé à')),
                ('outcome', models.CharField(blank=True, max_length=500, verbose_name='ce qui a été fait')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT, UPDATE', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card_requests', to='people.person')),
                ('settled_by', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='par')),
            ],
            options={
                'verbose_name': 'demande d’une nouvelle carte',
                'verbose_name_plural': 'demandes d’une nouvelle carte',
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['centre', 'asked_on'], name='card_request_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('centre', 'person'), name='card_request_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='card_request_settled_says_how'), models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='card_request_says_whose')],
            },
        ),
        migrations.AddIndex(
            model_name='ownrequest',
            index=models.Index(fields=['centre', 'remind_on'], name='own_request_by_day'),
        ),
        migrations.AddConstraint(
            model_name='ownrequest',
            constraint=models.UniqueConstraint(fields=('centre', 'person', 'kind', 'asked_on'), name='own_request_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='ownrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'change'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='own_request_says_what', violation_error_message='Écrivez en quelques mots ce qui doit changer.'),
        ),
        migrations.AddIndex(
            model_name='ownrequestanswer',
            index=models.Index(fields=['centre', 'request', 'answered_at'], name='own_request_answered'),
        ),
        migrations.AddConstraint(
            model_name='ownrequestanswer',
            constraint=models.CheckConstraint(condition=models.Q(('meets_at__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='own_request_answer_says_something', violation_error_message='Fixez un rendez-vous, ou répondez en quelques mots.'),
        ),
        migrations.AddConstraint(
            model_name='ownrequestanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed', ''), ('no_longer', False)), models.Q(('no_longer', True), models.Q(('agreed', ''), _negated=True)), _connector='OR'), name='own_request_needless_says_who'),
        ),
        migrations.RunSQL(list(opening_statements(*TABLES)), list(closing_statements(*TABLES))),
    ]
