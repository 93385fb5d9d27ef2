"""The person sees the social service's rating beside their own once both are in, and not before; never a remark."""

from django.db import migrations

from jalon.domain.space.both_in import BOTH_ARE_IN
from jalon.domain.space.reach import closing_statements, opening_statements

NO_REMARKS = "REVOKE SELECT (comment) ON instruments_measurement FROM jalon_person"


class Migration(migrations.Migration):
    """Everything closed, and opened as `space.reach` now says."""

    dependencies = [("space", "0006_closed")]

    operations = [
        migrations.RunSQL(BOTH_ARE_IN, migrations.RunSQL.noop),
        migrations.RunSQL(NO_REMARKS, migrations.RunSQL.noop),
        migrations.RunSQL([*closing_statements(), *opening_statements()], migrations.RunSQL.noop),
    ]
