"""The journal of acts on programmes, lists, payments and closings joins the administration's chain."""

from django.db import migrations

FORWARD = """
SET LOCAL timezone TO 'UTC';
SELECT audit_federal_link('subsidies_subsidyact', to_jsonb(one))
FROM (SELECT * FROM subsidies_subsidyact ORDER BY at, id) AS one;
CREATE TRIGGER audit_federal_chain AFTER INSERT ON subsidies_subsidyact
    FOR EACH ROW EXECUTE FUNCTION audit_federal_chain();
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON subsidies_subsidyact
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_all BEFORE TRUNCATE ON subsidies_subsidyact EXECUTE FUNCTION audit_refuse();
"""
BACKWARD = """
DROP TRIGGER audit_refuse_all ON subsidies_subsidyact;
DROP TRIGGER audit_refuse ON subsidies_subsidyact;
DROP TRIGGER audit_federal_chain ON subsidies_subsidyact;
"""


class Migration(migrations.Migration):
    """Three triggers."""

    dependencies = [("subsidies", "0002_federal_awards"), ("audit", "0003_federal_chain")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
