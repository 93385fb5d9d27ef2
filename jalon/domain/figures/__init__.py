"""Figures: counted from what was recorded, never typed. Read-only above everything it counts."""
