"""Nobody but the person writes what they say; their columns and rows are given in 0004."""

from django.db import migrations

SPOKEN = ("space_interviewrequest", "space_evaluationvoice")


class Migration(migrations.Migration):
    """One right taken from the centre's application."""

    dependencies = [("space", "0002_reach")]

    operations = [
        migrations.RunSQL([f"REVOKE INSERT ON {table} FROM jalon_app" for table in SPOKEN], migrations.RunSQL.noop),
    ]
