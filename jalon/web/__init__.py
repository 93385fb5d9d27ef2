"""Pages. Nobody imports this package but the settings and addresses."""
