"""Objectives against what was realised: every number of a report counted from files, and the files behind it kept."""
