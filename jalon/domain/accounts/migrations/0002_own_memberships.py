"""Before a centre is chosen, sign-in shows a user their own memberships and nobody else's."""

from django.db import migrations

OWN = "user_id = NULLIF(current_setting('app.user_id', true), '')::uuid"


class Migration(migrations.Migration):
    """One policy for `jalon_auth`."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"CREATE POLICY own_membership ON accounts_membership TO jalon_auth USING ({OWN}) WITH CHECK ({OWN})",
            "DROP POLICY own_membership ON accounts_membership",
        )
    ]
