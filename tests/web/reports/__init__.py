"""Tests of the pages of reports."""
