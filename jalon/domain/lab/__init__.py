"""The reform lab: what a reform does to a whole population, what a regime asks of a centre; scenarios."""
