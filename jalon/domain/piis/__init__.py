"""The individual project for social integration: its text, its signatures, its evaluations, its end."""
