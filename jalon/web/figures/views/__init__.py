"""Views of figures, one module an occasion."""
