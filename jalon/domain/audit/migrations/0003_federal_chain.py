"""The administration's journals are chained as a centre's is: the database copies each row into a link.

The trigger runs as the owner, because no role of the application may touch the links or their head. Rows written
before take their place first, in their order.
"""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION audit_federal_hash(link audit_federallink) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        link.previous_hash, link.number, to_char(link.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        link.journal, link.row_id, link.told)::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_federal_link(journal text, told jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE head audit_federalhead; link audit_federallink;
BEGIN
    INSERT INTO audit_federalhead (id, number, hash) VALUES (true, 0, '') ON CONFLICT (id) DO NOTHING;
    SELECT * INTO STRICT head FROM audit_federalhead FOR UPDATE;
    link.number := head.number + 1;
    link.written_at := clock_timestamp();
    link.journal := journal;
    link.row_id := told ->> 'id';
    link.told := told;
    link.previous_hash := head.hash;
    link.hash := audit_federal_hash(link);
    INSERT INTO audit_federallink SELECT link.*;
    UPDATE audit_federalhead SET number = link.number, hash = link.hash;
END $$;

CREATE FUNCTION audit_federal_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
BEGIN
    PERFORM audit_federal_link(TG_TABLE_NAME, to_jsonb(NEW));
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION audit_federal_hash(audit_federallink), audit_federal_link(text, jsonb), audit_federal_chain()
FROM PUBLIC;

CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON audit_federallink
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_all BEFORE TRUNCATE ON audit_federallink EXECUTE FUNCTION audit_refuse();

SET LOCAL timezone TO 'UTC';
SELECT audit_federal_link('accounts_federalact', to_jsonb(one))
FROM (SELECT * FROM accounts_federalact ORDER BY at, id) AS one;
CREATE TRIGGER audit_federal_chain AFTER INSERT ON accounts_federalact
    FOR EACH ROW EXECUTE FUNCTION audit_federal_chain();
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON accounts_federalact
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_all BEFORE TRUNCATE ON accounts_federalact EXECUTE FUNCTION audit_refuse();
"""
BACKWARD = """
DROP TRIGGER audit_refuse_all ON accounts_federalact;
DROP TRIGGER audit_refuse ON accounts_federalact;
DROP TRIGGER audit_federal_chain ON accounts_federalact;
DROP TRIGGER audit_refuse_all ON audit_federallink;
DROP TRIGGER audit_refuse ON audit_federallink;
DROP FUNCTION audit_federal_chain();
DROP FUNCTION audit_federal_link(text, jsonb);
DROP FUNCTION audit_federal_hash(audit_federallink);
"""


class Migration(migrations.Migration):
    """Links, their head, the functions that chain, and the journal of accesses."""

    dependencies = [
        ('audit', '0002_chain'), ('accounts', '0002_own_memberships'),
    ]

    operations = [
        migrations.CreateModel(
            name='FederalHead',
            fields=[
                ('id', models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'tête du journal fédéral',
                'verbose_name_plural': 'têtes du journal fédéral',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', True)), name='federalhead_is_one')],
            },
        ),
        migrations.CreateModel(
            name='FederalLink',
            fields=[
                ('number', models.BigIntegerField(editable=False, primary_key=True, serialize=False)),
                ('written_at', models.DateTimeField(editable=False)),
                ('journal', models.CharField(editable=False, max_length=60)),
                ('row_id', models.UUIDField(editable=False)),
                ('told', models.JSONField(editable=False)),
                ('previous_hash', models.CharField(editable=False, max_length=64)),
                ('hash', models.CharField(editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'maillon du journal fédéral',
                'verbose_name_plural': 'maillons du journal fédéral',
                'constraints': [models.UniqueConstraint(fields=('journal', 'row_id'), name='federallink_once_a_row')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
