"""The person's own role first received its columns and rows here; since 0004 that migration gives them all.

What `space.reach` says today names tables and columns that did not exist yet, so that nothing is opened here any more.
"""

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing left to do."""

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

    operations: list[migrations.RunSQL] = []
