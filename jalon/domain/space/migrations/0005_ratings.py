"""The person reaches their own ratings, and the words of the instruments they were made with."""

from django.db import migrations

from jalon.domain.space.reach import closing_statements, opening_statements


class Migration(migrations.Migration):
    """Everything closed, and opened as `space.reach` now says."""

    dependencies = [("space", "0004_signing"), ("activation", "0002_measured_for"), ("instruments", "0005_points")]

    operations = [migrations.RunSQL([*closing_statements(), *opening_statements()], migrations.RunSQL.noop)]
