"""Who opens and reads what a centre has to justify: those who answer for its conventions."""

from jalon.domain.conventions.permissions import may_commit, may_examine, may_write, reads_conventions

__all__ = ["may_commit", "may_examine", "may_write", "reads_conventions"]
