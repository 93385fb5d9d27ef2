"""The person's own role receives its columns and its rows: `space.reach` says which, and why.

A change of `reach` comes with a migration that closes everything and opens it again, as this one does.
"""

from django.db import migrations

from jalon.domain.space.reach import closing_statements, opening_statements


class Migration(migrations.Migration):
    """Rights on columns, and policies."""

    dependencies = [
        ("space", "0001_initial"),
        ("accounts", "0002_own_memberships"),
        ("audit", "0002_chain"),
        ("centres", "0001_initial"),
        ("documents", "0001_initial"),
        ("people", "0001_initial"),
        ("piis", "0004_counted"),
        ("sanctions", "0002_only_with_the_right"),
    ]

    operations = [migrations.RunSQL(list(opening_statements()), list(closing_statements()))]
