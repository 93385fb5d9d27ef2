"""Who signs in, where they work, in which role and since when."""
