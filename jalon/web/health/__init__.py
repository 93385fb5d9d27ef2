"""Whether the house answers, for a monitor."""
