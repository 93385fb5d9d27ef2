"""A cost is controlled as the sent text tells it, and what is accepted is what that text tells less what was refused.

Before, a sampled cost only had to stand beside a report that was sent, and an acceptance to be of the last text: with
the administration's right alone, one could ask about a cost nobody told, or accept an amount nobody justified. The
arithmetic is that of `services.deciding.accepted_amounts`.
"""

from django.db import migrations

HOLDS = """
CREATE FUNCTION reports_check_sampled_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    IF NEW.told ->> 'id' IS DISTINCT FROM NEW.cost_id::text OR NEW.told ->> 'line' IS DISTINCT FROM NEW.line::text
       OR (NEW.told ->> 'justified')::bigint IS DISTINCT FROM NEW.cents
       OR NOT EXISTS (
            SELECT 1 FROM reports_version AS sent, jsonb_array_elements(sent.content::jsonb #> '{spending,costs}') AS one
            WHERE sent.centre_id = NEW.centre_id AND sent.id = NEW.version_id AND one = NEW.told) THEN
        RAISE EXCEPTION 'a cost is controlled as the report tells it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reportsampled_as_told';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reports_check_accepted_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE spending jsonb; whole bigint; refused bigint;
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    SELECT content::jsonb -> 'spending' INTO STRICT spending FROM reports_version
    WHERE centre_id = NEW.centre_id AND id = NEW.version_id;
    SELECT coalesce(max((one ->> 'justified')::bigint), 0) INTO whole
    FROM jsonb_array_elements(spending -> 'lines') AS one WHERE one ->> 'code' = NEW.line;
    SELECT coalesce(sum(greatest(0, (cost ->> 'justified')::bigint - concluded.cents)), 0) INTO refused
    FROM reports_sampled AS asked
    JOIN LATERAL (SELECT cents FROM reports_conclusion AS each WHERE each.centre_id = asked.centre_id
                  AND each.sampled_id = asked.id ORDER BY number DESC LIMIT 1) AS concluded ON true
    JOIN jsonb_array_elements(spending -> 'costs') AS cost ON cost ->> 'id' = asked.cost_id::text
    WHERE asked.centre_id = NEW.centre_id AND asked.report_id = NEW.report_id AND cost ->> 'line' = NEW.line;
    IF NEW.told <> greatest(0, whole) OR NEW.cents <> greatest(0, whole - refused) THEN
        RAISE EXCEPTION 'what is accepted is what the report tells, less what a control refused'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reportacceptance_as_told';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION reports_check_sampled_told(), reports_check_accepted_told() FROM PUBLIC;
CREATE TRIGGER reports_check_sampled_told BEFORE INSERT ON reports_sampled
    FOR EACH ROW EXECUTE FUNCTION reports_check_sampled_told();
CREATE TRIGGER reports_check_accepted_told BEFORE INSERT ON reports_acceptance
    FOR EACH ROW EXECUTE FUNCTION reports_check_accepted_told();
"""

BACKWARD = """
DROP FUNCTION reports_check_accepted_told() CASCADE;
DROP FUNCTION reports_check_sampled_told() CASCADE;
"""


class Migration(migrations.Migration):
    """Two triggers."""

    dependencies = [("reports", "0003_closes_costs")]

    operations = [migrations.RunSQL(HOLDS, BACKWARD)]
