"""Template tags of the PIIS room."""
