"""The project in pages: written in one page, signed on the exact text, followed on both sides, ended with a reason."""
