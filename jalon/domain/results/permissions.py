"""Who reads and corrects results: those who answer for the grant. Social workers see the files, not this table."""

from jalon.domain.activation.permissions import may_accompany
from jalon.domain.grants.permissions import may_write

__all__ = ["may_accompany", "may_write"]
