"""What is settled is what the minister accepted of the report; what is paid never stands above it.

The functions run with the rights of `jalon_federal`, who reads reports that were sent. A centre that has no approved
report, or whose convention the minister did not sign, has justified nothing: the same rule as `closings.rows_of`.
"""

from django.db import migrations

HOLDS = """
CREATE FUNCTION payments_accepted(centre uuid, programme uuid, code text) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
    SELECT one.cents FROM reports_report AS report
    JOIN reports_acceptance AS one ON one.centre_id = report.centre_id AND one.report_id = report.id
    WHERE report.centre_id = centre AND report.programme_id = programme AND report.state = 'approved'
    AND one.line = code AND one.version_id = (
        SELECT sent.id FROM reports_version AS sent WHERE sent.centre_id = centre AND sent.report_id = report.id
        AND sent.sent_at IS NOT NULL ORDER BY sent.number DESC LIMIT 1)
$$;

CREATE FUNCTION payments_minister_signed(centre uuid, programme uuid, code text, award uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM conventions_convention AS one WHERE one.centre_id = centre AND one.programme_id = programme
        AND one.line = code AND one.number = 0 AND one.state = 'in_force')
    OR NOT (
        EXISTS (SELECT 1 FROM conventions_convention AS one WHERE one.centre_id = centre
                AND one.programme_id = programme AND one.line = code AND one.number = 0)
        OR EXISTS (SELECT 1 FROM subsidies_award AS amount WHERE amount.centre_id = centre AND amount.id = award
                   AND jsonb_path_exists(amount.facts, '$.frame.forms[*] ? (@.code starts with "convention")')))
$$;

CREATE FUNCTION payments_check_justified() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user <> 'jalon_federal' THEN RETURN NULL; END IF;
    IF EXISTS (
        SELECT 1 FROM added AS one WHERE one.justified <> CASE
            WHEN payments_minister_signed(one.centre_id, one.programme_id, one.line, one.award_id)
            THEN coalesce(payments_accepted(one.centre_id, one.programme_id, one.line), 0) ELSE 0 END) THEN
        RAISE EXCEPTION 'what is justified is what was accepted of the approved report'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_of_the_report';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION payments_check_reported() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user <> 'jalon_federal' OR NEW.kind NOT IN ('balance', 'supplement')
       OR (TG_OP = 'UPDATE' AND NEW.state <> 'released') THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM payments_settlement AS settled
        WHERE settled.centre_id = NEW.centre_id AND settled.id = NEW.settlement_id
        AND settled.final <= payments_accepted(NEW.centre_id, NEW.programme_id, NEW.line)) THEN
        RAISE EXCEPTION 'the report no longer carries what was settled'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_within_the_report';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION payments_accepted(uuid, uuid, text), payments_minister_signed(uuid, uuid, text, uuid),
payments_check_justified(), payments_check_reported() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payments_accepted(uuid, uuid, text) TO jalon_federal;
GRANT EXECUTE ON FUNCTION payments_minister_signed(uuid, uuid, text, uuid) TO jalon_federal;

CREATE TRIGGER payments_check_justified AFTER INSERT ON payments_settlement
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION payments_check_justified();
CREATE TRIGGER payments_check_reported BEFORE INSERT OR UPDATE ON payments_order
    FOR EACH ROW EXECUTE FUNCTION payments_check_reported();
"""

BACKWARD = """
DROP FUNCTION payments_check_reported() CASCADE;
DROP FUNCTION payments_check_justified() CASCADE;
DROP FUNCTION payments_minister_signed(uuid, uuid, text, uuid);
DROP FUNCTION payments_accepted(uuid, uuid, text);
"""


class Migration(migrations.Migration):
    """One trigger on settlements, one on orders."""

    dependencies = [("payments", "0002_moves"), ("reports", "0002_moves"), ("conventions", "0002_moves")]

    operations = [migrations.RunSQL(HOLDS, BACKWARD)]
