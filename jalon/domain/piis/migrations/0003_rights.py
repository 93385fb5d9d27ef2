"""The runs of the right follow the statuses, statement by statement, whoever writes these."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import jalon.domain.core.context
import jalon.domain.core.fields

FORWARD = """
CREATE FUNCTION piis_follow_statuses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    DELETE FROM piis_right AS written USING (SELECT DISTINCT centre_id, person_id FROM changed) AS concerned
    WHERE written.centre_id = concerned.centre_id AND written.person_id = concerned.person_id;
    INSERT INTO piis_right (id, centre_id, person_id, since, until, demanded_on, decided_on, notified_on,
                            earlier_ended_on)
    SELECT gen_random_uuid(), centre_id, person_id, min(since),
           CASE WHEN bool_or(until IS NULL) THEN NULL ELSE max(until) END,
           (array_agg(demanded_on ORDER BY since))[1], (array_agg(decided_on ORDER BY since))[1],
           (array_agg(notified_on ORDER BY since))[1],
           (array_agg(GREATEST(previous_right_ended_on, before) ORDER BY since))[1]
    FROM (SELECT touching.*, count(*) FILTER (WHERE NOT touches) OVER (PARTITION BY centre_id, person_id ORDER BY since)
                             AS run
          FROM (SELECT status.*, lag(until) OVER dated AS before, COALESCE(lag(until) OVER dated + 1 = since, false)
                                 AS touches
                FROM people_status AS status
                JOIN (SELECT DISTINCT centre_id, person_id FROM changed) AS concerned USING (centre_id, person_id)
                WHERE kind = 'dis'
                WINDOW dated AS (PARTITION BY centre_id, person_id ORDER BY since)) AS touching) AS counted
    GROUP BY centre_id, person_id, run;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION piis_follow_statuses() FROM PUBLIC;

CREATE TRIGGER piis_rights_after_insert AFTER INSERT ON people_status
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION piis_follow_statuses();
CREATE TRIGGER piis_rights_after_delete AFTER DELETE ON people_status
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION piis_follow_statuses();
-- A status that changes person or centre (a merger) concerns two of them.
CREATE TRIGGER piis_rights_after_update_old AFTER UPDATE ON people_status
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION piis_follow_statuses();
CREATE TRIGGER piis_rights_after_update_new AFTER UPDATE ON people_status
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION piis_follow_statuses();
"""

BACKWARD = """
DROP TRIGGER piis_rights_after_update_new ON people_status;
DROP TRIGGER piis_rights_after_update_old ON people_status;
DROP TRIGGER piis_rights_after_delete ON people_status;
DROP TRIGGER piis_rights_after_insert ON people_status;
DROP FUNCTION piis_follow_statuses();
"""


class Migration(migrations.Migration):
    """The table, its functions and triggers."""

    dependencies = [("centres", "0001_initial"), ("people", "0001_initial"), ("piis", "0002_frozen")]

    operations = [
        migrations.CreateModel(
            name='Right',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(verbose_name='depuis')),
                ('until', models.DateField(null=True, verbose_name='jusqu’au')),
                ('demanded_on', models.DateField(null=True, verbose_name='demande du')),
                ('decided_on', models.DateField(null=True, verbose_name='décision du')),
                ('notified_on', models.DateField(null=True, verbose_name='notifiée le')),
                ('earlier_ended_on', models.DateField(null=True, verbose_name='fin du droit précédent')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rights', to='people.person')),
            ],
            options={
                'verbose_name': 'droit à l’intégration sociale',
                'verbose_name_plural': 'droits à l’intégration sociale',
                'constraints': [models.UniqueConstraint(fields=('centre', 'person', 'since'), name='right_run_once')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
