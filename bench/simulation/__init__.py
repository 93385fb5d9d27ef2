"""The speed of whole populations, beside others."""
