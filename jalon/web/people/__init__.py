"""The file of a person: finding it, opening it with a reason, keeping it."""
