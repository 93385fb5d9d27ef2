"""Views of social activation, one module an occasion."""
