"""Every test of the pages watches the journal."""

from tests.traced import _every_act_leaves_its_row

__all__ = ["_every_act_leaves_its_row"]
