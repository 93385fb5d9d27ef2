"""The administration writes what it decided into the centres' table, and reads it there; no role may change it."""

from django.db import migrations


class Migration(migrations.Migration):
    """One policy for `jalon_federal`, whose rights here are to read and to add."""

    dependencies = [("subsidies", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE POLICY federal_awards ON subsidies_award TO jalon_federal USING (true) WITH CHECK (true)",
            "DROP POLICY federal_awards ON subsidies_award",
        ),
    ]
