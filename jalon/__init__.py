"""Jalon: the open platform for social integration in Belgium."""
