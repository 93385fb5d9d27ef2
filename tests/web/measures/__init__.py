"""Pages of the measures room."""
