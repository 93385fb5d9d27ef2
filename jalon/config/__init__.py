"""Settings, addresses and the web entry point."""
