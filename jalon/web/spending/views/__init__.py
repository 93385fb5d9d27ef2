"""Views of spending."""
