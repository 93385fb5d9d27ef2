"""The accounts app: users belong to sign-in alone; memberships belong to centres."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """`jalon_app` never reads a user's row: password hashes are not in its world."""

    name = "jalon.domain.accounts"
    label = "accounts"
    table_rights = {
        "user": {"jalon_auth": "SELECT, INSERT, UPDATE"},
        "federalmembership": {"jalon_auth": "SELECT", "jalon_federal": "SELECT"},
    }
