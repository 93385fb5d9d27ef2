"""Conventions between a centre and the minister: invited, written, examined, advised, decided, signed, amended."""
