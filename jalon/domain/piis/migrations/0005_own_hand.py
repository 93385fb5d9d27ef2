"""A signature may be the person's own, recorded by nobody; the trail then names no member.

The check of a signature holds the project while it looks; it runs as the owner from now on, since a person may not
hold a row. Row-level security stays forced: even the owner sees the centre in context alone.
"""

import django.db.models.deletion
import jalon.domain.core.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('documents', '0001_initial'),
        ('piis', '0004_counted'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='signature',
            name='signature_shows_how',
        ),
        migrations.AddField(
            model_name='signature',
            name='proof',
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='evaluation',
            name='signature_method',
            field=models.CharField(blank=True, choices=[('drawn', 'tracée à l’écran'), ('typed', 'nom tapé et confirmé'), ('paper', 'sur papier'), ('own', 'dans son propre espace, avec son code secret')], max_length=5, verbose_name='signature'),
        ),
        migrations.AlterField(
            model_name='piisevent',
            name='actor',
            field=jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AlterField(
            model_name='signature',
            name='method',
            field=models.CharField(choices=[('drawn', 'tracée à l’écran'), ('typed', 'nom tapé et confirmé'), ('paper', 'sur papier'), ('own', 'dans son propre espace, avec son code secret')], max_length=5, verbose_name='manière'),
        ),
        migrations.AlterField(
            model_name='signature',
            name='recorded_by',
            field=jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'typed'), ('picture__isnull', True), ('scan__isnull', True)), models.Q(('method', 'drawn'), ('picture__isnull', False), ('scan__isnull', True)), models.Q(('method', 'paper'), ('picture__isnull', True), ('scan__isnull', False)), models.Q(('method', 'own'), ('picture__isnull', True), ('scan__isnull', True)), _connector='OR'), name='signature_shows_how'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'own'), ('proof__isnull', False), ('recorded_by__isnull', True), ('side', 'person')), models.Q(models.Q(('method', 'own'), _negated=True), ('proof__isnull', True), ('recorded_by__isnull', False)), _connector='OR'), name='signature_by_whom'),
        ),
        migrations.RunSQL(
            "ALTER FUNCTION piis_check_signature() SECURITY DEFINER", "ALTER FUNCTION piis_check_signature() SECURITY INVOKER"
        ),
    ]
