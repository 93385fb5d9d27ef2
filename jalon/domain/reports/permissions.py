"""Who writes and signs a report, who examines and decides: the same people as for conventions."""

from jalon.domain.conventions.permissions import may_commit, may_decide, may_examine, may_write, reads_conventions

reads_reports = reads_conventions

__all__ = ["may_commit", "may_decide", "may_examine", "may_write", "reads_reports"]
