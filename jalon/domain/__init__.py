"""What exists and what may happen: Django apps without HTML and without requests."""
