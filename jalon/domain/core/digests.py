"""The SHA-256 of a column, computed by the database: for constraints that hold a text and its fingerprint together."""

from django.db import models
from django.db.models import F, Func, Value


def sha256_of(field: str, *, text: bool = True) -> Func:
    """SQL: the SHA-256 of a column of text, or of bytes, as 64 hex digits."""
    raw = Func(F(field), Value("UTF8"), function="convert_to", output_field=models.BinaryField()) if text else F(field)
    digest = Func(raw, function="sha256", output_field=models.BinaryField())
    return Func(digest, Value("hex"), function="encode", output_field=models.TextField())
