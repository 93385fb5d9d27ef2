"""The journal: who did or read what, about whom, when and why. It is written once and chained."""
