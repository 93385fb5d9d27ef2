"""Views of results: the table of a line, one number, the files behind it, what was frozen."""
