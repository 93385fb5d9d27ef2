"""The person reads whether their file is closed."""

from django.db import migrations

from jalon.domain.space.reach import closing_statements, opening_statements


class Migration(migrations.Migration):
    """Everything closed, and opened as `space.reach` now says."""

    dependencies = [("space", "0005_ratings")]

    operations = [migrations.RunSQL([*closing_statements(), *opening_statements()], migrations.RunSQL.noop)]
