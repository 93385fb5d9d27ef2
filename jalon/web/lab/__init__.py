"""Pages of the reform lab: a population, a centre's workload, scenarios."""
