"""A measurement made for a trajectory: the same person, in the same centre. The database keeps it."""

from django.db import migrations, models

FORWARD = """
ALTER TABLE instruments_measurement ADD CONSTRAINT measurement_for_a_trajectory_of_the_person
FOREIGN KEY (centre_id, person_id, trajectory) REFERENCES activation_trajectory (centre_id, person_id, id)
DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = "ALTER TABLE instruments_measurement DROP CONSTRAINT measurement_for_a_trajectory_of_the_person;"


class Migration(migrations.Migration):
    """The reference, and the key it points to."""

    dependencies = [("activation", "0001_initial"), ("instruments", "0004_measured")]

    operations = [
        migrations.AddConstraint(
            model_name="trajectory",
            constraint=models.UniqueConstraint(fields=("centre", "person", "id"), name="trajectory_of_person"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
