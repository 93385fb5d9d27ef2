"""A working folder of its own for the installation that is killed."""

from tests.command.conftest import home, var

__all__ = ["home", "var"]
