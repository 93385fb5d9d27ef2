"""The bilan social: one page for the talk, then read, compared and printed."""
