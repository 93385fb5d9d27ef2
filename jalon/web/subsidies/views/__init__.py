"""The views, an act a function."""
