"""The law: dated, sourced, pure Python. No framework, no clock, no I/O but its own parameter files.

Values live in `parameters/*.yaml`, each with its text, article, link and certainty; rules are small functions
that take the facts and the dates they need and answer with the reasons they used.
"""
