"""What is released is what was ordered: the text two officers agree on, the orders of the batch and the file are one.

Before, an order had to be exact, and a batch to be released by a second officer, but nothing tied the text they were
shown, or the file that goes to the bank, to the orders: with the administration's right alone, a file could name other
accounts or other amounts. An order also rested on any award of its line, not on the one in force; and one prepared
before an amount was lowered could still be released.

The file is read by its plain tags: anything that could hide a payment from this reading (a comment, a prefix, a
declaration, an account more than there are orders and a payer) refuses it.
"""

from django.db import migrations

HOLDS = r"""
CREATE FUNCTION payments_in_file(file text) RETURNS TABLE (reference text, cents bigint, iban text) LANGUAGE sql
IMMUTABLE SET search_path = pg_catalog, public AS $$
    SELECT substring(one[1] FROM '<EndToEndId>([^<]*)</EndToEndId>'),
           replace(substring(one[1] FROM '<InstdAmt Ccy="EUR">([0-9]+[.][0-9]{2})</InstdAmt>'), '.', '')::bigint,
           substring(one[1] FROM '<CdtrAcct>\s*<Id>\s*<IBAN>([^<]*)</IBAN>')
    FROM regexp_matches(file, '<CdtTrfTxInf>(.*?)</CdtTrfTxInf>', 'g') AS one
$$;

CREATE FUNCTION payments_occurrences(file text, part text) RETURNS integer LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public AS $$
    SELECT (length(file) - length(replace(file, part, ''))) / length(part)
$$;

CREATE FUNCTION payments_check_file() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE number integer; whole bigint;
BEGIN
    IF current_user <> 'jalon_federal' OR OLD.state <> 'prepared' OR NEW.state <> 'released' THEN RETURN NEW; END IF;
    SELECT count(*), coalesce(sum(cents), 0) INTO number, whole FROM payments_order WHERE batch_id = NEW.id;
    IF number = 0 OR EXISTS (
        SELECT 1 FROM (
            SELECT ordered.reference::text, ordered.cents, account.iban::text, ordered.centre_id::text
            FROM payments_order AS ordered JOIN payments_account AS account
            ON account.centre_id = ordered.centre_id AND account.id = ordered.account_id WHERE batch_id = NEW.id
        ) AS ours (reference, cents, iban, centre)
        FULL JOIN jsonb_to_recordset(NEW.content::jsonb -> 'orders')
            AS told (reference text, cents bigint, iban text, centre text) USING (reference, cents, iban, centre)
        WHERE ours IS NULL OR told IS NULL)
       OR jsonb_array_length(NEW.content::jsonb -> 'orders') <> number THEN
        RAISE EXCEPTION 'what is released is what was ordered'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_of_its_orders';
    END IF;
    IF NEW.file ~ '<!|<[?](?!xml version)|<[^> ]*:|&#'
       OR payments_occurrences(NEW.file, 'CdtTrfTxInf') <> 2 * number
       OR payments_occurrences(NEW.file, 'IBAN>') <> 2 * (number + 1)
       OR payments_occurrences(NEW.file, 'InstdAmt') <> 2 * number
       OR substring(NEW.file FROM '<CtrlSum>([0-9.]+)</CtrlSum>')::numeric * 100 <> whole
       OR EXISTS (
            SELECT 1 FROM payments_in_file(NEW.file)
            FULL JOIN (SELECT ordered.reference::text, ordered.cents, account.iban::text
                       FROM payments_order AS ordered JOIN payments_account AS account
                       ON account.centre_id = ordered.centre_id AND account.id = ordered.account_id
                       WHERE batch_id = NEW.id) AS ours (reference, cents, iban) USING (reference, cents, iban)
            WHERE ours IS NULL OR payments_in_file IS NULL) THEN
        RAISE EXCEPTION 'the file pays the orders of its batch, and nothing else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_file_of_its_orders';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION payments_check_in_force() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE amount subsidies_award; percent text; most bigint;
BEGIN
    IF current_user <> 'jalon_federal' OR NEW.kind = 'recovery'
       OR (TG_OP = 'UPDATE' AND (NEW.state <> 'released' OR NEW.kind <> 'advance')) THEN
        RETURN NEW;
    END IF;
    SELECT * INTO amount FROM subsidies_award WHERE centre_id = NEW.centre_id
    AND facts ->> 'programme_id' = NEW.programme_id::text AND facts ->> 'line_code' = NEW.line
    ORDER BY decided_at DESC, (facts ->> 'number')::integer DESC LIMIT 1;
    IF TG_OP = 'INSERT' THEN
        IF NEW.award_id IS DISTINCT FROM amount.id THEN
            RAISE EXCEPTION 'an order rests on the amount in force'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'order_of_the_amount_in_force';
        END IF;
        RETURN NEW;
    END IF;
    most := amount.cents;
    IF NEW.advance_id IS NULL THEN
        percent := amount.facts #>> '{frame,payments,0,percent}';
        most := div(amount.cents * split_part(percent, '/', 1)::numeric,
                    100 * coalesce(nullif(split_part(percent, '/', 2), ''), '1')::numeric);
    END IF;
    IF (SELECT sum(cents) FROM payments_order WHERE centre_id = NEW.centre_id AND programme_id = NEW.programme_id
        AND line = NEW.line AND kind = 'advance' AND state NOT IN ('rejected', 'dropped')) > most THEN
        RAISE EXCEPTION 'an amount lowered since holds its advance down'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_of_the_amount_in_force';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION payments_check_file(), payments_check_in_force(), payments_in_file(text),
payments_occurrences(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payments_in_file(text) TO jalon_federal;
GRANT EXECUTE ON FUNCTION payments_occurrences(text, text) TO jalon_federal;
CREATE TRIGGER payments_check_file BEFORE UPDATE ON payments_batch
    FOR EACH ROW EXECUTE FUNCTION payments_check_file();
CREATE TRIGGER payments_check_in_force BEFORE INSERT OR UPDATE ON payments_order
    FOR EACH ROW EXECUTE FUNCTION payments_check_in_force();
"""

BACKWARD = """
DROP FUNCTION payments_check_in_force() CASCADE;
DROP FUNCTION payments_check_file() CASCADE;
DROP FUNCTION payments_occurrences(text, text);
DROP FUNCTION payments_in_file(text);
"""


class Migration(migrations.Migration):
    """One trigger on batches, one on orders."""

    dependencies = [("payments", "0005_bank_answers"), ("subsidies", "0001_initial")]

    operations = [migrations.RunSQL(HOLDS, BACKWARD)]
