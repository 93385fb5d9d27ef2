"""The bank's answers: kept as they came, noted once."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


KEPT = """
CREATE FUNCTION payments_check_answer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF current_user <> 'jalon_federal' THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.noted_at IS NULL AND NEW.noted_by = '' THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'an answer is kept, then noted' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.noted_at IS NOT NULL OR NEW.noted_at IS NULL
       OR to_jsonb(NEW) - 'noted_at' - 'noted_by' IS DISTINCT FROM to_jsonb(OLD) - 'noted_at' - 'noted_by' THEN
        RAISE EXCEPTION 'an answer is noted once and never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION payments_check_answer() FROM PUBLIC;
CREATE TRIGGER payments_check_answer BEFORE INSERT OR UPDATE ON payments_bankanswer
    FOR EACH ROW EXECUTE FUNCTION payments_check_answer();
"""


class Migration(migrations.Migration):
    """One table and its trigger."""

    dependencies = [
        ('payments', '0004_second_advance'),
    ]

    operations = [
        migrations.CreateModel(
            name='BankAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('message', models.CharField(max_length=35, verbose_name='numéro chez la banque')),
                ('content', models.BinaryField(verbose_name='contenu')),
                ('sha256', models.CharField(editable=False, max_length=64, unique=True)),
                ('received_at', models.DateTimeField(verbose_name='reçue à')),
                ('received_by', models.CharField(max_length=120, verbose_name='par')),
                ('noted_at', models.DateTimeField(null=True, verbose_name='notée à')),
                ('noted_by', models.CharField(blank=True, max_length=120, verbose_name='par')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='payments.batch')),
            ],
            options={
                'verbose_name': 'réponse de la banque',
                'verbose_name_plural': 'réponses de la banque',
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256', models.Func(models.Func(models.F('content'), function='sha256', output_field=models.BinaryField()), models.Value('hex'), function='encode', output_field=models.TextField()))), name='bankanswer_hash_of_content')],
            },
        ),
        migrations.RunSQL(KEPT, "DROP FUNCTION payments_check_answer() CASCADE"),
    ]
