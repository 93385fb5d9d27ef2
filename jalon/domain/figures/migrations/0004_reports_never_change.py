"""A publication of reports never changes: not by the administration's right alone, by whoever owns the table either."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON figures_reportspublication
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_all BEFORE TRUNCATE ON figures_reportspublication EXECUTE FUNCTION audit_refuse();
"""
BACKWARD = """
DROP TRIGGER audit_refuse_all ON figures_reportspublication;
DROP TRIGGER audit_refuse ON figures_reportspublication;
"""


class Migration(migrations.Migration):
    """Two triggers."""

    dependencies = [("figures", "0003_reportspublication"), ("audit", "0003_federal_chain")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
