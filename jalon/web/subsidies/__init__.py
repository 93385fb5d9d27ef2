"""Programmes and their sharing for the administration; for a centre, its own amounts and why."""
