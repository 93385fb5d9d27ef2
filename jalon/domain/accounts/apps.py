"""The accounts app: users belong to sign-in alone; memberships belong to centres."""

from django.apps import AppConfig

OWN = "(user_id = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid)"


class AccountsConfig(AppConfig):
    """`jalon_app` never reads a user's row: password hashes are not in its world."""

    name = "jalon.domain.accounts"
    label = "accounts"
    # Sign-in shows a user their own memberships, before a centre is chosen.
    extra_policies = {"accounts_membership": {"own_membership": ("jalon_auth", OWN, OWN)}}
    table_rights = {
        "user": {"jalon_auth": "SELECT, INSERT, UPDATE"},
        "federalmembership": {"jalon_auth": "SELECT", "jalon_federal": "SELECT"},
    }
