"""Lets a whole centre be counted from indexes alone, without its wide rows (`figures.relations`)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='status',
            name='status_person',
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['centre', 'id'], include=('birth_year', 'birth_month', 'birth_day', 'sex', 'language'), name='person_counted'),
        ),
        migrations.AddIndex(
            model_name='status',
            index=models.Index(fields=['centre', 'person', 'since'], include=('until', 'kind', 'category', 'is_student', 'is_homeless', 'works_part_time'), name='status_person'),
        ),
    ]
