"""The promises of speed, measured: `python -m bench`. Ratios within one run, never a timed test."""
