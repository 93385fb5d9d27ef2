"""An instrument's version never changes; a finished measurement neither; what is measured keeps to its scale and order.

The order holds within one trajectory (a trajectory of activation by its id; without one, the stretch from a start to
its end), for one side and one instrument: one start, no end before it, the same version throughout. What a bilan wrote
is exempt: the bilan has its own moments. The refusals carry a constraint's name and the other day, which
`refusals` puts in words.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION instruments_version_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF to_jsonb(NEW) - ARRAY['centre_id', 'retired_on', 'retired_by_id']
       <> to_jsonb(OLD) - ARRAY['centre_id', 'retired_on', 'retired_by_id'] THEN
        RAISE EXCEPTION 'a version of an instrument is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION instruments_measurement_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.state = 'finished' THEN
        IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'centre_id' = to_jsonb(OLD) - 'centre_id' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a finished measurement is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF (NEW.person_id, NEW.instrument_id, NEW.sitting, NEW.rater, NEW.trajectory, NEW.corrects_id, NEW.bilan_id)
       IS DISTINCT FROM
       (OLD.person_id, OLD.instrument_id, OLD.sitting, OLD.rater, OLD.trajectory, OLD.corrects_id, OLD.bilan_id) THEN
        RAISE EXCEPTION 'a measurement keeps its person, instrument and sitting'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION instruments_measurement_kept() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    used record;
    other record;
    ended date;
BEGIN
    SELECT code, fingerprint, levels INTO used FROM instruments_instrumentversion
    WHERE centre_id = NEW.centre_id AND id = NEW.instrument_id;
    IF EXISTS (
        SELECT 1 FROM jsonb_each(NEW.answers) AS given(item, level)
        WHERE CASE WHEN NOT used.levels ? item OR jsonb_typeof(level) <> 'number' THEN true
                   ELSE level::numeric NOT BETWEEN 1 AND (used.levels ->> item)::numeric OR level::numeric % 1 <> 0 END
    ) THEN
        RAISE EXCEPTION 'a level outside the scale'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measurement_level';
    END IF;
    IF NEW.bilan_id IS NOT NULL OR (TG_OP = 'UPDATE' AND (NEW.state, NEW.moment, NEW.held_on)
                                    = (OLD.state, OLD.moment, OLD.held_on)) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT 1 FROM instruments_measurement
        WHERE centre_id = NEW.centre_id AND person_id = NEW.person_id AND sitting = NEW.sitting
        AND instrument_id <> NEW.instrument_id
    ) THEN
        RAISE EXCEPTION 'one sitting, one instrument'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measurement_version';
    END IF;
    -- Two colleagues who finish at once must see one another.
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.person_id::text, 20261122));
    FOR other IN
        SELECT one.moment, one.held_on, version.fingerprint, one.sitting FROM instruments_measurement AS one
        JOIN instruments_instrumentversion AS version
        ON version.centre_id = one.centre_id AND version.id = one.instrument_id
        WHERE one.centre_id = NEW.centre_id AND one.person_id = NEW.person_id AND version.code = used.code
        AND one.rater = NEW.rater AND one.state = 'finished' AND one.bilan_id IS NULL
        AND one.trajectory IS NOT DISTINCT FROM NEW.trajectory AND one.sitting <> NEW.sitting
        AND NOT EXISTS (SELECT 1 FROM instruments_measurement AS later WHERE later.centre_id = one.centre_id
                        AND later.corrects_id = one.id AND later.state = 'finished')
        ORDER BY one.held_on
    LOOP
        -- Without a trajectory, an end between the two parts them.
        ended := NULL;
        IF NEW.trajectory IS NULL THEN
            SELECT min(one.held_on) INTO ended FROM instruments_measurement AS one
            JOIN instruments_instrumentversion AS version
            ON version.centre_id = one.centre_id AND version.id = one.instrument_id
            WHERE one.centre_id = NEW.centre_id AND one.person_id = NEW.person_id AND version.code = used.code
            AND one.rater = NEW.rater AND one.state = 'finished' AND one.bilan_id IS NULL
            AND one.trajectory IS NULL AND one.moment = 'end' AND one.sitting <> NEW.sitting
            AND one.held_on BETWEEN least(other.held_on, NEW.held_on) AND greatest(other.held_on, NEW.held_on)
            AND NOT EXISTS (SELECT 1 FROM instruments_measurement AS later WHERE later.centre_id = one.centre_id
                            AND later.corrects_id = one.id AND later.state = 'finished');
        END IF;
        IF NEW.moment = 'start' AND other.moment = 'start' AND ended IS NULL THEN
            RAISE EXCEPTION 'two starts' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'measurement_two_starts', DETAIL = other.held_on::text;
        END IF;
        IF (NEW.moment = 'end' AND other.moment = 'start' AND NEW.held_on < other.held_on AND ended IS NULL
            OR NEW.moment = 'start' AND other.moment = 'end' AND other.held_on < NEW.held_on
               AND NEW.trajectory IS NOT NULL) THEN
            RAISE EXCEPTION 'an end before the start' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'measurement_end_first', DETAIL = other.held_on::text;
        END IF;
        IF other.fingerprint <> used.fingerprint AND ended IS NULL THEN
            RAISE EXCEPTION 'another version half-way' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'measurement_version', DETAIL = other.held_on::text;
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION instruments_version_frozen(), instruments_measurement_frozen(), instruments_measurement_kept()
FROM PUBLIC;

CREATE TRIGGER instruments_frozen BEFORE UPDATE ON instruments_instrumentversion
FOR EACH ROW EXECUTE FUNCTION instruments_version_frozen();
CREATE TRIGGER instruments_frozen BEFORE UPDATE OR DELETE ON instruments_measurement
FOR EACH ROW EXECUTE FUNCTION instruments_measurement_frozen();
CREATE TRIGGER instruments_kept BEFORE INSERT OR UPDATE ON instruments_measurement
FOR EACH ROW EXECUTE FUNCTION instruments_measurement_kept();
"""

BACKWARD = """
DROP TRIGGER instruments_kept ON instruments_measurement;
DROP TRIGGER instruments_frozen ON instruments_measurement;
DROP TRIGGER instruments_frozen ON instruments_instrumentversion;
DROP FUNCTION instruments_measurement_kept();
DROP FUNCTION instruments_measurement_frozen();
DROP FUNCTION instruments_version_frozen();
"""


class Migration(migrations.Migration):
    """Functions and triggers."""

    dependencies = [("instruments", "0003_measurements")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
