"""Views of sanctions: the worker's side, the council's side, the list."""
