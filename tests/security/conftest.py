"""One house for all tests of a module."""

from tests.scene import shared
from tests.security.house import build
from tests.traced import _every_act_leaves_its_row

__all__ = ["_every_act_leaves_its_row", "house"]

house = shared(build)
