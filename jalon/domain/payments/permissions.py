"""Who gives a centre's account, who closes lines, prepares and releases payments, who reads them."""

from jalon.domain.conventions.permissions import may_commit, may_write, reads_conventions
from jalon.domain.subsidies.permissions import manages_programmes

# Officers close, prepare and release (never the same person twice); the cabinet reads.
may_pay = manages_programmes
reads_payments = reads_conventions

__all__ = ["may_commit", "may_pay", "may_write", "reads_payments"]
