"""Read for each file of a caseload, and so from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('people', '0002_counted'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='piisexemption',
            index=models.Index(fields=['centre', 'person'], include=('id', 'since', 'until', 'review_on'), name='exemption_of_person'),
        ),
    ]
