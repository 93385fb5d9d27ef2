"""People and their file: who they are, their status, who answers for them."""
