"""OpenID Connect, as little of it as says « the same as last time »: no name, address or number is asked or kept."""
