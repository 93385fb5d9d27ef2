"""Tags of the person's own pages."""
