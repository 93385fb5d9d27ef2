"""A centre asks for another delay, with its reason; the administration reads it."""

import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0001_initial'),
        ('conventions', '0003_raised'),
    ]

    operations = [
        migrations.CreateModel(
            name='TimeRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField(verbose_name='raison')),
                ('at', models.DateTimeField(verbose_name='à')),
                ('by_name', models.CharField(max_length=120, verbose_name='par')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='SELECT', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('convention', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conventions.convention')),
            ],
            options={
                'verbose_name': 'demande de délai',
                'verbose_name_plural': 'demandes de délai',
                'indexes': [models.Index(fields=['centre', 'convention', 'at'], name='conventiontimerequest_in_order')],
            },
        ),
        migrations.RunSQL(
            "CREATE POLICY federal_reads ON conventions_timerequest TO jalon_federal USING (true) WITH CHECK (false)",
            "DROP POLICY federal_reads ON conventions_timerequest",
        ),
    ]
