"""Pages of what is measured: the instruments of the centre, the ratings of a person and of the worker."""
