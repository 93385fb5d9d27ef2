"""One door to every PDF: typed context in, frozen bytes and hash out."""
