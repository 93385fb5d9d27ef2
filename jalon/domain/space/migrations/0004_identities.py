"""Identities a person links to their space: a table of sign-in, whose rights `SpaceConfig.table_rights` says."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('space', '0003_reach'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonIdentity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('provider', models.CharField(max_length=30, verbose_name='service d’identité')),
                ('fingerprint', models.CharField(editable=False, max_length=64, unique=True)),
                ('linked_at', models.DateTimeField(verbose_name='liée le')),
                ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='servie le')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'identité liée',
                'verbose_name_plural': 'identités liées',
                'constraints': [models.UniqueConstraint(fields=('user', 'provider'), name='identity_one_per_provider')],
            },
        ),
    ]
