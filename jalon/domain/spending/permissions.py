"""Who enters and reads what was spent: those who answer for the centre's money. Social workers see none of it."""

from jalon.domain.grants.permissions import may_commit, may_write

__all__ = ["may_commit", "may_write"]
