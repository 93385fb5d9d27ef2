"""The person also reaches the day of a hearing and the last day to appeal; and nobody but them writes what they say."""

from django.db import migrations

from jalon.domain.space.reach import closing_statements, opening_statements

SPOKEN = ("space_interviewrequest", "space_evaluationvoice")


class Migration(migrations.Migration):
    """Everything closed, and opened as `space.reach` now says."""

    dependencies = [("space", "0002_reach")]

    operations = [
        migrations.RunSQL([*closing_statements(), *opening_statements()], migrations.RunSQL.noop),
        migrations.RunSQL([f"REVOKE INSERT ON {table} FROM jalon_app" for table in SPOKEN], migrations.RunSQL.noop),
    ]
