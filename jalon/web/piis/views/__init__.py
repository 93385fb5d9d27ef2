"""Views of the PIIS room, one module an occasion."""
