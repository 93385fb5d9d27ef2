"""Pages of closings, payments and recoveries, at the administration and at the centre."""
