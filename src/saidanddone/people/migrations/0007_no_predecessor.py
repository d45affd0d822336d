from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_successor"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="organisation", name="organisation_is_not_its_own_predecessor"),
        migrations.RemoveField(model_name="organisation", name="predecessor"),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", models.F("pk")), _negated=True),
                name="organisation_is_not_its_own_successor",
            ),
        ),
    ]
