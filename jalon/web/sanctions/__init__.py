"""Pages of sanctions: all that the council must read, both sides at the same weight, nothing decided by default."""
