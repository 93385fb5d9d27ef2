"""The second way a person signs with, and what the database itself refuses of it (ADR 21).

A person's own signature comes from their own role, after a right code was written for that text and moment by the
centre's; no role writes both. Who made the card, or followed the file at any time since, confirms no code: not by
handing the file over, nor under another membership.
"""

import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models

SPOKEN = ("space_interviewrequest", "space_evaluationvoice")  # nobody but the person writes what they say
FORWARD = """
CREATE FUNCTION space_own_hand() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF (NEW.method = 'own') <> (current_user = 'jalon_person') THEN
        RAISE EXCEPTION 'in their own space the person signs, and nobody but them signs there'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'signature_by_their_own_role';
    END IF;
    IF NEW.method = 'own' AND NOT EXISTS (
        SELECT 1 FROM space_wayevent AS given
        JOIN space_wayevent AS met ON met.centre_id = given.centre_id AND met.way_id = given.way_id
                                   AND met.act = 'confirmed'
        WHERE given.centre_id = NEW.centre_id AND given.act = 'right' AND given.version_id = NEW.version_id
        AND given.at = NEW.signed_at AND given.way_id::text = NEW.proof ->> 'way'
        AND NOT EXISTS (SELECT 1 FROM space_wayevent AS ended
                        WHERE ended.centre_id = given.centre_id AND ended.way_id = given.way_id
                        AND ended.act IN ('locked', 'withdrawn', 'new_card'))
    ) THEN
        RAISE EXCEPTION 'no second way was shown for this text'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'signature_is_proven';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION space_four_eyes() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM space_signingway AS way
        JOIN space_personaccess AS access ON access.centre_id = way.centre_id AND access.id = way.access_id
        JOIN people_person AS person ON person.centre_id = way.centre_id AND person.id = way.person_id
        JOIN accounts_membership AS met ON met.centre_id = way.centre_id AND met.id = NEW.by_id
        JOIN accounts_membership AS held ON held.centre_id = way.centre_id
                                        AND (held.id = met.id OR held.user_id = met.user_id)
        WHERE way.centre_id = NEW.centre_id AND way.id = NEW.way_id
        AND (held.id IN (access.made_by_id, person.responsible_id)
             OR EXISTS (SELECT 1 FROM people_assignment AS followed
                        WHERE followed.centre_id = way.centre_id AND followed.person_id = way.person_id
                        AND followed.member_id = held.id
                        AND COALESCE(followed.until, 'infinity')
                            >= (access.made_at AT TIME ZONE 'Europe/Brussels')::date))
    ) THEN
        RAISE EXCEPTION 'who made the card or follows the file confirms no code'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'way_four_eyes';
    END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION space_own_hand(), space_four_eyes() FROM PUBLIC;

CREATE TRIGGER space_own_hand BEFORE INSERT ON piis_signature FOR EACH ROW EXECUTE FUNCTION space_own_hand();
CREATE TRIGGER space_four_eyes BEFORE INSERT ON space_wayevent
    FOR EACH ROW WHEN (NEW.act = 'confirmed') EXECUTE FUNCTION space_four_eyes();
"""
BACKWARD = """
DROP TRIGGER space_four_eyes ON space_wayevent;
DROP TRIGGER space_own_hand ON piis_signature;
DROP FUNCTION space_four_eyes();
DROP FUNCTION space_own_hand();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('people', '0002_counted'),
        ('piis', '0005_own_hand'),
        ('space', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningWay',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kept', models.CharField(editable=False, max_length=128)),
                ('set_on', models.DateField(verbose_name='choisi le')),
                ('set_at', models.DateTimeField(verbose_name='choisi à')),
                ('access', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='signing_ways', to='space.personaccess')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='signing_ways', to='people.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'code secret pour signer',
                'verbose_name_plural': 'codes secrets pour signer',
            },
        ),
        migrations.CreateModel(
            name='WayEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(choices=[('confirmed', 'confirmé en présence de la personne'), ('right', 'code juste, pour signer un texte'), ('wrong', 'code faux'), ('locked', 'bloqué après cinq codes faux'), ('withdrawn', 'retiré'), ('new_card', 'fini avec la carte')], max_length=9, verbose_name='acte')),
                ('on', models.DateField(verbose_name='le')),
                ('at', models.DateTimeField(verbose_name='à')),
                ('by', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='par')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
                ('person', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('version', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piis.piisversion')),
                ('way', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='space.signingway')),
            ],
            options={
                'verbose_name': 'sort d’un code secret',
                'verbose_name_plural': 'sorts des codes secrets',
            },
        ),
        migrations.AddIndex(
            model_name='signingway',
            index=models.Index(fields=['centre', 'person', 'set_at'], name='way_of_person'),
        ),
        migrations.AddIndex(
            model_name='wayevent',
            index=models.Index(fields=['centre', 'way', 'at'], name='way_event_of_way'),
        ),
        migrations.AddConstraint(
            model_name='wayevent',
            constraint=models.UniqueConstraint(condition=models.Q(('act', 'confirmed')), fields=('centre', 'way'), name='way_confirmed_once'),
        ),
        migrations.AddConstraint(
            model_name='wayevent',
            constraint=models.UniqueConstraint(condition=models.Q(('act__in', ['locked', 'withdrawn', 'new_card'])), fields=('centre', 'way'), name='way_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='wayevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'confirmed'), ('by__isnull', False)), models.Q(('act__in', ['right', 'wrong', 'locked']), ('by__isnull', True)), ('act__in', ['withdrawn', 'new_card']), _connector='OR'), name='way_event_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='wayevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'right'), ('version__isnull', False)), models.Q(models.Q(('act', 'right'), _negated=True), ('version__isnull', True)), _connector='OR'), name='way_event_of_which_text'),
        ),
        migrations.RunSQL([f"REVOKE INSERT ON {table} FROM jalon_app" for table in SPOKEN], migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
