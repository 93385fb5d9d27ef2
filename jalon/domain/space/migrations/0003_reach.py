"""What a person may reach of their own file, given to their role as `space.reach` says it."""

from django.db import migrations

from jalon.domain.space.reach import closing_statements, opening_statements


class Migration(migrations.Migration):
    """Columns and rows, once every table that `REACH` names is there."""

    dependencies = [
        ("space", "0002_signing"),
        ("activation", "0002_measured_for"),
        ("audit", "0002_chain"),
        ("documents", "0001_initial"),
        ("instruments", "0005_points"),
        ("sanctions", "0002_only_with_the_right"),
    ]

    operations = [
        migrations.RunSQL(
            list(opening_statements()),
            [*closing_statements(), "DROP FUNCTION space_both_are_in(uuid, uuid)"],
        )
    ]
