"""Instruments: the bilan social now; an instrument is data (domains, described levels), a measurement is dated."""
