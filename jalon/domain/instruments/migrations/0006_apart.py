"""A bilan whose two sides rate apart: no level stands in it before nobody is still rating, none changes afterwards.

What the person began to answer alone is theirs to go on with: a member may leave it aside, never write in it.
Only the move of a whole file to another centre (`centre_id` alone differs) goes through unasked.
"""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION instruments_bilan_apart() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF to_jsonb(NEW) - 'centre_id' = to_jsonb(OLD) - 'centre_id' THEN RETURN NEW; END IF;
    IF NEW.rated <> OLD.rated AND (NEW.rated = 'apart' OR EXISTS (
        SELECT 1 FROM instruments_measurement WHERE centre_id = NEW.centre_id AND bilan_id = NEW.id
    )) THEN
        RAISE EXCEPTION 'a bilan is rated as it was begun' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = 'finished' AND OLD.state <> 'finished' AND NEW.rated = 'apart' AND EXISTS (
        SELECT 1 FROM instruments_measurement
        WHERE centre_id = NEW.centre_id AND bilan_id = NEW.id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'somebody is still rating this bilan' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION instruments_entry_apart() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    whole instruments_bilan;
    given record;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.rating_person, NEW.rating_worker)
                            IS NOT DISTINCT FROM (OLD.rating_person, OLD.rating_worker) THEN
        RETURN NEW;
    END IF;
    SELECT * INTO whole FROM instruments_bilan WHERE centre_id = NEW.centre_id AND id = NEW.bilan_id FOR SHARE;
    IF whole.rated <> 'apart' THEN RETURN NEW; END IF;
    IF whole.corrects_id IS NOT NULL THEN
        -- A correction says why, of what the worker gave; what the person gave stays.
        IF NEW.rating_person IS DISTINCT FROM (
            SELECT rating_person FROM instruments_bilanentry
            WHERE centre_id = NEW.centre_id AND bilan_id = whole.corrects_id AND domain = NEW.domain
        ) THEN
            RAISE EXCEPTION 'the level the person gave alone is theirs' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    SELECT count(*) FILTER (WHERE state = 'draft') AS waiting,
           max((answers ->> NEW.domain)::int) FILTER (WHERE rater = 'person') AS person,
           max((answers ->> NEW.domain)::int) FILTER (WHERE rater = 'worker') AS worker
    INTO given FROM instruments_measurement
    WHERE centre_id = NEW.centre_id AND bilan_id = NEW.bilan_id AND corrects_id IS NULL;
    IF given.waiting > 0 AND (NEW.rating_person IS NOT NULL OR NEW.rating_worker IS NOT NULL) THEN
        RAISE EXCEPTION 'levels given apart are not shown before both are in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF given.waiting = 0 AND (NEW.rating_person, NEW.rating_worker) IS DISTINCT FROM (given.person, given.worker) THEN
        RAISE EXCEPTION 'a level given apart is as it was given' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION instruments_own_answers() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.rater = 'person' AND OLD.corrects_id IS NULL AND OLD.way IN ('space', 'handed') AND OLD.answers <> '{}'
       AND (NEW.answers, NEW.comment, NEW.way, NEW.state) IS DISTINCT FROM (OLD.answers, OLD.comment, OLD.way, OLD.state)
       AND (NEW.way NOT IN ('space', 'handed')
            OR NEW.way = 'space' AND NULLIF(current_setting('app.member_id', true), '') IS NOT NULL) THEN
        RAISE EXCEPTION 'what the person began alone is theirs to go on with'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measurement_begun_alone';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION instruments_bilan_apart(), instruments_entry_apart(), instruments_own_answers() FROM PUBLIC;

CREATE TRIGGER instruments_apart BEFORE UPDATE ON instruments_bilan
FOR EACH ROW EXECUTE FUNCTION instruments_bilan_apart();
CREATE TRIGGER instruments_apart BEFORE INSERT OR UPDATE ON instruments_bilanentry
FOR EACH ROW EXECUTE FUNCTION instruments_entry_apart();
CREATE TRIGGER instruments_own_answers BEFORE UPDATE ON instruments_measurement
FOR EACH ROW EXECUTE FUNCTION instruments_own_answers();
"""

BACKWARD = """
DROP TRIGGER instruments_own_answers ON instruments_measurement;
DROP TRIGGER instruments_apart ON instruments_bilanentry;
DROP TRIGGER instruments_apart ON instruments_bilan;
DROP FUNCTION instruments_own_answers();
DROP FUNCTION instruments_entry_apart();
DROP FUNCTION instruments_bilan_apart();
"""


class Migration(migrations.Migration):
    """The choice, then what keeps it."""

    dependencies = [("instruments", "0005_points")]

    operations = [
        migrations.AddField(
            model_name="bilan",
            name="rated",
            field=models.CharField(
                choices=[
                    ("together", "ensemble, pendant l’entretien"),
                    ("apart", "chacun de son côté, avant d’en parler"),
                ],
                default="together",
                max_length=8,
                verbose_name="niveaux donnés",
            ),
        ),
        migrations.RemoveConstraint(model_name="bilan", name="bilan_held_before_it_is_written"),
        migrations.AddConstraint(
            model_name="bilan",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_on__lte", models.F("started_on")), ("rated", "apart"), _connector="OR"),
                name="bilan_held_before_it_is_written",
                violation_error_message="La date de l’entretien est dans le futur.",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
