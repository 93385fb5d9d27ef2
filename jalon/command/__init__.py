"""The `jalon` command and what it drives: the embedded PostgreSQL, its roles, backups, message catalogues.

`embedded`, `embedded_host`, `embedded_faults` and `roles` import no Django, so that settings may use them.
"""
