"""A remark the person began alone is theirs too, also before any level or word stands beside it."""

from importlib import import_module

from django.db import migrations

_own_answers = import_module("jalon.domain.instruments.migrations.0007_own_words")._own_answers
WRITTEN = "answers words comment way state"


class Migration(migrations.Migration):
    """The same function, which counts the remark as begun."""

    dependencies = [("instruments", "0007_own_words")]

    operations = [
        migrations.RunSQL(
            _own_answers("(OLD.answers <> '{}' OR OLD.words <> '{}' OR OLD.comment <> '')", WRITTEN),
            _own_answers("(OLD.answers <> '{}' OR OLD.words <> '{}')", WRITTEN),
        )
    ]
