"""The views of reports."""
