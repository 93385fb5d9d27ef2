"""Views of the people room, one module an occasion."""
