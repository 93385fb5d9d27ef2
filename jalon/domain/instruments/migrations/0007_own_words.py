"""Words the person writes alone beside the levels of a bilan rated apart: theirs, and of that bilan's domains only."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION instruments_own_words() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.words = '{}' OR TG_OP = 'UPDATE' AND NEW.words = OLD.words THEN RETURN NEW; END IF;
    IF EXISTS (
        SELECT 1 FROM jsonb_each(NEW.words) AS told(domain, texts)
        WHERE CASE WHEN jsonb_typeof(texts) <> 'object' THEN true
                   ELSE texts - ARRAY['words', 'aspirations', 'strengths', 'needs'] <> '{}'
                        OR EXISTS (SELECT 1 FROM jsonb_each(texts) AS one(kind, said)
                                   WHERE jsonb_typeof(said) <> 'string' OR length(said #>> '{}') > 1000) END
        OR NOT EXISTS (SELECT 1 FROM instruments_instrumentversion
                       WHERE centre_id = NEW.centre_id AND id = NEW.instrument_id AND levels ? domain)
    ) THEN
        RAISE EXCEPTION 'words of no domain of this bilan' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION instruments_own_words() FROM PUBLIC;
CREATE TRIGGER instruments_own_words BEFORE INSERT OR UPDATE ON instruments_measurement
FOR EACH ROW EXECUTE FUNCTION instruments_own_words();
"""

BACKWARD = """
DROP TRIGGER instruments_own_words ON instruments_measurement;
DROP FUNCTION instruments_own_words();
"""


def _own_answers(begun: str, written: str) -> str:
    """The trigger's function of 0006: `begun`: what says that the person began alone; `written`: what stays theirs."""
    new, old = (", ".join(f"{side}.{name}" for name in written.split()) for side in ("NEW", "OLD"))
    return f"""
CREATE OR REPLACE FUNCTION instruments_own_answers() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.rater = 'person' AND OLD.corrects_id IS NULL AND OLD.way IN ('space', 'handed') AND {begun}
       AND ({new}) IS DISTINCT FROM ({old})
       AND (NEW.way NOT IN ('space', 'handed')
            OR NEW.way = 'space' AND NULLIF(current_setting('app.member_id', true), '') IS NOT NULL) THEN
        RAISE EXCEPTION 'what the person began alone is theirs to go on with'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measurement_begun_alone';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """The words, whose they may be, and that nobody else writes in them."""

    dependencies = [("instruments", "0006_apart")]

    operations = [
        migrations.AddField(
            model_name="measurement",
            name="words",
            field=models.JSONField(default=dict, verbose_name="ses mots"),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", {}))
                | models.Q(("bilan__isnull", False), ("corrects__isnull", True), ("rater", "person")),
                name="measurement_words_are_the_persons",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(
            _own_answers("(OLD.answers <> '{}' OR OLD.words <> '{}')", "answers words comment way state"),
            _own_answers("OLD.answers <> '{}'", "answers comment way state"),
        ),
    ]
