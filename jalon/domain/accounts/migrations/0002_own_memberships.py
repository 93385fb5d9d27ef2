"""Before a centre is chosen, sign-in shows a user their own memberships, and an invited person their invitation.

`app.invitation` holds what the person showed: the fingerprint of a code, or the address of their invitation.
`app.demo` is set by a demonstration alone, to list the invented people one may sign in as.
"""

from django.db import migrations

OWN = "user_id = NULLIF(current_setting('app.user_id', true), '')::uuid"
SHOWN = (
    "state = 'invited' AND NULLIF(current_setting('app.invitation', true), '') IN (NULLIF(invitation_hash, ''), email)"
)
INVENTED = (
    "current_setting('app.demo', true) = 'on' AND user_id IN (SELECT id FROM accounts_user WHERE is_demo)"
)
POLICIES = {"own_membership": OWN, "shown_invitation": SHOWN, "invented_membership": INVENTED}


class Migration(migrations.Migration):
    """Three policies for `jalon_auth`, whose only right here is to read."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"CREATE POLICY {name} ON accounts_membership TO jalon_auth USING ({condition})",
            f"DROP POLICY {name} ON accounts_membership",
        )
        for name, condition in POLICIES.items()
    ]
