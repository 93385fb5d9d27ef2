"""The SHA-256 of a column, computed by the database: for constraints that hold a text and its fingerprint together."""

from django.db import models
from django.db.models import F, Func, Value


def sha256_of(field: str) -> Func:
    """SQL: the SHA-256 of a text column as 64 hex digits."""
    as_bytes = Func(F(field), Value("UTF8"), function="convert_to", output_field=models.BinaryField())
    digest = Func(as_bytes, function="sha256", output_field=models.BinaryField())
    return Func(digest, Value("hex"), function="encode", output_field=models.TextField())
