"""A person reads in their own space what was said in their finished bilans, until now on paper only."""

from django.db import migrations

from jalon.domain.space.reach import closing_statements, opening_statements

TABLES = ("instruments_bilan", "instruments_bilanentry")


class Migration(migrations.Migration):
    """Columns and rows of two tables."""

    dependencies = [("space", "0007_asking"), ("instruments", "0008_own_remark")]

    operations = [migrations.RunSQL(list(opening_statements(*TABLES)), list(closing_statements(*TABLES)))]
