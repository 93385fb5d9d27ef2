"""The documents: a typed context in, a frozen PDF out (`engine`); codes, scans, DOCX and bundles beside it."""
