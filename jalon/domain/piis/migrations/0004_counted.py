"""Lets a whole centre be counted from indexes alone, without its wide rows (`figures.relations`)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('documents', '0001_initial'),
        ('people', '0002_counted'),
        ('piis', '0003_rights'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='evaluation',
            name='evaluation_by_day',
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['centre', 'due_on'], include=('id', 'piis', 'side', 'state', 'cause', 'state_on', 'left_on'), name='commitment_counted'),
        ),
        migrations.AddIndex(
            model_name='commitmentreview',
            index=models.Index(fields=['centre', 'on'], include=('commitment',), name='review_by_day'),
        ),
        migrations.AddIndex(
            model_name='evaluation',
            index=models.Index(fields=['centre', 'held_on'], include=('piis', 'state', 'in_person', 'absence_cause'), name='evaluation_by_day'),
        ),
        migrations.AddIndex(
            model_name='piis',
            index=models.Index(fields=['centre', 'person'], include=('id', 'kind', 'state', 'since', 'until', 'ended_on', 'has_community_service', 'concluded_on'), name='piis_counted'),
        ),
        migrations.AddIndex(
            model_name='piisevent',
            index=models.Index(condition=models.Q(('act', 'sign_last'), ('target', 'signed')), fields=['centre', 'on'], include=('piis', 'number'), name='piisevent_concluded'),
        ),
        migrations.AddIndex(
            model_name='right',
            index=models.Index(fields=['centre', 'person', 'since'], include=('until', 'demanded_on', 'decided_on', 'notified_on', 'earlier_ended_on'), name='right_counted'),
        ),
    ]
