"""The person also reaches the day of a hearing and the last day to appeal."""

from django.db import migrations

from jalon.domain.space.reach import closing_statements, opening_statements


class Migration(migrations.Migration):
    """Everything closed, and opened as `space.reach` now says."""

    dependencies = [("space", "0002_reach")]

    operations = [migrations.RunSQL([*closing_statements(), *opening_statements()], migrations.RunSQL.noop)]
