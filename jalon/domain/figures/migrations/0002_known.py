"""Keeps what was known when, by triggers no program can forget; opens submissions to the federal role.

Each function runs with the rights of whoever writes, in the context of their centre. A row that only moves with its
file to the successor of a merged centre is not a change of what was known. `app.recorded_at` lets an import of old
files, or an invented population, say when things were known; nothing else sets it.
"""

from django.db import migrations

# table, its copy, the columns that figures read
COPIED = {
    "people_status": (
        "figures_knownstatus",
        "person_id, kind, category, demanded_on, decided_on, notified_on, since, until, is_student, is_homeless, "
        "works_part_time, previous_right_ended_on",
    ),
    "people_piisexemption": ("figures_knownexemption", "person_id, since, until"),
    "piis_commitment": ("figures_knowncommitment", "piis_id, side, due_on, left_on"),
}
MOMENT = "COALESCE(NULLIF(current_setting('app.recorded_at', true), '')::timestamptz, statement_timestamp())"


def written(copy: str, columns: str) -> str:
    names = columns.split(", ")
    new, old = (", ".join(f"{row}.{name}" for name in names) for row in ("NEW", "OLD"))
    return f"""
        CREATE FUNCTION {copy}_written() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND (NEW.centre_id <> OLD.centre_id OR ROW({new}) IS NOT DISTINCT FROM ROW({old})) THEN
                RETURN NULL;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                UPDATE {copy} SET replaced_at = {MOMENT}
                WHERE centre_id = OLD.centre_id AND source_id = OLD.id AND replaced_at IS NULL;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                INSERT INTO {copy} (id, centre_id, source_id, recorded_at, {columns})
                VALUES (gen_random_uuid(), NEW.centre_id, NEW.id, {MOMENT}, {new});
            END IF;
            RETURN NULL;
        END $$;
        REVOKE ALL ON FUNCTION {copy}_written() FROM PUBLIC;
        """


def watched(table: str, copy: str) -> str:
    return (
        f"CREATE TRIGGER {copy}_written AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {copy}_written();"
    )


class Migration(migrations.Migration):
    """Triggers on three tables, and one policy for `jalon_federal`, whose only right is to read."""

    dependencies = [("figures", "0001_initial"), ("people", "0001_initial"), ("piis", "0001_initial")]

    operations = [
        *(
            migrations.RunSQL(
                written(copy, columns) + watched(table, copy), f"DROP FUNCTION {copy}_written() CASCADE"
            )
            for table, (copy, columns) in COPIED.items()
        ),
        migrations.RunSQL(
            "CREATE POLICY federal_reads ON figures_submission TO jalon_federal USING (true) WITH CHECK (false)",
            "DROP POLICY federal_reads ON figures_submission",
        ),
    ]
