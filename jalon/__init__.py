"""Jalon: the open platform for social integration in Belgium."""

__version__ = "0.1.0"
