"""What a right cannot say: which side makes which move, who signed which text, what is drawn, concluded and accepted.

The moves are those of `transitions.py`; a test compares the two. The functions run with the rights of whoever writes,
who reads all they ask for. `jalon_owner` moves rows of merged centres and is not held by them.
"""

from django.db import migrations

POLICIES = {
    "report": ("federal_reports", "true", "true"),
    "version": ("federal_reads_sent", "sent_at IS NOT NULL", "false"),
    "signature": (
        "federal_reads_sent",
        "EXISTS (SELECT 1 FROM reports_version sent WHERE sent.centre_id = reports_signature.centre_id "
        "AND sent.id = reports_signature.version_id AND sent.sent_at IS NOT NULL)",
        "false",
    ),
    "timerequest": ("federal_reads", "true", "false"),
    "note": ("federal_notes", "true", "true"),
    "answer": ("federal_answers", "true", "true"),
    "sampled": ("federal_samples", "true", "true"),
    "reply": ("federal_reads", "true", "false"),
    "piece": ("federal_reads", "true", "false"),
    "conclusion": ("federal_concludes", "true", "true"),
    "acceptance": ("federal_accepts", "true", "true"),
}

MOVES = """
CREATE FUNCTION reports_moves() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE text_id uuid; was_sent boolean; signed integer;
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' OR NOT EXISTS (
            SELECT 1 FROM grants_grant AS held JOIN subsidies_award AS award
            ON award.centre_id = held.centre_id AND award.id = held.award_id
            WHERE held.centre_id = NEW.centre_id AND held.id = NEW.grant_id AND held.programme_id = NEW.programme_id
            AND NEW.due IS NOT DISTINCT FROM (
                SELECT (moment ->> 'last')::date
                FROM jsonb_array_elements(award.facts -> 'frame' -> 'calendar') WITH ORDINALITY AS each(moment, place)
                WHERE moment ->> 'code' = 'report' ORDER BY place LIMIT 1)) THEN
            RAISE EXCEPTION 'a report is opened for a grant, with the day of its calendar'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'report_as_its_grant_says';
        END IF;
        RETURN NEW;
    END IF;
    IF ROW(NEW.id, NEW.centre_id, NEW.grant_id, NEW.programme_id, NEW.opened_at)
       IS DISTINCT FROM ROW(OLD.id, OLD.centre_id, OLD.grant_id, OLD.programme_id, OLD.opened_at)
       OR (current_user = 'jalon_app' AND NEW.due IS DISTINCT FROM OLD.due) THEN
        RAISE EXCEPTION 'what was asked of a centre is not changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = OLD.state THEN RETURN NEW; END IF;
    IF NOT (current_user::text, OLD.state::text, NEW.state::text) IN (
        ('jalon_app', 'open', 'ready'), ('jalon_app', 'back', 'ready'), ('jalon_app', 'ready', 'open'),
        ('jalon_app', 'ready', 'back'), ('jalon_app', 'ready', 'sent'),
        ('jalon_federal', 'sent', 'back'), ('jalon_federal', 'sent', 'advised'),
        ('jalon_federal', 'advised', 'sent'), ('jalon_federal', 'advised', 'approved'),
        ('jalon_federal', 'approved', 'back')
    ) THEN
        RAISE EXCEPTION '% does not lead from % to %', current_user, OLD.state, NEW.state
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT id, sent_at IS NOT NULL INTO text_id, was_sent FROM reports_version
    WHERE centre_id = NEW.centre_id AND report_id = NEW.id ORDER BY number DESC, attempt DESC LIMIT 1;
    SELECT count(*) INTO signed FROM reports_signature WHERE centre_id = NEW.centre_id AND version_id = text_id;
    IF (NEW.state = 'ready' AND (text_id IS NULL OR was_sent OR signed <> 1))
       OR (NEW.state = 'sent' AND current_user = 'jalon_app' AND (NOT was_sent OR signed <> 2)) THEN
        RAISE EXCEPTION 'a text or a signature is missing' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'approved' AND NOT EXISTS (
        SELECT 1 FROM reports_acceptance WHERE centre_id = NEW.centre_id AND version_id = text_id) THEN
        RAISE EXCEPTION 'what is accepted is written before a report is approved' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reports_check_version() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE stands text; signed integer;
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    -- Whoever signs holds the same lock: a text is never frozen, taken back and sent at once.
    SELECT state INTO STRICT stands FROM reports_report
    WHERE centre_id = NEW.centre_id AND id = NEW.report_id FOR UPDATE;
    IF TG_OP = 'INSERT' THEN
        IF stands NOT IN ('open', 'back') OR NEW.sent_at IS NOT NULL THEN
            RAISE EXCEPTION 'a text is frozen when it is the centre''s turn' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    SELECT count(*) INTO signed FROM reports_signature WHERE centre_id = NEW.centre_id AND version_id = NEW.id;
    IF to_jsonb(NEW) - 'sent_at' IS DISTINCT FROM to_jsonb(OLD) - 'sent_at' OR OLD.sent_at IS NOT NULL
       OR NEW.sent_at IS NULL OR stands <> 'ready' OR signed <> 2
       OR EXISTS (SELECT 1 FROM reports_version AS later WHERE later.centre_id = NEW.centre_id
                  AND later.report_id = NEW.report_id
                  AND ROW(later.number, later.attempt) > ROW(NEW.number, NEW.attempt)) THEN
        RAISE EXCEPTION 'a frozen text is only sent, once two have signed it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reportversion_sent_once';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reports_check_signature() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE stands text; signed reports_version;
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    SELECT state INTO STRICT stands FROM reports_report
    WHERE centre_id = NEW.centre_id AND id = NEW.report_id FOR UPDATE;
    SELECT * INTO STRICT signed FROM reports_version WHERE centre_id = NEW.centre_id AND id = NEW.version_id;
    IF signed.report_id <> NEW.report_id OR signed.sha256 <> NEW.version_hash OR signed.sent_at IS NOT NULL
       OR stands NOT IN ('open', 'back', 'ready')
       OR EXISTS (SELECT 1 FROM reports_version AS later WHERE later.centre_id = NEW.centre_id
                  AND later.report_id = NEW.report_id
                  AND ROW(later.number, later.attempt) > ROW(signed.number, signed.attempt)) THEN
        RAISE EXCEPTION 'only the last text is signed, before it is sent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reportsignature_of_last_text';
    END IF;
    IF EXISTS (
        SELECT 1 FROM reports_signature AS other
        JOIN accounts_membership AS theirs ON theirs.centre_id = other.centre_id AND theirs.id = other.member_id
        JOIN accounts_membership AS ours ON ours.centre_id = NEW.centre_id AND ours.id = NEW.member_id
        WHERE other.centre_id = NEW.centre_id AND other.version_id = NEW.version_id
        AND (other.member_id = NEW.member_id OR theirs.user_id = ours.user_id)) THEN
        RAISE EXCEPTION 'two different people sign'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reportsignature_two_people';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reports_check_sampled() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    IF NOT EXISTS (
        SELECT 1 FROM reports_report AS one JOIN reports_version AS sent
        ON sent.centre_id = one.centre_id AND sent.report_id = one.id
        WHERE one.centre_id = NEW.centre_id AND one.id = NEW.report_id AND one.state = 'sent'
        AND sent.id = NEW.version_id AND sent.sent_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a cost is controlled in a report that is examined' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reports_check_control() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE asked reports_sampled; stands text;
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    SELECT * INTO STRICT asked FROM reports_sampled WHERE centre_id = NEW.centre_id AND id = NEW.sampled_id;
    SELECT state INTO STRICT stands FROM reports_report
    WHERE centre_id = NEW.centre_id AND id = asked.report_id FOR UPDATE;
    IF stands <> 'sent' THEN
        RAISE EXCEPTION 'a control is answered and concluded while the report is examined'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_TABLE_NAME = 'reports_conclusion' THEN
        IF NEW.cents > asked.cents OR ((NEW.at AT TIME ZONE 'Europe/Brussels')::date <= asked.until AND NOT EXISTS (
            SELECT 1 FROM reports_reply WHERE centre_id = NEW.centre_id AND sampled_id = NEW.sampled_id)) THEN
            RAISE EXCEPTION 'the centre is heard, and no more is accepted than was told'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'reportconclusion_after_hearing';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reports_check_acceptance() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user NOT IN ('jalon_app', 'jalon_federal') THEN RETURN NEW; END IF;
    IF NOT EXISTS (
        SELECT 1 FROM reports_report AS one WHERE one.centre_id = NEW.centre_id AND one.id = NEW.report_id
        AND one.state = 'advised' AND NEW.version_id = (
            SELECT id FROM reports_version AS sent WHERE sent.centre_id = one.centre_id AND sent.report_id = one.id
            AND sent.sent_at IS NOT NULL ORDER BY sent.number DESC LIMIT 1)) THEN
        RAISE EXCEPTION 'amounts are accepted of the last text, by the minister, after an advice'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reportacceptance_after_advice';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION reports_moves(), reports_check_version(), reports_check_signature(), reports_check_sampled(),
reports_check_control(), reports_check_acceptance() FROM PUBLIC;

CREATE TRIGGER reports_moves BEFORE INSERT OR UPDATE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_moves();
CREATE TRIGGER reports_check_version BEFORE INSERT OR UPDATE ON reports_version
    FOR EACH ROW EXECUTE FUNCTION reports_check_version();
CREATE TRIGGER reports_check_signature BEFORE INSERT ON reports_signature
    FOR EACH ROW EXECUTE FUNCTION reports_check_signature();
CREATE TRIGGER reports_check_sampled BEFORE INSERT ON reports_sampled
    FOR EACH ROW EXECUTE FUNCTION reports_check_sampled();
CREATE TRIGGER reports_check_reply BEFORE INSERT ON reports_reply
    FOR EACH ROW EXECUTE FUNCTION reports_check_control();
CREATE TRIGGER reports_check_piece BEFORE INSERT ON reports_piece
    FOR EACH ROW EXECUTE FUNCTION reports_check_control();
CREATE TRIGGER reports_check_conclusion BEFORE INSERT ON reports_conclusion
    FOR EACH ROW EXECUTE FUNCTION reports_check_control();
CREATE TRIGGER reports_check_acceptance BEFORE INSERT ON reports_acceptance
    FOR EACH ROW EXECUTE FUNCTION reports_check_acceptance();
"""

FUNCTIONS = ("acceptance", "control", "sampled", "signature", "version")
BACKWARD = "".join(f"DROP FUNCTION reports_check_{one}() CASCADE;" for one in FUNCTIONS) + (
    "DROP FUNCTION reports_moves() CASCADE;"
)


class Migration(migrations.Migration):
    """Triggers on eight tables, and a policy for `jalon_federal` on each table it has a right on."""

    dependencies = [("reports", "0001_initial"), ("grants", "0002_of_its_own_award"), ("conventions", "0002_moves")]

    operations = [
        migrations.RunSQL(MOVES, BACKWARD),
        *(
            migrations.RunSQL(
                f"CREATE POLICY {policy} ON reports_{table} TO jalon_federal USING ({using}) WITH CHECK ({check})",
                f"DROP POLICY {policy} ON reports_{table}",
            )
            for table, (policy, using, check) in POLICIES.items()
        ),
    ]
