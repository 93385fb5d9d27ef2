"""What a right cannot say: two people, nothing before the minister signed, nothing twice, never more than is owed.

The moves are those of `transitions.py`; a test compares the two. The functions run with the rights of whoever writes,
who reads all they ask for. `jalon_owner` moves rows of merged centres and is not held by them.

Whoever adds an order or a settlement holds one lock for the whole line: two officers at once come one after the other.
"""

from django.db import migrations

POLICIES = {
    "account": ("federal_reads", "false"),
    "settlement": ("federal_settles", "true"),
    "order": ("federal_orders", "true"),
}

ACCOUNTS = """
CREATE FUNCTION payments_check_account() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user <> 'jalon_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'given' AND NEW.confirmed_by_id IS NULL AND NEW.confirmed_at IS NULL THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'an account is given first, then confirmed' USING ERRCODE = 'check_violation';
    END IF;
    IF ROW(NEW.id, NEW.centre_id, NEW.iban, NEW.holder, NEW.given_by_id, NEW.given_at)
       IS DISTINCT FROM ROW(OLD.id, OLD.centre_id, OLD.iban, OLD.holder, OLD.given_by_id, OLD.given_at)
       OR (OLD.state <> 'given' AND ROW(NEW.confirmed_by_id, NEW.confirmed_at)
           IS DISTINCT FROM ROW(OLD.confirmed_by_id, OLD.confirmed_at)) THEN
        RAISE EXCEPTION 'an account is not changed: another one is given' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> OLD.state AND NOT (OLD.state::text, NEW.state::text) IN (
        ('given', 'confirmed'), ('given', 'withdrawn'), ('confirmed', 'replaced')
    ) THEN
        RAISE EXCEPTION 'an account does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'confirmed' AND NOT EXISTS (
        SELECT 1 FROM accounts_membership AS giver JOIN accounts_membership AS other ON other.centre_id = giver.centre_id
        WHERE giver.centre_id = NEW.centre_id AND giver.id = NEW.given_by_id AND other.id = NEW.confirmed_by_id
        AND other.id <> giver.id AND other.user_id IS DISTINCT FROM giver.user_id) THEN
        RAISE EXCEPTION 'an account is confirmed by a second person'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'account_by_two_people';
    END IF;
    RETURN NEW;
END $$;
"""

BATCHES = """
CREATE FUNCTION payments_check_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user <> 'jalon_federal' THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'prepared' AND NEW.released_by_id IS NULL AND NEW.file = '' THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'a batch is prepared first' USING ERRCODE = 'check_violation';
    END IF;
    IF ROW(NEW.id, NEW.number, NEW.execute_on, NEW.content, NEW.sha256, NEW.prepared_by_id, NEW.prepared_name,
           NEW.prepared_at)
       IS DISTINCT FROM ROW(OLD.id, OLD.number, OLD.execute_on, OLD.content, OLD.sha256, OLD.prepared_by_id,
           OLD.prepared_name, OLD.prepared_at) THEN
        RAISE EXCEPTION 'what was prepared is not changed' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT (OLD.state::text, NEW.state::text) IN (
        ('prepared', 'released'), ('prepared', 'dropped')
    ) THEN
        RAISE EXCEPTION 'a batch does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'released' AND (NEW.file = '' OR NOT EXISTS (
        SELECT 1 FROM accounts_federalmembership AS one, accounts_federalmembership AS other
        WHERE one.id = NEW.prepared_by_id AND other.id = NEW.released_by_id AND one.id <> other.id
        AND other.user_id IS DISTINCT FROM one.user_id AND other.role = 'officer')) THEN
        RAISE EXCEPTION 'a batch is released by a second officer, with its file'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_by_two_people';
    END IF;
    RETURN NEW;
END $$;
"""

SETTLEMENTS = """
CREATE FUNCTION payments_net_paid(centre uuid, programme uuid, code text) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
    SELECT coalesce(sum(CASE WHEN kind = 'recovery' THEN -cents ELSE cents END), 0)::bigint FROM payments_order
    WHERE centre_id = centre AND programme_id = programme AND line = code
    AND ((kind = 'recovery' AND state = 'received') OR (kind <> 'recovery' AND state = 'executed'))
$$;

CREATE FUNCTION payments_lock_line() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('payments ' || NEW.programme_id || ' ' || NEW.line, 0));
    RETURN NEW;
END $$;

CREATE FUNCTION payments_check_settlements() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user <> 'jalon_federal' THEN RETURN NULL; END IF;
    IF EXISTS (
        SELECT 1 FROM added AS one LEFT JOIN payments_closing AS closing ON closing.id = one.closing_id
        LEFT JOIN subsidies_award AS award ON award.centre_id = one.centre_id AND award.id = one.award_id
        WHERE closing.programme_id IS DISTINCT FROM one.programme_id OR closing.line <> one.line
        OR closing.number <> one.number OR one.granted <> award.cents
        OR (award.facts ->> 'programme_id')::uuid <> one.programme_id OR award.facts ->> 'line_code' <> one.line
        OR EXISTS (SELECT 1 FROM subsidies_award AS later WHERE later.centre_id = one.centre_id
                   AND later.facts ->> 'programme_id' = award.facts ->> 'programme_id'
                   AND later.facts ->> 'line_code' = award.facts ->> 'line_code'
                   AND (later.facts ->> 'number')::integer > (award.facts ->> 'number')::integer)
        OR EXISTS (SELECT 1 FROM payments_settlement AS later WHERE later.centre_id = one.centre_id
                   AND later.programme_id = one.programme_id AND later.line = one.line AND later.number > one.number)
    ) THEN
        RAISE EXCEPTION 'a settlement is about the amount in force, of its own closing, the last one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_of_its_closing';
    END IF;
    IF EXISTS (SELECT 1 FROM added AS one
               WHERE one.paid <> payments_net_paid(one.centre_id, one.programme_id, one.line)
               OR EXISTS (SELECT 1 FROM payments_order AS flying WHERE flying.centre_id = one.centre_id
                          AND flying.programme_id = one.programme_id AND flying.line = one.line
                          AND flying.state IN ('prepared', 'released', 'claimed'))) THEN
        RAISE EXCEPTION 'a line is closed when nothing of it is under way'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_counts_what_was_paid';
    END IF;
    IF EXISTS (SELECT 1 FROM payments_settlement WHERE closing_id IN (SELECT closing_id FROM added)
               GROUP BY closing_id HAVING sum(final) > sum(granted)) THEN
        RAISE EXCEPTION 'a closing gives no more than was granted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_within_the_grants';
    END IF;
    RETURN NULL;
END $$;
"""

ORDERS = """
CREATE FUNCTION payments_check_order() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE amount subsidies_award; settled payments_settlement; owed bigint; limit_ bigint; under_way bigint;
        convention_asked boolean; percent text; rest bigint; balance bigint;
BEGIN
    IF current_user <> 'jalon_federal' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF ROW(NEW.id, NEW.centre_id, NEW.batch_id, NEW.kind, NEW.programme_id, NEW.line, NEW.award_id, NEW.advance_id,
               NEW.settlement_id, NEW.account_id, NEW.cents, NEW.reference, NEW.due_on)
           IS DISTINCT FROM ROW(OLD.id, OLD.centre_id, OLD.batch_id, OLD.kind, OLD.programme_id, OLD.line,
               OLD.award_id, OLD.advance_id, OLD.settlement_id, OLD.account_id, OLD.cents, OLD.reference, OLD.due_on)
        THEN
            RAISE EXCEPTION 'what is ordered is not changed' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT (OLD.state::text, NEW.state::text) IN (
            ('prepared', 'released'), ('prepared', 'dropped'), ('released', 'executed'), ('released', 'rejected'),
            ('claimed', 'received'), ('claimed', 'dropped')
        ) THEN
            RAISE EXCEPTION 'an order does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.state = 'released' AND (
                NOT EXISTS (SELECT 1 FROM payments_batch WHERE id = NEW.batch_id AND state = 'released')
                OR NOT EXISTS (SELECT 1 FROM payments_account WHERE centre_id = NEW.centre_id AND id = NEW.account_id
                               AND state = 'confirmed')))
           OR (OLD.state = 'prepared' AND NEW.state = 'dropped' AND NOT EXISTS (
                SELECT 1 FROM payments_batch WHERE id = NEW.batch_id AND state = 'dropped')) THEN
            RAISE EXCEPTION 'an order goes with its batch, on a confirmed account' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;

    SELECT * INTO amount FROM subsidies_award WHERE centre_id = NEW.centre_id AND id = NEW.award_id;
    IF amount.id IS NULL OR (amount.facts ->> 'programme_id')::uuid <> NEW.programme_id
       OR amount.facts ->> 'line_code' <> NEW.line THEN
        RAISE EXCEPTION 'an order is about an amount that was awarded' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO settled FROM payments_settlement WHERE centre_id = NEW.centre_id AND programme_id = NEW.programme_id
    AND line = NEW.line ORDER BY number DESC LIMIT 1;
    IF NEW.settlement_id IS DISTINCT FROM settled.id THEN
        RAISE EXCEPTION 'an order rests on the last settlement, and on nothing else once there is one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_on_the_last_settlement';
    END IF;
    rest := settled.final - settled.paid;
    balance := greatest(0, least(settled.granted, settled.justified) - settled.paid);
    IF NEW.kind = 'recovery' THEN
        IF NEW.state <> 'claimed' OR NEW.cents <> -rest THEN
            RAISE EXCEPTION 'what is claimed back is what was paid too much' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;

    IF NEW.state <> 'prepared'
       OR NOT EXISTS (SELECT 1 FROM payments_batch WHERE id = NEW.batch_id AND state = 'prepared')
       OR NOT EXISTS (SELECT 1 FROM payments_account WHERE centre_id = NEW.centre_id AND id = NEW.account_id
                      AND state = 'confirmed') THEN
        RAISE EXCEPTION 'an order is prepared in a batch, on a confirmed account' USING ERRCODE = 'check_violation';
    END IF;
    convention_asked := jsonb_path_exists(amount.facts, '$.frame.forms[*] ? (@.code starts with "convention")')
        OR EXISTS (SELECT 1 FROM conventions_convention WHERE centre_id = NEW.centre_id
                   AND programme_id = NEW.programme_id AND line = NEW.line);
    IF convention_asked AND NOT EXISTS (
        SELECT 1 FROM conventions_convention AS one JOIN conventions_signature AS signed
        ON signed.centre_id = one.centre_id AND signed.convention_id = one.id
        WHERE one.centre_id = NEW.centre_id AND one.programme_id = NEW.programme_id AND one.line = NEW.line
        AND one.number = 0 AND one.state = 'in_force' AND signed.capacity = 'minister') THEN
        RAISE EXCEPTION 'nothing is paid before the minister signed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_after_the_minister';
    END IF;

    IF NEW.kind = 'advance' AND convention_asked THEN
        SELECT due.cents INTO limit_ FROM conventions_advance AS due JOIN conventions_convention AS one
        ON one.centre_id = due.centre_id AND one.id = due.convention_id
        WHERE due.centre_id = NEW.centre_id AND due.id = NEW.advance_id AND one.programme_id = NEW.programme_id
        AND one.line = NEW.line;
        limit_ := least(limit_, amount.cents);
    ELSIF NEW.kind = 'advance' THEN
        percent := amount.facts #>> '{frame,payments,0,percent}';
        limit_ := div(amount.cents * split_part(percent, '/', 1)::numeric,
                      100 * coalesce(nullif(split_part(percent, '/', 2), ''), '1')::numeric);
    ELSE
        limit_ := settled.final;
    END IF;
    owed := CASE NEW.kind WHEN 'advance' THEN limit_ WHEN 'balance' THEN balance ELSE rest - balance END;
    IF owed IS NULL OR NEW.cents <> owed THEN
        RAISE EXCEPTION 'an order is for exactly what is due'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_of_what_is_due';
    END IF;
    SELECT coalesce(sum(CASE WHEN kind = 'recovery' THEN -cents ELSE cents END), 0) INTO under_way FROM payments_order
    WHERE centre_id = NEW.centre_id AND programme_id = NEW.programme_id AND line = NEW.line
    AND ((kind = 'recovery' AND state = 'received') OR (kind <> 'recovery' AND state NOT IN ('rejected', 'dropped')));
    IF under_way + NEW.cents > limit_ THEN
        RAISE EXCEPTION 'nothing pays more than it may'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_within_what_is_owed';
    END IF;
    IF (SELECT count(*) FROM payments_order WHERE centre_id = NEW.centre_id AND programme_id = NEW.programme_id
        AND line = NEW.line AND kind = NEW.kind AND settlement_id IS NOT DISTINCT FROM NEW.settlement_id
        AND account_id = NEW.account_id AND state = 'rejected') > 1 THEN
        RAISE EXCEPTION 'ordered again once on one account'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_again_once';
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = """
REVOKE ALL ON FUNCTION payments_check_account(), payments_check_batch(), payments_lock_line(),
payments_check_settlements(), payments_check_order(), payments_net_paid(uuid, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payments_net_paid(uuid, uuid, text) TO jalon_federal;

CREATE TRIGGER payments_check_account BEFORE INSERT OR UPDATE ON payments_account
    FOR EACH ROW EXECUTE FUNCTION payments_check_account();
CREATE TRIGGER payments_check_batch BEFORE INSERT OR UPDATE ON payments_batch
    FOR EACH ROW EXECUTE FUNCTION payments_check_batch();
CREATE TRIGGER payments_a_lock BEFORE INSERT ON payments_settlement
    FOR EACH ROW EXECUTE FUNCTION payments_lock_line();
CREATE TRIGGER payments_check_settlements AFTER INSERT ON payments_settlement
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION payments_check_settlements();
CREATE TRIGGER payments_a_lock BEFORE INSERT ON payments_order
    FOR EACH ROW EXECUTE FUNCTION payments_lock_line();
CREATE TRIGGER payments_check_order BEFORE INSERT OR UPDATE ON payments_order
    FOR EACH ROW EXECUTE FUNCTION payments_check_order();
"""

BACKWARD = """
DROP FUNCTION payments_check_order() CASCADE;
DROP FUNCTION payments_check_settlements() CASCADE;
DROP FUNCTION payments_lock_line() CASCADE;
DROP FUNCTION payments_net_paid(uuid, uuid, text);
DROP FUNCTION payments_check_batch() CASCADE;
DROP FUNCTION payments_check_account() CASCADE;
"""


class Migration(migrations.Migration):
    """Triggers on four tables, and a policy for `jalon_federal` on each centre's table it has a right on."""

    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RunSQL(ACCOUNTS + BATCHES + SETTLEMENTS + ORDERS + TRIGGERS, BACKWARD),
        *(
            migrations.RunSQL(
                f"CREATE POLICY {policy} ON payments_{table} TO jalon_federal USING (true) WITH CHECK ({check})",
                f"DROP POLICY {policy} ON payments_{table}",
            )
            for table, (policy, check) in POLICIES.items()
        ),
    ]
