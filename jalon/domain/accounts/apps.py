"""The accounts app: users belong to sign-in alone; memberships belong to centres."""

from django.apps import AppConfig

# The conditions of migration 0002 as PostgreSQL prints them: `core.catalogue` compares them with the database.
OWN = "(user_id = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid)"
_SHOWN = "NULLIF(current_setting('app.invitation'::text, true), ''::text)"
SHOWN = (
    f"(((state)::text = 'invited'::text) AND (({_SHOWN} = NULLIF((invitation_hash)::text, ''::text)) "
    f"OR ({_SHOWN} = (email)::text)))"
)
INVENTED = (
    "((current_setting('app.demo'::text, true) = 'on'::text) AND (user_id IN ( SELECT accounts_user.id\n"
    "   FROM accounts_user\n  WHERE accounts_user.is_demo)))"
)


class AccountsConfig(AppConfig):
    """`jalon_app` never reads a user's row: password hashes are not in its world."""

    name = "jalon.domain.accounts"
    label = "accounts"
    # Before a centre is chosen, sign-in reads one's own memberships, the invitation one shows, invented people.
    extra_policies = {
        "accounts_membership": {
            "own_membership": ("jalon_auth", OWN, None),
            "shown_invitation": ("jalon_auth", SHOWN, None),
            "invented_membership": ("jalon_auth", INVENTED, None),
        }
    }
    table_rights = {
        "user": {"jalon_auth": "SELECT, INSERT, UPDATE"},
        "counter": {"jalon_auth": "SELECT, INSERT, UPDATE, DELETE"},
        "federalmembership": {"jalon_auth": "SELECT", "jalon_federal": "SELECT, INSERT, UPDATE"},
        "federalact": {"jalon_federal": "SELECT, INSERT"},
        "accessreset": {"jalon_auth": "SELECT, INSERT, UPDATE"},
    }
