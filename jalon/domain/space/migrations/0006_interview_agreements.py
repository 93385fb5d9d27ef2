"""What the person says of an answer that gives no interview by the law's day: that it suits them all the same.

Without a member's name it is the person's own word: their own role writes it, and no other.
"""

import django.db.models.deletion
import jalon.domain.core.context
import jalon.domain.core.fields
import uuid
from django.db import migrations, models

from jalon.domain.space.reach import closing_statements, opening_statements

TABLE = "space_interviewagreement"
FORWARD = """
CREATE FUNCTION space_own_word() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF (NEW.by_id IS NULL) <> (current_user = 'jalon_person') THEN
        RAISE EXCEPTION 'the person speaks in their own space; at the desk a member takes note'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'agreement_by_their_own_role';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION space_own_word() FROM PUBLIC;
CREATE TRIGGER space_own_word BEFORE INSERT ON space_interviewagreement
    FOR EACH ROW EXECUTE FUNCTION space_own_word();
"""
BACKWARD = """
DROP TRIGGER space_own_word ON space_interviewagreement;
DROP FUNCTION space_own_word();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_own_memberships'),
        ('centres', '0001_initial'),
        ('space', '0005_entry_ends'),
    ]

    operations = [
        migrations.CreateModel(
            name='InterviewAgreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField(blank=True, verbose_name='qui l’a dit, et comment')),
                ('said_on', models.DateField(verbose_name='dit le')),
                ('said_at', models.DateTimeField(verbose_name='dit à')),
                ('answer', jalon.domain.core.fields.CentreForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='space.interviewanswer')),
                ('by', jalon.domain.core.fields.CentreForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='par')),
                ('centre', jalon.domain.core.fields.OwnedByCentre(app_may='SELECT, INSERT', auth_may='', default=jalon.domain.core.context.current_centre_id, editable=False, federal_may='', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='centres.centre')),
            ],
            options={
                'verbose_name': 'accord sur une réponse',
                'verbose_name_plural': 'accords sur une réponse',
                'constraints': [models.UniqueConstraint(fields=('centre', 'answer'), name='interview_agreed_once'), models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', True), ('words', '')), models.Q(('by__isnull', False), models.Q(('words', ''), _negated=True)), _connector='OR'), name='interview_agreed_by_whom')],
            },
        ),
        migrations.RunSQL(list(opening_statements(TABLE)), list(closing_statements(TABLE))),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
